using System.Globalization;
using System.Text;
using AngleSharp.Html.Dom;
using CcsPolicy.Data;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>A leak, and where an observer would come upon it.</summary>
/// <param name="Look">What the observer does; the same in both worlds.</param>
internal sealed record LeakCase(Leak Leak, Who Who, Func<Looking, Task> Look)
{
    /// <summary>What is done to both worlds before the observer looks.</summary>
    public Func<World, Task>? First { get; init; }
}

/// <summary>An observer looking, with what can be known of the seed.</summary>
internal sealed record Looking(Visitor Visitor, Wandering Wandering, Pool Pool, DocumentId Standard, PersonId Custodian)
{
    public async Task AtAsync(params string[] addresses)
    {
        foreach (var address in addresses)
            await Visitor.GetAsync(address);
    }
}

/// <summary>The 25 leaks of other products, each as a case here; their sources stand in the issue that asked for them. After them two that this product had itself.</summary>
internal static class LeakCases
{
    private const string Raven = "%E7%83%8F%E7%BE%BD";
    private const string Nue = "%E9%B5%BA";

    /// <summary>The code of a procedure that is registered in the course of the story.</summary>
    public const string HiddenCode = "K-777";

    public static IReadOnlyList<LeakCase> Of(WorldSeed seed) =>
    [
        new(new("1 search lists what may not be read") { Unfiltered = Below("/find") }, Who.Staff, look => look.AtAsync("/find?q=" + Raven)),
        new(Showing("2 suggestions come from the whole index", "/find", async (db, http) =>
            string.Concat((await TitlesAsync(db)).Where(title => title.StartsWith(Asked(http), StringComparison.Ordinal)).Select(title => $"<option>{title}</option>"))), Who.Staff, look => look.AtAsync("/find?q=" + Raven)),
        new(Showing("3 a list of recent documents names what opens for nobody", "/receipts", async (db, _) =>
            string.Concat((await db.Documents.AsNoTracking().OrderByDescending(d => d.CreatedAt).ThenBy(d => d.Id).Take(3).ToListAsync()).Select(d => $"<li>{d.Id}</li>"))), Who.Contractor, look => look.AtAsync("/receipts")),
        new(Showing("4 a second index knows no filter", "/find", async (db, http) =>
            $"<p>{await LikeAsync(db, Asked(http))}</p>"), Who.Manager, look => look.AtAsync("/find?q=" + Nue)),
        new(Showing("5 counts beside the hits count everything", "/find", async (db, _) =>
            string.Concat((await db.Documents.GroupBy(d => d.Tier).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).ToListAsync()).Select(g => $"<dd>{g.Count}</dd>"))), Who.Officer, look => look.AtAsync("/find?q=" + Nue)),
        new(Showing("6 a text is found by the words of what is linked to it", "/find", async (db, http) =>
            $"<p>{(await LinkedTitlesAsync(db, seed.Standard)).Count(title => title.Contains(Asked(http), StringComparison.Ordinal))}</p>"), Who.Staff, look => look.AtAsync("/find?q=" + Nue)),
        new(Showing("7 a total counts hidden rows", "/amendments", async (db, _) => $"<p>{await db.Amendments.CountAsync()}</p>"), Who.Officer, look => look.AtAsync("/amendments")),
        new(new("8 pages are short where rows were taken out afterwards") { JournalRows = async db =>
            // The rows of a page are taken of all there are, and those of procedures then left out.
            (await db.Journal.OrderByDescending(e => e.At).Take(31).ToListAsync()).Count(e => e.Log == JournalLog.General) }, Who.Auditor, look => look.AtAsync("/journal")),
        new(new("9 refused where it is hidden, absent where it is not") { Answer = RefuseAsync }, Who.Staff, async look =>
        {
            foreach (var document in look.Pool.Of("document"))
                await look.AtAsync("/documents/" + document);
        }),
        new(Showing("10 numbers run on over hidden rows", "/receipts", async (db, _) => $"<i data-no='{await db.Journal.CountAsync()}'></i>"), Who.Staff, look => look.AtAsync("/receipts")),
        new(Showing("11 a picker offers what only hidden ones use", "/catalogue/new", async (db, _) =>
            string.Concat((await CodesAsync(db)).Select(code => $"<option>{code.Split('-')[0]}{code.Length}</option>"))), Who.Officer, look => look.AtAsync("/catalogue/new")),
        new(new("12 a text shows what is linked to it whoever reads") { Unfiltered = path => path == "/documents/" + seed.Standard }, Who.Contractor, look => look.AtAsync("/documents/" + look.Standard)),
        new(new("13 where all that hangs below is hidden, all of it is shown") { Unfiltered = path => path == $"/catalogue/{seed.Standard}/links" }, Who.Officer, look => look.AtAsync($"/catalogue/{look.Standard}/links")),
        new(Showing("14 the home page lists it", "/", async (db, _) => string.Concat((await TitlesAsync(db)).Select(title => $"<li>{title}</li>"))), Who.Staff, look => look.AtAsync("/")),
        new(Showing("15 an export is laxer than the page", "/reports/acknowledgements.csv", async (db, _) => string.Concat((await TitlesAsync(db)).Select(title => $"{title}\r\n"))), Who.Officer, async look =>
            await look.Visitor.PostAsync("/reports/acknowledgements.csv", [new("__RequestVerificationToken", await look.Visitor.TokenAsync())])),
        new(new("16 mail goes to whom it should not") { Mail = (db, edition) => [Message(db, seed.People[Who.Staff], null, edition)] }, Who.Staff, _ => Task.CompletedTask),
        new(Showing("17 what was told before is named anew after the right has ended", "/receipts", async (db, _) => string.Concat(await AcknowledgedTitlesAsync(db, seed.People[Who.Former]))), Who.Former, look => look.AtAsync("/receipts")),
        new(new("18 who once acknowledged goes on getting mail") { Mail = (db, edition) => [Message(db, seed.People[Who.Former], edition.DocumentId, edition)] }, Who.Former, _ => Task.CompletedTask),
        new(Showing("19 last change, on every page", "/display", async (db, _) => $"<time>{await db.Journal.MaxAsync(e => e.At):O}</time>"), Who.Anonymous, look => look.AtAsync("/display")),
        new(Showing("20 what somebody did is counted on the page of that person", "/admin/people/" + seed.People[Who.Custodian], async (db, _) =>
            $"<p>{await db.Journal.CountAsync(e => e.ActorId == seed.People[Who.Custodian])}</p>"), Who.Administrator, look => look.AtAsync("/admin/people/" + look.Custodian)),
        new(new("21 files are handed out past the check") { Answer = HandOutAsync }, Who.Officer, async look =>
        {
            foreach (var file in look.Pool.Of("file"))
                await look.AtAsync("/amendments/" + file);
        }),
        new(Showing("22 a link carries the title of what it leads to", "/documents/" + seed.Standard, async (db, _) =>
            string.Concat((await LinkedTitlesAsync(db, seed.Standard)).Select(title => $"<a title='{title}'></a>"))), Who.Staff, look => look.AtAsync("/documents/" + look.Standard)),
        new(new("23 an error tells that a code is taken") { Unfiltered = path => path == "/catalogue/new" }, Who.Officer, async look =>
        {
            if (await look.Visitor.GetAsync("/catalogue/new") is { } page && CcsPolicy.Testing.Web.PageForms.Find(page, "register") is { } form)
                await look.Visitor.PostAsync("/catalogue/new",
                [
                    .. CcsPolicy.Testing.Web.PageForms.Sent(form).Where(field => !field.Key.StartsWith("Form.", StringComparison.Ordinal)),
                    new("Form.Code", HiddenCode), new("Form.Title", "別の基準"), new("Form.Tier", "Standard"), new("Form.Instrument", "Standard"), new("Form.Openness", "Internal"),
                    .. form.Elements.OfType<IHtmlSelectElement>().Where(select => select.Name is not ("Form.Openness" or "Form.Instrument")).Select(select => KeyValuePair.Create(select.Name!, select.Options[^1].Value)),
                ]);
        }),
        new(new("24 a mark of the version answers for what is hidden") { Answer = MarkAsync }, Who.Contractor, look => look.AtAsync("/")),
        new(new("25 the journal tells of it whoever reads") { Unfiltered = Below("/journal") }, Who.OtherCustodian, look => look.AtAsync("/journal/procedures")),
        new(new("26 the entry of a backup counts all tables") { Journalled = CountAsync }, Who.Administrator, look => look.AtAsync("/admin/backups")) { First = world => world.BackUpAsync() },
        new(Showing("27 the page of backups tells how large the last one is", "/admin/backups", (db, _) => Task.FromResult(
            $"<dd>{new DirectoryInfo(Path.Combine(Path.GetDirectoryName(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource)!, World.Backups)).GetFiles().MaxBy(file => file.LastWriteTimeUtc)!.Length}</dd>")),
            Who.Administrator, look => look.AtAsync("/admin/backups")) { First = world => world.BackUpAsync() },
    ];

    private static Func<string, bool> Below(string start) => path => path.StartsWith(start, StringComparison.Ordinal);

    private static Leak Showing(string name, string at, Func<PolicyDb, HttpContext, Task<string>> show) =>
        new(name) { Answer = async (http, path, db) => path == at && http.Response.StatusCode == 200 ? await show(db, http) : null };

    private static string Asked(HttpContext http) => http.Request.Query["q"].ToString();

    private static async Task<string?> RefuseAsync(HttpContext http, string path, PolicyDb db)
    {
        if (http.Response.StatusCode == 404 && Domain.Basics.PublicId.TryParse<DocumentId>(path.Split('/')[^1]) is { } id && await db.Documents.AnyAsync(d => d.Id == id))
            http.Response.StatusCode = 403;
        return null;
    }

    private static async Task<string?> HandOutAsync(HttpContext http, string path, PolicyDb db)
    {
        if (path.Split('/') is not [.., "sources", var asked] || !Guid.TryParse(asked, out var id) || http.Response.StatusCode != 404
            || await db.Files.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id) is not { } file)
            return null;
        http.Response.StatusCode = 200;
        return db.Open(file.DocumentId, file.Name);
    }

    /// <summary>The entry with the number of all entries, those of procedures among them, as its detail.</summary>
    private static async Task<byte[]?> CountAsync(PolicyDb db, JournalEntry entry)
    {
        if (entry.Action != BackupFacts.Made)
            return null;
        var rows = await db.Journal.IgnoreQueryFilters().CountAsync();
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entry.Bytes).Replace("\"details\":{", string.Create(CultureInfo.InvariantCulture, $"\"details\":{{\"rows\":\"{rows}\","), StringComparison.Ordinal));
    }

    private static async Task<List<string>> AcknowledgedTitlesAsync(PolicyDb db, PersonId person)
    {
        var acknowledged = await db.Acknowledgements.AsNoTracking().Where(a => a.PersonId == person).Select(a => a.DocumentId).ToListAsync();
        var titles = await db.TitlesAsync(CancellationToken.None);
        return [.. (await db.Documents.AsNoTracking().Where(d => acknowledged.Contains(d.Id)).ToListAsync()).Select(titles.Of).Order(StringComparer.Ordinal)];
    }

    private static async Task<string?> MarkAsync(HttpContext http, string path, PolicyDb db)
    {
        var version = await db.Editions.CountAsync() + await db.Amendments.CountAsync();
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
        return null;
    }

    private static OutboxMessage Message(PolicyDb db, PersonId to, DocumentId? document, Edition edition) =>
        new() { Id = db.Ids.Next(), Kind = "mail.edition-published", RecipientId = to, DocumentId = document, Payload = edition.Id.ToString(), DueAt = db.Now };

    private static async Task<List<string>> TitlesAsync(PolicyDb db)
    {
        var titles = await db.TitlesAsync(CancellationToken.None);
        return [.. (await db.Documents.AsNoTracking().ToListAsync()).Select(titles.Of).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> CodesAsync(PolicyDb db) =>
        [.. (await db.Documents.AsNoTracking().Select(d => new { d.Id, d.Code }).ToListAsync()).Select(d => db.Open(d.Id, d.Code)).Order(StringComparer.Ordinal)];

    private static async Task<int> LikeAsync(PolicyDb db, string words) =>
        (await db.Editions.AsNoTracking().Select(e => new { e.DocumentId, e.Text }).ToListAsync()).Count(e => db.Open(e.DocumentId, e.Text).Contains(words, StringComparison.Ordinal));

    private static async Task<List<string>> LinkedTitlesAsync(PolicyDb db, DocumentId above)
    {
        var below = await db.ImplementsLinks.AsNoTracking().Where(l => l.AboveId == above).Select(l => l.BelowId).Distinct().ToListAsync();
        var titles = await db.TitlesAsync(CancellationToken.None);
        return [.. (await db.Documents.AsNoTracking().Where(d => below.Contains(d.Id)).ToListAsync()).Select(titles.Of).Order(StringComparer.Ordinal)];
    }
}
