using System.Globalization;
using CcsPolicy.Data;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Rows;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Notices;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Domain.Provisions;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Testing.Data;

/// <summary>
/// People and documents put together for a test: what is named here is added to one context and lies in the database after <see cref="SaveAsync"/>.
/// Days are counted from <see cref="TestDatabase.Today"/>.
/// </summary>
public sealed class AnOrganisation : IAsyncDisposable
{
    public const string ShortText = "情報の取扱い\n第1条 この規程は、情報の取扱いを定める。\n第2条 職員は、情報を守る。\n";

    private readonly TestDatabase database;
    private int number;

    public AnOrganisation(TestDatabase database)
    {
        this.database = database;
        Db = database.OpenFor(Reader.Nobody);
        Founder = Person(EmploymentKind.Officer);
        Office = Department();
    }

    /// <summary>The context that holds what is not saved yet. It sees nothing.</summary>
    public PolicyDb Db { get; }

    /// <summary>Someone who may have written, granted and confirmed everything.</summary>
    public Person Founder { get; }

    public Department Office { get; }

    public static DateOnly Day(int fromToday) => TestDatabase.Today.AddDays(fromToday);

    public Person Person(EmploymentKind? employment = EmploymentKind.Employee, DateOnly? from = null, DateOnly? until = null)
    {
        var person = Added(new Person { Id = Db.Ids.Next<PersonId>(), StaffNumber = Next("S"), Name = Next("職員"), Kana = Next("しょくいん") });
        if (employment is { } kind)
            Employ(person, kind, from, until);
        return person;
    }

    public Employment Employ(Person person, EmploymentKind kind, DateOnly? from = null, DateOnly? until = null) => Added(new Employment
    {
        Id = Db.Ids.Next<EmploymentId>(), PersonId = person.Id, Kind = kind, From = from ?? Day(-1000), Until = until, RecordedAt = Db.Now,
    });

    public Department Department() => Added(new Department { Id = Db.Ids.Next<DepartmentId>(), Code = Next("D"), Name = Next("課") });

    public Post Post(Department? department = null, bool confersManager = false) =>
        Added(new Post { Id = Db.Ids.Next<PostId>(), Name = Next("職"), DepartmentId = department?.Id, ConfersManager = confersManager });

    public InformationSystem InformationSystem(DateOnly? until = null) => Added(new InformationSystem { Id = Db.Ids.Next<InformationSystemId>(), Code = Next("K"), Name = Next("システム"), Until = until });

    public SystemUse Use(Person person, InformationSystem system, DateOnly? from = null, DateOnly? until = null) =>
        Added(new SystemUse { Id = Db.Ids.Next<SystemUseId>(), PersonId = person.Id, SystemId = system.Id, From = from ?? Day(-1000), Until = until, RecordedAt = Db.Now });

    public Assignment Stay(Person person, Department department, DateOnly? from = null, DateOnly? until = null) =>
        Assign(person, department.Id, null, null, from, until);

    public Assignment Hold(Person person, Post post, DateOnly? from = null, DateOnly? until = null) => Assign(person, null, post.Id, null, from, until);

    public Assignment Appoint(Person person, Role role, DateOnly? from = null, DateOnly? until = null) => Assign(person, null, null, role, from, until);

    public PolicyDocument Document(Tier tier = Tier.Standard, Openness openness = Openness.Internal, Person? custodian = null, Audience? audience = null, string? title = null)
    {
        var id = Db.Ids.Next<DocumentId>();
        Db.CreateKeyFor(id);
        return Added(new PolicyDocument
        {
            Id = id, Tier = tier, Openness = openness, Instrument = InstrumentKind.Standard, OwnerDepartmentId = Office.Id,
            FirstCustodianId = (custodian ?? Founder).Id, Audience = audience ?? (tier == Tier.Procedure ? Audience.Granted : Audience.AllWorkers),
            Code = Db.Seal(id, Next("C")), Title = Db.Seal(id, title ?? Next("規程")), CreatedAt = Db.Now,
        });
    }

    /// <summary>Puts the document into the person's custody from the day on.</summary>
    public CustodyHandover HandOver(PolicyDocument document, Person successor, DateOnly from) => Added(new CustodyHandover
    {
        Id = Db.Ids.Next<CustodyHandoverId>(), DocumentId = document.Id, Number = Db.CustodyHandovers.Local.Count(h => h.DocumentId == document.Id) + 1,
        SuccessorId = successor.Id, From = from, DecidedBy = Founder.Id, DecidedAt = Db.Now,
    });

    /// <summary>Somebody went through the grant and kept it.</summary>
    public GrantReview Reviewed(PolicyDocument document, NeedToKnowGrant grant)
    {
        var review = Added(new GrantReview { Id = Db.Ids.Next<GrantReviewId>(), DocumentId = document.Id, ReviewedBy = Founder.Id, ReviewedAt = Db.Now });
        review.Verdicts.Add(new GrantVerdict { ReviewId = review.Id, GrantId = grant.Id, IsKept = true, Reason = Db.Seal(document.Id, "引き続き要る") });
        return review;
    }

    /// <summary>The document is meant for those in the department.</summary>
    public TargetDecision Meant(PolicyDocument document, Department department)
    {
        var decision = Added(new TargetDecision
        {
            Id = Db.Ids.Next<TargetDecisionId>(), DocumentId = document.Id, Number = Db.TargetDecisions.Local.Count(d => d.DocumentId == document.Id) + 1, DecidedBy = Founder.Id, DecidedAt = Db.Now,
        });
        decision.Rules.Add(new TargetRule { DecisionId = decision.Id, Ordinal = 1, DepartmentId = department.Id });
        return decision;
    }

    /// <summary>The document is meant for those who use the system, in the department where one is given; for everybody where neither is.</summary>
    public TargetDecision MeantBy(PolicyDocument document, InformationSystem? system, Department? department = null)
    {
        var decision = Added(new TargetDecision
        {
            Id = Db.Ids.Next<TargetDecisionId>(), DocumentId = document.Id, Number = Db.TargetDecisions.Local.Count(d => d.DocumentId == document.Id) + 1, DecidedBy = Founder.Id, DecidedAt = Db.Now,
        });
        if (system is not null || department is not null)
            decision.Rules.Add(new TargetRule { DecisionId = decision.Id, Ordinal = 1, SystemId = system?.Id, DepartmentId = department?.Id });
        return decision;
    }

    /// <summary>Readers are asked to read the edition within so many working days.</summary>
    public Campaign Asking(PolicyDocument document, Edition edition, int workingDays) => Added(new Campaign
    {
        Id = Db.Ids.Next<CampaignId>(), DocumentId = document.Id, EditionId = edition.Id, Number = 1, Ask = CampaignAsk.ReadAll, WorkingDays = workingDays, DueOn = edition.EffectiveFrom.AddDays(workingDays + 4), ShowsEachChange = false,
        DecidedAt = Db.Now, DecidedBy = Founder.Id,
    });

    /// <summary>The person asked for a procedure; what was done about it, and the journal of that, lie beside it.</summary>
    public void Asked(Person person, PolicyDocument? about, RequestStepKind kind)
    {
        var id = Db.Ids.Next<AccessRequestId>();
        Added(new AccessRequest { Id = id, AskedBy = person.Id, Words = Db.SealRequest(id, "鍵の手順"), AskedAt = Db.Now });
        Added(new AccessRequestStep { Id = Db.Ids.Next<RequestStepId>(), RequestId = id, Number = 1, Kind = kind, DocumentId = about?.Id, TakenBy = Founder.Id, TakenAt = Db.Now });
        Db.Record(new JournalFact("test.answered"), actor: Founder.Id, restricted: true);
    }

    /// <summary>The office's own words for a mail.</summary>
    public MailTemplate Template() => Added(new MailTemplate
    {
        Id = Db.Ids.Next<MailTemplateId>(), Kind = MailKind.Digest, Language = "ja", Number = Db.MailTemplates.Local.Count + 1, Subject = "お知らせ", Text = "{{一覧}}", WrittenAt = Db.Now, WrittenBy = Founder.Id,
    });

    /// <summary>An edition of a guideline that has one item.</summary>
    public GuidelineEdition GuidelineEdition()
    {
        var guideline = Added(new Guideline { Id = Db.Ids.Next<GuidelineId>(), Code = Next("G"), Title = "見本の指針", RecordedBy = Founder.Id, RecordedAt = Db.Now });
        var id = Db.Ids.Next<GuidelineEditionId>();
        var item = Added(new GuidelineItem { EditionId = id, Ordinal = 1, Number = "1.1", Heading = "端末", Words = "端末を守る。" });
        return Added(new GuidelineEdition
        {
            Id = id, GuidelineId = guideline.Id, Label = "初版", IssuedOn = Day(-500), Hash = GuidelineItem.HashOf([item]), RecordedBy = Founder.Id, RecordedAt = Db.Now,
        });
    }

    /// <summary>A provision of the document cites the item.</summary>
    public GuidelineCitation Cited(PolicyDocument document, GuidelineEdition edition) => Added(new GuidelineCitation
    {
        Id = Db.Ids.Next<GuidelineCitationId>(), DocumentId = document.Id, Key = Db.Ids.Next(), GuidelineId = edition.GuidelineId, Item = "1.1", Number = 1, EditionId = edition.Id,
        IsWithdrawn = false, RecordedBy = Founder.Id, RecordedAt = Db.Now,
    });

    /// <summary>An edition with its provision rows.</summary>
    public Edition Edition(PolicyDocument document, string text = ShortText, DateOnly? effective = null, EditionKind kind = EditionKind.Enactment,
        Significance significance = Significance.Substantive, Amendment? amendment = null, string? title = null, Edition? carriedFrom = null)
    {
        var tree = Lineage.Begin(ProvisionText.Read(text).Tree, Db.Ids);
        var written = ProvisionText.Write(tree);
        var edition = Added(new Edition
        {
            Id = Db.Ids.Next<EditionId>(), DocumentId = document.Id, Kind = kind, Significance = significance, EnactedOn = effective ?? Day(-100),
            EffectiveFrom = effective ?? Day(-100), Title = title is null ? default : Db.Seal(document.Id, title), Text = Db.Seal(document.Id, written), Keys = EditionKeys.Write(tree, written), Hash = Db.HasherOf(document).Of(written),
            AmendmentId = amendment?.Id, CarriedFromId = carriedFrom?.Id, RecordedAt = Db.Now, RecordedBy = Founder.Id,
        });
        using var texts = new EditionTexts();
        Db.Provisions.AddRange(ProvisionRows.Of(Db, texts.Of(Db, edition)));
        return edition;
    }

    public Amendment Amendment(PolicyDocument document, Edition? basis = null, Person? by = null)
    {
        var amendment = new Amendment
        {
            Id = Db.Ids.Next<AmendmentId>(), DocumentId = document.Id, BaseEditionId = basis?.Id,
            Kind = basis is null ? EditionKind.Enactment : EditionKind.PartialAmendment, DraftedBy = (by ?? Founder).Id, DraftedAt = Db.Now,
        };
        amendment.Plan(new PlannedEdition(Day(-1), Day(0), Reason: Db.Seal(document.Id, "改正の理由")));
        return Added(amendment);
    }

    /// <summary>A route of one decision by the CISO.</summary>
    public ApprovalStep DecisionStep() => new() { Id = Db.Ids.Next<ApprovalStepId>(), Kind = StepKind.Decide, Role = Role.Ciso };

    public NeedToKnowGrant Grant(PolicyDocument document, Person? person = null, Department? department = null, Post? post = null, DateOnly? from = null, DateOnly? until = null) =>
        Added(new NeedToKnowGrant
        {
            Id = Db.Ids.Next<GrantId>(), DocumentId = document.Id, PersonId = person?.Id, DepartmentId = department?.Id, PostId = post?.Id,
            Reason = Db.Seal(document.Id, "担当するため"), From = from ?? Day(-10), Until = until ?? Day(1000), GrantedBy = Founder.Id, GrantedAt = Db.Now,
        });

    public GrantConfirmation Confirm(NeedToKnowGrant grant, Assignment stay)
    {
        var confirmation = Added(new GrantConfirmation
        {
            Id = Db.Ids.Next<ConfirmationId>(), GrantId = grant.Id, AssignmentId = stay.Id, ConfirmedBy = Founder.Id, ConfirmedAt = Db.Now,
        });
        if (!grant.Confirmations.Contains(confirmation))
            grant.Confirmations.Add(confirmation);
        return confirmation;
    }

    public AcknowledgementDraft AcknowledgementOf(Edition edition, Person person)
    {
        var id = Db.Ids.Next<AcknowledgementId>();
        var receipt = Convert.ToHexString(Db.Ids.NextBytes(10));
        const string statement = "読みました。守ります。";
        return new AcknowledgementDraft(id, receipt, edition.DocumentId, edition.Id, person.Id, Db.Now, edition.Hash, statement,
            Acknowledgement.HashOf(Db.HasherOf(edition.Document!), receipt, edition.Id, person.Id, Db.Now, edition.Hash, statement));
    }

    public Acknowledgement Acknowledged(Edition edition, Person person)
    {
        var draft = AcknowledgementOf(edition, person);
        return Added(new Acknowledgement
        {
            Id = draft.Id, ReceiptNumber = draft.ReceiptNumber, DocumentId = edition.DocumentId, EditionId = edition.Id, PersonId = person.Id, At = draft.At,
            SeenHash = draft.SeenHash, Statement = Db.Seal(edition.DocumentId, draft.Statement), ReceiptHash = draft.ReceiptHash,
        });
    }

    /// <summary>One row of everything that can hang on a document.</summary>
    public void HangEverythingOn(PolicyDocument document, PolicyDocument above)
    {
        var edition = Edition(document);
        Added(new PairingCorrection
        {
            Id = Db.Ids.Next(), DocumentId = document.Id, EditionId = edition.Id, OldKey = Db.Ids.Next(), NewKey = Db.Ids.Next(), RecordedBy = Founder.Id, RecordedAt = Db.Now,
        });
        Added(new ImplementsLink
        {
            Id = Db.Ids.Next<ImplementsLinkId>(), BelowId = document.Id, BelowKey = Db.Ids.Next(), AboveId = above.Id, RecordedBy = Founder.Id, RecordedAt = Db.Now,
        });
        Cited(document, GuidelineEdition());
        Template();
        Added(new OpennessDecision
        {
            Id = Db.Ids.Next<OpennessDecisionId>(), DocumentId = document.Id, Before = document.Openness, After = document.Openness, AudienceBefore = document.Audience,
            AudienceAfter = document.Audience, Reason = Db.Seal(document.Id, "見直し"), DecidedBy = Founder.Id, DecidedAt = Db.Now,
        });
        Added(new ProvisionOpenness
        {
            Id = Db.Ids.Next<ProvisionOpennessId>(), DocumentId = document.Id, Key = Db.Ids.Next(), Number = 1, ReadBy = Openness.AllStaff, ShowsNumber = false,
            Ground = Db.Seal(document.Id, "支障"), DecidedBy = Founder.Id, DecidedAt = Db.Now,
        });
        Added(new FormerName { Id = Db.Ids.Next<FormerNameId>(), DepartmentId = Office.Id, Name = "庶務課", Until = Day(-400), RecordedAt = Db.Now });
        HandOver(document, Founder, Day(500));
        Asked(Founder, document, RequestStepKind.PassedOn);
        var amendment = Amendment(document, edition);
        amendment.WorkOn(Person().Id);
        amendment.Submit(Founder.Id, Db.Now, edition.Hash, [DecisionStep()]);
        Added(new DraftStep { AmendmentId = amendment.Id, Sequence = 1, DocumentId = document.Id, Operation = Db.Seal(document.Id, "{}"), SavedBy = Founder.Id, SavedAt = Db.Now });
        Added(new ProvisionComment { Id = Db.Ids.Next<CommentId>(), AmendmentId = amendment.Id, DocumentId = document.Id, Sentence = 1, SentenceWords = Db.Seal(document.Id, "第1条を削る。"), Text = Db.Seal(document.Id, "意見"), WrittenBy = Founder.Id, WrittenAt = Db.Now });
        var grant = Grant(document, department: Office, until: Day(-5));
        Confirm(grant, Stay(Founder, Office, until: Day(-5)));
        Reviewed(document, grant);
        Meant(document, Office);
        var acknowledged = Acknowledged(edition, Founder);
        Added(new AcknowledgementWithdrawal { AcknowledgementId = acknowledged.Id, DocumentId = document.Id, Reason = Db.Seal(document.Id, "誤り"), At = Db.Now, By = Founder.Id });
        var matter = Added(new Matter
        {
            Id = Db.Ids.Next<MatterId>(), DocumentId = document.Id, EditionId = edition.Id, ProvisionKey = Db.Ids.Next(), Provision = Db.Seal(document.Id, "第1条"), Kind = MatterKind.Exception,
            Words = Db.Seal(document.Id, "守れない"), At = Db.Now, AskedBy = Founder.Id,
        });
        Added(new MatterAnswer { MatterId = matter.Id, Number = 1, DocumentId = document.Id, Outcome = MatterOutcome.Granted, Until = Day(30), Words = Db.Seal(document.Id, "認める"), At = Db.Now, AnsweredBy = Founder.Id });
        var personnel = Added(new PersonnelChange { Id = Db.Ids.Next<PersonnelChangeId>(), EffectiveOn = Day(-5), File = ContentHash.Of("職員番号"u8.ToArray()), RecordedAt = Db.Now, RecordedBy = Founder.Id });
        Added(new PersonnelChangeRow { ChangeId = personnel.Id, Number = 1, PersonId = Founder.Id, AssignmentId = Stay(Founder, Office, until: Day(-6)).Id, IsRecorded = true });
        Use(Founder, InformationSystem(), Day(-300), Day(-200));
        Added(SharedTerminal.Open(Office.Id, "二階", 2, Founder.Id, "hash", Db.Ids, Db.Now).Value);
        Added(new Leave { Id = Db.Ids.Next<LeaveId>(), PersonId = Founder.Id, From = Day(-300), Until = Day(-200), RecordedAt = Db.Now });
        Added(new Campaign
        {
            Id = Db.Ids.Next<CampaignId>(), DocumentId = document.Id, EditionId = edition.Id, Number = 1, Ask = CampaignAsk.ReadAll, WorkingDays = 10, DueOn = Day(14), ShowsEachChange = false,
            DecidedAt = Db.Now, DecidedBy = Founder.Id,
        });
        var course = Added(new CourseVersion
        {
            Id = Db.Ids.Next<CourseVersionId>(), CourseId = Db.Ids.Next<CourseId>(), DocumentId = document.Id, Number = 1, Title = Db.Seal(document.Id, "初任者研修"), Text = Db.Seal(document.Id, "本文"),
            PassMark = 80, IsOpen = true, WrittenAt = Db.Now, WrittenBy = Founder.Id,
        });
        var question = Added(new CourseQuestion
        {
            Id = Db.Ids.Next<CourseQuestionId>(), QuestionId = Db.Ids.Next<QuestionId>(), CourseId = course.CourseId, DocumentId = document.Id, Number = 1, Key = Db.Ids.Next(), EditionId = edition.Id,
            Words = Db.Seal(document.Id, "設問"), IsRetired = false, WrittenAt = Db.Now, WrittenBy = Founder.Id,
        });
        Added(new CourseAttempt
        {
            Id = Db.Ids.Next<CourseAttemptId>(), CourseId = course.CourseId, VersionId = course.Id, DocumentId = document.Id, PersonId = Founder.Id, Number = 1,
            Answers = GivenAnswer.Write([new(question.Id, [0], true)]), Asked = 1, Right = 1, PassMark = 80, At = Db.Now,
        });
        Added(new CoursePlan
        {
            Id = Db.Ids.Next<CoursePlanId>(), CourseId = course.CourseId, DocumentId = document.Id, FiscalYear = 2026, Number = 1, DueOn = Day(30), Kinds = "", IsWithdrawn = false, DecidedAt = Db.Now, DecidedBy = Founder.Id,
        });
        Added(new CourseAttendance
        {
            Id = Db.Ids.Next<CourseAttendanceId>(), CourseId = course.CourseId, DocumentId = document.Id, PersonId = Founder.Id, Number = 1, HeldOn = Day(-1), Place = Db.Seal(document.Id, "会議室"),
            Reason = Db.Seal(document.Id, "誤り"), RecordedAt = Db.Now, RecordedBy = Founder.Id,
        });
        var file = Added(new StoredFile
        {
            Id = Db.Ids.Next(), DocumentId = document.Id, Name = Db.Seal(document.Id, "原稿.docx"), MediaType = "text/plain", Length = 1, Hash = edition.Hash, StoredBy = Founder.Id, StoredAt = Db.Now,
        });
        Added(new FileChunk { FileId = file.Id, Ordinal = 0, DocumentId = document.Id, Bytes = Db.Seal(document.Id, [1]) });
        Added(new OutboxMessage { Id = Db.Ids.Next(), Kind = "test", DocumentId = document.Id, Payload = "{}", DueAt = Db.Now });
        Db.Record(new JournalFact("test.hung"), document, Founder.Id);
        var entry = Db.Journal.Local.Last();
        Added(new JournalPosition { EntryId = entry.Id, Tree = document.Id.Value, Number = 0, Leaf = new byte[TreeHash.Length], Hour = 1 });
        Added(new JournalVoucher { EntryId = entry.Id, Code = new byte[16] });
        Added(new JournalNote { OfProcedures = true, Size = Db.JournalNotes.Local.Count + 1, At = Db.Now, Note = "a note", Salt = [1] });
    }

    /// <summary>Saves what was added, with a journal entry for all of it.</summary>
    public async Task SaveAsync(CancellationToken ct = default)
    {
        Db.Record(new JournalFact("test.arranged"), null, Founder.Id);
        // What is on record about a procedure is journalled with the procedure.
        var recorded = Db.ChangeTracker.Entries().Any(e => e.State is EntityState.Added or EntityState.Modified && RecordedRows.OfDocuments.Contains(e.Metadata.ClrType));
        foreach (var procedure in Db.ChangeTracker.Entries<PolicyDocument>().Select(e => e.Entity).Where(d => recorded && d.Tier == Tier.Procedure).ToList())
            Db.Record(new JournalFact("test.arranged"), procedure, Founder.Id);
        await Db.SaveChangesAsync(ct);
    }

    /// <summary>The person as a reader of today, from what is saved.</summary>
    public Task<Reader> ReaderAsync(Person person, CancellationToken ct = default) => database.Get<CcsPolicy.Data.Reading.Readers>().TodayAsync(person.Id, ct);

    public ValueTask DisposeAsync() => Db.DisposeAsync();

    private Assignment Assign(Person person, DepartmentId? department, PostId? post, Role? role, DateOnly? from, DateOnly? until) => Added(new Assignment
    {
        Id = Db.Ids.Next<AssignmentId>(), PersonId = person.Id, DepartmentId = department, PostId = post, Role = role, From = from ?? Day(-1000), Until = until, RecordedAt = Db.Now,
    });

    private T Added<T>(T row) where T : class
    {
        Db.Add(row);
        return row;
    }

    private string Next(string name) => string.Create(CultureInfo.InvariantCulture, $"{name}{++number:000}");
}
