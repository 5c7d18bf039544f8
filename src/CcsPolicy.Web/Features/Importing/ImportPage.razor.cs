using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Importing;

public sealed partial class ImportPage(
    ImportTextHandler import, ImportTargetsHandler listTargets, UploadShelf shelf, ReaderDb store, CurrentReader current, NavigationManager navigation,
    MalwareScanner scanner, ILogger<ImportPage> log, IStringLocalizer<TextsText> fieldWords)
{
    private static readonly ImportPurpose[] AllPurposes = Enum.GetValues<ImportPurpose>();

    /// <summary>What more lines say is of no use before these are mended.</summary>
    private const int MostRefusals = 20;

    private static readonly string Accepted = string.Join(',', [.. SourceFile.Endings, "text/plain", "text/html"]);

    private readonly FormErrors errors = new();
    private ImportForm form = new();
    private DocumentChoices? choices;
    private IReadOnlyList<ImportTarget> targets = [];
    private SourceReading? reading;
    private IReadOnlyList<TextDiagnostic>? unfit;

    /// <summary>A browser drops the first line end of a textarea: this one is for it to drop.</summary>
    private static string Eol => "\n";

    [SupplyParameterFromForm(FormName = "import", Name = "Form")] public ImportForm? Sent { get; set; }

    [SupplyParameterFromQuery(Name = "document")] public string? DocumentId { get; set; }

    [SupplyParameterFromQuery(Name = "purpose")] public string? WantedPurpose { get; set; }

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    private bool ShelfLost { get; set; }

    /// <summary>The text is no text of a document but amends one.</summary>
    private bool IsInstrument { get; set; }

    /// <summary>The text is taken as what amends, and not as a text that is amended.</summary>
    private bool IsTaken => IsInstrument && form.Purpose == nameof(ImportPurpose.Instrument);

    /// <summary>The text amends a document that has an edition.</summary>
    private bool IsOfDocument { get; set; }

    /// <summary>The titles of the texts that the instrument amends.</summary>
    private ImmutableArray<string> Amended { get; set; } = [];

    /// <summary>What of the instrument amends the chosen document; all of it when it is for one text, or no document is chosen.</summary>
    private string Part { get; set; } = "";

    /// <summary>Of several texts the one that is chosen; null before that, or when another document is chosen.</summary>
    private string? Chosen => Amended.Length < 2 ? null : targets.FirstOrDefault(target => target.Id.ToString() == form.Document) is { } target && AmendingText.PartFor(target.Title, form.Text!) is var part && part != form.Text ? target.Title : null;

    /// <summary>Documents to choose from: first those that an instrument for several texts names.</summary>
    private IEnumerable<IGrouping<bool, ImportTarget>> Grouped => targets.GroupBy(target => Amended.Length > 1 && Amended.Contains(target.Title)).OrderByDescending(group => group.Key);

    /// <summary>The days on which parts of the instrument are in force.</summary>
    private ImmutableArray<DateOnly?> Stages { get; set; } = [];

    /// <summary>Nobody has looked through the file: its text was read, and it is not kept.</summary>
    private bool NotKept { get; set; }

    private static string TooLarge => ImportErrors.TooLarge.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    /// <summary>Why the kind is proposed that stands there, when it is not the one that a person expects of a text that is new here.</summary>
    private string? KindReason => IsOfDocument ? Text["KindReason.HasEditions"].Value : reading?.Dates.Kind switch
    {
        EditionKind.PartialAmendment when reading.Dates.EnactedOn is { } day => Text["KindReason.PartialAmendment", ShownDate.Of(day)].Value,
        EditionKind.FullRevision => Text["KindReason.FullRevision"].Value,
        _ => null,
    };

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private IEnumerable<ImportPurpose> Purposes => targets.Count == 0 ? [ImportPurpose.NewDocument] : AllPurposes;

    protected override async Task OnInitializedAsync()
    {
        var offered = await DocumentChoices.OfAsync(store, Http.RequestAborted);
        targets = await listTargets.HandleAsync(Http.RequestAborted);
        if (offered.Tiers.Count == 0 && targets.Count == 0)
        {
            navigation.NotFound();
            return;
        }
        choices = offered;
        form = Sent ?? new ImportForm { Document = DocumentId, Purpose = WantedPurpose };
        // A form that was sent without any of its fields binds to nothing.
        form.New ??= new DocumentForm();
        form.Proposed ??= new ImportProposal();
    }

    private async Task SubmitAsync()
    {
        form.Text = (form.Text ?? "").ReplaceLineEndings("\n");
        var remarks = await ReadFileAsync();
        if (errors.Any)
            return;
        if (string.IsNullOrWhiteSpace(form.Text))
            errors.Add("text", Text["TextMissing"]);
        else if (form.Text.Length > ReadSource.MaxCharacters)
            errors.Add("text", Text["TextTooLong", ReadSource.MaxCharacters / 10_000]);
        if (errors.Any)
            return;
        reading = ReadSource.Read(form.Text, remarks);
        IsInstrument = await IsReadAsync(form.Text);
        Amended = IsInstrument ? AmendingText.TextsAmendedBy(form.Text) : [];
        Part = (Chosen ?? (Amended is [var only] ? only : null)) is { } title ? AmendingText.PartFor(title, form.Text) : form.Text;
        Stages = IsInstrument && (Amended.Length < 2 || Chosen is not null) ? TakenInstrument.StagesOf(Part) : [];
        if (reading.IsEmpty && !IsInstrument)
            errors.Add(AmendmentErrors.EmptyText, "text");
        else if (form.Act == "save")
            await SaveAsync();
        else
        {
            Propose(reading, await EarlierAsync());
            // The day of enactment may not be known yet: whether the sentences fit does not hang on it.
            var (enacted, effective) = (DayIn(form.EnactedOn), DayIn(form.EffectiveFrom));
            AmendedText? amended = null;
            if (IsTaken && PublicId.TryParse<DocumentId>(form.Document) is { } document
                && await TryAsync(document, enacted, effective, effective ?? (await current.NowAsync(Http.RequestAborted)).Day) is { Succeeded: true } tried)
                amended = tried.Value;
            await CompareAsync(enacted, effective, amended);
        }
    }

    private static DateOnly? DayIn(string? field) => TypedDay.Read(field, new FormErrors(), "");

    /// <summary>An instrument is tried against the edition before as soon as both are known; each line that does not fit is said where the text stands.</summary>
    private async Task<Result<AmendedText>> TryAsync(DocumentId document, DateOnly? enacted, DateOnly? effective, DateOnly? asIf = null)
    {
        var tried = await import.TryAsync(document, form.Text!, enacted, effective, asIf, Http.RequestAborted);
        if (tried.Error is { } refusal)
            unfit = refusal == DocumentErrors.NotFound ? null : [Said(1, "", refusal)];
        else
            // A day that is not known yet is not before another.
            unfit = [.. tried.Value.Refusals.Select(one => Said(one.Line, one.Words, one.Error)), .. tried.Value.Warnings.Where(one => one.Error != InstrumentErrors.DayNotGiven).Where(one => one.Error.Code != InstrumentErrors.InForceBeforeMadeCode || DayIn(form.EnactedOn) is not null)
                .Select(one => Said(one.Line, one.Words, one.Error) with { Severity = DiagnosticSeverity.Warning })];
        IsDayOpen = tried.Succeeded && tried.Value.Warnings.Any(one => one.Error == InstrumentErrors.DayNotGiven);
        return tried;

        static TextDiagnostic Said(int line, string words, DomainError error) => new(Math.Max(1, line), 1, DiagnosticSeverity.Error, error.Code, Of(words, error.Japanese), Of(words, error.English));

        static string Of(string words, string error) => words.Length == 0 ? error : $"「{words}」 {error}";
    }

    /// <summary>What the document has already, where the text is an amendment of it.</summary>
    private async Task<EarlierDates> EarlierAsync() =>
        form.Purpose is null or "" or nameof(ImportPurpose.Amendment) && PublicId.TryParse<DocumentId>(form.Document) is { } document
            ? await listTargets.DatesOfAsync(document, Http.RequestAborted) : EarlierDates.None;

    /// <summary>A file that was chosen takes the place of the text; its bytes wait on the shelf until the text is taken over.</summary>
    private async Task<IReadOnlyList<SourceRemark>> ReadFileAsync()
    {
        if (Http.Request.Form.Files.GetFile("Source") is not { Length: > 0 } file)
            return [];
        if (file.Length > SourceFile.MaxBytes)
        {
            errors.Add(ImportErrors.TooLarge, "file");
            return [];
        }
        using var kept = new MemoryStream();
        await file.CopyToAsync(kept, Http.RequestAborted);
        var looked = await scanner.LookAsync(kept.ToArray(), Http.RequestAborted);
        if (looked.Outcome == ScanOutcome.Malware)
        {
            Infected(log, looked.Found);
            errors.Add(ImportErrors.Malware, "file");
            return [];
        }
        var name = FileNames.Clean(file.FileName);
        var read = SourceFile.ReadUpload(kept.ToArray(), name);
        if (read.Error is { } refusal)
        {
            errors.Add(refusal, "file");
            return [];
        }
        (form.Text, form.FileName) = (read.Value.Text.ReplaceLineEndings("\n"), name);
        if (looked.Outcome == ScanOutcome.NotLooked)
        {
            if (scanner.IsThere)
                NotLooked(log, looked.Found);
            (NotKept, form.Shelf) = (true, null);
            return read.Value.Remarks;
        }
        form.Shelf = shelf.Put((await current.NowAsync(Http.RequestAborted)).PersonId!.Value, name, MediaTypeOf(read.Value.Format), kept.ToArray());
        return read.Value.Remarks;
    }

    /// <summary>What the text says of itself goes into the fields; what the person has typed stays.</summary>
    private void Propose(SourceReading read, EarlierDates earlier)
    {
        if (IsInstrument && form.Purpose is null or "")
            form.Purpose = nameof(ImportPurpose.Instrument);
        var instrument = IsInstrument ? AmendingText.Read(Part) : null;
        // Of several texts none is proposed: which one is meant is for the person to say.
        if (instrument is not null && Amended.Length < 2 && string.IsNullOrEmpty(form.Document))
            form.Document = targets.FirstOrDefault(target => target.Title == instrument.Amends)?.Id.ToString();
        if (string.IsNullOrEmpty(form.Purpose))
            form.Purpose = form.Document is { Length: > 0 } ? nameof(ImportPurpose.Amendment) : nameof(ImportPurpose.NewDocument);
        if (form.Purpose != nameof(ImportPurpose.Amendment))
            earlier = EarlierDates.None;
        IsOfDocument = !earlier.IsEmpty;
        var before = form.Proposed;
        var proposed = new ImportProposal
        {
            Title = read.Tree.Title,
            Kind = (instrument is not null ? KindOf(instrument) : IsOfDocument ? EditionKind.PartialAmendment : read.Dates.Kind).ToString(),
            // The day on which the document was made is none of an amendment of it.
            EnactedOn = IsOfDocument && read.Dates.Kind == EditionKind.Enactment ? null : Written(earlier.New(read.Dates.EnactedOn, day => day.EnactedOn)),
            EffectiveFrom = Written(earlier.New(instrument is null or { IsFullRevision: true } ? read.Dates.EffectiveFrom : (Amended.Length < 2 || Chosen is not null) && InstrumentDates.Of(instrument) is { Succeeded: true } dates ? dates.Value.Rest : null, day => day.EffectiveFrom)),
            PromulgatedOn = Written(earlier.New(read.Dates.PromulgatedOn, day => day.PromulgatedOn)), AppliesFrom = Written(earlier.New(read.Dates.AppliesFrom, day => day.AppliesFrom)),
        };
        form.New.Title = Typed(form.New.Title, before.Title) ?? proposed.Title;
        form.Kind = Typed(form.Kind, before.Kind) ?? proposed.Kind;
        form.EnactedOn = Typed(form.EnactedOn, before.EnactedOn) ?? proposed.EnactedOn;
        form.EffectiveFrom = Typed(form.EffectiveFrom, before.EffectiveFrom) ?? proposed.EffectiveFrom;
        form.PromulgatedOn = Typed(form.PromulgatedOn, before.PromulgatedOn) ?? proposed.PromulgatedOn;
        form.AppliesFrom = Typed(form.AppliesFrom, before.AppliesFrom) ?? proposed.AppliesFrom;
        form.Proposed = proposed;
    }

    /// <summary>
    /// The document was chosen after the text was read: what was proposed then, and stands there as it was, was proposed for a text that is new here.
    /// </summary>
    private void Settle(EarlierDates earlier)
    {
        if (earlier.IsEmpty)
            return;
        if (form.Kind == form.Proposed.Kind && form.Kind == nameof(EditionKind.Enactment))
            form.Kind = nameof(EditionKind.PartialAmendment);
        if (form.Proposed.Kind == nameof(EditionKind.Enactment) && form.EnactedOn == form.Proposed.EnactedOn)
            form.EnactedOn = null;
        form.EnactedOn = Left(form.EnactedOn, form.Proposed.EnactedOn, day => day.EnactedOn);
        form.EffectiveFrom = Left(form.EffectiveFrom, form.Proposed.EffectiveFrom, day => day.EffectiveFrom);
        form.PromulgatedOn = Left(form.PromulgatedOn, form.Proposed.PromulgatedOn, day => day.PromulgatedOn);
        form.AppliesFrom = Left(form.AppliesFrom, form.Proposed.AppliesFrom, day => day.AppliesFrom);

        string? Left(string? field, string? proposed, Func<EditionDay, DateOnly?> of) =>
            field == proposed && TypedDay.Read(field, new FormErrors(), "") is { } day && earlier.New(day, of) is null ? null : field;
    }

    private async Task SaveAsync()
    {
        var purpose = Enum.TryParse<ImportPurpose>(form.Purpose, out var chosen) && Enum.IsDefined(chosen) ? chosen : ImportPurpose.NewDocument;
        Settle(await EarlierAsync());
        var kind = Enum.TryParse<EditionKind>(form.Kind, out var named) && Kinds.Contains(named) && (named != EditionKind.Repeal || purpose == ImportPurpose.Instrument) ? named : EditionKind.Enactment;
        var document = PublicId.TryParse<DocumentId>(form.Document);
        if (purpose != ImportPurpose.NewDocument && document is null)
            errors.Add("document", Text["DocumentMissing"]);
        var (enacted, effective) = (TypedDay.Read(form.EnactedOn, errors, "enacted"), TypedDay.Read(form.EffectiveFrom, errors, "effective"));
        var (promulgated, applies) = (TypedDay.Read(form.PromulgatedOn, errors, "promulgated"), TypedDay.Read(form.AppliesFrom, errors, "applies"));
        if (purpose == ImportPurpose.EarlierEdition && enacted is null && errors.Of("enacted") is null)
            errors.Add("enacted", Text["EnactedMissing"]);
        if (purpose == ImportPurpose.EarlierEdition && effective is null && errors.Of("effective") is null)
            errors.Add("effective", Text["EffectiveMissing"]);
        var @new = purpose == ImportPurpose.NewDocument ? form.New.Read(errors, fieldWords) : null;
        if (errors.Any)
            return;
        if (purpose == ImportPurpose.Instrument && (await TryAsync(document!.Value, enacted, effective)).Then(Fits).Error is { } misfit)
        {
            if (!errors.Any)
                errors.Add(misfit, "document");
            return;
        }
        if (!await IsShownAsync(purpose, enacted, effective))
            return;
        var person = (await current.NowAsync(Http.RequestAborted)).PersonId!.Value;
        var file = shelf.Find(person, form.Shelf);
        if (file is null && form.Shelf is { Length: > 0 })
        {
            // Said once; the next press takes the text over without the file.
            (ShelfLost, form.Shelf) = (true, null);
            return;
        }
        var typed = new SourceOriginal(form.FileName is { Length: > 0 } name ? Text["TextOfFile", FileNames.Clean(name)] : Text["PastedName"], "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(form.Text!));
        var original = file is not null ? new SourceOriginal(file.Name, file.MediaType, file.Bytes) : typed;
        var isMended = file is not null && purpose == ImportPurpose.Instrument && !(SourceFile.Read(file.Bytes, file.Name) is { Succeeded: true, Value.Text: var read } && read.ReplaceLineEndings("\n") == form.Text);
        var made = await import.HandleAsync(new ImportText(form.Text!, purpose, document, @new, kind, enacted, effective, promulgated, applies, original) { Mended = isMended ? typed : null }, Http.RequestAborted);
        if (made.Error is { } refusal)
        {
            errors.Add(refusal, refusal == AmendmentErrors.EnactedAlready ? "kind" : DocumentForm.FieldOf(refusal));
            return;
        }
        shelf.Drop(form.Shelf);
        navigation.NavigateTo(SiteUrls.Amendment(made.Value, "text"));
    }

    /// <summary>Each line that does not fit is said where the text stands.</summary>
    private Result<AmendedText> Fits(AmendedText amended)
    {
        foreach (var refusal in amended.Refusals.Take(MostRefusals))
            errors.Add("text", Text["InstrumentLine", refusal.Line, refusal.Words, refusal.Error.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)]);
        return amended.Succeeded ? amended : amended.Refusals[0].Error;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file that was sent was refused: the scanner found {Signature}.")]
    private static partial void Infected(ILogger log, string signature);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file that was sent could not be looked through for malware and is not kept: {Reason}")]
    private static partial void NotLooked(ILogger log, string reason);

    private static string? Typed(string? field, string? proposed) => string.IsNullOrWhiteSpace(field) || field == proposed ? null : field;

    private static string? Written(DateOnly? day) => day is { } known ? EraDateText.InEra(known) : null;

    private static string MediaTypeOf(SourceFormat format) => format switch
    {
        SourceFormat.Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        SourceFormat.Html => "text/html",
        SourceFormat.PlainText => "text/plain",
    };
}
