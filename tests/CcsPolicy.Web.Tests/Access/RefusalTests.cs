using System.Data.Common;
using System.Text;
using System.Text.Json;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

/// <summary>断ったアドレスの記録。What is refused and what is not there leave the same trace.</summary>
public sealed class RefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_hidden_and_what_is_absent_do_the_same_work_and_leave_the_same_bytes_but_for_the_hash()
    {
        var seed = await WorldSeed.GetAsync();
        var listener = new Listener();
        await using var world = World.Open(seed, services => services.AddSingleton<IInterceptor>(listener));
        world.Restart(1);
        var traces = 0;
        var (amendment, file, edition) = await HiddenAsync(world);
        var none = new Guid("99999999-9999-4999-8999-999999999999");
        (string Hidden, string Absent)[] pairs =
        [
            ($"/documents/{seed.Hidden}", $"/documents/{none:N}"), ($"/documents/{seed.Hidden}/editions/{edition}", $"/documents/{none:N}/editions/{none:N}"),
            ($"/catalogue/{seed.Hidden}", $"/catalogue/{none:N}"), ($"/documents/{seed.Hidden}/editions/{edition}/acknowledge", $"/documents/{none:N}/editions/{none:N}/acknowledge"),
            ($"/amendments/{amendment}", $"/amendments/{none:N}"), ($"/amendments/{amendment}/sources/{file:D}", $"/amendments/{none:N}/sources/{none:D}"),
        ];
        foreach (var who in new[] { Who.Officer, Who.Staff })
        {
            // What is kept in memory is read by the first.
            await TraceAsync(who, HttpMethod.Get, pairs[0].Absent);
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
                foreach (var (hidden, absent) in pairs)
                    Assert.Equal(await TraceAsync(who, method, hidden), await TraceAsync(who, method, absent));
            Assert.Equal(await PostAsync(who, amendment.ToString()), await PostAsync(who, none.ToString("N")));
        }

        async Task<(int, string, string)> PostAsync(Who who, string id) =>
            await TraceAsync(who, HttpMethod.Post, $"/amendments/{id}/comments");

        // Each with the same ids at the same instant, and after the time within which an address is entered once.
        async Task<(int Status, string Entries, string Commands)> TraceAsync(Who who, HttpMethod method, string address)
        {
            world.Portal.Clock.Advance(RefusalBook.Window);
            world.Restart(100 + ++traces);
            var visitor = await world.VisitorAsync(who);
            var token = await visitor.TokenAsync();
            world.Portal.Ids.Restart(77);
            listener.Take();
            if (method == HttpMethod.Post)
                await visitor.PostAsync(address, [new("Words", "ここ"), new("__RequestVerificationToken", token)]);
            else
                await visitor.SendAsync(new HttpRequestMessage(method, address));
            var commands = listener.Take();
            var entries = await EntriesAsync(world.Portal);
            var entry = Assert.Single(entries);
            Assert.Equal(JournalLog.General, entry.Log);
            Assert.Equal(world.IdOf(who), entry.ActorId);
            Assert.Equal(world.Portal.Services.GetRequiredService<AddressHashes>().Of(address), HashIn(entry));
            return (visitor.Take()[^1].Status, Without(entry), string.Join('\n', commands));
        }

        // Not at the same instant: the time of the entry is left out of the comparison, its length is not.
        // The code at the end is made over all that stands before it.
        string Without(JournalEntry entry) => Encoding.UTF8.GetString(entry.Bytes)[..^34].Replace(HashIn(entry)!, new string('•', 64), StringComparison.Ordinal)
            .Replace(entry.At.UtcDateTime.ToString("O"), new string('•', 28), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("ASVS", "V16.3.2")]
    public async Task A_refused_page_a_refused_post_and_an_unknown_address_are_entered_by_a_hash_and_never_by_name()
    {
        await using var portal = new Portal();
        var staff = await portal.AddPersonAsync("職員 太郎");
        using var client = await portal.SignedInAsync(staff);
        Assert.Equal(403, (int)(await client.GetAsync("/journal", Ct)).StatusCode);
        Assert.Equal(403, (int)(await client.PostAsync("/journal.csv", new FormUrlEncodedContent([]), Ct)).StatusCode);
        Assert.Equal(404, (int)(await client.GetAsync("/no-such-place?word=1", Ct)).StatusCode);
        Assert.Equal(405, (int)(await client.PostAsync("/health/live", new FormUrlEncodedContent([]), Ct)).StatusCode);
        Assert.Equal(200, (int)(await client.GetAsync("/", Ct)).StatusCode);
        var hashes = portal.Services.GetRequiredService<AddressHashes>();
        var entries = await EntriesAsync(portal);
        Assert.Equal(new[] { "/journal", "/journal.csv", "/no-such-place", "/health/live" }.Select(hashes.Of).Order(StringComparer.Ordinal), entries.Select(HashIn).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Equal((staff, JournalLog.General), (entry.ActorId, entry.Log)));
        Assert.All(entries, entry => Assert.DoesNotContain("journal", Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_has_not_signed_in_leaves_an_entry_at_an_address_that_there_is_not_and_none_where_sign_in_is_asked_for()
    {
        await using var portal = new Portal();
        await portal.AddPersonAsync("職員 太郎");
        using var nobody = portal.Anonymous();
        foreach (var address in new[] { "/", "/find", $"/documents/{Guid.NewGuid():N}", "/account/session", "/account/sign-in" })
            await nobody.GetAsync(address, Ct);
        Assert.Empty(await EntriesAsync(portal));
        await nobody.GetAsync("/wp-login.php", Ct);
        Assert.Null(Assert.Single(await EntriesAsync(portal)).ActorId);
    }

    [Fact]
    public async Task A_flood_is_entered_up_to_a_limit_and_told_once_and_the_same_address_is_entered_again_after_the_time()
    {
        await using var portal = new Portal();
        using var client = await portal.SignedInAsync(await portal.AddPersonAsync("職員 太郎"));
        for (var time = 0; time < 2; time++)
            for (var number = 0; number < RefusalBook.MostOfPerson + 5; number++)
                await client.GetAsync($"/documents/{number}", Ct);
        Assert.Equal(RefusalBook.MostOfPerson, (await EntriesAsync(portal)).Count);
        Assert.Single(await EntriesAsync(portal, "address.refused-often"));
        using var nobody = portal.Anonymous();
        for (var number = 0; number < RefusalBook.MostOfNobody + 5; number++)
            await nobody.GetAsync($"/nowhere/{number}", Ct);
        Assert.Equal(RefusalBook.MostOfNobody, (await EntriesAsync(portal)).Count(entry => entry.ActorId is null));
        portal.Clock.Advance(RefusalBook.Window);
        await client.GetAsync("/documents/0", Ct);
        Assert.Equal(RefusalBook.MostOfPerson + RefusalBook.MostOfNobody + 1, (await EntriesAsync(portal)).Count);
    }

    [Fact]
    public async Task An_entry_that_cannot_be_written_changes_no_answer_and_is_made_at_the_next_time()
    {
        var listener = new Listener();
        await using var portal = new Portal(substitute: services => services.AddSingleton<IInterceptor>(listener));
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var hidden = await shelf.DocumentAsync(CcsPolicy.Domain.Documents.Tier.Procedure, "T-1", "隠れた手順");
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        listener.Broken = true;
        foreach (var address in new[] { $"/documents/{hidden}", $"/documents/{Guid.NewGuid():N}", "/nowhere" })
            Assert.Equal(404, (int)(await client.GetAsync(address, Ct)).StatusCode);
        Assert.Empty(await EntriesAsync(portal));
        listener.Broken = false;
        await client.GetAsync($"/documents/{hidden}", Ct);
        Assert.Single(await EntriesAsync(portal));
    }

    [Fact]
    public async Task The_auditor_sees_that_an_address_was_refused_and_finds_the_one_that_is_suspected()
    {
        await using var portal = new Portal();
        var auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        using (var staff = await portal.SignedInAsync(await portal.AddPersonAsync("職員 太郎")))
            foreach (var address in new[] { "/documents/abc", "/documents/def" })
                await staff.GetAsync(address, Ct);
        using var client = await portal.SignedInAsync(auditor);
        Assert.Equal(2, await RowsAsync("?kind=address.refused"));
        foreach (var typed in new[] { "/documents/abc", "documents/ABC/", "https://portal.example/documents/abc?x=1#y" })
            Assert.Equal(1, await RowsAsync("?address=" + Uri.EscapeDataString(typed)));
        Assert.Equal(0, await RowsAsync("?address=/documents/ghi"));
        var page = await client.PageAsync("/journal?address=/documents/abc");
        Assert.Contains("アドレスを断った", page.QuerySelector("table.journal")!.TextContent, StringComparison.Ordinal);
        var file = await client.PostFormAsync("/journal?address=/documents/abc", "/journal.csv");
        var text = await file.Content.ReadAsStringAsync(Ct);
        Assert.Contains("アドレスを断った", text, StringComparison.Ordinal);
        Assert.Single(text.Split("\r\n"), line => line.Contains("職員 太郎", StringComparison.Ordinal));
        Assert.DoesNotContain("/documents/abc", text, StringComparison.Ordinal);

        async Task<int> RowsAsync(string query) => (await client.PageAsync("/journal" + query)).QuerySelectorAll("table.journal tbody tr").Length;
    }

    private static async Task<(CcsPolicy.Domain.Amendments.AmendmentId, Guid, CcsPolicy.Domain.Documents.EditionId)> HiddenAsync(World world)
    {
        await using var db = await world.OpenAsync(Who.Ciso);
        var procedures = await db.Documents.AsNoTracking().Where(d => d.Tier == CcsPolicy.Domain.Documents.Tier.Procedure).Select(d => d.Id).ToListAsync(Ct);
        var drafted = (await db.Amendments.AsNoTracking().Where(a => procedures.Contains(a.DocumentId)).ToListAsync(Ct))[0];
        var file = await db.Files.AsNoTracking().Where(f => procedures.Contains(f.DocumentId)).FirstOrDefaultAsync(Ct);
        var edition = await db.Editions.AsNoTracking().FirstAsync(e => procedures.Contains(e.DocumentId), Ct);
        return (file?.AmendmentId ?? drafted.Id, file?.Id ?? Guid.NewGuid(), edition.Id);
    }

    private static string? HashIn(JournalEntry entry)
    {
        using var record = JsonDocument.Parse(entry.Bytes);
        return record.RootElement.GetProperty("details").GetProperty("address").GetString();
    }

    private static async Task<List<JournalEntry>> EntriesAsync(Portal portal, string action = RefusalBook.Fact)
    {
        await using var db = portal.Open(CcsPolicy.Domain.Access.Reader.Nobody);
        return await db.Journal.AsNoTracking().Where(e => e.Action == action).ToListAsync(Ct);
    }

    /// <summary>Hears every command to the database, and breaks those that write to the journal when it is told to.</summary>
    private sealed class Listener : DbCommandInterceptor
    {
        private readonly Lock one = new();
        private List<string> heard = [];

        public bool Broken { get; set; }

        public List<string> Take()
        {
            lock (one)
            {
                var taken = heard;
                heard = [];
                return taken;
            }
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Hear(command);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Hear(command);
            return ValueTask.FromResult(result);
        }

        private void Hear(DbCommand command)
        {
            lock (one)
                heard.Add(command.CommandText);
            if (Broken && command.CommandText.Contains("INSERT INTO \"Journal\"", StringComparison.Ordinal))
                throw new InvalidOperationException("The disk is full.");
        }
    }
}
