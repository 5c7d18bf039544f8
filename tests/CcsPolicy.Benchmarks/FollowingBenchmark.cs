using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// 確認状況。The dashboard over years of acknowledgements: people who acknowledge every document every year, nine of ten. Each in SQLite, and in PostgreSQL where <c>CCSPOLICY_TEST_POSTGRES</c> names a server.
/// The rows are put into the database without their journal, which no page of figures reads.
/// </summary>
internal static class FollowingBenchmark
{
    private const int Rounds = 15;
    private const int Departments = 20;
    private const double BarMilliseconds = 300;

    public static async Task<int> RunAsync(string[] arguments, bool publish)
    {
        var size = arguments is [var people, var documents, var years] ? (People: Read(people), Documents: Read(documents), Years: Read(years)) : (People: 2_000, Documents: 50, Years: 10);
        var missed = await MeasureAsync(size, publish, null);
        await PostgresDatabases.WithAsync(async database => missed |= await MeasureAsync(size, false, database));
        return missed ? 1 : 0;

        static int Read(string word) => int.Parse(word, CultureInfo.InvariantCulture);
    }

    private static async Task<bool> MeasureAsync((int People, int Documents, int Years) size, bool publish, string? postgres)
    {
        await using var server = await PublishedServer.StartAsync(publish, postgres);
        var shelf = await Shelf.OpenAsync(server.Databases);
        var auditor = await shelf.PersonAsync("監査 人", EmploymentKind.Employee, Role.Auditor);
        await server.OpenAccountsAsync([auditor]);
        var people = await PeopleAsync(server.Databases, size.People);
        var rows = 0;
        for (var at = 0; at < size.Documents; at++)
            rows += await DocumentAsync(server.Databases, shelf, at, size.Years, people);
        var (cookies, _, _) = await server.SessionAsync(auditor);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"following: {(postgres is null ? "SQLite" : "PostgreSQL")}, {size.People:N0} people, {size.Documents} documents, {size.Years} years, {rows:N0} acknowledgements"));
        // These pages are streamed without a length, which the client of the other benchmarks does not read.
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var missed = false;
        foreach (var (name, path, bar) in new[] { ("dashboard", SiteUrls.Following, BarMilliseconds), ("people behind it", SiteUrls.Following + "/people", BarMilliseconds), ("home", SiteUrls.Home, double.MaxValue) })
        {
            var times = new List<double>();
            var used = TimeSpan.Zero;
            for (var round = 0; round <= Rounds; round++)
            {
                var (before, clock) = (server.ProcessorTime, Stopwatch.StartNew());
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{server.Port}{path}")));
                request.Headers.Add("Cookie", cookies);
                request.Headers.Add("X-Forwarded-Proto", "https");
                using var answer = await client.SendAsync(request);
                await answer.Content.ReadAsByteArrayAsync();
                var status = (int)answer.StatusCode;
                times.Add(clock.Elapsed.TotalMilliseconds);
                if (status != 200)
                    throw new InvalidOperationException($"{path} answered {status}.");
                if (round > 0)
                    used += server.ProcessorTime - before;
            }
            var (first, warm) = (times[0], times.Skip(1).Order().ElementAt(Rounds / 2));
            missed |= warm > bar;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-18} first {first,8:N0} ms, then {warm,6:N0} ms (median of {Rounds}), {used.TotalMilliseconds / Rounds,6:N0} ms of processor time{(bar < double.MaxValue ? $" (bar {bar:N0}) {(warm <= bar ? "met" : "NOT MET")}" : "")}"));
        }
        return missed;
    }

    public static async Task<List<PersonId>> PeopleAsync(PolicyDbFactory databases, int count)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var longAgo = new DateTimeOffset(2015, 4, 1, 0, 0, 0, TimeSpan.Zero);
        var departments = Enumerable.Range(0, Departments).Select(at => new Department { Id = db.Ids.Next<DepartmentId>(), Code = string.Create(CultureInfo.InvariantCulture, $"B{at:D2}"), Name = $"計測{at}課" }).ToList();
        db.Departments.AddRange(departments);
        var people = new List<PersonId>(count);
        for (var at = 0; at < count; at++)
        {
            var id = db.Ids.Next<PersonId>();
            people.Add(id);
            db.People.Add(new Person { Id = id, StaffNumber = string.Create(CultureInfo.InvariantCulture, $"B{at:D6}"), Name = "計測 用", Kana = "ケイソク ヨウ" });
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = id, Kind = (EmploymentKind)(1 + (at % 3)), From = new(2015, 4, 1), RecordedAt = longAgo });
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = id, DepartmentId = departments[at % Departments].Id, From = new(2015, 4, 1), RecordedAt = longAgo });
        }
        db.Record(new JournalFact("people.imported").With("people", count));
        await db.SaveChangesAsync();
        return people;
    }

    /// <summary>A document with an edition for each year until now, and who acknowledged each within two months.</summary>
    private static async Task<int> DocumentAsync(PolicyDbFactory databases, Shelf shelf, int at, int years, List<PersonId> people)
    {
        var document = await shelf.DocumentAsync(Tier.Standard, string.Create(CultureInfo.InvariantCulture, $"K-{at:D2}"), $"計測用対策基準第{at}号");
        var count = 0;
        EditionId edition = default;
        for (var year = years - 1; year >= 0; year--)
        {
            var from = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-70).AddYears(-year);
            edition = await shelf.EditionAsync(document, $"計測用対策基準第{at}号\n\n1 目的\n{years - year}年目に守る。\n", from, year == years - 1 ? EditionKind.Enactment : EditionKind.PartialAmendment, recordedAt: TokyoTime.StartOf(from.AddDays(-10)));
            count += await AcknowledgeAsync(databases, document, edition, from, people);
        }
        await using var db = databases.OpenFor(shelf.SeesAll);
        db.PutCampaign(await db.Documents.SingleAsync(one => one.Id == document), edition, 1, new(CampaignAsk.ReadChanges, 10, false), WorkingCalendar.Usual.After(DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-70), 10));
        await db.SaveChangesAsync();
        return count;
    }

    private static async Task<int> AcknowledgeAsync(PolicyDbFactory databases, DocumentId document, EditionId edition, DateOnly from, List<PersonId> people)
    {
        const int AtOnce = 100;
        await using var db = databases.OpenFor(Reader.Nobody);
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync();
        var begin = TokyoTime.StartOf(from).UtcDateTime;
        var chosen = people.Where(_ => RandomNumberGenerator.GetInt32(10) > 0).ToList();
        foreach (var part in chosen.Chunk(AtOnce))
        {
            await using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = "INSERT INTO \"Acknowledgements\" (\"Id\", \"ReceiptNumber\", \"DocumentId\", \"EditionId\", \"PersonId\", \"At\", \"SeenHash\", \"Statement\", \"ReceiptHash\", \"Method\", \"Shown\", \"StatementVersion\", \"Occasion\") VALUES "
                + string.Join(", ", part.Select((_, at) => $"(@i{at}, @n{at}, @document, @edition, @p{at}, @a{at}, @hash, @statement, @hash, 'OwnScreen', 'Whole', 'read-1', 0)"));
            Give(insert, "document", document.Value);
            Give(insert, "edition", edition.Value);
            Give(insert, "hash", new string('0', 64));
            Give(insert, "statement", new byte[120]);
            foreach (var (person, at) in part.Select((person, at) => (person, at)))
            {
                Give(insert, $"i{at}", Guid.NewGuid());
                Give(insert, $"n{at}", Convert.ToHexString(RandomNumberGenerator.GetBytes(10)));
                Give(insert, $"p{at}", person.Value);
                Give(insert, $"a{at}", begin.AddMinutes(RandomNumberGenerator.GetInt32(60 * 24 * 60)));
            }
            await insert.ExecuteNonQueryAsync();
        }
        await transaction.CommitAsync();
        return chosen.Count;
    }

    private static void Give(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@" + name, value);
        command.Parameters.Add(parameter);
    }
}
