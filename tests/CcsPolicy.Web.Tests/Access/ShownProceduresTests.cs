using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

/// <summary>
/// 実施手順を示す頁。Every address that answers a GET, read from the product as it runs, is opened by people who know procedures: what shows words of one is marked for printing, and what
/// shows its text is journalled as read. A new page comes under this without being listed.
/// </summary>
public sealed partial class ShownProceduresTests
{
    private const string Canary = "持出し簿に記入する";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_that_shows_words_of_a_procedure_is_marked_for_printing_and_every_one_that_shows_its_text_is_journalled()
    {
        var seed = await WorldSeed.GetAsync();
        await using var world = World.Open(seed);
        world.Restart(1);
        var (marked, journalled, offences) = (new HashSet<string>(), new HashSet<string>(), new List<string>());
        foreach (var who in new[] { Who.Custodian, Who.Ciso })
        {
            var visitor = await world.VisitorAsync(who);
            var wandering = new Wandering(Channels.Of(world), seed.Pool);
            foreach (var channel in Channels.Of(world).Where(channel => channel.Gets))
                foreach (var address in Asked(channel.Pattern, wandering))
                {
                    var before = (await ReadAsync(world, who)).Count;
                    await visitor.GetAsync(address, read: false);
                    var answer = visitor.Take()[^1];
                    var after = (await ReadAsync(world, who)).Count;
                    // The same text is entered again only after a while.
                    if (after > before)
                        world.Portal.Clock.Advance(ReadingEntries.Window);
                    if (answer.Status != 200)
                        continue;
                    var page = new HtmlParser().ParseDocument(answer.Body);
                    if (page.DocumentElement.TextContent.Contains(Canary, StringComparison.Ordinal))
                    {
                        journalled.Add(channel.Pattern);
                        if (after == before)
                            offences.Add($"{who} {address}: shows the text of a procedure and is not journalled");
                    }
                    // What links name beside a text is on no paper.
                    foreach (var note in page.QuerySelectorAll(".notes .note:not(:last-child)"))
                        note.Remove();
                    if (!Titles().IsMatch(page.DocumentElement.TextContent))
                        continue;
                    marked.Add(channel.Pattern);
                    if (page.QuerySelector("main > .print-marking") is null)
                        offences.Add($"{who} {address}: shows words of a procedure and is not marked");
                }
        }
        Assert.True(offences.Count == 0, string.Join('\n', offences));
        // That nothing was found says something only when there was something to find.
        foreach (var pattern in new[] { "/documents/{document}", "/documents/{document}/editions/{edition}", "/amendments/{Id}", "/find" })
            Assert.Contains(pattern, journalled);
        foreach (var pattern in new[]
        {
            "/", "/find", "/catalogue", "/catalogue/{Id}", "/amendments", "/amendments/{Id}/submit", "/amendments/{Id}/edit", "/granting", "/granting/{Id}", "/targets/{Id}", "/grant-reviews", "/custody/procedures", "/journal/procedures",
        })
            Assert.Contains(pattern, marked);
    }

    [Fact]
    public async Task Opening_a_draft_of_a_procedure_is_entered_once_in_the_journal_of_the_procedure_and_its_source_is_handed_out_to_nobody()
    {
        await using var world = World.Open(await WorldSeed.GetAsync());
        world.Restart(1);
        Amendment draft;
        Guid file;
        await using (var db = await world.OpenAsync(Who.Custodian))
        {
            var procedures = db.Documents.Where(d => d.Tier == Tier.Procedure).Select(d => d.Id);
            draft = await db.Amendments.Include(a => a.Document).FirstAsync(a => procedures.Contains(a.DocumentId) && a.Stage == AmendmentStage.Drafted, Ct);
            file = (await db.AddFileAsync(draft.Document!, draft.Id, "原稿.txt", "text/plain", new MemoryStream(Encoding.UTF8.GetBytes(Canary)), Ct)).Id;
            db.Record(new JournalFact("text.imported"), draft.Document);
            await db.SaveChangesAsync(Ct);
        }
        var visitor = await world.VisitorAsync(Who.Custodian);
        foreach (var address in new[] { $"/amendments/{draft.Id}", $"/amendments/{draft.Id}/text", $"/amendments/{draft.Id}/edit", $"/amendments/{draft.Id}/submit" })
        {
            var before = await ReadAsync(world, Who.Custodian);
            world.Portal.Clock.Advance(ReadingEntries.Window);
            await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
            Assert.Equal(before.Count, (await ReadAsync(world, Who.Custodian)).Count);
            await visitor.GetAsync(address, read: false);
            var last = visitor.Take()[^1];
            Assert.True(last.Status == 200, $"{last.Asked} {last.Status}");
            var entry = Assert.Single((await ReadAsync(world, Who.Custodian)).ExceptBy(before.Select(e => e.Id), e => e.Id));
            Assert.Equal((draft.DocumentId, JournalLog.Restricted, world.IdOf(Who.Custodian)), (entry.DocumentId!.Value, entry.Log, entry.ActorId!.Value));
            Assert.Contains(draft.Id.ToString(), Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal);
        }
        // Its own custodian gets it as little as one that never was; the page names it.
        foreach (var source in new[] { file, Guid.NewGuid() })
        {
            await visitor.GetAsync($"/amendments/{draft.Id}/sources/{source:D}", read: false);
            Assert.Equal(404, visitor.Take()[^1].Status);
        }
        var named = (await visitor.GetAsync($"/amendments/{draft.Id}"))!;
        Assert.Null(named.QuerySelector("a[href*='/sources/']"));
        Assert.Contains("原稿.txt", named.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("元のファイルは取り出せません", named.Body.TextContent, StringComparison.Ordinal);
        // Whoever may not know it reads nothing, and pages without a text leave nothing.
        var all = (await AllAsync(world)).Count;
        foreach (var who in new[] { Who.Officer, Who.Auditor })
            await (await world.VisitorAsync(who)).GetAsync($"/amendments/{draft.Id}", read: false);
        foreach (var address in new[] { "/", "/amendments", $"/catalogue/{draft.DocumentId}", "/find", "/granting" })
            await visitor.GetAsync(address, read: false);
        Assert.Equal(all, (await AllAsync(world)).Count);
    }

    [Fact]
    public async Task A_print_says_who_made_it_and_pages_that_show_no_procedure_carry_no_mark()
    {
        var seed = await WorldSeed.GetAsync();
        await using var world = World.Open(seed);
        world.Restart(1);
        var ciso = await world.VisitorAsync(Who.Ciso);
        var marking = (await ciso.GetAsync($"/granting/{seed.Hidden}"))!.QuerySelector("main > .print-marking");
        Assert.Contains("関係者限り", marking!.TextContent, StringComparison.Ordinal);
        Assert.Contains("統括 常務", marking.TextContent, StringComparison.Ordinal);
        Assert.Contains("令和8年10月1日", marking.TextContent, StringComparison.Ordinal);
        foreach (var address in new[] { $"/documents/{seed.Standard}", "/account/password", "/find", "/find?q=" + Uri.EscapeDataString("統括責任者に報告") })
            Assert.False((await ciso.GetAsync(address))!.QuerySelector(".print-marking") is not null, address);
        // A title in a list of receipts is a word of a procedure too.
        var former = await world.VisitorAsync(Who.Former);
        Assert.NotNull((await former.GetAsync("/receipts"))!.QuerySelector("main > .print-marking"));
        foreach (var address in new[] { "/", "/catalogue", "/find?q=" + Uri.EscapeDataString("烏羽"), "/receipts" })
            Assert.Null((await (await world.VisitorAsync(Who.Manager)).GetAsync(address))?.QuerySelector(".print-marking"));
    }

    private static IEnumerable<string> Asked(string pattern, Wandering wandering)
    {
        foreach (var address in wandering.Addresses(pattern))
            yield return address;
        if (pattern == "/find")
            foreach (var word in new[] { "持出し簿", "烏羽" })
                yield return "/find?q=" + Uri.EscapeDataString(word);
    }

    private static async Task<List<JournalEntry>> ReadAsync(World world, Who who) => [.. (await AllAsync(world)).Where(e => e.ActorId == world.IdOf(who))];

    private static async Task<List<JournalEntry>> AllAsync(World world)
    {
        await using var db = await world.OpenAsync(Who.Ciso);
        return await db.Journal.AsNoTracking().Where(e => e.Action == ReadingEntries.Fact).ToListAsync(Ct);
    }

    [GeneratedRegex("烏羽|鵺|別件手順")]
    private static partial Regex Titles();
}
