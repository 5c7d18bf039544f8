using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.DemoData;

/// <summary>見本の組合。Loads the fictitious association into an empty database: people, documents with their history, a year of acknowledgements.</summary>
internal sealed class DemoOrganisation(PolicyDbFactory databases, IPasswordHasher<Account> passwords)
{
    /// <summary>The staff number of whoever has custody of all documents of the demo organisation, and manages the owning department.</summary>
    private const string OwnerDepartment = "企画情報課";

    /// <summary>The statement that people of the demo organisation agreed to.</summary>

    /// <summary>True when there is nobody in the database yet.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return !await db.People.AnyAsync(ct);
    }

    /// <summary>Loads everything in one transaction: it is all there, or nothing is.</summary>
    /// <param name="password">The password of all demo accounts.</param>
    public async Task<DemoLoaded> LoadAsync(DemoSize size, string password, CancellationToken ct)
    {
        var now = databases.Setup.Clock.Now();
        var clock = new PastClock(now);
        var year = new DemoYear(TokyoTime.DateOf(now));
        var ids = new SeededIdSource(size.Seed);
        await using var db = new PolicyDbFactory(databases.Setup with { Clock = clock }).OpenFor(Reader.Nobody);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        clock.At = TokyoTime.StartOf(year.Day("F-1.4.1")).AddHours(9);
        var roster = DemoRoster.Read(year);
        var people = new DemoPeopleRows(ids);
        people.Add(db, roster);
        people.AddSystems(db, roster);
        await SaveAsync(db, ct);
        var accounts = AddAccounts(db, people, roster, password);
        await SaveAsync(db, ct);

        var actors = new DemoActors(Account("officer"), Account("custodian"), Account("ciso"), Account("custodian"));
        var owner = people.DepartmentNamed(OwnerDepartment);
        var editions = new DemoEditions(db, clock, ids, actors, owner);
        var askings = new List<(PolicyDocument Document, DemoDocument From, List<(Edition Edition, DemoEdition From)> Editions)>();
        var texts = new List<(PolicyDocument, string?, ProvisionTree)>();
        foreach (var from in DemoDocuments.All)
        {
            var adopted = TokyoTime.StartOf(year.Day("F-1.4.1")).AddHours(10);
            var document = editions.Create(from, adopted);
            await SaveAsync(db, ct);
            await GrantAsync(db, clock, ids, people, document, from, actors, year, ct);
            var made = new List<(Edition, DemoEdition)>();
            (Edition, ProvisionTree)? before = null;
            foreach (var edition in from.Editions)
            {
                before = editions.Add(document, DemoTexts.Read(edition.Text, year), edition.Kind, year.Day(edition.EnactedOn), year.Day(edition.EffectiveFrom),
                    edition.Reason, before, edition.RecordedLater ? adopted.AddHours(1) : null);
                made.Add((before.Value.Item1, edition));
                await SaveAsync(db, ct);
            }
            askings.Add((document, from, made));
            texts.Add((document, from.CarriesOut, before!.Value.Item2));
        }
        clock.At = TokyoTime.StartOf(year.Day("F.4.1")).AddHours(10);
        new DemoLinks(db, ids, actors).Add(texts);
        new DemoGuideline(db, ids, actors, year).Add(texts);
        var (policy, _, policies) = askings.First(one => one.Document.Tier == Tier.BasicPolicy);
        new DemoCourse(db, ids, actors, year).Add(policy, policies[^1].Edition.Id, texts.First(text => text.Item1 == policy).Item3);
        await SaveAsync(db, ct);

        var acknowledged = 0;
        var diligence = new DemoDiligence(size.Seed, now);
        foreach (var (document, from, made) in askings)
            acknowledged += await new DemoAcknowledgements(db, clock, ids, people, diligence, year).AddAsync(document, from, made, roster, ct);
        clock.At = now;
        acknowledged += await new DemoCrowd(db, clock, ids, editions, owner, actors.Officer).AddAsync(size, ct);
        await transaction.CommitAsync(ct);
        return new DemoLoaded(accounts, roster.Length + size.MorePeople, DemoDocuments.All.Length + size.MoreDocuments, acknowledged);

        Person Account(string account) => people.PersonNumbered(roster.Single(person => person.Account == account).StaffNumber);
    }

    private List<string> AddAccounts(PolicyDb db, DemoPeopleRows people, IReadOnlyList<DemoPerson> roster, string password)
    {
        var named = roster.Where(person => person.Account is not null).ToList();
        // One derivation for all of them: it is slow on purpose, and they share one password anyway.
        var hash = passwords.HashPassword(new Account(), password);
        foreach (var person in named)
            db.Add(new Account
            {
                Id = Guid.NewGuid(),
                PersonId = people.PersonNumbered(person.StaffNumber).Id,
                UserName = person.Account,
                NormalizedUserName = person.Account!.ToUpperInvariant(),
                PasswordHash = hash,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                LockoutEnabled = true,
                OwnerConfirmedAt = db.Now,
            });
        db.Record(new JournalFact("accounts.created").With("accounts", named.Count));
        return [.. named.Select(person => person.Account!)];
    }

    private static async Task GrantAsync(
        PolicyDb db, PastClock clock, IdSource ids, DemoPeopleRows people, PolicyDocument document, DemoDocument from, DemoActors actors, DemoYear year, CancellationToken ct)
    {
        foreach (var opened in from.Grants)
        {
            var first = from.Editions[0];
            var start = year.Day(first.EffectiveFrom);
            clock.At = TokyoTime.StartOf(start.AddDays(-3)).AddHours(11);
            var grant = new NeedToKnowGrant
            {
                Id = ids.Next<GrantId>(),
                DocumentId = document.Id,
                DepartmentId = opened.Department is { } department ? people.DepartmentNamed(department).Id : null,
                PostId = opened.Post is { } post ? people.PostNamed(post).Id : null,
                PersonId = opened.Person is { } number ? people.PersonNumbered(number).Id : null,
                Reason = db.Seal(document.Id, opened.Reason),
                From = start,
                Until = NeedToKnowGrant.UsualEnd(year.Today),
                GrantedBy = actors.Custodian.Id,
                GrantedAt = db.Now,
            };
            db.Add(grant);
            if (grant.PersonId is null)
                foreach (var stay in people.StaysIn(grant.DepartmentId, grant.PostId, start).Where(stay => stay.PersonId != grant.GrantedBy))
                    db.Add(new GrantConfirmation { Id = ids.Next<ConfirmationId>(), GrantId = grant.Id, AssignmentId = stay.Id, ConfirmedBy = actors.Custodian.Id, ConfirmedAt = db.Now });
            db.Record(new JournalFact("grant.given").With("grant", grant.Id).With("from", start).With("until", grant.Until), document, actors.Custodian.Id);
        }
        if (from.Targets.Length > 0)
            Target(db, ids, people, document, from.Targets, actors);
        await SaveAsync(db, ct);
    }

    private static void Target(PolicyDb db, IdSource ids, DemoPeopleRows people, PolicyDocument document, IReadOnlyList<DemoTarget> targets, DemoActors actors)
    {
        var decision = new TargetDecision { Id = ids.Next<TargetDecisionId>(), DocumentId = document.Id, Number = 1, DecidedBy = actors.Custodian.Id, DecidedAt = db.Now };
        decision.Rules.AddRange(targets.Select((target, index) => new TargetRule
        {
            DecisionId = decision.Id, Ordinal = index + 1,
            DepartmentId = target.Department is { } department ? people.DepartmentNamed(department).Id : null,
            PostId = target.Post is { } post ? people.PostNamed(post).Id : null,
            SystemId = target.System is { } system ? people.SystemNamed(system).Id : null,
        }));
        db.Add(decision);
        db.Record(new JournalFact("targets.decided").With("decision", decision.Id).With("rules", targets.Count), document, actors.Custodian.Id);
    }

    internal static async Task SaveAsync(PolicyDb db, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>How large the demo organisation is to be, beyond what it always holds.</summary>
internal sealed record DemoSize(int MorePeople = 0, int MoreDocuments = 0, int Seed = 1);

/// <summary>What was loaded.</summary>
internal sealed record DemoLoaded(IReadOnlyList<string> Accounts, int People, int Documents, int Acknowledgements);
