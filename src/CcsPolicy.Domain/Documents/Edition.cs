using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Documents;

/// <summary>版の種類。</summary>
public enum EditionKind
{
    /// <summary>制定</summary>
    Enactment,

    /// <summary>一部改正</summary>
    PartialAmendment,

    /// <summary>全部改正</summary>
    FullRevision,

    /// <summary>廃止</summary>
    Repeal,

    /// <summary>撤回: stands in the place of an edition that was taken back before its day (<see cref="Edition.CarriedFromId"/>) and is in force on no day.</summary>
    TakenBack,
}

/// <summary>改正の重さ。Only a substantive edition asks for a new acknowledgement.</summary>
public enum Significance
{
    /// <summary>実質的な改正</summary>
    Substantive,

    /// <summary>形式的な改正</summary>
    Editorial,
}

/// <summary>版。The text of a document as put on record. Inserted once and never changed; an error in it is mended by a further edition.</summary>
public sealed class Edition
{
    public required EditionId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    public required EditionKind Kind { get; init; }

    public required Significance Significance { get; init; }

    /// <summary>制定日 of an enactment or full revision, 改正日 of an amendment, 廃止日 of a repeal.</summary>
    public required DateOnly EnactedOn { get; init; }

    /// <summary>公布日・公告日, where it differs.</summary>
    public DateOnly? PromulgatedOn { get; init; }

    /// <summary>施行日: in force from 0:00 Asia/Tokyo of that day. Several editions may share one.</summary>
    public required DateOnly EffectiveFrom { get; init; }

    /// <summary>適用日, which may lie before 施行日.</summary>
    public DateOnly? AppliesFrom { get; init; }

    /// <summary>題名 that the text bears, sealed by itself for lists. Empty when the text bears none: the document is then called as it was registered.</summary>
    public SealedText Title { get; init; }

    /// <summary>The canonical text (what ProvisionText writes). The truth; everything else about the text is derived.</summary>
    public required SealedText Text { get; init; }

    /// <summary>Lineage keys of all provisions in document order, each with the line of the canonical text on which its provision begins.</summary>
    public required byte[] Keys { get; init; }

    /// <summary>Hash over the canonical text in UTF-8, made as the tier of the document wants it: what an acknowledgement names.</summary>
    public required ContentHash Hash { get; init; }

    /// <summary>What the reader is told about this edition; sealed like the text.</summary>
    public SealedText Reason { get; init; }

    /// <summary>The amendment that led to it; null when an earlier edition was put on record later.</summary>
    public AmendmentId? AmendmentId { get; init; }

    /// <summary>もととした版: the edition whose text it was made from; null for an enactment, and when an earlier edition was put on record later.</summary>
    public EditionId? BaseEditionId { get; init; }

    /// <summary>
    /// 載せ替え元: the edition, waiting for its day, whose place this one takes, because another came before both. That one stays on record and never takes effect.
    /// </summary>
    public EditionId? CarriedFromId { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required PersonId RecordedBy { get; init; }

    public PolicyDocument? Document { get; private init; }
}

/// <summary>What the order of editions needs to know of one.</summary>
/// <param name="BaseId">もととした版</param>
/// <param name="CarriedFromId">載せ替え元</param>
public sealed record EditionDates(
    EditionId Id, EditionKind Kind, Significance Significance, DateOnly EnactedOn, DateOnly EffectiveFrom, DateTimeOffset RecordedAt, EditionId? BaseId, EditionId? CarriedFromId)
{
    public static EditionDates Of(Edition edition) => new(
        edition.Id, edition.Kind, edition.Significance, edition.EnactedOn, edition.EffectiveFrom, edition.RecordedAt, edition.BaseEditionId, edition.CarriedFromId);

    /// <summary>From when an acknowledgement of it can be asked for: its 施行日, or the day on which it was put on record, when that was later.</summary>
    public DateOnly AskedFrom => RecordedLater ?? EffectiveFrom;

    /// <summary>後日の記録: the day on which it was put on record here, where that was after it had come into force; null otherwise.</summary>
    public DateOnly? RecordedLater => TokyoTime.DateOf(RecordedAt) is var recorded && recorded > EffectiveFrom ? recorded : null;
}

/// <summary>
/// 版の順序。Editions of one document in the order of their validity: by 施行日, then 制定・改正日, then when they were recorded.
/// Numbers (第n版) follow from the order; nothing about it is stored, so that an earlier edition can be entered later. A number is therefore the count of
/// a moment: what was signed keeps the number that it had then (<see cref="NumberAt"/>).
/// </summary>
public sealed class EditionOrder
{
    private readonly ImmutableArray<EditionDates> recorded;
    private readonly ImmutableArray<EditionDates> editions;

    public EditionOrder(IEnumerable<EditionDates> editions)
    {
        var all = editions.ToList();
        var byId = all.ToDictionary(e => e.Id);
        // What was carried over keeps the place, among those of one day, of the edition that it was carried over from.
        EditionDates RootOf(EditionDates edition) => edition.CarriedFromId is { } from && byId.TryGetValue(from, out var before) ? RootOf(before) : edition;
        recorded = [.. all.Select(e => (Edition: e, Root: RootOf(e))).OrderBy(e => e.Edition.EffectiveFrom).ThenBy(e => e.Edition.EnactedOn).ThenBy(e => e.Root.RecordedAt).ThenBy(e => e.Root.Id.Value)
            .ThenBy(e => e.Edition.RecordedAt).ThenBy(e => e.Edition.Id.Value).Select(e => e.Edition)];
        var replaced = recorded.Select(e => e.CarriedFromId).OfType<EditionId>().ToHashSet();
        this.editions = replaced.Count == 0 ? recorded : [.. recorded.Where(e => !replaced.Contains(e.Id) && e.Kind != EditionKind.TakenBack)];
    }

    /// <summary>The editions that have, had or will have effect: without those whose place another has taken, or that were taken back.</summary>
    public ImmutableArray<EditionDates> All => editions;

    /// <summary>載せ替え後の版: the edition that stands in the place of this one now; itself where nothing took its place.</summary>
    public EditionId NowOf(EditionId id)
    {
        while (recorded.FirstOrDefault(e => e.CarriedFromId == id) is { } next)
            id = next.Id;
        return id;
    }

    /// <summary>撤回された版: it was taken back before its day, also after it had been carried over.</summary>
    public bool IsTakenBack(EditionId id) => NowOf(id) is var now && recorded.Any(e => e.Id == now && e.Kind == EditionKind.TakenBack);

    /// <summary>The edition and those whose place it took, one after the other.</summary>
    public IEnumerable<EditionId> PlacesOf(EditionId id) => recorded.Where(e => NowOf(e.Id) == NowOf(id)).Select(e => e.Id);

    /// <summary>The edition that comes right before the place of this one, whether this one still counts or not; null when none does.</summary>
    public EditionDates? BeforePlaceOf(EditionId id) => recorded.TakeWhile(e => e.Id != id).LastOrDefault(e => NumberOf(e.Id) > 0);

    /// <summary>
    /// 載せ替えを要する版: editions waiting for their day whose text was not made from the edition that now comes right before them, so that they would undo it.
    /// A text that was made whole (全部改正, 廃止) undoes nothing.
    /// </summary>
    public IEnumerable<EditionDates> ToCarryOn(DateOnly day) =>
        WaitingOn(day).Where(e => e is { Kind: EditionKind.PartialAmendment, BaseId: { } madeFrom } && Before(e.Id) is { } before && before.Id != madeFrom);

    /// <summary>第n版, from 1; 0 when the edition is not of this document.</summary>
    public int NumberOf(EditionId id)
    {
        for (var i = 0; i < editions.Length; i++)
            if (editions[i].Id == id)
                return i + 1;
        return 0;
    }

    /// <summary>第n版 as the edition was counted at that instant, by what was on record then: what a statement signed at that instant calls it, whatever was entered later.</summary>
    public int NumberAt(EditionId id, DateTimeOffset instant) => new EditionOrder(recorded.Where(e => e.RecordedAt <= instant)).NumberOf(id);

    /// <summary>The order as it was before that instant: without what was put on record at it or later.</summary>
    public EditionOrder RecordedBefore(DateTimeOffset instant) => new(recorded.Where(e => e.RecordedAt < instant));

    /// <summary>
    /// 先の改正を打ち消している版: the edition in force, where it took effect without the changes of one that was on record before it did; null otherwise. One that was
    /// entered into the past later is undone by nothing.
    /// </summary>
    public EditionDates? UndoingOn(DateOnly day) =>
        InForceOn(day) is { Kind: EditionKind.PartialAmendment, BaseId: { } madeFrom } edition && Before(edition.Id) is { } before && before.Id != madeFrom
            && TokyoTime.DateOf(before.RecordedAt) < edition.EffectiveFrom ? edition : null;

    /// <summary>The last edition with 施行日 on or before the day, whatever its kind; null before the first.</summary>
    public EditionDates? LastOn(DateOnly day) => editions.LastOrDefault(e => e.EffectiveFrom <= day);

    /// <summary>施行中: the edition in force on the day; null before the first and after a repeal.</summary>
    public EditionDates? InForceOn(DateOnly day) => LastOn(day) is { Kind: not EditionKind.Repeal } edition ? edition : null;

    /// <summary>その日に示された版: the edition that was shown here on the day as the one in force, by what was on record at its end. Another than <see cref="InForceOn"/> where one was put on record later.</summary>
    public EditionDates? ShownAsInForceOn(DateOnly day) =>
        day == DateOnly.MaxValue ? InForceOn(day) : RecordedBefore(TokyoTime.StartOf(day.AddDays(1))).InForceOn(day);

    /// <summary>The edition whose provisions decisions, links and citations speak of on the day: the one in force, else the last that repeals nothing; null while there is none.</summary>
    public EditionDates? SpokenOfOn(DateOnly day) => InForceOn(day) ?? editions.LastOrDefault(e => e.Kind != EditionKind.Repeal);

    /// <summary>The edition with a text that had last taken effect by the day, though it may have been repealed since; null before the first.</summary>
    public EditionDates? LastTextBy(DateOnly day) => editions.LastOrDefault(e => e.EffectiveFrom <= day && e.Kind != EditionKind.Repeal);

    /// <summary>The first edition with a text that takes effect after the day; null when none does.</summary>
    public EditionDates? FirstTextAfter(DateOnly day) => editions.FirstOrDefault(e => e.EffectiveFrom > day && e.Kind != EditionKind.Repeal);

    /// <summary>題名を付ける版: the edition after which the document is called on the day: the last that has taken effect, else the first to come; null without any.</summary>
    public EditionDates? NamingOn(DateOnly day) => LastOn(day) ?? editions.FirstOrDefault();

    /// <summary>施行待ち: editions on record whose 施行日 is still to come.</summary>
    public IEnumerable<EditionDates> WaitingOn(DateOnly day) => editions.Where(e => e.EffectiveFrom > day);

    public EditionDates? Before(EditionId id) => NumberOf(id) is > 1 and var number ? editions[number - 2] : null;

    public DocumentStanding StandingOn(DateOnly day) =>
        InForceOn(day) is not null ? DocumentStanding.InForce
        : LastOn(day) is not null ? DocumentStanding.Repealed
        : editions.Length > 0 ? DocumentStanding.Waiting
        : DocumentStanding.Drafted;

    /// <summary>
    /// The edition that an acknowledgement must not be older than: the edition in force, or, when it and those before it are only editorial,
    /// the last substantive one. Null when nothing is in force.
    /// </summary>
    public EditionDates? ToAcknowledgeOn(DateOnly day)
    {
        if (InForceOn(day) is not { } current)
            return null;
        var number = NumberOf(current.Id);
        while (number > 1 && editions[number - 1].Significance == Significance.Editorial && editions[number - 1].Kind == EditionKind.PartialAmendment)
            number--;
        return editions[number - 1];
    }
}

/// <summary>規程の状態。</summary>
public enum DocumentStanding
{
    /// <summary>起案中: no edition yet</summary>
    Drafted,

    /// <summary>施行待ち</summary>
    Waiting,

    /// <summary>施行中</summary>
    InForce,

    /// <summary>廃止</summary>
    Repealed,
}
