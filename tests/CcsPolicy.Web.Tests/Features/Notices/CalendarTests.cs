using System.Net;
using System.Text;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Testing.Web;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>What a person is asked for, in the calendar of a device: behind a secret address, by the rights of the moment, public texts by name alone.</summary>
public sealed class CalendarTests : IAsyncLifetime
{
    private const string Long = "情報資産の取扱い、端末の持出し及び外部記録媒体の管理に関する情報セキュリティの基本方針, その1; 補足";

    private readonly Portal portal = new();
    private Shelf shelf = null!;
    private PersonId staff;
    private HttpClient client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shelf = await Shelf.OpenAsync(portal.Databases);
        staff = await shelf.PersonAsync("職員 太郎");
        await portal.AccountOfAsync(staff);
        client = await portal.SignedInAsync(staff);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task What_is_open_stands_on_its_last_day_public_texts_by_name_and_all_others_in_one_line()
    {
        var (basic, first) = await AskedAsync(Tier.BasicPolicy, "B-1", Long, 5, Openness.Public);
        await AskedAsync(Tier.Standard, "S-1", "対策基準", 3);
        var (procedure, _) = await AskedAsync(Tier.Procedure, "P-1", "烏羽端末持出し手順", 2);
        await shelf.GrantAsync(procedure, staff);
        // Of another's procedure there is nothing, though it is due before all others.
        await AskedAsync(Tier.Procedure, "P-2", "鷺の手順", 1);
        var course = await CourseAsync(basic, new DateOnly(2026, 10, 30));
        await CourseAsync((await AskedAsync(Tier.Standard, "S-2", "研修の基準", 9)).Document, new DateOnly(2026, 11, 30));

        var address = await MakeAsync();
        using var anybody = portal.Anonymous();
        using var answer = await anybody.GetAsync(address, Ct);
        Assert.Equal((HttpStatusCode.OK, "text/calendar"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.DoesNotContain("烏羽", text, StringComparison.Ordinal);
        Assert.DoesNotContain("鷺", text, StringComparison.Ordinal);
        Assert.DoesNotContain("基準", text, StringComparison.Ordinal);
        Assert.DoesNotContain(procedure.ToString(), text, StringComparison.Ordinal);

        // RFC 5545: lines end with CRLF and have at most 75 octets, no character is cut in two, and text is escaped.
        var lines = text.Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.All(lines, line => Assert.True(!line.Contains('\n', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Contains(@"\, その1\; 補足", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        var calendar = Calendar.Load(text)!;
        Assert.Equal(("PUBLISH", "2.0"), (calendar.Method, calendar.Version));
        Assert.Equal(
            [(new DateOnly(2026, 10, 5), "ポータルをご覧ください", "/"), (new DateOnly(2026, 10, 8), "未確認：" + Long, $"/documents/{basic}/editions/{first}/acknowledge"), (new DateOnly(2026, 10, 30), $"未受講：「{Long}」の研修", "/training/" + course)],
            calendar.Events.Select(one => (one.Start!.Date, one.Summary!, one.Url!.AbsolutePath)).Order());
        Assert.All(calendar.Events, one =>
        {
            Assert.False(one.Start!.HasTime);
            Assert.Equal(one.Start.Date.AddDays(1), one.End!.Date);
            Assert.Equal(portal.Clock.GetUtcNow().UtcDateTime, one.DtStamp!.AsUtc);
        });

        // Another day the same things have the same names.
        portal.Clock.Advance(TimeSpan.FromHours(6));
        var later = Calendar.Load(await anybody.GetStringAsync(address, Ct))!;
        Assert.Equal(calendar.Events.Select(one => one.Uid), later.Events.Select(one => one.Uid));
        Assert.Equal(3, calendar.Events.Select(one => one.Uid).Distinct().Count());

        // What is done is gone: acknowledged by the form of the page.
        await AcknowledgeAsync(basic, first);
        Assert.DoesNotContain(Calendar.Load(await anybody.GetStringAsync(address, Ct))!.Events, one => one.Summary!.StartsWith("未確認", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_address_is_shown_once_kept_as_a_hash_and_void_once_another_is_made_or_it_is_revoked()
    {
        var first = await MakeAsync();
        var secret = first[(first.IndexOf('=', StringComparison.Ordinal) + 1)..];
        Assert.Equal(43, secret.Length);
        Assert.DoesNotContain(secret, (await client.PageAsync("/inbox/calendar")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        var second = await MakeAsync();
        using var anybody = portal.Anonymous();
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (await StatusAsync(anybody, first), await StatusAsync(anybody, second)));

        var revoked = await client.PostFormAsync("/inbox/calendar", "calendar", ("Act", "revoke"));
        Assert.EndsWith("/inbox/calendar?ended=1", revoked.Headers.Location!.ToString(), StringComparison.Ordinal);
        var bodies = new List<string>();
        foreach (var address in new[] { first, second, "/calendar.ics?key=" + new string('A', 43), "/calendar.ics" })
        {
            using var answer = await anybody.GetAsync(address, Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            bodies.Add(await answer.Content.ReadAsStringAsync(Ct));
        }
        Assert.Single(bodies.Distinct());

        await using var db = portal.Open(shelf.SeesAll);
        Assert.Null((await db.Users.SingleAsync(account => account.PersonId == staff, Ct)).CalendarHash);
        var facts = await db.Journal.Where(entry => entry.Action.StartsWith("account.calendar")).OrderBy(entry => entry.At).ToListAsync(Ct);
        Assert.Equal(["account.calendar-made", "account.calendar-made", "account.calendar-revoked"], facts.Select(entry => entry.Action).Order(StringComparer.Ordinal));
        foreach (var entry in await db.Journal.ToListAsync(Ct))
            Assert.DoesNotContain(secret, Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("locked")]
    [InlineData("left")]
    public async Task Whoever_left_or_is_locked_has_no_calendar(string how)
    {
        var address = await MakeAsync();
        using var anybody = portal.Anonymous();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(anybody, address));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var db = portal.Open(shelf.SeesAll))
        {
            var account = await db.Users.SingleAsync(one => one.PersonId == staff, Ct);
            if (how == "closed")
                account.ClosedAt = db.Now;
            else if (how == "locked")
                account.LockoutEnd = db.Now.AddYears(100);
            else
            {
                // The same address, of somebody whose last day was yesterday.
                var gone = new Person { Id = db.Ids.Next<PersonId>(), StaffNumber = "G1", Name = "退職 花子", Kana = "" };
                db.People.Add(gone);
                db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = gone.Id, Kind = EmploymentKind.Employee, From = portal.Today.AddYears(-1), Until = portal.Today.AddDays(-1), RecordedAt = db.Now });
                account.PersonId = gone.Id;
            }
            db.Record(new Domain.Journal.JournalFact("test.changed"));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(anybody, address));
    }

    [Fact]
    public async Task An_office_that_wants_none_has_none_and_addresses_are_counted()
    {
        await using var without = new Portal(settings: new Dictionary<string, string> { ["Notices:CalendarFeed"] = "false", ["Security:CalendarsPerMinute"] = "2" });
        var person = await without.AddPersonAsync("職員 太郎", []);
        using var own = await without.SignedInAsync(person);
        var page = await own.PageAsync("/inbox/calendar");
        Assert.Contains("使えません", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[method=post] button[name=Act]"));
        using var anybody = without.Anonymous();
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests],
            [await StatusAsync(anybody, "/calendar.ics?key=a"), await StatusAsync(anybody, "/calendar.ics?key=b"), await StatusAsync(anybody, "/calendar.ics?key=c")]);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, Ct);
        return answer.StatusCode;
    }

    /// <summary>The secret address, as the page shows it.</summary>
    private async Task<string> MakeAsync()
    {
        var page = await (await client.PostFormAsync("/inbox/calendar", "calendar", ("Act", "make"))).PageAsync();
        return new Uri(page.QuerySelector("code.link-once")!.TextContent).PathAndQuery;
    }

    private async Task AcknowledgeAsync(DocumentId document, EditionId edition)
    {
        using var again = await portal.SignedInAsync(staff);
        var page = await again.PageAsync($"/documents/{document}/editions/{edition}/acknowledge");
        var form = page.QuerySelector("form[action='/acknowledgements']")!;
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? "")).Append(new("confirmed", "true"));
        using var sent = new FormUrlEncodedContent(fields);
        using var answer = await again.PostAsync("/acknowledgements", sent, Ct);
        Assert.Contains("/receipts/", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A text in force since today that is to be acknowledged within so many working days.</summary>
    private async Task<(DocumentId Document, EditionId Edition)> AskedAsync(Tier tier, string code, string title, int days, Openness? openness = null)
    {
        var document = await shelf.DocumentAsync(tier, code, title, openness);
        var edition = await shelf.EditionAsync(document, title + "\n\n1 目的\n守る。", portal.Today);
        await using var db = portal.Open(shelf.SeesAll);
        db.PutCampaign(await db.Documents.SingleAsync(one => one.Id == document, Ct), edition, 1, new(CampaignAsk.ReadAll, days, false), Domain.Calendar.WorkingCalendar.Usual.After(portal.Today, days));
        await db.SaveChangesAsync(Ct);
        return (document, edition);
    }

    private async Task<CourseId> CourseAsync(DocumentId document, DateOnly due)
    {
        await using var db = portal.Open(shelf.SeesAll);
        var course = db.Ids.Next<CourseId>();
        var row = await db.Documents.SingleAsync(one => one.Id == document, Ct);
        db.PutCourse(row, course, 1, new CourseWords("持出しの研修", "読む。", 80, true));
        db.PutPlan(row, course, 1, new PlanTerms(2026, due, []), isWithdrawn: false);
        await db.SaveChangesAsync(Ct);
        return course;
    }
}
