using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Testing;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Browser.Tests.Pages;

/// <summary>
/// Opens every cell of <see cref="Matrix"/> as the role: each answers as the table says, and the browser has nothing to complain of. In the ordinary run a page that is made of the same parts as one
/// that the browser was shown for another role is only asked for: what a browser complains of comes from those parts.
/// </summary>
internal static partial class MatrixWalk
{
    private static readonly ConcurrentDictionary<string, bool> Shown = new();

    public static async Task VisitAsync(DemoPortal portal, string? role, int least)
    {
        var cells = await Matrix.OfAsync(portal, role);
        await using var window = await portal.OpenAsync(role);
        var faults = new List<string>();
        foreach (var (pattern, address, expected) in cells)
        {
            var status = await StatusAsync(window, pattern, address, expected);
            if (status != expected)
                faults.Add($"{pattern} at {address} answers {status} instead of {expected}");
            if (await window.OverflowAsync() is > 0 and var pixels)
                faults.Add($"{address} is {pixels} px too wide for {role ?? "nobody"}");
            faults.AddRange(window.TakeComplaints().Select(said => $"{address}: {said}"));
        }
        Assert.True(faults.Count == 0, $"{role ?? "nobody"}, {cells.Count} addresses:\n{string.Join("\n", faults)}");
        Assert.True(cells.Count >= least, $"only {cells.Count} addresses");
    }

    /// <summary>What is served is opened as a page; of what is refused the status is all there is, and so of files and of answers that are all in their status.</summary>
    private static async Task<int> StatusAsync(Window window, string pattern, string address, int expected)
    {
        // The proof of a receipt is a file, and leads back to its page as long as there is none.
        if (expected == 200 && pattern.EndsWith("/proof", StringComparison.Ordinal))
            return (await window.Page.APIRequest.GetAsync(address)).Status;
        if (expected != 200 || pattern is SiteUrls.Session or SiteUrls.Live or SiteUrls.Ready or SiteUrls.TrainingRecord || pattern.Contains("{file", StringComparison.Ordinal) || pattern.Contains("/table.", StringComparison.Ordinal) || pattern.EndsWith("/instrument.docx", StringComparison.Ordinal) || pattern.Contains("/parcel.", StringComparison.Ordinal) || pattern.Contains("/list.", StringComparison.Ordinal))
            return (await window.Page.APIRequest.GetAsync(address, new() { MaxRedirects = 0 })).Status;
        if (!TestLength.IsNightly && pattern != SiteUrls.Home)
        {
            var answer = await window.Page.APIRequest.GetAsync(address, new() { MaxRedirects = 0 });
            if (answer.Status == 200 && !Shown.TryAdd(pattern + PartsOf(await answer.TextAsync()), true))
                return answer.Status;
        }
        var status = await window.GoAsync(address);
        return window.Here.StartsWith(SiteUrls.SignIn + "?returnUrl=", StringComparison.OrdinalIgnoreCase) ? 302 : status;
    }

    /// <summary>The elements of a page with the names of their attributes, and what they load.</summary>
    private static string PartsOf(string page) =>
        string.Join(' ', Tags().Matches(page).Select(tag => tag.Groups[1].Value + string.Concat(Attributes().Matches(tag.Groups[2].Value).Select(one => " " + (one.Groups[1].Value is "src" or "style" or "rel" ? one.Value : one.Groups[1].Value)))).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("<([a-z][a-z0-9-]*)((?:\"[^\"]*\"|[^>\"])*)>")]
    private static partial Regex Tags();

    [GeneratedRegex("([a-z][a-z0-9-]*)(?:=\"[^\"]*\")?")]
    private static partial Regex Attributes();
}
