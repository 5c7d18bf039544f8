using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.DemoData;

/// <summary>負荷試験用の人と規程。Any number of further people and standards, and what those people acknowledged: for counting and timing, not for showing.</summary>
internal sealed class DemoCrowd(PolicyDb db, PastClock clock, IdSource ids, DemoEditions editions, Department department, Person officer)
{
    private const int BatchSize = 2_000;

    public async Task<int> AddAsync(DemoSize size, CancellationToken ct)
    {
        if (size.MorePeople == 0 && size.MoreDocuments == 0)
            return 0;
        var now = clock.At;
        var people = await AddPeopleAsync(size, ct);
        var numbers = SeededNumbers.For(size.Seed, "crowd");
        var count = 0;
        for (var i = 1; i <= size.MoreDocuments; i++)
        {
            var number = i.ToString("D4", CultureInfo.InvariantCulture);
            var title = $"負荷試験用対策基準{number}";
            var document = editions.Create(
                new DemoDocument($"負荷第{number}号", title, Tier.Standard, InstrumentKind.Standard, Openness.Internal, Audience.AllWorkers, [], []), now.AddDays(-90));
            var text = GeneratedStandard.Write(title, 60, "令和7年4月1日", "令和7年5月1日", SeededNumbers.For(size.Seed, title));
            var (edition, _) = editions.Add(document, text, EditionKind.Enactment, new DateOnly(2025, 4, 1), new DateOnly(2025, 5, 1), title, null, now.AddDays(-90));
            await SaveAndForgetAsync(ct);
            count += await AcknowledgeAsync(document, title, edition, people, now, numbers, ct);
        }
        clock.At = now;
        return count;
    }

    private async Task<List<PersonId>> AddPeopleAsync(DemoSize size, CancellationToken ct)
    {
        var people = new List<PersonId>(size.MorePeople);
        for (var i = 1; i <= size.MorePeople; i++)
        {
            var number = i.ToString("D6", CultureInfo.InvariantCulture);
            var person = new Person { Id = ids.Next<PersonId>(), StaffNumber = $"L{number}", Name = $"負荷 {number}", Kana = $"ふか {number}" };
            people.Add(person.Id);
            db.Add(person);
            db.Add(new Employment { Id = ids.Next<EmploymentId>(), PersonId = person.Id, Kind = (EmploymentKind)(1 + (i % 3)), From = new DateOnly(2020, 4, 1), RecordedAt = db.Now, RecordedBy = officer.Id });
            db.Add(new Assignment { Id = ids.Next<AssignmentId>(), PersonId = person.Id, DepartmentId = department.Id, From = new DateOnly(2020, 4, 1), RecordedAt = db.Now, RecordedBy = officer.Id });
            // Without a password: such an account is signed in to only by a harness that holds the keys of the cookies.
            db.Add(new Account { Id = ids.Next(), PersonId = person.Id, UserName = person.StaffNumber, NormalizedUserName = person.StaffNumber, SecurityStamp = number, LockoutEnabled = true });
            if (i % BatchSize == 0)
                await RecordAndSaveAsync(ct);
        }
        await RecordAndSaveAsync(ct);
        return people;

        async Task RecordAndSaveAsync(CancellationToken token)
        {
            db.Record(new JournalFact("people.imported").With("people", size.MorePeople));
            await SaveAndForgetAsync(token);
        }
    }

    private async Task<int> AcknowledgeAsync(
        PolicyDocument document, string title, Edition edition, List<PersonId> people, DateTimeOffset now, SeededNumbers numbers, CancellationToken ct)
    {
        var count = 0;
        var order = new EditionOrder([EditionDates.Of(edition)]);
        var statement = AcknowledgementStatement.Of(title, 1, edition.EffectiveFrom);
        foreach (var person in people)
        {
            if (numbers.Below(10) == 0)
                continue;
            clock.At = now.AddMinutes(-numbers.Below(60 * 24 * 60));
            var draft = Acknowledgement.Record(db.HasherOf(document), edition, order, person, edition.Hash, statement, ids, db.Now).Value;
            db.AddAcknowledgement(draft, document);
            if (++count % BatchSize == 0)
                await SaveAndForgetAsync(ct);
        }
        await SaveAndForgetAsync(ct);
        return count;
    }

    private async Task SaveAndForgetAsync(CancellationToken ct)
    {
        await DemoOrganisation.SaveAsync(db, ct);
        db.ChangeTracker.Clear();
    }
}
