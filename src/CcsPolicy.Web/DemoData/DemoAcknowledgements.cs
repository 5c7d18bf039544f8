using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.DemoData;

/// <summary>見本の確認。What the people of the demo organisation acknowledged, and when.</summary>
internal sealed class DemoAcknowledgements(PolicyDb db, PastClock clock, IdSource ids, DemoPeopleRows people, DemoDiligence diligence, DemoYear year)
{
    public async Task<int> AddAsync(
        PolicyDocument document, DemoDocument from, List<(Edition Edition, DemoEdition From)> editions, IReadOnlyList<DemoPerson> roster, CancellationToken ct)
    {
        var count = 0;
        var order = new EditionOrder(editions.Select(e => EditionDates.Of(e.Edition)));
        var portalOpened = year.Day("F-1.4.1");
        for (var i = 0; i < editions.Count; i++)
        {
            DateOnly? until = i + 1 < editions.Count ? editions[i + 1].Edition.EffectiveFrom.AddDays(-1) : null;
            var begin = editions[i].Edition.EffectiveFrom > portalOpened ? editions[i].Edition.EffectiveFrom : portalOpened;
            if (begin > year.Today || until < begin)
                continue;
            var asking = new DemoAsking(editions[i].From.Text, begin, until);
            foreach (var person in roster.Where(person => IsBound(document, from, person, begin)))
                if (diligence.AnswerOf(person, asking) is { } at)
                {
                    Add(document, from.Title, editions[i].Edition, order, people.PersonNumbered(person.StaffNumber), at);
                    count++;
                }
            await DemoOrganisation.SaveAsync(db, ct);
        }
        return count;
    }

    /// <summary>Adds the acknowledgement with its journal entry, as of its time.</summary>
    public void Add(PolicyDocument document, string title, Edition edition, EditionOrder order, Person person, DateTimeOffset at)
    {
        clock.At = at;
        var draft = Acknowledgement.Record(db.HasherOf(document), edition, order, person.Id, edition.Hash, AcknowledgementStatement.Of(title, order.NumberOf(edition.Id), edition.EffectiveFrom), ids, db.Now).Value;
        db.AddAcknowledgement(draft, document);
    }

    private static bool IsBound(PolicyDocument document, DemoDocument from, DemoPerson person, DateOnly day)
    {
        if (document.Tier == Tier.Procedure && person.Roles.Any(role => role.What == nameof(Role.SystemAdministrator)))
            return false;
        var kind = DemoPeopleRows.KindOf(person.Employment.What);
        var granted = kind != EmploymentKind.Contractor && from.Grants.Any(grant =>
            grant.Person == person.StaffNumber
            || person.Departments.Any(stay => stay.What == grant.Department && (stay.Until ?? day) >= day && stay.From <= day)
            || person.Posts.Any(stay => stay.What == grant.Post && (stay.Until ?? day) >= day && stay.From <= day));
        return document.Audience.Binds(kind, granted);
    }
}
