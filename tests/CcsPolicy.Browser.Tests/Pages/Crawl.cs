using System.Net;
using System.Text.RegularExpressions;
using CcsPolicy.Browser.Tests.Site;
using Microsoft.Playwright;

namespace CcsPolicy.Browser.Tests.Pages;

/// <summary>The pages that an account reaches by following links, one of each kind: ids, paths of provisions and filters make no new kind.</summary>
internal sealed partial class Crawl
{
    private static readonly string[] Starts = ["/", "/find?q=%E3%83%91%E3%82%B9%E3%83%AF%E3%83%BC%E3%83%89", "/display", "/account/password"];

    private readonly Queue<string> waiting = new(Starts);
    private readonly HashSet<string> known = [.. Starts.Select(KindOf)];

    public bool TryNext(out string address) => waiting.TryDequeue(out address!);

    /// <summary>Takes up the links of the page that lead to kinds of pages not met before.</summary>
    public async Task ReadLinksAsync(Window window) =>
        TakeUp(await window.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]:not([download])')].map(a => a.getAttribute('href').startsWith('#') ? '' : new URL(a.getAttribute('href'), document.baseURI).href).filter(a => a.startsWith(location.origin)).map(a => a.slice(location.origin.length).split('#')[0])"));

    /// <summary>The same without showing the page. Gives its status.</summary>
    public async Task<int> ReadLinksAsync(IAPIRequestContext http, string address)
    {
        var answer = await http.GetAsync(address);
        TakeUp(Links().Matches(await answer.TextAsync()).Where(link => !link.Value.Contains(" download", StringComparison.Ordinal)).Select(link => WebUtility.HtmlDecode(link.Groups[1].Value)));
        return answer.Status;
    }

    private void TakeUp(IEnumerable<string> links)
    {
        foreach (var link in links)
            if (link.StartsWith('/') && !IsFile(link) && known.Add(KindOf(link)))
                waiting.Enqueue(link);
    }

    private static bool IsFile(string link) => link.Contains("/sources/", StringComparison.Ordinal) || link.EndsWith("/proof", StringComparison.Ordinal) || link.Contains("/table.", StringComparison.Ordinal) || link.EndsWith("/instrument.docx", StringComparison.Ordinal) || link.Contains("/parcel.", StringComparison.Ordinal);

    /// <summary>A name for pictures: /documents/{id}/editions/{id} becomes documents-id-editions-id.</summary>
    public static string NameOf(string address) => KindOf(address).Trim('/') is { Length: > 0 } kind ? kind.Replace('/', '-').Replace('?', '-').Replace('=', '-') : "home";

    private static string KindOf(string address)
    {
        var view = Views().Match(address);
        return Provisions().Replace(Ids().Replace(address.Split('?')[0], "id"), "/provisions/path") + (view.Success ? "?" + view.Groups[1].Value : "");
    }

    [GeneratedRegex("<a [^>]*href=\"(/[^\"#]*)[^>]*>")]
    private static partial Regex Links();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Ids();

    /// <summary>A provision is named by its path, which is no id: each would otherwise be a kind of its own.</summary>
    [GeneratedRegex("/provisions/.+$")]
    private static partial Regex Provisions();

    [GeneratedRegex(@"[?&](view=\w+|comment)")]
    private static partial Regex Views();
}
