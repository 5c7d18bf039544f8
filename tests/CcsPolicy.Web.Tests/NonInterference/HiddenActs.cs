using System.Text;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Acknowledging;
using CcsPolicy.Web.Features.Asking;
using CcsPolicy.Web.Features.Custody;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Granting;
using CcsPolicy.Web.Features.Guidelines;
using CcsPolicy.Web.Features.Importing;
using CcsPolicy.Web.Features.Linking;
using CcsPolicy.Web.Features.Matters;
using CcsPolicy.Web.Features.People.Importing;
using CcsPolicy.Web.Features.Publishing;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Features.Targeting;
using CcsPolicy.Web.Features.Training;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>What people with the need to know do, by the product's own handlers. A refusal is a fault of the test.</summary>
internal sealed class HiddenActs(World world)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private Readers Readers => world.Portal.Services.GetRequiredService<Readers>();

    public async Task<DocumentId> RegisterAsync(Who by, NewTexts texts, Who? custodian = null) =>
        Value(await new RegisterDocumentHandler(world.As(by)).HandleAsync(await NewAsync(by, texts, custodian), None));

    public async Task<AmendmentId> ImportAsync(Who by, NewTexts texts, string text) =>
        Value(await new ImportTextHandler(world.As(by)).HandleAsync(new ImportText(text, ImportPurpose.NewDocument, null, await NewAsync(by, texts, null), EditionKind.Enactment,
            null, null, null, null, new SourceOriginal(texts.Title + ".txt", "text/plain", Encoding.UTF8.GetBytes(text))), None));

    public async Task<AmendmentId> AmendAsync(Who by, DocumentId document, string text) =>
        Value(await new ImportTextHandler(world.As(by)).HandleAsync(new ImportText(text, ImportPurpose.Amendment, document, null, EditionKind.PartialAmendment,
            null, null, null, null, new SourceOriginal("改正案.txt", "text/plain", Encoding.UTF8.GetBytes(text))), None));

    public async Task EditAsync(Who by, AmendmentId amendment, string words)
    {
        var handler = new SaveDraftHandler(world.As(by), world.Portal.Services.GetRequiredService<KeptDrafts>());
        var text = Value(await handler.ReadAsync(amendment, None)).Text;
        Value(await handler.SaveAsync(amendment, new DraftAct(text.Sequence, "text", text.Tree.Provisions[0].Key.ToString(), words), None));
    }

    public async Task<AmendmentId> SubmitAsync(Who by, AmendmentId amendment, int inDays = 0)
    {
        var handler = new SubmitAmendmentHandler(world.As(by), Readers);
        var seen = Value(await handler.PrepareAsync(amendment, None)).Hash;
        var today = world.Portal.Today;
        Value(await handler.HandleAsync(new SubmitAmendment(amendment, seen, today, today.AddDays(inDays), null, null, Significance.Substantive, "見直しのため。"), None));
        return amendment;
    }

    public async Task<AmendmentId> DecideAsync(Who by, AmendmentId amendment, StepOutcome outcome)
    {
        var view = Value(await new ShowAmendmentHandler(world.As(by), Readers).HandleAsync(amendment, None));
        Value(await new DecideStepHandler(world.As(by), AScenario.Usage).HandleAsync(new DecideStep(amendment, view.DueStep!.Id, view.Hash, outcome, "理由を記す。"), None));
        return amendment;
    }

    public Task<AmendmentId> ApproveAsync(AmendmentId amendment) => DecideAsync(Who.Ciso, amendment, StepOutcome.Agreed);

    public async Task<EditionId> PublishAsync(Who by, AmendmentId amendment)
    {
        var handler = new PublishAmendmentHandler(world.As(by), world.Portal.Services.GetRequiredService<CcsPolicy.Data.Reading.OfficeCalendar>());
        var seen = Value(await handler.PrepareAsync(amendment, None)).Seen;
        return Value(await handler.HandleAsync(new PublishAmendment(amendment, seen), None));
    }

    public async Task<DocumentId> InForceAsync(Who by, NewTexts texts, string text)
    {
        // Nothing is put on record at the same instant as anything else.
        world.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var edition = await PublishAsync(by, await ApproveAsync(await SubmitAsync(by, await ImportAsync(by, texts, text))));
        await using var db = await world.OpenAsync(by);
        return (await db.Editions.AsNoTracking().SingleAsync(e => e.Id == edition)).DocumentId;
    }

    public async Task GrantAsync(Who by, DocumentId document, string to) =>
        Value(await new GrantHandlers(world.As(by)).GiveAsync(new GiveGrant(document, to, "担当のため", null, NeedToKnowGrant.UsualEnd(world.Portal.Today)), None));

    public async Task EndGrantAsync(Who by, DocumentId document, Domain.Access.GrantId grant) => Value(await new GrantHandlers(world.As(by)).EndAsync(document, grant, "担当を外れたため", None));

    public async Task ConfirmAsync(Who by, DocumentId document, Domain.Access.GrantId grant, AssignmentId stay) =>
        Value(await new GrantHandlers(world.As(by)).ConfirmAsync(document, grant, [stay], null, None));

    /// <summary>Acknowledges the edition of the document that is on record last.</summary>
    public async Task AcknowledgeAsync(Who by, DocumentId document)
    {
        await using var db = await world.OpenAsync(by);
        var edition = (await db.Editions.AsNoTracking().Where(e => e.DocumentId == document).ToListAsync()).MaxBy(e => e.RecordedAt)!;
        var handler = world.Portal.Services.GetRequiredService<AcknowledgeEditionHandler>();
        Value(await handler.HandleAsync(new AcknowledgeEdition(document, edition.Id, edition.Hash), db.Reader, None));
    }

    /// <summary>Says something about the last edition: an exception, which waits for its answer.</summary>
    public async Task RaiseAsync(Who by, DocumentId document)
    {
        await using var db = await world.OpenAsync(by);
        var edition = (await db.Editions.AsNoTracking().Where(e => e.DocumentId == document).ToListAsync()).MaxBy(e => e.RecordedAt)!;
        var handler = new RaiseMatterHandler(world.As(by), world.Portal.Services.GetRequiredService<KnownDocuments>(), world.Portal.Services.GetRequiredService<EditionTexts>());
        Value(await handler.HandleAsync(new RaiseMatter(document, edition.Id, MatterKind.Exception, null, "鍵の掛かる棚がない。"), None));
    }

    /// <summary>On the whole, and on the first sentence of its instrument where it has one.</summary>
    public async Task CommentAsync(Who by, AmendmentId amendment)
    {
        Value(await new WriteCommentHandler(world.As(by)).WriteAsync(amendment, null, "ここを確かめてください。", None));
        var onSentence = await new CommentOnSentenceHandler(world.As(by), AScenario.Usage).HandleAsync(amendment, new ShownSentence(1, int.MaxValue), "この文を直してください。", None);
        if (onSentence.Error != DocumentErrors.NotFound)
            Value(onSentence);
    }

    public async Task ResolveAsync(Who by, AmendmentId amendment, CommentId comment) => Value(await new WriteCommentHandler(world.As(by)).ResolveAsync(amendment, comment, None));

    public async Task WithdrawAsync(Who by, AmendmentId amendment) => Value(await new WithdrawAmendmentHandler(world.As(by)).HandleAsync(amendment, None));

    /// <summary>Says that a procedure is meant for a department.</summary>
    public async Task MeanAsync(Who by, DocumentId document, DepartmentId department) =>
        Value(await new DecideTargetsHandler(world.As(by)).HandleAsync(new DecideTargets(document, 0, [], [new NewRule(department, null, null, null)]), None));

    /// <summary>Somebody asks for a procedure, and the CISO passes that on to the custodian of the one that is meant.</summary>
    public async Task PassOnAsync(Who asker, DocumentId meant)
    {
        Value(await new AskHandler(world.As(asker)).HandleAsync("別件の手順を見たいです。", None));
        var open = (await new RequestsQuery(world.As(Who.Ciso), Readers).ListAsync(1, 1, None)).Open[0];
        Value(await new AnswerRequestHandler(world.As(Who.Ciso)).HandleAsync(new AnswerRequest(open.Id, open.After, RequestStepKind.PassedOn, meant, null, null), None));
    }

    public async Task LinkAsync(Who by, DocumentId below, DocumentId above)
    {
        await using var db = await world.OpenAsync(by);
        var texts = world.Portal.Services.GetRequiredService<EditionTexts>();
        var (lower, upper) = (await FirstKeyAsync(below), await FirstKeyAsync(above));
        Value(await new RecordLinksHandler(world.As(by), texts).HandleAsync(new RecordLinks(below, lower, above, [upper], false), None));

        // Whoever works here no more finds no edition.
        async Task<Guid> FirstKeyAsync(DocumentId document) =>
            (await db.Editions.AsNoTracking().Where(e => e.DocumentId == document).ToListAsync()).MaxBy(e => e.RecordedAt) is { } edition ? EditionKeys.Read(edition.Keys)[0].Value
                : throw new RefusedException(new DomainError("test.no-edition", "", ""));
    }

    /// <summary>Imports a guideline, or a further edition of it in which an item reads otherwise and one is new.</summary>
    public async Task<GuidelineId> ImportGuidelinesAsync(Who by, GuidelineId? guideline = null)
    {
        var table = Value(GuidelineTable.Read(guideline is null ? "番号,見出し,本文\n1,組織,責任者を置く。\n2,端末,端末を守る。\n" : "番号,見出し,本文\n1,組織,責任者を置く。\n2,端末,端末を必ず守る。\n3,記録,記録を残す。\n"));
        var edition = Value(await new ImportGuidelineHandler(world.As(by)).HandleAsync(
            new ImportGuideline(guideline, "見本指針", "見本の指針", guideline is null ? "初版" : "改定版", world.Portal.Today.AddDays(guideline is null ? -10 : -1)), table, None));
        await using var db = await world.OpenAsync(by);
        return (await db.GuidelineEditions.AsNoTracking().SingleAsync(one => one.Id == edition)).GuidelineId;
    }

    /// <summary>The first provision of the document cites every item of the last edition.</summary>
    public async Task CiteAsync(Who by, DocumentId document)
    {
        await using var db = await world.OpenAsync(by);
        var edition = await db.GuidelineEditions.AsNoTracking().OrderByDescending(one => one.IssuedOn).FirstAsync();
        var items = await db.GuidelineItems.Where(item => item.EditionId == edition.Id).Select(item => item.Ordinal).ToListAsync();
        if (await new ShowCitationsHandler(world.As(by), Known, Texts).PickAsync(document, edition.Id, null, [], None) is not { } choice)
            throw new RefusedException(new DomainError("test.no-edition", "", ""));
        Value(await new RecordCitationsHandler(world.As(by), Known, Texts).CiteAsync(document, choice.Provisions[0].Key, edition.Id, items, None));
    }

    /// <summary>An open course with two questions about the first provisions.</summary>
    /// <param name="bird">What it speaks of: nothing of what everybody may know bears the names of what is hidden.</param>
    public async Task<CourseId> TeachAsync(Who by, DocumentId document, string bird = "烏羽")
    {
        var course = Value(await new WriteCourseHandler(world.As(by), Known).BeginAsync(document, new CourseWords($"{bird}の研修", $"# 要点\n\n{bird}の**要点**です。", 50, IsOpen: true), None));
        var questions = new WriteQuestionHandler(world.As(by), Known, Texts);
        var provisions = (await questions.ViewAsync(course, null, None))!.Provisions;
        foreach (var (at, provision) in provisions.Take(2).Index())
            Value(await questions.WriteAsync(course, null, 0, new TypedQuestion(provision.Key, $"{bird}の問い{at}", [$"{bird}だ", "烏"], at == 0 ? [0] : [0, 1], $"{bird}だからです。"), None));
        return course;
    }

    /// <summary>Answers every question with its first choice.</summary>
    public async Task TakeAsync(Who by, CourseId course)
    {
        var quiz = new TakeQuizHandler(world.As(by), Known, Texts);
        if (await quiz.ViewAsync(course, None) is not { } view)
            throw new RefusedException(TrainingErrors.NotFound);
        Value(await quiz.HandleAsync(new TakeQuiz(course, view.Number, [.. view.Questions.Select(question => question.Id)], view.Questions.ToDictionary(question => question.Id, _ => System.Collections.Immutable.ImmutableArray.Create(0))), None));
    }

    /// <summary>Puts the course into the plan of this year and enters that somebody was there.</summary>
    public async Task PlanAsync(Who by, CourseId course, Who there)
    {
        var plan = new PlanCourseHandler(world.As(by), Known);
        var seen = (await plan.ViewAsync(course, None))!;
        Value(await plan.DecideAsync(course, seen.Numbers[seen.Years[0]], new PlanTerms(seen.Years[0], FiscalYear.Last(seen.Years[0]), []), false, None));
        Value(await new RecordAttendanceHandler(world.As(by), Known, world.Portal.Services.GetRequiredService<AcknowledgementBoards>())
            .RecordAsync(course, new TypedAttendance(world.Portal.Today, "烏羽会議室", [world.IdOf(there)], null), None));
    }

    /// <summary>人事異動 of one person, to come.</summary>
    public async Task MoveAsync(Who by, Who moved, string department)
    {
        await using var db = world.Portal.Open(Reader.Nobody);
        var id = world.IdOf(moved);
        var number = (await db.People.SingleAsync(person => person.Id == id)).StaffNumber;
        var handler = new ImportRosterHandler(world.As(by), world.Portal.Services.GetRequiredService<IDataProtectionProvider>(), world.Portal.Clock);
        var preview = Value(await handler.PreviewAsync(Encoding.UTF8.GetBytes($"職員番号,所属\n{number},{department}\n"), $"{world.Portal.Today.AddDays(40):yyyy-MM-dd}", None));
        Assert.NotNull(Value(await handler.ApplyAsync(preview.Sealed, None)).Change);
    }

    private KnownDocuments Known => world.Portal.Services.GetRequiredService<KnownDocuments>();

    private EditionTexts Texts => world.Portal.Services.GetRequiredService<EditionTexts>();

    public async Task DescribeAsync(Who by, DocumentId document, string code)
    {
        var handler = new DescribeDocumentHandler(world.As(by));
        var seen = Value(await handler.ViewAsync(document, None));
        Value(await handler.HandleAsync(new DescribeDocument(document, code, seen.Instrument, seen.AmendedBy, seen.Owner, seen.RowVersion), None));
    }

    /// <summary>Opens a procedure to all 職員等 and closes it again before anybody looks.</summary>
    public async Task OpenAndCloseAsync(DocumentId document)
    {
        var handler = new DecideOpennessHandler(world.As(Who.Ciso));
        foreach (var openness in new[] { Openness.AllStaff, Openness.NeedToKnow })
            Value(await handler.HandleAsync(new DecideOpenness(document, openness, "試しに", Value(await handler.ViewAsync(document, None)).RowVersion), None));
    }

    public async Task HandOverAsync(Who by, DocumentId document, Who to)
    {
        await using var db = await world.OpenAsync(by);
        var decided = (await db.CustodiansAsync(None)).Decided(document);
        var person = world.IdOf(to);
        var number = (await db.People.AsNoTracking().SingleAsync(p => p.Id == person)).StaffNumber;
        Value(await new HandOverCustodyHandler(world.As(by), Readers)
            .HandleAsync(new HandOverCustody([new PassingDocument(document, decided)], number, world.Portal.Today), None));
    }

    private async Task<NewDocument> NewAsync(Who by, NewTexts texts, Who? custodian)
    {
        await using var db = await world.OpenAsync(by);
        var department = (await db.Departments.AsNoTracking().SingleAsync(d => d.Code == texts.Department)).Id;
        return new NewDocument(texts.Tier, texts.Code, texts.Title, texts.Tier switch { Tier.Procedure => InstrumentKind.Manual, Tier.Standard => InstrumentKind.Standard, _ => InstrumentKind.Policy }, department,
            world.IdOf(custodian ?? by), texts.Openness, texts.Audience);
    }

    private static T Value<T>(Result<T> result) => result.Succeeded ? result.Value : throw new RefusedException(result.Error!);
}

/// <summary>The product refused what somebody with the need to know did.</summary>
internal sealed class RefusedException(DomainError error) : Exception(error.Code)
{
    public DomainError Error { get; } = error;
}
