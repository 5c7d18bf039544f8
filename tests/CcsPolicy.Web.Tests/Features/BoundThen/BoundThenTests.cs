using System.Data.Common;
using AngleSharp.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Tests.Features.Reading;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.BoundThen;

/// <summary>その日の規程。Which documents were in force on a day, by the titles of that day, and the organisation as far as the reader sees it today.</summary>
public sealed class BoundThenTests(BoundThenTests.Library library) : IClassFixture<BoundThenTests.Library>
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2025-01-01", "K-1 旧い基準 第1版")]
    [InlineData("R7.6.1", "K-1 旧い基準 第1版", "K-2 廃止の基準 第1版")]
    [InlineData("2026-05-01", "K-1 新しい基準 第2版", "K-2 廃止の基準 第1版")]
    [InlineData("2026-09-01", "K-1 新しい基準 第2版")]
    [InlineData("2027-06-01", "K-1 新しい基準 第2版", "K-3 これからの基準 第1版")]
    [InlineData("2020-01-01")]
    public async Task A_day_lists_what_was_in_force_on_it_by_the_titles_and_editions_of_that_day(string day, params string[] rows)
    {
        using var client = await library.Portal.SignedInAsync(library.Staff);
        var page = await client.PageAsync(SiteUrls.BoundThen + "?day=" + day);
        Assert.Equal(rows, Rows(page));
        Assert.Contains($"この日に施行されていなかった規程：{3 - rows.Length} 件", page.Body!.TextContent, StringComparison.Ordinal);
        foreach (var link in page.QuerySelectorAll("td a").Select(link => link.GetAttribute("href")!))
            Assert.NotNull((await client.PageAsync(link)).QuerySelector("article.provisions"));
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task Without_a_day_it_is_today_and_a_day_that_is_none_is_refused_with_what_was_typed()
    {
        using var client = await library.Portal.SignedInAsync(library.Staff);
        Assert.Equal(["K-1 新しい基準 第2版"], Rows(await client.PageAsync(SiteUrls.BoundThen)));
        Assert.Contains((await client.PageAsync(SiteUrls.Home)).QuerySelectorAll("main a"), link => link.GetAttribute("href") == SiteUrls.BoundThen);
        var refused = await client.PageAsync(SiteUrls.BoundThen + "?day=" + Uri.EscapeDataString("きのう<b>"));
        Assert.Equal("きのう<b>", refused.QuerySelector("#day")!.GetAttribute("value"));
        Assert.NotNull(refused.QuerySelector(".error-summary"));
        Assert.Empty(Rows(refused));
    }

    [Fact]
    public async Task An_edition_that_was_recorded_after_it_came_into_force_shows_both_days()
    {
        using var client = await library.Portal.SignedInAsync(library.Staff);
        var row = (await client.PageAsync(SiteUrls.BoundThen + "?day=2025-01-01")).QuerySelector("tbody tr")!;
        Assert.Equal(["2024-04-01", "2026-10-01"], row.QuerySelectorAll("time").Select(day => day.GetAttribute("datetime")));
    }

    [Fact]
    public async Task A_procedure_is_in_no_list_and_no_count_of_who_may_not_know_it_and_marks_the_print_of_who_may()
    {
        using var client = await library.Portal.SignedInAsync(library.Staff);
        var before = await client.GetStringOfAsync(SiteUrls.BoundThen + "?day=2026-05-01", Ct);
        Assert.DoesNotContain("手順", (await client.PageAsync(SiteUrls.BoundThen + "?day=2026-05-01")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var another = await library.Shelf.DocumentAsync(Tier.Procedure, "T-9", "別の手順");
        await library.Shelf.EditionAsync(another, "別の手順\n\n第1条 守る。\n", new(2026, 4, 1));
        Assert.Equal(before, await client.GetStringOfAsync(SiteUrls.BoundThen + "?day=2026-05-01", Ct));
        using var ciso = await library.Portal.SignedInAsync(library.Shelf.Ciso);
        var page = await ciso.PageAsync(SiteUrls.BoundThen + "?day=2026-05-01");
        Assert.Contains("T-9 別の手順 第1版", Rows(page));
        Assert.NotNull(page.QuerySelector("main > .print-marking"));
    }

    [Fact]
    public async Task Everybody_sees_the_own_stays_of_the_day_and_only_who_sees_all_departments_today_sees_those_of_others()
    {
        using var staff = await library.Portal.SignedInAsync(library.Staff);
        var own = await staff.PageAsync(SiteUrls.BoundThen + "?day=2026-05-01");
        Assert.Equal(["所属 総務課"], own.QuerySelectorAll("section[aria-labelledby=own] dl > div").Select(row => $"{row.QuerySelector("dt")!.TextContent} {row.QuerySelector("dd")!.TextContent.Trim()}"));
        Assert.Null(own.QuerySelector("#offices"));
        Assert.DoesNotContain("前任 者", own.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await staff.PageAsync(SiteUrls.BoundThen + "?day=2020-01-01")).QuerySelector("#own"));

        using var officer = await library.Portal.SignedInAsync(library.Officer);
        Assert.Contains("前任 者", Offices(await officer.PageAsync(SiteUrls.BoundThen + "?day=2025-05-01")), StringComparison.Ordinal);
        var now = Offices(await officer.PageAsync(SiteUrls.BoundThen));
        Assert.DoesNotContain("前任 者", now, StringComparison.Ordinal);
        Assert.DoesNotContain("取消 者", now, StringComparison.Ordinal);
        Assert.Contains("担当 花", now, StringComparison.Ordinal);

        static string Offices(IDocument page) => page.QuerySelector("section[aria-labelledby=offices]")!.TextContent;
    }

    [Theory]
    [InlineData("2025-06-30", "A01 庶務課", "旧姓 監")]
    [InlineData("2025-07-01", "A01 総務課", "新姓 監")]
    public async Task Departments_and_people_are_called_as_they_were_on_the_day(string day, string department, string auditor)
    {
        using var officer = await library.Portal.SignedInAsync(library.Officer);
        var page = await officer.PageAsync(SiteUrls.BoundThen + "?day=" + day);
        Assert.Contains(department, page.QuerySelectorAll("section[aria-labelledby=offices] li").Select(row => row.TextContent.Trim()));
        Assert.Contains(auditor, page.QuerySelector("section[aria-labelledby=offices]")!.TextContent, StringComparison.Ordinal);
        using var staff = await library.Portal.SignedInAsync(library.Staff);
        Assert.Equal([department[4..]], (await staff.PageAsync(SiteUrls.BoundThen + "?day=" + day)).QuerySelectorAll("section[aria-labelledby=own] dd").Select(row => row.TextContent.Trim()));
    }

    [Fact]
    public async Task A_department_is_no_part_of_a_day_before_it_was_there()
    {
        using var officer = await library.Portal.SignedInAsync(library.Officer);
        Assert.DoesNotContain((await officer.PageAsync(SiteUrls.BoundThen + "?day=2019-03-31")).QuerySelectorAll("section[aria-labelledby=offices] li"), row => row.TextContent.Contains("A01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_database_is_asked_as_often_however_many_documents_there_are()
    {
        using var client = await library.Portal.SignedInAsync(library.Officer);
        await client.GetAsync(SiteUrls.BoundThen, Ct);
        var before = library.Statements.Count;
        await client.GetAsync(SiteUrls.BoundThen + "?day=2020-01-01", Ct);
        var few = library.Statements.Count - before;
        before = library.Statements.Count;
        await client.GetAsync(SiteUrls.BoundThen + "?day=2026-05-01", Ct);
        Assert.Equal(few, library.Statements.Count - before);
    }

    private static List<string> Rows(IDocument page) =>
        [.. page.QuerySelectorAll("table tr").Where(row => row.QuerySelector("td a") is not null).Select(row => string.Join(' ', row.QuerySelectorAll("td").Take(3).Select(cell => cell.TextContent.Trim())))];

    /// <summary>One portal for all tests of this class.</summary>
    public sealed class Library : IAsyncLifetime
    {
        public Library() => Portal = new(substitute: services => services.AddSingleton<IInterceptor>(Statements));

        public Portal Portal { get; }

        internal CountedStatements Statements { get; } = new();

        public Shelf Shelf { get; private set; } = null!;

        public PersonId Staff { get; private set; }

        public PersonId Officer { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Shelf = await Shelf.OpenAsync(Portal.Databases);
            Staff = await Shelf.PersonAsync("職員 太郎");
            Officer = await Shelf.PersonAsync("担当 花", EmploymentKind.Employee, Role.SecurityOfficer);
            var (former, wrong, married) = (await Shelf.PersonAsync("前任 者"), await Shelf.PersonAsync("取消 者"), await Shelf.PersonAsync("新姓 監"));
            await using (var db = Portal.Databases.OpenFor(Reader.Nobody))
            {
                var department = new Department { Id = db.Ids.Next<DepartmentId>(), Code = "A01", Name = "総務課", From = new(2019, 4, 1) };
                db.Departments.Add(department);
                db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = Staff, DepartmentId = department.Id, From = new(2024, 4, 1), RecordedAt = db.Now });
                db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = former, Role = Role.Auditor, From = new(2024, 4, 1), Until = new(2026, 3, 31), RecordedAt = db.Now });
                var mistaken = new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = wrong, Role = Role.Auditor, From = new(2024, 4, 1), RecordedAt = db.Now };
                db.Assignments.Add(mistaken);
                db.FormerNames.Add(new FormerName { Id = db.Ids.Next<FormerNameId>(), DepartmentId = department.Id, Name = "庶務課", Until = new(2025, 6, 30), RecordedAt = db.Now });
                db.FormerNames.Add(new FormerName { Id = db.Ids.Next<FormerNameId>(), PersonId = married, Name = "旧姓 監", Until = new(2025, 6, 30), RecordedAt = db.Now });
                db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = married, Role = Role.Auditor, From = new(2024, 4, 1), RecordedAt = db.Now });
                db.Record(new JournalFact("department.recorded").With("department", department.Id));
                await db.SaveChangesAsync(Ct);
                mistaken.Withdraw(db.Now);
                db.Record(new JournalFact("person.recorded").With("person", wrong));
                await db.SaveChangesAsync(Ct);
            }
            var renamed = await Shelf.DocumentAsync(Tier.Standard, "K-1", "旧い基準");
            await RecordAsync(renamed, new(2024, 4, 1), title: "旧い基準");
            await RecordAsync(renamed, new(2026, 4, 1), EditionKind.PartialAmendment, "新しい基準");
            var repealed = await Shelf.DocumentAsync(Tier.Standard, "K-2", "廃止の基準");
            await RecordAsync(repealed, new(2025, 4, 1));
            await RecordAsync(repealed, new(2026, 8, 1), EditionKind.Repeal);
            var coming = await Shelf.DocumentAsync(Tier.Standard, "K-3", "これからの基準");
            await RecordAsync(coming, new(2027, 4, 1));
            var procedure = await Shelf.DocumentAsync(Tier.Procedure, "T-1", "端末の手順");
            await RecordAsync(procedure, new(2026, 4, 1));
            // Has no edition: nobody reads it yet.
            await Shelf.DocumentAsync(Tier.Standard, "K-4", "書きかけの基準");
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();

        private async Task RecordAsync(DocumentId document, DateOnly from, EditionKind kind = EditionKind.Enactment, string? title = null)
        {
            Portal.Clock.Advance(TimeSpan.FromSeconds(1));
            await Shelf.EditionAsync(document, "試験基準\n\n第1条 定めを守る。\n", from, kind, title: title);
        }
    }
}
