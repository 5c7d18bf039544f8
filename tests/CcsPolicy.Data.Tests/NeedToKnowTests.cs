using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Notices;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Testing;
using CcsPolicy.Testing.Data;
using CsCheck;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>The filter in SQL and the rule in the domain say the same, for every table and every reader.</summary>
public sealed class NeedToKnowTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Which documents must all be knowable for a row to be shown. A table without a rule here fails the test.</summary>
    private static readonly Dictionary<Type, Func<object, Everything, DocumentId?[]>> Rules = new()
    {
        [typeof(PolicyDocument)] = (row, _) => [((PolicyDocument)row).Id],
        [typeof(OpennessDecision)] = (row, _) => [((OpennessDecision)row).DocumentId],
        [typeof(ProvisionOpenness)] = (row, _) => [((ProvisionOpenness)row).DocumentId],
        [typeof(CustodyHandover)] = (row, _) => [((CustodyHandover)row).DocumentId],
        [typeof(Edition)] = (row, _) => [((Edition)row).DocumentId],
        [typeof(ProvisionRow)] = (row, _) => [((ProvisionRow)row).DocumentId],
        [typeof(PairingCorrection)] = (row, _) => [((PairingCorrection)row).DocumentId],
        [typeof(ImplementsLink)] = (row, _) => [((ImplementsLink)row).BelowId, ((ImplementsLink)row).AboveId],
        [typeof(GuidelineCitation)] = (row, _) => [((GuidelineCitation)row).DocumentId],
        [typeof(Amendment)] = (row, _) => [((Amendment)row).DocumentId],
        [typeof(ApprovalStep)] = (row, all) => [all.DocumentOf(((ApprovalStep)row).AmendmentId)],
        [typeof(AmendmentAuthor)] = (row, all) => [all.DocumentOf(((AmendmentAuthor)row).AmendmentId)],
        [typeof(DraftStep)] = (row, _) => [((DraftStep)row).DocumentId],
        [typeof(ProvisionComment)] = (row, _) => [((ProvisionComment)row).DocumentId],
        [typeof(NeedToKnowGrant)] = (row, _) => [((NeedToKnowGrant)row).DocumentId],
        [typeof(GrantConfirmation)] = (row, all) => [all.Rows<NeedToKnowGrant>().Single(g => g.Id == ((GrantConfirmation)row).GrantId).DocumentId],
        [typeof(GrantReview)] = (row, _) => [((GrantReview)row).DocumentId],
        [typeof(GrantVerdict)] = (row, all) => [all.Rows<GrantReview>().Single(r => r.Id == ((GrantVerdict)row).ReviewId).DocumentId],
        [typeof(TargetDecision)] = (row, _) => [((TargetDecision)row).DocumentId],
        [typeof(TargetRule)] = (row, all) => [all.Rows<TargetDecision>().Single(d => d.Id == ((TargetRule)row).DecisionId).DocumentId],
        // They hang on no document, or on one that is not what decides: see Others.
        [typeof(AccessRequest)] = (row, _) => [new DocumentId(((AccessRequest)row).Id.Value)],
        [typeof(AccessRequestStep)] = (row, _) => [new DocumentId(((AccessRequestStep)row).Id.Value)],
        [typeof(Acknowledgement)] = (row, _) => [((Acknowledgement)row).DocumentId],
        [typeof(AcknowledgementWithdrawal)] = (row, _) => [((AcknowledgementWithdrawal)row).DocumentId],
        [typeof(Matter)] = (row, _) => [((Matter)row).DocumentId],
        [typeof(MatterAnswer)] = (row, _) => [((MatterAnswer)row).DocumentId],
        [typeof(Campaign)] = (row, _) => [((Campaign)row).DocumentId],
        [typeof(CourseVersion)] = (row, _) => [((CourseVersion)row).DocumentId],
        [typeof(CourseQuestion)] = (row, _) => [((CourseQuestion)row).DocumentId],
        [typeof(CourseAttempt)] = (row, _) => [((CourseAttempt)row).DocumentId],
        [typeof(CoursePlan)] = (row, _) => [((CoursePlan)row).DocumentId],
        [typeof(CourseAttendance)] = (row, _) => [((CourseAttendance)row).DocumentId],
        [typeof(StoredFile)] = (row, _) => [((StoredFile)row).DocumentId],
        [typeof(FileChunk)] = (row, _) => [((FileChunk)row).DocumentId],
        [typeof(JournalEntry)] = (row, _) => [((JournalEntry)row).DocumentId],
        [typeof(OutboxMessage)] = (row, _) => [((OutboxMessage)row).DocumentId],
    };

    /// <summary>Rows that are shown for another reason than that their document is known, by the rule of the domain.</summary>
    private static bool IsShownOtherwise(object row, Reader reader, Everything all) => row switch
    {
        Acknowledgement acknowledgement => reader.IsOwn(acknowledgement),
        AcknowledgementWithdrawal withdrawal => reader.IsOwn(all.Rows<Acknowledgement>().Single(a => a.Id == withdrawal.AcknowledgementId)),
        AccessRequest request => reader.MayRead(request, all.Rows<AccessRequestStep>()),
        AccessRequestStep step => reader.MayRead(step),
        _ => false,
    };

    /// <summary>What was done about procedures is for who decides about them, also where they are known to others.</summary>
    private static bool IsKept(object row, Reader reader, Everything all) =>
        row is JournalEntry { Log: JournalLog.Restricted } entry && !reader.MaySeeRestricted(all.Rows<PolicyDocument>().SingleOrDefault(d => d.Id == entry.DocumentId));

    /// <summary>Tables that hang on no document: everybody's context shows them.</summary>
    private static readonly HashSet<Type> Free =
    [
        typeof(Person), typeof(Employment), typeof(Leave), typeof(InformationSystem), typeof(SystemUse), typeof(PersonnelChange), typeof(PersonnelChangeRow), typeof(Department), typeof(Post), typeof(Assignment), typeof(FormerName), typeof(Setting), typeof(AccessStamp), typeof(Account), typeof(AccountSession), typeof(AccountReset), typeof(Lease),
        typeof(Guideline), typeof(GuidelineEdition), typeof(GuidelineItem), typeof(MailTemplate), typeof(SharedTerminal), typeof(AccountPin),
        typeof(IdentityUserClaim<Guid>), typeof(IdentityUserLogin<Guid>), typeof(IdentityUserToken<Guid>), typeof(IdentityUserPasskey<Guid>),
    ];

    /// <summary>Tables that no code outside the store can name.</summary>
    private static readonly HashSet<Type> Inner = [typeof(DocumentKey), typeof(JournalPosition), typeof(JournalVoucher), typeof(JournalNote)];

    [Fact]
    public async Task Every_table_has_a_rule_or_is_known_to_hang_on_no_document()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenFor(Reader.Nobody);
        var without = db.Model.GetEntityTypes().Where(t => !t.IsOwned()).Select(t => t.ClrType)
            .Where(t => !Rules.ContainsKey(t) && !Free.Contains(t) && !Inner.Contains(t));
        Assert.Empty(without);
        Assert.All(Inner, type => Assert.False(type.IsVisible, $"{type.Name} is of no use outside the store, and the number of its rows would tell of documents."));
        Assert.DoesNotContain(Free, type => type.GetProperties().Any(p => p.PropertyType == typeof(DocumentId) || p.PropertyType == typeof(DocumentId?)));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    [Trait("ASVS", "V8.2.2"), Trait("ASVS", "V8.3.1")]
    public async Task The_rows_shown_are_those_that_the_rule_allows(DatabaseProvider provider) =>
        await Plans.SampleAsync(async plan =>
        {
            await using var database = await TestDatabase.CreateAsync(provider);
            Assert.Empty(await DifferencesAsync(database, plan, (db, type) => RowsAsync(db, type, filtered: true)));
        }, iter: (provider == DatabaseProvider.Sqlite ? 16 : 8) * TestLength.Factor, threads: 1);

    [Fact]
    public async Task A_query_without_the_filter_is_caught()
    {
        await using var database = await TestDatabase.CreateAsync();
        var plan = new Plan([new(EmploymentKind.Employee, Span.Holding, null, Span.Holding)], [new(Tier.Procedure, Openness.NeedToKnow, 9)], []);
        var differences = await DifferencesAsync(database, plan, (db, type) => RowsAsync(db, type, filtered: false));
        foreach (var type in Rules.Keys)
            Assert.Contains(differences, difference => difference.Contains(type.Name, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    [Trait("ASVS", "V8.3.3")]
    public async Task A_context_without_a_reader_shows_nothing_that_hangs_on_a_document(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var arranged = new AnOrganisation(database))
        {
            var open = arranged.Document(Tier.BasicPolicy, Openness.Public);
            arranged.HangEverythingOn(open, open);
            await arranged.SaveAsync(Ct);
        }
        await using var db = database.OpenFor(Reader.Nobody);
        var all = await Everything.ReadAsync(db);
        foreach (var type in Rules.Keys)
            Assert.DoesNotContain(await RowsAsync(db, type, filtered: true), row => Rules[type](row, all).Any(id => id is not null));
        await using var passerby = database.OpenFor(Reader.Anonymous(TestDatabase.Today));
        Assert.Equal(1, await passerby.Documents.CountAsync(Ct));
    }

    [Fact]
    public async Task A_row_is_found_by_its_key_only_by_who_may_know_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (cleared, other) = (arranged.Person(), arranged.Person());
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        var edition = arranged.Edition(procedure);
        arranged.Grant(procedure, cleared);
        await arranged.SaveAsync(Ct);
        await using var theirs = database.OpenFor(await arranged.ReaderAsync(cleared, Ct));
        await using var others = database.OpenFor(await arranged.ReaderAsync(other, Ct));
        Assert.NotNull(await theirs.Editions.FindAsync([edition.Id], Ct));
        Assert.Null(await others.Editions.FindAsync([edition.Id], Ct));
        Assert.Null(await others.Documents.FindAsync([procedure.Id], Ct));
        Assert.Equal(0, await others.Editions.CountAsync(Ct));
    }

    [Fact]
    public async Task An_acknowledgement_of_a_closed_procedure_stays_with_its_person_and_with_no_other_and_shows_nothing_else_of_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (holder, other) = (arranged.Person(), arranged.Person());
        var administrator = arranged.Person();
        arranged.Appoint(administrator, Role.SystemAdministrator);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        var edition = arranged.Edition(procedure);
        foreach (var person in new[] { holder, other, administrator })
            arranged.Acknowledged(edition, person);
        await arranged.SaveAsync(Ct);
        foreach (var person in new[] { holder, other, administrator })
        {
            await using var db = database.OpenFor(await arranged.ReaderAsync(person, Ct));
            Assert.Equal(person.Id, (await db.Acknowledgements.SingleAsync(Ct)).PersonId);
            var all = await Everything.ReadAsync(db);
            foreach (var type in Rules.Keys.Where(t => t != typeof(Acknowledgement)))
                Assert.DoesNotContain(await RowsAsync(db, type, filtered: true), row => Rules[type](row, all).Any(id => id is not null));
            Assert.Equal(0, await db.Acknowledgements.CountAsync(a => db.Editions.Any(e => e.Id == a.EditionId), Ct));
        }
        await using var nobody = database.OpenFor(Reader.Nobody);
        Assert.Equal(0, await nobody.Acknowledgements.CountAsync(Ct));
    }

    [Fact]
    public async Task What_was_done_about_a_procedure_is_told_to_its_custodian_and_the_catalogue_and_not_to_those_to_whom_it_is_open()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (granted, keeper, deputy, both) = (arranged.Person(), arranged.Person(), arranged.Person(), arranged.Person());
        arranged.Appoint(granted, Role.Auditor);
        arranged.Appoint(deputy, Role.CisoDeputy);
        arranged.Appoint(both, Role.SystemAdministrator);
        var (own, other, theirs) = (arranged.Document(Tier.Procedure, Openness.AllStaff, keeper), arranged.Document(Tier.Procedure, Openness.NeedToKnow), arranged.Document(Tier.Procedure, Openness.NeedToKnow, both));
        foreach (var procedure in new[] { own, other, theirs })
            arranged.Grant(procedure, granted);
        await arranged.SaveAsync(Ct);
        Assert.Equal(0, await SeenAsync(granted));
        Assert.Equal(0, await SeenAsync(both));
        await using var all = database.OpenFor(Reader.Nobody);
        Assert.Equal(await all.Journal.IgnoreQueryFilters().CountAsync(e => e.DocumentId == own.Id, Ct), await SeenAsync(keeper));
        Assert.Equal(await all.Journal.IgnoreQueryFilters().CountAsync(e => e.Log == JournalLog.Restricted, Ct), await SeenAsync(deputy));
        Assert.True(await SeenAsync(keeper) > 0);

        async Task<int> SeenAsync(Person person)
        {
            await using var db = database.OpenFor(await arranged.ReaderAsync(person, Ct));
            return await db.Journal.CountAsync(e => e.Log == JournalLog.Restricted, Ct);
        }
    }

    [Fact]
    [Trait("ASVS", "V8.3.2")]
    public async Task What_is_taken_away_is_gone_with_the_next_reader()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var person = arranged.Person();
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        var grant = arranged.Grant(procedure, person);
        await arranged.SaveAsync(Ct);
        var readers = database.Get<Readers>();
        Assert.Equal([procedure.Id], (await readers.TodayAsync(person.Id, Ct)).Opened);
        Assert.Same(await readers.TodayAsync(person.Id, Ct), await readers.TodayAsync(person.Id, Ct));

        grant.End(arranged.Founder.Id, arranged.Db.Now, SealedText.Empty);
        await arranged.SaveAsync(Ct);
        Assert.Empty((await readers.TodayAsync(person.Id, Ct)).Opened);
    }

    private static async Task<List<string>> DifferencesAsync(TestDatabase database, Plan plan, Func<PolicyDb, Type, Task<List<object>>> shown)
    {
        var people = new List<Person>();
        await using (var arranged = new AnOrganisation(database))
        {
            plan.Arrange(arranged, people);
            await arranged.SaveAsync(Ct);
        }
        var readers = database.Get<Readers>();
        await using var all = database.OpenFor(Reader.Nobody);
        var everything = await Everything.ReadAsync(all);
        var differences = new List<string>();
        foreach (var person in people)
        {
            var left = Leaving.LastOf(everything.Rows<Employment>().Where(e => e.PersonId == person.Id), TestDatabase.Today);
            var custody = everything.Rows<PolicyDocument>().Where(d => new Custody(d.FirstCustodianId, d.CreatedAt, everything.Rows<CustodyHandover>().Where(h => h.DocumentId == d.Id)).IsKeptBy(person.Id, TestDatabase.Today, left)).Select(d => d.Id);
            var whole = Reader.Of(person, everything.Rows<Employment>(), everything.Rows<Assignment>(), everything.Rows<Post>(), custody, TestDatabase.Today);
            var stored = await readers.TodayAsync(person.Id, Ct);
            // As confirmed, and as whoever opened the account and may be anybody.
            foreach (var (pure, reader) in new[] { (whole, stored), (whole.Unconfirmed(), stored.Unconfirmed()) })
            {
                var known = everything.Rows<PolicyDocument>().Where(d => pure.MayKnow(d, everything.Rows<NeedToKnowGrant>())).Select(d => d.Id).ToHashSet();
                await using var db = database.OpenFor(reader);
                foreach (var (type, rule) in Rules)
                {
                    var expected = everything.Of(type).Where(row => (rule(row, everything).All(id => id is null || known.Contains(id.Value)) && !IsKept(row, pure, everything)) || IsShownOtherwise(row, pure, everything)).Select(row => KeyOf(all, row)).Order(StringComparer.Ordinal);
                    var actual = (await shown(db, type)).Select(row => KeyOf(db, row)).Order(StringComparer.Ordinal);
                    if (!expected.SequenceEqual(actual, StringComparer.Ordinal))
                        differences.Add($"{type.Name} for {string.Join(',', pure.Roles)} ({pure.Employment}{(pure.IsConfirmed ? "" : ", unconfirmed")})");
                }
            }
        }
        return differences;
    }

    private static string KeyOf(PolicyDb db, object row) =>
        string.Join('/', db.Model.FindEntityType(row.GetType())!.FindPrimaryKey()!.Properties.Select(p => Convert.ToString(p.PropertyInfo!.GetValue(row), System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task<List<object>> RowsAsync(PolicyDb db, Type type, bool filtered)
    {
        var read = typeof(NeedToKnowTests).GetMethod(nameof(RowsOfAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(type);
        return await (Task<List<object>>)read.Invoke(null, [db, filtered])!;
    }

    private static async Task<List<object>> RowsOfAsync<T>(PolicyDb db, bool filtered) where T : class
    {
        var rows = db.Set<T>().AsNoTracking();
        return [.. await (filtered ? rows : rows.IgnoreQueryFilters()).ToListAsync(Ct)];
    }

    private sealed class Everything
    {
        private readonly Dictionary<Type, List<object>> rows = [];

        public static async Task<Everything> ReadAsync(PolicyDb db)
        {
            var everything = new Everything();
            foreach (var type in Rules.Keys.Concat([typeof(Employment), typeof(Assignment), typeof(Post)]))
                everything.rows[type] = await RowsAsync(db, type, filtered: false);
            return everything;
        }

        public List<object> Of(Type type) => rows[type];

        public IEnumerable<T> Rows<T>() => rows[typeof(T)].Cast<T>();

        public DocumentId DocumentOf(AmendmentId amendment) => Rows<Amendment>().Single(a => a.Id == amendment).DocumentId;
    }

    // ---- generated organisations: small numbers stand for the person, document, department or post at that place, counted round.

    private enum Span { Holding, Ended, Future, EndsToday, StartsToday }

    private sealed record PlannedPerson(EmploymentKind Employment, Span Employed, Role? Role, Span Appointed);

    private sealed record PlannedDocument(Tier Tier, Openness Openness, int Custodian, int Successor = 99, Span Handover = Span.Holding);

    private sealed record PlannedGrant(int Document, int To, int Target, Span Grant, bool Ended, Span Stay, bool Confirmed, bool Withdrawn);

    private sealed record Plan(PlannedPerson[] People, PlannedDocument[] Documents, PlannedGrant[] Grants)
    {
        public void Arrange(AnOrganisation made, List<Person> people)
        {
            foreach (var planned in People)
            {
                var (from, until) = Days(planned.Employed);
                var person = made.Person(planned.Employment, from, until);
                people.Add(person);
                if (planned.Role is { } role)
                    made.Appoint(person, role, Days(planned.Appointed).From, Days(planned.Appointed).Until);
            }
            var documents = Documents.Select(d => made.Document(d.Tier, d.Openness, d.Custodian < people.Count ? people[d.Custodian] : made.Founder)).ToList();
            for (var i = 0; i < documents.Count; i++)
                if (Documents[i].Successor < people.Count)
                    made.HandOver(documents[i], people[Documents[i].Successor], Days(Documents[i].Handover).From);
            for (var i = 0; i < documents.Count; i++)
                made.HangEverythingOn(documents[i], documents[(i + 1) % documents.Count]);
            // Each has asked for something, which is with the custodian of one of them or was answered.
            for (var i = 0; i < people.Count; i++)
                made.Asked(people[i], documents[i % documents.Count], (RequestStepKind)(i % 4));
            // Each has acknowledged one of them at some time, whether they may know it still or not.
            for (var i = 0; i < people.Count; i++)
                made.Acknowledged(made.Edition(documents[i % documents.Count]), people[i]);
            foreach (var planned in Grants)
            {
                var document = documents[planned.Document % documents.Count];
                var person = people[planned.Target % people.Count];
                var ((from, until), (stayFrom, stayUntil)) = (Days(planned.Grant), Days(planned.Stay));
                NeedToKnowGrant grant;
                if (planned.To == 0)
                    grant = made.Grant(document, person, from: from, until: until);
                else
                {
                    var (department, post) = (planned.To == 1 ? made.Department() : null, planned.To == 2 ? made.Post() : null);
                    grant = made.Grant(document, department: department, post: post, from: from, until: until);
                    var stay = department is null ? made.Hold(person, post!, stayFrom, stayUntil) : made.Stay(person, department, stayFrom, stayUntil);
                    if (planned.Confirmed)
                        made.Confirm(grant, stay);
                    if (planned.Withdrawn)
                        stay.Withdraw(made.Db.Now);
                }
                if (planned.Ended)
                    grant.End(made.Founder.Id, made.Db.Now, SealedText.Empty);
            }
        }

        private static (DateOnly From, DateOnly? Until) Days(Span span) => span switch
        {
            Span.Holding => (AnOrganisation.Day(-30), null),
            Span.Ended => (AnOrganisation.Day(-30), AnOrganisation.Day(-1)),
            Span.Future => (AnOrganisation.Day(1), null),
            Span.EndsToday => (AnOrganisation.Day(-30), AnOrganisation.Day(0)),
            Span.StartsToday => (AnOrganisation.Day(0), null),
        };
    }

    private static readonly Gen<Span> Spans = Gen.Frequency((4, Gen.Const(Span.Holding)), (3, Gen.Enum<Span>()));

    private static readonly Gen<Role?> Roles = Gen.Int[(int)Role.Custodian - 1, (int)Role.SystemAdministrator].Select(role => role < (int)Role.SecurityOfficer ? (Role?)null : (Role)role);

    private static readonly Gen<Plan> Plans =
        from people in Gen.Select(Gen.Enum<EmploymentKind>(), Spans, Roles, Spans, (kind, employed, role, appointed) => new PlannedPerson(kind, employed, role, appointed)).Array[4, 7]
        from documents in Gen.Select(Gen.Enum<Tier>(), Gen.Enum<Openness>(), Gen.Int[0, 8], Gen.Int[0, 12], Spans,
            (tier, openness, custodian, successor, handover) => new PlannedDocument(tier, openness, custodian, successor, handover)).Array[3, 5]
        from grants in Gen.Select(
            Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 9]), Spans, Gen.Int[0, 4], Spans, Gen.Int[0, 3], Gen.Int[0, 5],
            (who, grant, ended, stay, confirmed, withdrawn) => new PlannedGrant(who.Item1, who.Item2, who.Item3, grant, ended == 0, stay, confirmed > 0, withdrawn == 0)).Array[2, 10]
        select new Plan(people, documents, grants);
}
