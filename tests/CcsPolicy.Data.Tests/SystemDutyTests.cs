using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>What binds by the systems that somebody uses: on the board as to the person, and by the day.</summary>
public sealed class SystemDutyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newcomer_to_a_system_has_as_many_working_days_and_who_stops_using_it_drops_out()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var auditor = arranged.Person();
        arranged.Appoint(auditor, Role.Auditor);
        var (user, late, other) = (arranged.Person(), arranged.Person(), arranged.Person());
        var system = arranged.InformationSystem();
        arranged.Use(user, system);
        var document = arranged.Document();
        arranged.MeantBy(document, system);
        var edition = arranged.Edition(document, effective: TestDatabase.Today);
        arranged.Asking(document, edition, workingDays: 10);
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(auditor, Ct);
        var office = database.Get<OfficeCalendar>();
        var calendar = await office.NowAsync(null, Ct);
        Assert.Equal([user.Id], await BoundAsync(database, reader, 0));
        Assert.Null(await DutyAsync(database, other, calendar));
        var due = (await DutyAsync(database, user, calendar))!.DueOn;

        database.Clock.Advance(TimeSpan.FromDays(30));
        arranged.Use(late, system, AnOrganisation.Day(30));
        await arranged.SaveAsync(Ct);
        Assert.Equal(new[] { user.Id, late.Id }.OrderBy(id => id.Value), (await BoundAsync(database, reader, 30)).OrderBy(id => id.Value));
        var lateDuty = (await DutyAsync(database, late, calendar))!;
        Assert.Equal(AnOrganisation.Day(30), lateDuty.Since);
        Assert.Equal(10, calendar.Between(AnOrganisation.Day(30), lateDuty.DueOn!.Value));
        Assert.True(lateDuty.DueOn > due);
        await using (var db = database.OpenFor(reader))
        {
            var rows = (await db.BoardAsync(AnOrganisation.Day(30), Ct)).Rows(new BoardQuestion()).ToDictionary(row => row.Person.Id, row => row.DueOn);
            Assert.Equal((due, lateDuty.DueOn), (rows[user.Id], rows[late.Id]));
        }

        database.Clock.Advance(TimeSpan.FromDays(5));
        var use = arranged.Db.SystemUses.Local.Single(one => one.PersonId == user.Id);
        use.Withdraw(arranged.Db.Now);
        arranged.Use(user, system, use.From, AnOrganisation.Day(34));
        await arranged.SaveAsync(Ct);
        Assert.Equal([late.Id], await BoundAsync(database, reader, 35));
        Assert.Null(await DutyAsync(database, user, calendar));
        // Days past stay as they were.
        Assert.Equal(new[] { user.Id, late.Id }.OrderBy(id => id.Value), (await BoundAsync(database, reader, 34)).OrderBy(id => id.Value));
        Assert.Equal([user.Id], await BoundAsync(database, reader, 29));
    }

    [Fact]
    public async Task The_board_of_today_counts_whom_the_portal_asks_and_nobody_else()
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            await using var database = await TestDatabase.CreateAsync(seed: seed);
            await using var arranged = new AnOrganisation(database);
            var random = new Random(seed);
            var auditor = arranged.Person();
            arranged.Appoint(auditor, Role.Auditor);
            var systems = Enumerable.Range(0, 3).Select(at => arranged.InformationSystem(at == 0 ? AnOrganisation.Day(8) : null)).ToList();
            var departments = new[] { arranged.Office, arranged.Department() };
            var people = Enumerable.Range(0, 8).Select(_ => arranged.Person((EmploymentKind)random.Next(6), until: random.Next(4) == 0 ? AnyDay() : null)).ToList();
            var documents = Enumerable.Range(0, 4).Select(at => arranged.Document(audience: at == 0 ? Audience.AllStaff : Audience.AllWorkers)).ToList();
            foreach (var document in documents)
                arranged.Asking(document, arranged.Edition(document, effective: AnOrganisation.Day(-30)), workingDays: 5);
            await arranged.SaveAsync(Ct);
            var calendar = await database.Get<OfficeCalendar>().NowAsync(null, Ct);
            for (var day = 0; day < 12; day++)
            {
                for (var i = 0; i < 2; i++)
                {
                    var person = people[random.Next(people.Count)];
                    switch (random.Next(4))
                    {
                        case 0:
                            arranged.Use(person, systems[random.Next(3)], AnyDay(), random.Next(2) == 0 ? AnOrganisation.Day(random.Next(20, 30)) : null);
                            break;
                        case 1:
                            arranged.Stay(person, departments[random.Next(2)], AnyDay());
                            break;
                        case 2:
                            arranged.MeantBy(documents[random.Next(4)], random.Next(5) == 0 ? null : systems[random.Next(3)], random.Next(3) == 0 ? departments[random.Next(2)] : null);
                            break;
                        default:
                            arranged.Db.SystemUses.Local.Where(one => one.WithdrawnAt is null).OrderBy(one => one.Id.Value).Skip(random.Next(3)).FirstOrDefault()?.Withdraw(arranged.Db.Now);
                            break;
                    }
                    await arranged.SaveAsync(Ct);
                    database.Clock.Advance(TimeSpan.FromHours(1));
                }
                var reader = await arranged.ReaderAsync(auditor, Ct);
                await using var db = database.OpenFor(reader);
                var rows = (await db.BoardAsync(AnOrganisation.Day(day), Ct)).Rows(new BoardQuestion()).ToList();
                Assert.Equal(
                    [.. from person in people.Append(auditor).Append(arranged.Founder) from document in documents where OwedSince(arranged.Db, person, document, AnOrganisation.Day(day)) is not null orderby person.Id.Value, document.Id.Value
                        select (person.Id, document.Id, OwedSince(arranged.Db, person, document, AnOrganisation.Day(day))!.Value)],
                    rows.Where(row => documents.Exists(document => document.Id == row.Document.Id)).OrderBy(row => row.Person.Id.Value).ThenBy(row => row.Document.Id.Value).Select(row => (row.Person.Id, row.Document.Id, row.Since)));
                var counted = rows.Select(row => (row.Person.Id, row.Document.Id, row.DueOn)).ToHashSet();
                var asked = new HashSet<(PersonId, DocumentId, DateOnly?)>();
                foreach (var person in people.Append(auditor).Append(arranged.Founder))
                {
                    var one = await arranged.ReaderAsync(person, Ct);
                    foreach (var known in await database.Get<KnownDocuments>().AllAsync(one, null, Ct))
                        if (known.OpenDutyOf(one, calendar, []) is { } duty)
                            asked.Add((person.Id, known.Document.Id, duty.DueOn));
                }
                Assert.True(counted.SetEquals(asked), $"seed {seed}, day {day}: only counted {string.Join(';', counted.Except(asked))}, only asked {string.Join(';', asked.Except(counted))}");
                database.Clock.Advance(TimeSpan.FromHours(22));
            }

            DateOnly AnyDay() => AnOrganisation.Day(random.Next(-20, 12));
        }
    }

    [Fact]
    public async Task A_procedure_that_is_opened_to_all_staff_binds_all_of_them_whomever_its_custodian_meant()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var auditor = arranged.Person();
        arranged.Appoint(auditor, Role.Auditor);
        var (user, other) = (arranged.Person(), arranged.Person());
        var system = arranged.InformationSystem();
        arranged.Use(user, system);
        var procedure = arranged.Document(Tier.Procedure, Openness.AllStaff, audience: Audience.AllStaff);
        arranged.Asking(procedure, arranged.Edition(procedure, effective: TestDatabase.Today), workingDays: 10);
        arranged.MeantBy(procedure, system);
        await arranged.SaveAsync(Ct);
        var calendar = await database.Get<OfficeCalendar>().NowAsync(null, Ct);
        Assert.NotNull((await DutyAsync(database, user, calendar))!.DueOn);
        Assert.NotNull((await DutyAsync(database, other, calendar))!.DueOn);
        var bound = await BoundAsync(database, await arranged.ReaderAsync(auditor, Ct), 0);
        Assert.Contains(user.Id, bound);
        Assert.Contains(other.Id, bound);
    }

    [Fact]
    public async Task Who_is_not_meant_is_shown_no_day_until_which()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (user, other) = (arranged.Person(), arranged.Person());
        var system = arranged.InformationSystem();
        arranged.Use(user, system);
        var document = arranged.Document();
        var campaign = arranged.Asking(document, arranged.Edition(document, effective: TestDatabase.Today), workingDays: 10);
        arranged.MeantBy(document, system);
        await arranged.SaveAsync(Ct);
        var calendar = await database.Get<OfficeCalendar>().NowAsync(null, Ct);
        foreach (var (person, due) in new[] { (user, (DateOnly?)campaign.DueOn), (other, null) })
        {
            var reader = await arranged.ReaderAsync(person, Ct);
            var duty = (await database.Get<KnownDocuments>().FindAsync(reader, document.Id, null, Ct))!.DutyOf(reader, calendar)!;
            Assert.Equal((campaign.Id, due), (duty.Campaign!.Id, duty.DueOn));
        }
    }

    [Fact]
    public async Task Being_meant_by_a_system_opens_no_procedure_and_binds_nobody_to_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var user = arranged.Person();
        var system = arranged.InformationSystem();
        arranged.Use(user, system);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        arranged.Edition(procedure);
        arranged.MeantBy(procedure, system);
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(user, Ct);
        Assert.DoesNotContain(await database.Get<KnownDocuments>().AllAsync(reader, null, Ct), known => known.Document.Id == procedure.Id);
        await using var db = database.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
        Assert.DoesNotContain((await db.BoardAsync(TestDatabase.Today, Ct)).Rows(new BoardQuestion()), row => row.Person.Id == user.Id);
    }

    // Day by day from the rows themselves: the first of the days without a break on which somebody worked here and was meant by the decision that held, from when the edition is asked for (when it was recorded).
    private static DateOnly? OwedSince(PolicyDb db, Person person, PolicyDocument document, DateOnly today)
    {
        DateOnly? since = null;
        var asked = TestDatabase.Today;
        for (var day = today; day >= asked && Owes(day); day = day.AddDays(-1))
            since = day;
        return since;

        bool Owes(DateOnly day)
        {
            var decision = db.TargetDecisions.Local.Where(one => one.DocumentId == document.Id && Domain.Basics.TokyoTime.DateOf(one.DecidedAt) <= day).OrderBy(one => one.Number).LastOrDefault();
            return db.Employments.Local.Any(row => row.PersonId == person.Id && Holds(row.WithdrawnAt, row.From, row.Until) && (document.Audience == Audience.AllWorkers || row.Kind.IsStaff()))
                && (decision is null || decision.Rules.Count == 0 || decision.Rules.Exists(rule =>
                    (rule.DepartmentId is null || db.Assignments.Local.Any(row => row.PersonId == person.Id && row.DepartmentId == rule.DepartmentId && Holds(row.WithdrawnAt, row.From, row.Until)))
                    && (rule.SystemId is null || (db.InformationSystems.Local.Any(row => row.Id == rule.SystemId && Holds(null, row.From ?? DateOnly.MinValue, row.Until))
                        && db.SystemUses.Local.Any(row => row.PersonId == person.Id && row.SystemId == rule.SystemId && Holds(row.WithdrawnAt, row.From, row.Until))))));

            bool Holds(DateTimeOffset? withdrawn, DateOnly from, DateOnly? until) => withdrawn is null && from <= day && (until is null || until >= day);
        }
    }

    private static async Task<IReadOnlyList<PersonId>> BoundAsync(TestDatabase database, Reader reader, int day)
    {
        await using var db = database.OpenFor(reader);
        return [.. (await db.BoardAsync(AnOrganisation.Day(day), Ct)).Rows(new BoardQuestion()).Select(row => row.Person.Id)];
    }

    private static async Task<Duty?> DutyAsync(TestDatabase database, Person person, Domain.Calendar.WorkingCalendar calendar)
    {
        var reader = await database.Get<Readers>().TodayAsync(person.Id, Ct);
        return (await database.Get<KnownDocuments>().AllAsync(reader, null, Ct)).Select(known => known.OpenDutyOf(reader, calendar, [])).OfType<Duty>().SingleOrDefault();
    }
}
