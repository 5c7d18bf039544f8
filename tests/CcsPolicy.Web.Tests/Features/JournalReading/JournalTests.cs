using System.Globalization;
using System.Resources;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.JournalReading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.JournalReading;

public sealed partial class JournalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_auditor_reads_what_was_done_the_newest_first_and_nothing_of_a_procedure_whether_it_is_open_to_the_auditor_or_not()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var auditor = await shelf.PersonAsync("監査 花子", EmploymentKind.Employee, Role.Auditor);
        await shelf.DocumentAsync(Tier.Standard, "K-1", "見える基準");
        portal.Clock.Advance(TimeSpan.FromHours(1));
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "T-1", "隠れた手順");
        using var client = await portal.SignedInAsync(auditor);
        var page = await client.PageAsync("/journal");
        var rows = page.QuerySelectorAll("table.journal tbody tr").Select(row => row.TextContent).ToList();
        var registered = Assert.Single(rows, row => row.Contains("規程を登録した", StringComparison.Ordinal));
        Assert.Contains("見える基準", registered, StringComparison.Ordinal);
        Assert.Contains("令和8年10月1日 10:00:00", registered, StringComparison.Ordinal);
        Assert.DoesNotContain("隠れた手順", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(rows, row => row.Contains("11:00:00", StringComparison.Ordinal));
        await shelf.GrantAsync(procedure, auditor);
        await using (var db = portal.Open(await portal.ReaderAsync(auditor)))
            Assert.True(await db.Documents.AnyAsync(d => d.Id == procedure, Ct));
        Assert.Equal(rows, [.. (await client.PageAsync("/journal")).QuerySelectorAll("table.journal tbody tr").Select(row => row.TextContent)]);
    }

    [Fact]
    public async Task The_journal_is_filtered_by_period_kind_and_person_and_what_is_typed_wrong_is_told()
    {
        await using var portal = new Portal();
        var auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        await RecordAsync(portal, auditor, "account.signed-in", 1);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await RecordAsync(portal, auditor, "account.signed-out", 1);
        using var client = await portal.SignedInAsync(auditor);
        Assert.Equal(["サインインした"], await FactsAsync(client, "?until=2026-10-01&kind=account.signed-in"));
        Assert.Equal(["サインアウトした"], await FactsAsync(client, "?from=令和8年10月2日&until=2026-10-02"));
        Assert.Equal(["サインアウトした", "サインインした", "人を登録した"], (await FactsAsync(client, "?person=監査花子")).Order(StringComparer.Ordinal));
        Assert.Empty(await FactsAsync(client, "?person=別人"));
        Assert.Equal(2, (await FactsAsync(client, "?kind=SignIns")).Count);
        Assert.NotEmpty(await FactsAsync(client, "?from=0001-01-01&kind=no.such&before=junk"));
        Assert.NotNull((await client.PageAsync("/journal?until=いつか")).QuerySelector(".error-summary"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_also_where_many_entries_share_an_instant()
    {
        await using var portal = new Portal();
        var auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        for (var i = 0; i < 3; i++)
        {
            await RecordAsync(portal, auditor, "comment.written", 40);
            portal.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        using var client = await portal.SignedInAsync(auditor);
        var (url, read) = ((string?)"/journal?kind=comment.written", new List<int>());
        while (url is not null)
        {
            var page = await client.PageAsync(url);
            read.Add(page.QuerySelectorAll("table.journal tbody tr").Length);
            url = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal([30, 30, 30, 30], read);
    }

    /// <summary>By real acts, each through its page: what a later investigation needs stands in the record itself and not in columns that could be lost beside it.</summary>
    [Fact]
    [Trait("ASVS", "V16.2.1")]
    public async Task Each_entry_says_when_who_what_and_of_what()
    {
        const string Password = "川辺の 青い 鉛筆 十二本 raft";
        await using var portal = new Portal();
        var (admin, person) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("職員 花子", []));
        await portal.AccountOfAsync(person, Password);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var since = portal.Clock.GetUtcNow();
        using var staff = portal.Anonymous();
        await staff.PostFormAsync("/account/sign-in", "sign-in", ("Name", (await portal.AccountOfAsync(person)).UserName!), ("Password", "wrong"));
        await staff.PostFormAsync("/account/sign-in", "sign-in", ("Name", (await portal.AccountOfAsync(person)).UserName!), ("Password", Password));
        using var administrator = await portal.SignedInAsync(admin);
        await administrator.PostFormAsync("/admin/accounts/new", "new-account", ("Number", await NumberAsync(portal, await portal.AddPersonAsync("職員 三郎", []))), ("Name", "saburo"));
        await administrator.GetAsync("/documents/00000000000000000000000000000001", Ct);
        await using var db = portal.Open(Reader.Nobody);
        var account = (await portal.AccountOfAsync(person)).Id.ToString("N");
        var entries = (await db.Journal.AsNoTracking().ToListAsync(Ct)).Where(entry => entry.At >= since && entry.Action is not "person.recorded").Select(entry => (entry.Action, entry.ActorId, entry.At, Record: JsonDocument.Parse(entry.Bytes).RootElement)).ToList();
        foreach (var (action, actor, of) in new[]
        {
            ("account.sign-in-refused", (PersonId?)null, account), ("account.signed-in", person, account), ("account.created", admin, "account"), ("address.refused", admin, ""),
        })
        {
            var entry = Assert.Single(entries, one => one.Action == action);
            Assert.Equal((actor, since), (entry.ActorId, entry.At));
            var record = entry.Record.GetRawText();
            Assert.Contains(action, record, StringComparison.Ordinal);
            Assert.Contains(of, record, StringComparison.Ordinal);
            Assert.Contains(actor?.ToString() ?? "", record, StringComparison.Ordinal);
            Assert.Contains("2026-10-01T01:01:00", record, StringComparison.Ordinal);
        }
    }

    private static async Task<string> NumberAsync(Portal portal, PersonId person)
    {
        await using var db = portal.Open(Reader.Nobody);
        return (await db.People.SingleAsync(one => one.Id == person, Ct)).StaffNumber;
    }

    [Fact]
    public async Task The_file_holds_the_rows_of_the_page_and_taking_it_out_is_journalled()
    {
        await using var portal = new Portal();
        var auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        await RecordAsync(portal, auditor, "account.signed-in", 2);
        using var client = await portal.SignedInAsync(auditor);
        var answer = await client.PostFormAsync("/journal?kind=account.signed-in", "/journal.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync(Ct)).Split("\r\n");
        Assert.Equal(2, lines.Count(line => line.Contains("監査 花子", StringComparison.Ordinal) && line.Contains("サインインした", StringComparison.Ordinal) && line.Contains("2026-10-01 10:00:00", StringComparison.Ordinal)));
        Assert.Equal(["帳票を出力した"], await FactsAsync(client, "?kind=report.exported"));
        using var staff = await portal.SignedInAsync(await portal.AddPersonAsync("職員 太郎"));
        Assert.Equal(403, (int)(await staff.GetAsync("/journal", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_file_with_proofs_holds_the_entries_of_the_page_and_the_way_of_each_that_is_signed()
    {
        await using var portal = new Portal();
        var auditor = await portal.AddPersonAsync("監査 花子", Role.Auditor);
        await RecordAsync(portal, auditor, "account.signed-in", 2);
        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(Ct);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await RecordAsync(portal, auditor, "account.signed-in", 1);
        using var client = await portal.SignedInAsync(auditor);
        var answer = await client.PostFormAsync("/journal?kind=account.signed-in", "/journal.jsonl");
        Assert.Equal("attachment; filename=journal-proofs_20261001.jsonl", answer.Content.Headers.ContentDisposition!.ToString());
        var lines = (await answer.Content.ReadAsStringAsync(Ct)).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        // The newest first, as on the page; it came after the signature.
        Assert.Equal([false, true, true], lines.Select(line => line.TryGetProperty("note", out _)));
        foreach (var line in lines.Skip(1))
        {
            var note = SignedNote.TryParse(line.GetProperty("note").GetString()!)!;
            Assert.True(note.IsSignedBy(portal.Services.GetRequiredService<JournalKey>().Key));
            var way = new InclusionProof(line.GetProperty("index").GetInt64(), line.GetProperty("size").GetInt64(), [.. line.GetProperty("path").EnumerateArray().Select(hash => TreeHash.TryParse(hash.GetString())!.Value)]);
            Assert.Equal(Checkpoint.TryParse(note.Text)!.Root, way.RootFrom(TreeHash.OfLeaf(System.Text.Encoding.UTF8.GetBytes(line.GetProperty("record").GetString()!))));
        }
        Assert.Equal(["帳票を出力した"], await FactsAsync(client, "?kind=report.exported"));
        // Whoever reads only what concerns accounts is offered none.
        using var admin = await portal.SignedInAsync(await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator));
        Assert.Null((await admin.PageAsync("/journal")).QuerySelector("form[action='/journal.jsonl']"));
        Assert.Equal(403, (int)(await admin.PostAsync("/journal.jsonl", new FormUrlEncodedContent([]), Ct)).StatusCode);
    }

    [Fact]
    public async Task A_system_administrator_who_also_audits_sees_no_title()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        await shelf.DocumentAsync(Tier.Standard, "K-1", "見える基準");
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("兼務 次郎", EmploymentKind.Employee, Role.Auditor, Role.SystemAdministrator));
        var page = await client.PageAsync("/journal");
        Assert.Contains("規程を登録した", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("見える基準", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_administrator_reads_what_was_done_with_accounts_and_roles_and_nothing_about_documents()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var admin = await shelf.PersonAsync("管理 一郎", EmploymentKind.Employee, Role.SystemAdministrator);
        var staff = await shelf.PersonAsync("職員 花子", EmploymentKind.Employee);
        await shelf.DocumentAsync(Tier.Standard, "K-1", "見える基準");
        await shelf.DocumentAsync(Tier.Procedure, "T-1", "隠れた手順");
        var account = await portal.AccountOfAsync(staff);
        await using (var db = portal.Open(Reader.Nobody))
        {
            db.Record(new JournalFact("account.sign-in-refused").With("account", account.Id.ToString("N")));
            db.Record(new JournalFact("officer.appointed").With("person", staff).With("role", Role.Auditor).With("by", "provider"));
            db.Record(new JournalFact("request.asked"), actor: staff);
            await db.SaveChangesAsync(Ct);
        }
        // Every fact that the product knows, as if each had happened once.
        foreach (var action in JournalActions.All.Except(["account.sign-in-refused", "officer.appointed", "request.asked"]))
            await RecordAsync(portal, staff, action, 1);
        using var client = await portal.SignedInAsync(admin);
        var (url, facts, text) = ((string?)"/journal", new List<string>(), "");
        while (url is not null)
        {
            var page = await client.PageAsync(url);
            facts.AddRange(page.QuerySelectorAll("table.journal th[scope=row]").Select(cell => cell.TextContent));
            text += page.QuerySelector("main")!.TextContent;
            url = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.All(facts, fact => Assert.DoesNotContain("規程", fact, StringComparison.Ordinal));
        Assert.Superset(new HashSet<string> { "サインインを断った", "役割に任命した", "アカウントを止めた", "サインインを終わらせた", "人を登録した", "記録を守るトリガーがなくなっていたので、起動の時に戻した" }, facts.ToHashSet());
        Assert.All(["閲覧を申し出た", "規程を登録した", "公布した", "実施手順を開いた", "閲覧を許可した", "帳票を出力した"], hidden => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));
        Assert.Empty(await FactsAsync(client, "?kind=request.asked"));
        Assert.Empty(await FactsAsync(client, "?kind=Documents"));

        // Whom it concerned counts as well as who did it; a failed try is told with the account that it was for.
        var refused = await client.PageAsync("/journal?person=職員花子&kind=account.sign-in-refused");
        Assert.Contains("職員 花子", Assert.Single(refused.QuerySelectorAll("table.journal tbody tr")).TextContent, StringComparison.Ordinal);
        Assert.Empty(await FactsAsync(client, "?person=管理一郎&kind=account.sign-in-refused"));
        Assert.Contains("認証基盤", Assert.Single((await client.PageAsync("/journal?kind=officer.appointed&person=職員花子")).QuerySelectorAll("table.journal tbody tr")).TextContent, StringComparison.Ordinal);

        var file = await (await client.PostFormAsync("/journal?person=職員花子", "/journal.csv")).Content.ReadAsStringAsync(Ct);
        Assert.Contains("サインインを断った", file, StringComparison.Ordinal);
        Assert.DoesNotContain("基準", file, StringComparison.Ordinal);
        Assert.DoesNotContain("閲覧を申し出た", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_one_person_follow_each_other_without_a_gap()
    {
        await using var portal = new Portal();
        var (admin, staff) = (await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator), await portal.AddPersonAsync("職員 花子", []));
        await RecordAsync(portal, admin, "account.locked", 50);
        await using (var db = portal.Open(Reader.Nobody))
        {
            for (var i = 0; i < 70; i++)
                db.Record(new JournalFact("account.locked").With("person", staff), actor: admin);
            await db.SaveChangesAsync(Ct);
        }
        using var client = await portal.SignedInAsync(admin);
        var (url, read) = ((string?)"/journal?person=職員花子&kind=account.locked", new List<int>());
        while (url is not null)
        {
            var page = await client.PageAsync(url);
            read.Add(page.QuerySelectorAll("table.journal tbody tr").Length);
            url = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal([30, 30, 10], read);
    }

    [Fact]
    public async Task An_id_in_an_entry_is_told_only_where_it_names_a_person_or_a_department()
    {
        await using var portal = new Portal();
        var (auditor, department) = (await portal.AddPersonAsync("監査 花子", Role.Auditor), await portal.AddDepartmentAsync("10", "総務課"));
        await using (var db = portal.Open(Reader.Nobody))
        {
            db.Record(new JournalFact("officer.appointed").With("person", auditor).With("department", department).With("role", Role.Auditor).With("from", new DateOnly(2026, 4, 1))
                .With("document", Guid.NewGuid().ToString("N")).With("grant", Guid.NewGuid().ToString("N")));
            await db.SaveChangesAsync(Ct);
        }
        using var client = await portal.SignedInAsync(auditor);
        var details = (await client.PageAsync("/journal?kind=officer.appointed")).QuerySelector(".journal-details")!;
        Assert.Equal(["始まり 令和8年4月1日", "対象の人 監査 花子", "役割 監査担当者", "所属 総務課"], details.Children.Select(part => part.TextContent).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_fact_that_the_product_journals_is_in_the_list_and_has_words_in_both_languages()
    {
        var journalled = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "JournalReading")).Select(File.ReadAllText)
            .SelectMany(code => Facts().Matches(code).SelectMany(match => Names().Matches(match.Value).Select(name => name.Groups[1].Value))).Distinct().ToList();
        Assert.True(journalled.Count > 40, $"{journalled.Count} facts found");
        Assert.Empty(journalled.Except(JournalActions.All));
        var words = new ResourceManager(typeof(JournalText));
        foreach (var language in new[] { "", "en" })
            Assert.All(JournalActions.All, action => Assert.NotNull(words.GetResourceSet(CultureInfo.GetCultureInfo(language), true, false)!.GetString("Fact." + action)));
    }

    private static async Task RecordAsync(Portal portal, PersonId actor, string action, int times)
    {
        await using var db = portal.Open(Reader.Nobody);
        for (var i = 0; i < times; i++)
            db.Record(new JournalFact(action), actor: actor);
        await db.SaveChangesAsync(Ct);
    }

    private static async Task<List<string>> FactsAsync(HttpClient client, string query) =>
        [.. (await client.PageAsync("/journal" + query)).QuerySelectorAll("table.journal th[scope=row]").Select(cell => cell.TextContent)];

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CcsPolicy.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("CcsPolicy.sln was not found above the tests.");
    }

    /// <summary>What stands in the brackets of a new fact up to its first detail, the constants named Fact, and the list of acts on accounts.</summary>
    [GeneratedRegex(@"new JournalFact\((?!string)[^;]*?(?:\)|;)|const string Fact = [^;]+;|AccountAct\.\w+ => ""[^""]+""", RegexOptions.Singleline)]
    private static partial Regex Facts();

    [GeneratedRegex(@"""([a-z]+\.[a-z-]+)""")]
    private static partial Regex Names();
}
