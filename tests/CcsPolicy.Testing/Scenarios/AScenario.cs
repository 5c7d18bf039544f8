using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Importing;
using CcsPolicy.Web.Features.Publishing;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Texts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CcsPolicy.Testing.Scenarios;

/// <summary>
/// A small office on a database of its own, and the ladder of an amendment: drafted → in review → approved → published. Each rung is reached through
/// the product's own handlers, so whatever starts on a rung starts from what the product makes.
/// </summary>
public sealed class AScenario : IAsyncDisposable
{
    private readonly TestDatabase database;

    private AScenario(TestDatabase database)
    {
        this.database = database;
        Readers = database.Get<Readers>();
        Kept = database.Get<KeptDrafts>();
    }

    /// <summary>The database, its clock and its ids.</summary>
    public TestDatabase Database => database;

    public FakeTimeProvider Clock => database.Clock;

    /// <summary>How the office writes its amendments: as nothing is configured.</summary>
    public static IOptions<AmendingOptions> Usage { get; } = Options.Create(new AmendingOptions());

    /// <summary>Who people are today.</summary>
    public Readers Readers { get; }

    /// <summary>What the process keeps of the drafts that are written in it.</summary>
    public KeptDrafts Kept { get; }

    /// <summary>情報セキュリティ担当者 in the department in charge.</summary>
    public PersonId Officer { get; private set; }

    public PersonId OtherOfficer { get; private set; }

    /// <summary>所属長 of the department in charge.</summary>
    public PersonId Manager { get; private set; }

    public PersonId Ciso { get; private set; }

    public PersonId Deputy { get; private set; }

    /// <summary>職員 in the other department.</summary>
    public PersonId Staff { get; private set; }

    /// <summary>職員 who keeps procedures once one is in their custody.</summary>
    public PersonId Custodian { get; private set; }

    /// <summary>派遣: works here and is not 職員等.</summary>
    public PersonId Dispatched { get; private set; }

    public DepartmentId Department { get; private set; }

    public DepartmentId OtherDepartment { get; private set; }

    public static async Task<AScenario> CreateAsync(DatabaseProvider provider = DatabaseProvider.Sqlite, int seed = 1)
    {
        var scenario = new AScenario(await TestDatabase.CreateAsync(provider, seed));
        await scenario.SeedAsync();
        return scenario;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    /// <summary>The store as the person sees it at each call: what handlers are made with.</summary>
    public ReaderDb As(PersonId person) => As(person, database.Get<KnownProcedures>());

    /// <summary>The same over another way to the store, such as one that a gate watches.</summary>
    public ReaderDb As(PersonId person, KnownProcedures procedures) => new(new AtWork(person, Readers), procedures, new ShownContent());

    /// <summary>The writing of drafts as the person does it.</summary>
    public SaveDraftHandler Drafts(PersonId person) => new(As(person), Kept);

    /// <summary>The working days of the office.</summary>
    public OfficeCalendar Calendar => database.Get<OfficeCalendar>();

    /// <summary>Publishing as the person does it.</summary>
    public PublishAmendmentHandler Publishing(PersonId person) => new(As(person), Calendar);

    /// <summary>A context for the person.</summary>
    public Task<PolicyDb> OpenAsync(PersonId person) => As(person).OpenAsync();

    /// <summary>A document of a tier with a code of its own, as the officer (or the custodian, for a procedure) registers it.</summary>
    public NewDocument ADocument(Tier tier = Tier.Standard, string code = "SP-01", string title = "情報セキュリティ対策基準") => new(
        tier, code, title, tier switch { Tier.Procedure => InstrumentKind.Manual, Tier.Standard => InstrumentKind.Standard, _ => InstrumentKind.Policy }, Department, tier == Tier.Procedure ? Custodian : Officer,
        tier == Tier.Procedure ? Openness.NeedToKnow : Openness.Internal, tier == Tier.Procedure ? Audience.Granted : Audience.AllWorkers);

    /// <summary>起案中: a new document with the text as its draft.</summary>
    public async Task<AmendmentId> DraftedAsync(string text = SampleTexts.First, NewDocument? document = null, PersonId? by = null) =>
        Value(await new ImportTextHandler(As(by ?? Officer)).HandleAsync(
            new ImportText(text, ImportPurpose.NewDocument, null, document ?? ADocument(), EditionKind.Enactment, null, null, null, null, null), CancellationToken.None));

    /// <summary>起案中: the text as an amendment of the last edition of a document that is there.</summary>
    public async Task<AmendmentId> AmendedAsync(DocumentId document, string text = SampleTexts.Second, PersonId? by = null)
    {
        DateOnly? behind = null;
        await using (var db = await OpenAsync(by ?? Officer))
            // Without a day it would be one of the edition in force, and not of one that waits.
            if ((await db.EditionOrderAsync(document, CancellationToken.None)).All.LastOrDefault() is { EffectiveFrom: var last } && last > db.Reader.Day)
                behind = last;
        return Value(await new ImportTextHandler(As(by ?? Officer)).HandleAsync(
            new ImportText(text, ImportPurpose.Amendment, document, null, EditionKind.PartialAmendment, null, behind, null, null, null), CancellationToken.None));
    }

    /// <summary>審査中</summary>
    public async Task<AmendmentId> InReviewAsync(AmendmentId amendment, DateOnly? effective = null, PersonId? by = null, Significance significance = Significance.Substantive, DateOnly? enacted = null)
    {
        var handler = new SubmitAmendmentHandler(As(by ?? Officer), Readers);
        var seen = Value(await handler.PrepareAsync(amendment, CancellationToken.None)).Hash;
        var from = effective ?? TestDatabase.Today;
        Value(await handler.HandleAsync(new SubmitAmendment(amendment, seen, enacted ?? from, from, null, null, significance, "見直しのため。"), CancellationToken.None));
        return amendment;
    }

    /// <summary>決裁済: every step agreed to, each by a person whose step it is.</summary>
    public async Task<AmendmentId> ApprovedAsync(AmendmentId amendment)
    {
        foreach (var person in new[] { Manager, Ciso })
            if (Value(await new ShowAmendmentHandler(As(person), Readers).HandleAsync(amendment, CancellationToken.None)) is { DueStep: { } step } view)
                Value(await new DecideStepHandler(As(person), Usage).HandleAsync(new DecideStep(amendment, step.Id, view.Hash, StepOutcome.Agreed, ""), CancellationToken.None));
        return amendment;
    }

    /// <summary>公布済: the edition.</summary>
    public async Task<EditionId> PublishedAsync(AmendmentId amendment, PersonId? by = null)
    {
        // Nothing is put on record at the same instant as anything else.
        Clock.Advance(TimeSpan.FromSeconds(1));
        var handler = Publishing(by ?? Officer);
        var seen = Value(await handler.PrepareAsync(amendment, CancellationToken.None)).Seen;
        return Value(await handler.HandleAsync(new PublishAmendment(amendment, seen), CancellationToken.None));
    }

    /// <summary>The whole ladder: a document with the text in force since the day (today, unless given).</summary>
    public async Task<(DocumentId Document, EditionId Edition)> InForceAsync(string text = SampleTexts.First, NewDocument? document = null, DateOnly? since = null, PersonId? by = null)
    {
        var edition = await PublishedAsync(await ApprovedAsync(await InReviewAsync(await DraftedAsync(text, document, by), since, by)), by);
        await using var db = await OpenAsync(by ?? Officer);
        return (db.Editions.Single(e => e.Id == edition).DocumentId, edition);
    }

    /// <summary>The value of a step that has to succeed; a refusal is the fault of the test.</summary>
    public static T Value<T>(Result<T> result) => result.Succeeded ? result.Value : throw new InvalidOperationException($"The scenario was refused: {result.Error}");

    private async Task SeedAsync()
    {
        await using var db = database.OpenFor(Reader.Nobody);
        var since = new DateOnly(2020, 4, 1);
        Department = AddDepartment(db, "10", "総務課");
        OtherDepartment = AddDepartment(db, "20", "保健課");
        Officer = AddPerson(db, "1001", "担当 花子", EmploymentKind.Employee, Department, since, Role.SecurityOfficer);
        OtherOfficer = AddPerson(db, "1002", "担当 次郎", EmploymentKind.Employee, Department, since, Role.SecurityOfficer);
        Manager = AddPerson(db, "1003", "課長 三郎", EmploymentKind.Employee, Department, since, null);
        Ciso = AddPerson(db, "1004", "常務 四郎", EmploymentKind.Officer, null, since, Role.Ciso);
        Deputy = AddPerson(db, "1005", "局長 五郎", EmploymentKind.Employee, null, since, Role.CisoDeputy);
        Staff = AddPerson(db, "1006", "職員 六子", EmploymentKind.Employee, OtherDepartment, since, null);
        Custodian = AddPerson(db, "1007", "管理 七子", EmploymentKind.Employee, Department, since, null);
        Dispatched = AddPerson(db, "1008", "派遣 八郎", EmploymentKind.Dispatched, OtherDepartment, since, null);
        var post = new Post { Id = db.Ids.Next<PostId>(), Name = "総務課長", DepartmentId = Department, ConfersManager = true };
        db.Posts.Add(post);
        db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = Manager, PostId = post.Id, From = since, RecordedAt = db.Now });
        db.Record(new JournalFact("scenario.seeded"));
        await db.SaveChangesAsync();
    }

    private static DepartmentId AddDepartment(PolicyDb db, string code, string name)
    {
        var department = new Department { Id = db.Ids.Next<DepartmentId>(), Code = code, Name = name };
        db.Departments.Add(department);
        return department.Id;
    }

    private static PersonId AddPerson(PolicyDb db, string number, string name, EmploymentKind kind, DepartmentId? department, DateOnly since, Role? role)
    {
        var id = db.Ids.Next<PersonId>();
        db.People.Add(new Person { Id = id, StaffNumber = number, Name = name, Kana = number });
        db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = id, Kind = kind, From = since, RecordedAt = db.Now });
        if (department is { } home)
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = id, DepartmentId = home, From = since, RecordedAt = db.Now });
        if (role is { } held)
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = id, Role = held, From = since, RecordedAt = db.Now });
        return id;
    }
}
