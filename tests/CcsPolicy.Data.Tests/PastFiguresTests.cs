using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>A past day is counted by what was on record when it ended.</summary>
public sealed class PastFiguresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Whatever_is_recorded_later_no_row_of_a_past_day_changes(DatabaseProvider provider)
    {
        for (var seed = 1; seed <= 3; seed++)
            await ThroughDaysAsync(provider, seed, days: 12);
    }

    [Fact]
    public async Task A_text_published_today_with_an_old_date_of_effect_is_asked_for_from_today_and_counted_on_no_day_before()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var auditor = arranged.Person();
        arranged.Appoint(auditor, Role.Auditor);
        var document = arranged.Document();
        await arranged.SaveAsync(Ct);
        database.Clock.Advance(TimeSpan.FromDays(5));
        arranged.Edition(document, effective: AnOrganisation.Day(-1500));
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(auditor, Ct);
        for (var day = 0; day <= 5; day++)
        {
            await using var db = database.OpenFor(reader);
            var figures = (await db.BoardAsync(AnOrganisation.Day(day), Ct)).FiguresOf(new BoardQuestion());
            Assert.Equal(day < 5 ? 0 : 2, figures.All.Bound);
        }
    }

    private static async Task ThroughDaysAsync(DatabaseProvider provider, int seed, int days)
    {
        await using var database = await TestDatabase.CreateAsync(provider, seed);
        await using var arranged = new AnOrganisation(database);
        var random = new Random(seed);
        var auditor = arranged.Person();
        arranged.Appoint(auditor, Role.Auditor);
        var (people, departments) = (new List<Person> { arranged.Founder, auditor }, new List<Department> { arranged.Office });
        var documents = new List<(PolicyDocument Document, List<Edition> Editions)>();
        var systems = new List<InformationSystem> { arranged.InformationSystem(), arranged.InformationSystem(AnOrganisation.Day(6)) };
        await arranged.SaveAsync(Ct);
        var acknowledged = new HashSet<(EditionId, PersonId)>();
        var seen = new List<string[]>();
        for (var day = 0; day < days; day++)
        {
            for (var i = 0; i < 4; i++)
            {
                await ChangeAsync();
                database.Clock.Advance(TimeSpan.FromHours(1));
            }
            seen.Add(await RowsAsync(database, await arranged.ReaderAsync(auditor, Ct), day));
            database.Clock.Advance(TimeSpan.FromHours(20));
        }
        var later = await arranged.ReaderAsync(auditor, Ct);
        for (var day = 0; day < days; day++)
            Assert.Equal(seen[day], await RowsAsync(database, later, day));
        Assert.Contains(seen, rows => rows.Length > 0);

        async Task ChangeAsync()
        {
            switch (random.Next(11))
            {
                case 0:
                    people.Add(arranged.Person((EmploymentKind)random.Next(6), AnyDay(), random.Next(2) == 0 ? AnyDay() : null));
                    break;
                case 1:
                    arranged.Stay(people[random.Next(people.Count)], departments[random.Next(departments.Count)], AnyDay());
                    break;
                case 2:
                    departments.Add(arranged.Department());
                    break;
                case 3:
                    documents.Add((arranged.Document(title: "規程" + documents.Count), []));
                    break;
                case 4 or 5 when documents.Count > 0:
                    var (document, editions) = documents[random.Next(documents.Count)];
                    editions.Add(arranged.Edition(document, effective: AnyDay(), kind: EditionKind.PartialAmendment,
                        significance: (Significance)random.Next(2), title: "題名" + editions.Count));
                    break;
                case 6 when documents.Exists(d => d.Editions.Count > 0):
                    var edition = documents.Where(d => d.Editions.Count > 0).Select(d => d.Editions[random.Next(d.Editions.Count)]).First();
                    var person = people[random.Next(people.Count)];
                    if (acknowledged.Add((edition.Id, person.Id)))
                        arranged.Acknowledged(edition, person);
                    break;
                case 8:
                    arranged.Use(people[random.Next(people.Count)], systems[random.Next(systems.Count)], AnyDay());
                    break;
                case 9 when documents.Count > 0:
                    arranged.MeantBy(documents[random.Next(documents.Count)].Document, random.Next(3) == 0 ? null : systems[random.Next(systems.Count)]);
                    break;
                case 10:
                    arranged.Db.SystemUses.Local.FirstOrDefault(use => use.WithdrawnAt is null)?.Withdraw(arranged.Db.Now);
                    break;
                default:
                    // A correction: what was recorded is withdrawn.
                    if (await arranged.Db.Employments.Where(e => e.WithdrawnAt == null && e.PersonId != auditor.Id).OrderBy(e => e.Id).FirstOrDefaultAsync(Ct) is { } wrong)
                        wrong.Withdraw(arranged.Db.Now);
                    break;
            }
            await arranged.SaveAsync(Ct);
        }

        DateOnly AnyDay() => AnOrganisation.Day(random.Next(-40, 20));
    }

    private static async Task<string[]> RowsAsync(TestDatabase database, Reader reader, int day)
    {
        await using var db = database.OpenFor(reader);
        var rows = new List<string>();
        foreach (var row in (await db.BoardAsync(AnOrganisation.Day(day), Ct)).Rows(new BoardQuestion()))
            rows.Add($"{row.Document.Id} {row.Document.Title} {row.Document.Number} {row.Document.EffectiveFrom} {row.Person} {row.Acknowledgement}");
        return [.. rows];
    }
}
