using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Tests.NonInterference;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>What came of a post.</summary>
internal sealed record Sent(int Status, string? Location, string Told, Rows Before, Rows Rows)
{
    public bool Succeeded(FormCase form) => Status == (form.Shows ? 200 : 302) && form.KeepsNothing == (Rows.Differ(Before, Rows) is null);
}

/// <summary>The page that a form stands on.</summary>
/// <param name="Names">Every field that the form has, also those that are not filled in.</param>
/// <param name="Queries">What the page takes from its address on purpose.</param>
internal sealed record OpenedPage(List<KeyValuePair<string, string>> Fields, string[] Names, string[] Queries);

/// <summary>Two worlds with the same rows, clock and ids: what is done to one only is all that makes a difference.</summary>
internal sealed class Twins : IAsyncDisposable
{
    private const int FirstNumber = 50_000_000;
    private readonly Dictionary<World, (IHtmlDocument Page, IHtmlFormElement Form, Stage Stage)> opened = [];
    private readonly IReadOnlyList<Channel> channels;
    private int number = FirstNumber;

    private Twins(World one, World other, Places places, Padding padding)
    {
        (One, Other, Places, Padding) = (one, other, places, padding);
        channels = Channels.Of(one);
    }

    public World One { get; }

    public World Other { get; }

    public Places Places { get; }

    public Padding Padding { get; }

    public static async Task<Twins> OpenAsync()
    {
        var seed = await WorldSeed.GetAsync();
        var (one, other) = (World.Open(seed), World.Open(seed));
        foreach (var world in new[] { one, other })
            world.Portal.Clock.Advance(TimeSpan.FromHours(1));
        one.Restart(FirstNumber);
        other.Restart(FirstNumber);
        var places = await Places.OfAsync(one);
        await using var db = one.Portal.Open(Reader.Nobody);
        return new Twins(one, other, places, new Padding(db.Model, one, places));
    }

    public Task RestartAsync()
    {
        number += 10;
        One.Restart(number);
        Other.Restart(number);
        return Task.CompletedTask;
    }

    /// <summary>Puts both back to the beginning and brings them to the page with the form.</summary>
    public async Task<OpenedPage> BeginAsync(FormCase form)
    {
        await RestartAsync();
        await Task.WhenAll(OpenAsync(One, form), OpenAsync(Other, form));
        var (page, element, stage) = opened[One];
        var path = form.Page(Places).Split('?')[0];
        var queries = channels.Where(channel => channel.Page is not null && System.Text.RegularExpressions.Regex.IsMatch(path, "^" + System.Text.RegularExpressions.Regex.Replace(channel.Pattern, "\\{[^}]*\\}", "[^/]+") + "$")).SelectMany(channel => channel.Queries).ToArray();
        var asked = System.Web.HttpUtility.ParseQueryString(form.Page(Places).Split('?').ElementAtOrDefault(1) ?? "").AllKeys.OfType<string>();
        var own = element.Elements.Select(control => control.GetAttribute("name")).OfType<string>().Concat(form.TakesToo);
        return new OpenedPage(form.Fill(element, stage, page), [.. own.Distinct()], [.. queries, .. asked]);
    }

    /// <summary>Sends the form in both, filled in alike and then changed as is said for each.</summary>
    /// <param name="query">Stands in the address in the other world only.</param>
    public async Task<(Sent One, Sent Other)> BothAsync(FormCase form, Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> one,
        Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> other, string query = "")
    {
        foreach (var world in new[] { One, Other })
            world.Step(number + 5);
        var sent = await Task.WhenAll(SendAsync(One, form, one, ""), SendAsync(Other, form, other, query));
        return (sent[0], sent[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Other.DisposeAsync();
    }

    private async Task OpenAsync(World world, FormCase form)
    {
        await form.Before(world, Places);
        var stage = new Stage(world, Places, await world.VisitorAsync(form.By));
        var page = form.Open is { } open ? await open(stage) : await stage.Visitor.GetAsync(form.Page(Places));
        if (page is null || form.FindOn(page) is not { } found)
            throw new InvalidOperationException($"no such form on {stage.Visitor.Last.Asked}, answered {stage.Visitor.Last.Status} {stage.Visitor.Location} {string.Join(' ', page?.Forms.Select(Wandering.Name) ?? [])}");
        lock (opened)
            opened[world] = (page, found, stage);
    }

    private async Task<Sent> SendAsync(World world, FormCase form, Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> changed, string query)
    {
        var (page, element, stage) = opened[world];
        var fields = changed(form.Fill(element, stage, page));
        var address = element.GetAttribute("action") is { Length: > 0 } action ? action : stage.Visitor.Last.Asked.Split(' ')[^1] is var asked && form.Open is not null ? asked : form.Page(Places);
        if (query.Length > 0)
            address += (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query;
        var before = Rows.Of(world);
        var answer = await stage.Visitor.PostAsync(address, fields, form.File, element.GetAttribute("enctype") == "multipart/form-data");
        var told = $"{stage.Visitor.Last.Status} {stage.Visitor.Location} {answer?.QuerySelector("[role=alert]")?.TextContent.Trim()}";
        return new Sent(stage.Visitor.Last.Status, stage.Visitor.Location is { } location ? Masks.Over(location) : null, told, before, Rows.Of(world));
    }
}
