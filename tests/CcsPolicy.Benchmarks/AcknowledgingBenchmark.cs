using System.Diagnostics;
using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.DemoData;
using CcsPolicy.Web.Shell;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// 確認。Acknowledgements over HTTP from 32 clients: exactly as many rows, at a rate compared with bare rows committed one by one to a copy of the same
/// database (same table, indexes, triggers and durability) in the same run.
/// </summary>
internal static class AcknowledgingBenchmark
{
    private const int Clients = 32;
    private const double Bar = 0.5;

    /// <summary>What the journal may take of an acknowledgement.</summary>
    private const double MostJournal = 0.2;

    /// <summary>So many come before: what the server has compiled by then is what it serves with all day.</summary>
    private const int WarmUp = 4_000;

    public static async Task<int> RunAsync(bool quick, bool publish = true)
    {
        var count = quick ? 2_000 : 5_000;
        await using var server = await PublishedServer.StartAsync(publish);
        var shelf = await Shelf.OpenAsync(server.Databases);
        var document = await shelf.DocumentAsync(Tier.BasicPolicy, "H-1", "情報セキュリティ基本方針", Openness.Internal);
        var edition = await shelf.EditionAsync(document, DemoTexts.Read("basic-policy-3", new DemoYear(new DateOnly(2026, 11, 24))), new(2025, 4, 1));
        var people = await PeopleAsync(server, count + WarmUp);
        await server.OpenAccountsAsync(people);
        string hash;
        await using (var db = server.Databases.OpenFor(shelf.SeesAll))
            hash = (await db.Editions.Where(e => e.Id == edition).Select(e => e.Hash).SingleAsync()).ToString();

        var requests = new byte[people.Count][];
        for (var i = 0; i < people.Count; i++)
        {
            var session = await server.SessionAsync(people[i]);
            requests[i] = LoadClient.Post(SiteUrls.Acknowledgements, session.Cookies, new Dictionary<string, string>
            {
                [session.FormField] = session.FormToken, ["document"] = document.ToString(), ["edition"] = edition.ToString(), ["seen"] = hash, ["confirmed"] = "true",
            });
        }
        var pristine = await CopyAsync(server);
        // The others warm the server; then bare rows before and after, so that both see the same machine.
        await LoadClient.EachOnceAsync(server.Port, requests[count..], Clients, 302);
        var before = await BareRowsAsync(pristine, document, edition, people, count);
        var used = server.ProcessorTime;
        var (rate, right) = await LoadClient.EachOnceAsync(server.Port, requests[..count], Clients, 302);
        used = server.ProcessorTime - used;
        var after = await BareRowsAsync(pristine, document, edition, people, count);

        int rows;
        await using (var db = server.Databases.OpenFor(shelf.SeesAll))
            rows = await db.Acknowledgements.CountAsync(a => a.EditionId == edition) - (people.Count - count);
        var bare = (before + after) / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{right:N0} of {count:N0} answered with a receipt, {rows:N0} rows; {rate:N0}/s over HTTP, bare rows {before:N0}/s before and {after:N0}/s after; {used.TotalMilliseconds / count:0.00} ms of the server's processor time each"));
        var known = await DocumentAsync(server, shelf, document);
        var (without, with) = await JournalShare.MeasureAsync(server.Databases.Setup, pristine, known, edition, people);
        var share = (with - without) / (used / count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"journal: {without.TotalMilliseconds:0.000} ms of processor time to save one without and {with.TotalMilliseconds:0.000} ms with entry, place and signature: {share:P0} of what the server takes for one (bar {MostJournal:P0}) {(share <= MostJournal ? "met" : "NOT MET")}"));
        var met = right == count && rows == count && rate / bare >= Bar && share <= MostJournal;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"acknowledging: ratio {rate / bare:0.000} (bar {Bar:0.00}) {(rate / bare >= Bar ? "met" : "NOT MET")}"));
        return met ? 0 : 1;
    }

    private static async Task<PolicyDocument> DocumentAsync(PublishedServer server, Shelf shelf, DocumentId id)
    {
        await using var db = server.Databases.OpenFor(shelf.SeesAll);
        return await db.Documents.AsNoTracking().SingleAsync(d => d.Id == id);
    }

    private static async Task<List<PersonId>> PeopleAsync(PublishedServer server, int count)
    {
        await using var db = server.Databases.OpenFor(Reader.Nobody);
        var people = new List<PersonId>(count);
        for (var i = 0; i < count; i++)
        {
            var id = db.Ids.Next<PersonId>();
            people.Add(id);
            db.People.Add(new Person { Id = id, StaffNumber = string.Create(CultureInfo.InvariantCulture, $"B{i:D6}"), Name = "計測 用", Kana = "ケイソク ヨウ" });
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = id, Kind = EmploymentKind.Employee, From = new(2025, 4, 1), RecordedAt = db.Now });
        }
        db.Record(new JournalFact("person.recorded").With("count", count));
        await db.SaveChangesAsync();
        return people;
    }

    /// <summary>The database as it is before anybody acknowledged anything.</summary>
    private static async Task<string> CopyAsync(PublishedServer server)
    {
        var copy = server.DatabaseFile + ".pristine";
        await using var original = new SqliteConnection($"Data Source={server.DatabaseFile}");
        await original.OpenAsync();
        await using var vacuum = original.CreateCommand();
        vacuum.CommandText = $"VACUUM INTO '{copy}'";
        await vacuum.ExecuteNonQueryAsync();
        return copy;
    }

    /// <summary>One row, one commit, again and again, by a prepared statement and nothing else.</summary>
    private static async Task<double> BareRowsAsync(string pristine, DocumentId document, EditionId edition, List<PersonId> people, int count)
    {
        var copy = pristine + ".bare";
        File.Copy(pristine, copy);
        await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False");
        await connection.OpenAsync();
        await using (var settings = connection.CreateCommand())
        {
            settings.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";
            await settings.ExecuteNonQueryAsync();
        }
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Acknowledgements (Id, ReceiptNumber, DocumentId, EditionId, PersonId, At, SeenHash, Statement, ReceiptHash, Method, Shown, StatementVersion, Occasion) VALUES ($id, $number, $document, $edition, $person, $at, $seen, $statement, $receipt, 'OwnScreen', 'Whole', 'read-1', 0)";
        var id = insert.Parameters.Add("$id", SqliteType.Text);
        var number = insert.Parameters.Add("$number", SqliteType.Text);
        insert.Parameters.AddWithValue("$document", document.Value);
        insert.Parameters.AddWithValue("$edition", edition.Value);
        var person = insert.Parameters.Add("$person", SqliteType.Text);
        insert.Parameters.AddWithValue("$at", "2026-11-24 00:00:00");
        insert.Parameters.AddWithValue("$seen", new string('0', 64));
        insert.Parameters.AddWithValue("$statement", new byte[200]);
        insert.Parameters.AddWithValue("$receipt", new string('1', 64));
        await insert.PrepareAsync();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            id.Value = Guid.NewGuid();
            number.Value = Guid.NewGuid().ToString("N")[..24];
            person.Value = people[i].Value;
            await insert.ExecuteNonQueryAsync();
        }
        var rate = count / clock.Elapsed.TotalSeconds;
        await connection.CloseAsync();
        foreach (var file in new[] { copy, copy + "-wal", copy + "-shm" })
            File.Delete(file);
        return rate;
    }
}
