using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Testing;
using CcsPolicy.Web.Features.Drafting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// Goes through every address as observers who may, before and after something hidden is done, and sends every form that is shown there, all of it in both worlds. Unlike the
/// random sequences it leaves nothing to luck. Every method answers the first difference that was seen, null when there was none.
/// </summary>
internal sealed partial class Walk(TwoWorlds worlds, Noting noting)
{
    /// <summary>How often a form is filled in, each time otherwise, until the product leads on.</summary>
    private static int Times => TestLength.IsNightly ? 3 : 2;

    /// <summary>So many look at a page of which everything has been reached.</summary>
    private const int Enough = 2;

    private readonly HashSet<string> sentToEndpoints = [];
    private readonly Dictionary<string, List<string>> linked = [];
    private TwoWorlds.Sequence? sequence;
    private int number;
    private bool touched = true;

    /// <summary>How many answers were compared.</summary>
    public int Compared => worlds.Tally.Answers.Values.Sum();

    private TwoWorlds.Sequence Now => sequence!;

    public async Task<string?> GoAsync(CancellationToken ct)
    {
        foreach (var channel in worlds.All)
            if ((touched ? await AnewAsync(ct) : null) is { } late)
                return late;
            else if (await ThroughAsync(channel, ct) is { } difference)
                return $"{channel.Pattern}: {difference}";
        return await Now.BackUpAsync() ?? await ActsAsync(ct) ?? await ResetAsync(ct) ?? await CalendarsAsync(ct) ?? await AnewAsync(ct);
    }

    /// <summary>Both worlds as they were at the beginning, after a look at what stands in the store.</summary>
    private async Task<string?> AnewAsync(CancellationToken ct)
    {
        if (sequence is not null)
        {
            if (await sequence.EndAsync(ct) is { } difference)
                return difference;
            // Mail that waits for somebody who looks has just been compared.
            await using var db = await worlds.Secret.OpenAsync(Who.Officer);
            foreach (var kind in await db.Outbox.AsNoTracking().Select(message => message.Kind).Distinct().ToListAsync(ct))
                noting.Note(new("mail", kind));
        }
        sequence = await worlds.BeginAsync(++number, ct);
        touched = false;
        return null;
    }

    private async Task<string?> ThroughAsync(Channel channel, CancellationToken ct)
    {
        List<string> addresses = [.. linked.GetValueOrDefault(channel.Pattern) ?? [], .. Now.Wandering.Addresses(channel.Pattern)];
        var (hidden, lookers) = (false, 0);
        foreach (var who in worlds.WhoMay(channel).DefaultIfEmpty(Who.Staff))
        {
            if (++lookers > Enough && IsReached(channel))
                break;
            for (var at = 0; at < addresses.Count && channel.Gets; at++)
            {
                var address = addresses[at];
                IHtmlDocument? page = null;
                if (await Now.SeeAsync(who, async visitor => page = await visitor.GetAsync(address)) is { } difference)
                    return difference;
                if (!hidden)
                {
                    hidden = await Now.HiddenAsync(ct);
                    if (await Now.SeeAsync(who, async visitor => await visitor.GetAsync(address, read: false)) is { } later)
                        return later;
                }
                if (page is null || page.QuerySelector("h1") is null)
                    continue;
                Remember(page);
                // One row of a list is opened on the page of the list.
                addresses.AddRange((linked.GetValueOrDefault(channel.Pattern) ?? []).Except(addresses).ToList());
                if (await SendAllAsync(who, channel, address, page, []) is { } sent)
                    return sent;
                if (IsReached(channel))
                    break;
            }
            if (channel.Posts && !IsReached(channel) && addresses.Count > 0)
            {
                touched = true;
                if (await Now.SeeAsync(who, visitor => Now.Wandering.PostToAsync(visitor, channel.Pattern, addresses[^1], new Random(number))) is { } difference)
                    return difference;
            }
        }
        return null;
    }

    private bool IsReached(Channel channel) =>
        (!channel.Gets || noting.IsReached(new("address", "GET " + channel.Pattern))) && (!channel.Posts || noting.IsReached(new("address", "POST " + channel.Pattern)))
        && (channel.Page is null || !noting.Misses(channel.Page.Name));

    /// <summary>Links with a query lead to pages that cannot be guessed.</summary>
    private void Remember(IHtmlDocument page)
    {
        foreach (var href in page.Links.Select(link => link.GetAttribute("href") ?? "").Where(href => href.StartsWith('/') && href.Contains('?', StringComparison.Ordinal)))
            if (worlds.All.FirstOrDefault(channel => !IsReached(channel) && Starred(channel.Pattern) == Starred(href.Split('?')[0])) is { } leads)
                (linked.TryGetValue(leads.Pattern, out var known) ? known : linked[leads.Pattern] = []).Add(href);
    }

    private static string Starred(string path) => Id().Replace(path, "*");

    /// <summary>Sends each form of the page that was not taken before, and those of the page that comes back.</summary>
    private async Task<string?> SendAllAsync(Who who, Channel channel, string address, IHtmlDocument page, string[] before)
    {
        foreach (var name in page.Forms.Where(IsPost).Select(Wandering.Name).Distinct().ToList())
        {
            // Forms of the frame stand on every page.
            if (name == "/account/sign-out" || name == "/display/choose" && channel.Pattern != "/display" || before.Contains(name))
                continue;
            for (var time = 0; time < Times && !IsTaken(channel, name, time); time++)
            {
                IHtmlDocument? next = null;
                touched = true;
                if (await SendAsync(who, address, [.. before, name], time, answer => next = answer) is { } difference)
                    return difference;
                if (next is not null && before.Length == 0 && await SendAllAsync(who, channel, address, next, [name]) is { } other)
                    return other;
            }
        }
        return null;
    }

    /// <summary>Forms, each taken from the page that the one before it led to.</summary>
    /// <param name="time">0 and more: with another choice each.</param>
    private Task<string?> SendAsync(Who who, string address, string[] names, int time, Action<IHtmlDocument?>? then = null, (string Name, string Value)? button = null) => Now.SeeAsync(who, async visitor =>
    {
        var page = await visitor.GetAsync(address);
        foreach (var name in names)
        {
            if (page?.Forms.FirstOrDefault(form => Wandering.Name(form) == name) is not { } form)
                return;
            page = await Wandering.SendAsync(visitor, form, address, Careful.Filled(form, time, button), new Random(time + 1));
        }
        then?.Invoke(page);
    });

    private bool IsTaken(Channel channel, string name, int time)
    {
        if (name.StartsWith('/'))
            return !sentToEndpoints.Add($"{channel.Pattern} {name} {time}") || time > 0;
        return channel.Page is not null && (noting.IsDone(noting.FormOf(channel.Page.Name, name)) || time > 1 && noting.IsReached(noting.FormOf(channel.Page.Name, name)));
    }

    /// <summary>Every act of the editor, on a draft of the officer.</summary>
    private async Task<string?> ActsAsync(CancellationToken ct)
    {
        if (await AnewAsync(ct) is { } late)
            return late;
        AmendmentId draft = default;
        await using (var db = await worlds.Secret.OpenAsync(Who.Officer))
            draft = (await db.Amendments.AsNoTracking().Where(a => a.Stage == AmendmentStage.Drafted).OrderBy(a => a.Id).FirstAsync(ct)).Id;
        foreach (var act in Forms.ActsOfTheEditor())
        {
            await Now.HiddenAsync(ct);
            var drafts = new SaveDraftHandler(worlds.Secret.As(Who.Officer), worlds.Secret.Portal.Services.GetRequiredService<KeptDrafts>());
            var text = (await drafts.ReadAsync(draft, ct)).Value.Text;
            var words = act switch
            {
                "text" => DraftText.Write(text.Tree, text.Tree.Provisions[0].Key).Value + "各課で守る。",
                "insert" => "（確認）\n第9条　毎年確かめる。",
                "label" => "第1条",
                "heading" => "（別の見出し）",
                _ => "別の言葉",
            };
            var key = text.Tree.Provisions[act is "up" ? 1 : act is "delete" ? ^1 : 0].Key;
            var json = JsonSerializer.Serialize(new { known = text.Sequence, act, key = key.ToString(), text = words, tab = 1 });
            if (await Now.SeeAsync(Who.Officer, async visitor =>
                {
                    await visitor.PostJsonAsync($"/drafts/{draft}/operations", json);
                    if (visitor.Last.Status == 200)
                        noting.Note(new("act", act));
                }) is { } difference)
                return difference;
        }
        return null;
    }

    /// <summary>A password is made new by two persons: the link is used, and what was done has to be seen.</summary>
    private async Task<string?> ResetAsync(CancellationToken ct)
    {
        if (await AnewAsync(ct) is { } late)
            return late;
        string account;
        await using (var db = await worlds.Secret.OpenAsync(Who.Administrator))
        {
            var manager = worlds.Secret.IdOf(Who.Manager);
            account = PublicId.Write((await db.Users.AsNoTracking().SingleAsync(user => user.PersonId == manager, ct)).Id);
        }
        var links = new Queue<string>();
        var name = "";
        if (await SendAsync(Who.Administrator, "/admin/accounts/" + account, ["account"], 0, page =>
            {
                if (page?.QuerySelector(".link-once")?.TextContent is { } link)
                    links.Enqueue(new Uri(link).PathAndQuery);
                name = page?.QuerySelector("code:not(.link-once)")?.TextContent ?? name;
            }, ("Act", "Invite")) is { } first)
            return first;
        await Now.HiddenAsync(ct);
        return await SendAsync(Who.Officer, "/admin/resets", ["resets"], 0)
            ?? await Now.SeeAsync(Who.Anonymous, async visitor =>
            {
                // Each world has a link of its own.
                if (links.TryDequeue(out var link) && (await visitor.GetAsync(link))?.Forms.FirstOrDefault(form => Wandering.Name(form) == "invitation") is { } form)
                    await Wandering.SendAsync(visitor, form, link, Careful.Filled(form, 0), new Random(1));
                var page = await visitor.GetAsync("/account/sign-in");
                if (page?.Forms.FirstOrDefault(one => Wandering.Name(one) == "sign-in") is { } sign)
                    await Wandering.SendAsync(visitor, sign, "/account/sign-in",
                        [.. sign.Elements.OfType<IHtmlInputElement>().Where(input => input.Type == "hidden").Select(input => KeyValuePair.Create(input.Name!, input.Value)), new("Name", name), new("Password", Careful.NewPassword)], new Random(1));
            })
            ?? await SendAsync(Who.Anonymous, "/account/reset-seen", ["reset-seen"], 0);
    }

    /// <summary>What stands in the calendars of observers, for whoever knows their addresses.</summary>
    private async Task<string?> CalendarsAsync(CancellationToken ct)
    {
        if (await AnewAsync(ct) is { } late)
            return late;
        foreach (var who in Observers.All.Where(who => who != Who.Anonymous))
        {
            // Each world has an address of its own.
            var links = new Queue<string>();
            if (await SendAsync(who, "/inbox/calendar", ["calendar"], 0, page =>
                {
                    if (page?.QuerySelector(".link-once")?.TextContent is { } link)
                        links.Enqueue(new Uri(link).PathAndQuery);
                }, ("Act", "make")) is { } difference)
                return difference;
            await Now.HiddenAsync(ct);
            if (await Now.SeeAsync(Who.Anonymous, async visitor =>
                {
                    if (links.TryDequeue(out var link))
                        await visitor.GetAsync(link, read: false);
                }) is { } other)
                return other;
        }
        return null;
    }

    private static bool IsPost(IHtmlFormElement form) => string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"[0-9a-f]{32}|\{[^}]*\}")]
    private static partial Regex Id();
}
