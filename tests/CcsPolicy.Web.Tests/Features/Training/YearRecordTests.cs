using System.Text;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Training;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using UglyToad.PdfPig;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Training;

/// <summary>Attendance from a file and beyond the first page, and what a person sees and saves of the own training.</summary>
public sealed class YearRecordTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new();
    private Shelf shelf = null!;
    private DocumentId standard;
    private CourseId course;
    private PersonId reader;
    private string number = "";
    private HttpClient maker = null!;

    public async ValueTask InitializeAsync()
    {
        shelf = await Shelf.OpenAsync(portal.Databases);
        standard = await shelf.InForceAsync(Tier.Standard, "K-1", "対策基準\n\n第1条　守る。\n");
        course = await CourseAsync(standard, "はじめての研修");
        maker = await portal.SignedInAsync(await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer));
        reader = await shelf.PersonAsync("職員 太郎");
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        number = (await db.People.SingleAsync(person => person.Id == reader, Ct)).StaffNumber;
    }

    public async ValueTask DisposeAsync()
    {
        maker.Dispose();
        await portal.DisposeAsync();
    }

    [Theory]
    [InlineData(65001)]
    [InlineData(932)]
    public async Task A_file_of_the_list_is_looked_at_before_anybody_is_recorded(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(codePage).GetBytes($"氏名,職員番号\r\n\"職員, 太郎\",{number}\r\nだれでもない,なし\r\n");
        var looked = await (await SendAsync("名簿.csv", bytes, ("Act", "save"))).PageAsync();
        Assert.Equal(["記録できます", "この職員番号の人はいません"], looked.QuerySelectorAll("tbody td:last-child").Select(cell => cell.TextContent.Trim()));
        Assert.Equal($"{number}\nなし", looked.QuerySelector("#list")!.TextContent.Trim());
        var fits = await (await SendAsync("名簿.csv", Encoding.GetEncoding(codePage).GetBytes($"職員番号\n{number}\n"), ("Act", "save"))).PageAsync();
        // Nobody is recorded by the file itself.
        await using (var before = portal.Databases.OpenFor(shelf.SeesAll))
            Assert.Equal(0, await before.CourseAttendances.CountAsync(Ct));
        Assert.Equal(302, (int)(await maker.PostFormAsync(fits, SiteUrls.CourseAttendance(course), "attendance", ("Act", "save"))).StatusCode);
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        Assert.Equal(reader, (await db.CourseAttendances.SingleAsync(Ct)).PersonId);
    }

    [Theory]
    [InlineData("a,\"b\n", new byte[0])]
    [InlineData("\0\u0001\u0002\ufffd", new byte[] { 0xff, 0xfe, 0x00, 0x00 })]
    public async Task What_is_no_list_is_refused_and_what_was_typed_stays(string content, byte[] more)
    {
        var refused = await (await SendAsync("名簿.csv", [.. Encoding.UTF8.GetBytes(content), .. more], ("Act", "check"), ("Place", "大会議室"))).PageAsync();
        Assert.NotNull(refused.QuerySelector("#csv-error"));
        Assert.Equal("大会議室", refused.QuerySelector("#place")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Entries_beyond_the_first_page_are_shown_and_withdrawn_on_the_next()
    {
        await AttendedAsync(course, standard, reader, new(2026, 4, 2), "一番古い部屋", 1);
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var db = portal.Databases.OpenFor(shelf.SeesAll))
        {
            var document = await db.Documents.SingleAsync(one => one.Id == standard, Ct);
            for (var day = 0; day < RecordAttendanceHandler.PageSize; day++)
                db.PutAttendance(document, course, day + 2, reader, null, portal.Today.AddDays(-day - 1), "大会議室");
            await db.SaveChangesAsync(Ct);
        }
        var first = await maker.PageAsync(SiteUrls.CourseAttendance(course));
        Assert.DoesNotContain("一番古い部屋", first.Body!.TextContent, StringComparison.Ordinal);
        var next = first.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        var second = await maker.PageAsync(next);
        var entry = Assert.Single(second.QuerySelectorAll("input[name=Entry]")).GetAttribute("value")!;
        var done = await maker.PostFormAsync(second, next, "withdraw-attendance", ("Entry", entry), ("Reason", "人違い"));
        Assert.Contains("page=2", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("人違い", (await maker.PageAsync(done.Headers.Location!.ToString())).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_of_a_year_holds_what_the_person_did_in_it_and_nothing_of_others_or_of_what_the_person_may_not_know()
    {
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "P-1", "金庫の手順");
        await shelf.EditionAsync(procedure, "金庫の手順\n\n第1条　鍵を掛ける。\n", new(2026, 4, 1));
        var closed = await CourseAsync(procedure, "金庫の研修");
        await AttendedAsync(course, standard, reader, new(2026, 4, 1), "大会議室", 1);
        await AttendedAsync(course, standard, reader, new(2026, 3, 31), "前の年度の部屋", 2);
        await AttendedAsync(course, standard, await shelf.PersonAsync("別の 人"), new(2026, 4, 1), "別の人の部屋", 1);
        await AttendedAsync(closed, procedure, reader, new(2026, 5, 1), "金庫室", 1);
        var edition = await EditionAsync(standard);
        await shelf.AcknowledgedAsync(edition, reader);
        await PlanAsync();
        using var client = await portal.SignedInAsync(reader);

        var page = await client.PageAsync(SiteUrls.Training);
        Assert.Contains("大会議室", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("金庫", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Equal(["2026", "2025"], page.QuerySelectorAll("select[name=year] option").Select(option => option.GetAttribute("value")));
        var (words, disposition) = await RecordAsync(client, "2026");
        foreach (var held in new[] { "職員太郎", number, "2026年度", "はじめての研修", "大会議室", "対策基準", "第1版" })
            Assert.Contains(held, words, StringComparison.Ordinal);
        foreach (var other in new[] { "前の年度の部屋", "別の人の部屋", "金庫", "関係者" })
            Assert.DoesNotContain(other, words, StringComparison.Ordinal);
        Assert.Contains("attachment", disposition, StringComparison.Ordinal);
        Assert.Contains("前の年度の部屋", (await RecordAsync(client, "2025")).Words, StringComparison.Ordinal);
        foreach (var none in new[] { "2027", "1999", "x", "-1", "99999999999" })
            Assert.Equal(404, (int)(await client.GetAsync($"{SiteUrls.TrainingRecord}?year={none}", Ct)).StatusCode);

        // Whoever is let in is told of it, and each page says what it is.
        await shelf.GrantAsync(procedure, reader);
        var (opened, _) = await RecordAsync(client, "2026");
        Assert.Contains("金庫の研修", opened, StringComparison.Ordinal);
        Assert.Contains("職員太郎", opened, StringComparison.Ordinal);
        Assert.Contains("関係者", opened, StringComparison.Ordinal);
    }

    /// <summary>Where the person stood then counts, and a course that was closed since was planned all the same.</summary>
    [Fact]
    public async Task A_year_past_is_told_as_it_was()
    {
        PersonId changed;
        await using (var db = portal.Databases.OpenFor(shelf.SeesAll))
        {
            changed = db.Ids.Next<PersonId>();
            db.People.Add(new Person { Id = changed, StaffNumber = "Z001", Name = "転換 者", Kana = "てんかん" });
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = changed, Kind = EmploymentKind.Temporary, From = new(2025, 4, 1), Until = new(2026, 3, 31), RecordedAt = db.Now });
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = changed, Kind = EmploymentKind.Employee, From = new(2026, 4, 1), RecordedAt = db.Now });
            var document = await db.Documents.SingleAsync(one => one.Id == standard, Ct);
            db.PutPlan(document, course, 1, new PlanTerms(2025, new(2026, 3, 31), [EmploymentKind.Temporary]), isWithdrawn: false);
            db.Record(new CcsPolicy.Domain.Journal.JournalFact("person.recorded").With("person", changed));
            await db.SaveChangesAsync(Ct);
            db.PutCourse(document, course, 2, new CourseWords("はじめての研修", "本文", 80, false));
            await db.SaveChangesAsync(Ct);
        }
        using (var client = await portal.SignedInAsync(changed))
            Assert.Contains("令和8年3月31日", (await RecordAsync(client, "2025")).Words, StringComparison.Ordinal);
        using var other = await portal.SignedInAsync(reader);
        Assert.DoesNotContain("令和8年3月31日", (await RecordAsync(other, "2025")).Words, StringComparison.Ordinal);
    }

    private static async Task<(string Words, string Disposition)> RecordAsync(HttpClient client, string year)
    {
        using var answer = await client.GetAsync($"{SiteUrls.TrainingRecord}?year={year}", Ct);
        using var pdf = PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync(Ct));
        return (string.Concat(pdf.GetPages().Select(page => page.Text)).Replace(" ", "", StringComparison.Ordinal).Replace("　", "", StringComparison.Ordinal), answer.Content.Headers.ContentDisposition!.ToString());
    }

    private Task<HttpResponseMessage> SendAsync(string name, byte[] bytes, params (string, string)[] fields) =>
        maker.PostFileAsync(SiteUrls.CourseAttendance(course), "attendance", "Csv", name, bytes, [.. fields.Any(field => field.Item1 == "Place") ? [] : new[] { ("Place", "大会議室") }, .. fields]);

    private async Task<CourseId> CourseAsync(DocumentId document, string title)
    {
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        var id = db.Ids.Next<CourseId>();
        db.PutCourse(await db.Documents.SingleAsync(one => one.Id == document, Ct), id, 1, new CourseWords(title, "本文", 80, true));
        await db.SaveChangesAsync(Ct);
        return id;
    }

    private async Task AttendedAsync(CourseId taken, DocumentId document, PersonId person, DateOnly day, string place, int entry)
    {
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        db.PutAttendance(await db.Documents.SingleAsync(one => one.Id == document, Ct), taken, entry, person, null, day, place);
        await db.SaveChangesAsync(Ct);
    }

    private async Task PlanAsync()
    {
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        db.PutPlan(await db.Documents.SingleAsync(one => one.Id == standard, Ct), course, 1, new PlanTerms(2026, new(2027, 3, 31), []), isWithdrawn: false);
        await db.SaveChangesAsync(Ct);
    }

    private async Task<EditionId> EditionAsync(DocumentId document)
    {
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        return (await db.Editions.SingleAsync(edition => edition.DocumentId == document, Ct)).Id;
    }
}
