using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Reading;

/// <summary>状態。How somebody stands: all of them, has acknowledged, has not, or has not although it was due.</summary>
public enum BoardState
{
    Any,
    Done,
    Open,
    Late,
}

/// <summary>What is asked of a board: everything, or one document, department, kind of employment, or state.</summary>
/// <param name="Acknowledged">True for those who have, false for those who have not, null for both.</param>
/// <param name="OnlyLate">Of those who have not, those whose last day has passed.</param>
public sealed record BoardQuestion(DocumentId? Document = null, DepartmentId? Department = null, EmploymentKind? Employment = null, bool? Acknowledged = null, bool OnlyLate = false)
{
    /// <summary>Reads the question from an address or a form: document, department, employment, state (done, open or late). What it does not know is left out.</summary>
    public static BoardQuestion Parse(Func<string, string?> field) => new(
        PublicId.TryParse<DocumentId>(field("document")),
        PublicId.TryParse<DepartmentId>(field("department")),
        Enum.TryParse<EmploymentKind>(field("employment"), out var kind) && Enum.IsDefined(kind) ? kind : null,
        field("state") switch { "done" => true, "open" or "late" => false, _ => null },
        field("state") == "late");

    /// <summary>The same about people in that state.</summary>
    public BoardQuestion In(BoardState state) => this with { Acknowledged = state switch { BoardState.Done => true, BoardState.Open or BoardState.Late => false, BoardState.Any => null }, OnlyLate = state == BoardState.Late };

    /// <summary>The state that is asked for.</summary>
    public BoardState State => OnlyLate ? BoardState.Late : Acknowledged switch { true => BoardState.Done, false => BoardState.Open, null => BoardState.Any };

    /// <summary>The fields that <see cref="Parse"/> reads.</summary>
    public IEnumerable<(string Name, string Value)> Fields()
    {
        if (Document is { } document)
            yield return ("document", document.ToString());
        if (Department is { } department)
            yield return ("department", department.ToString());
        if (Employment is { } employment)
            yield return ("employment", employment.ToString());
        if (Acknowledged is { } acknowledged)
            yield return ("state", acknowledged ? "done" : OnlyLate ? "late" : "open");
    }

    internal bool Covers(BoardPerson person) =>
        (Department is not { } department || person.DepartmentId == department) && (Employment is not { } kind || person.Employment == kind);
}

/// <summary>A document on a board, with the edition in force.</summary>
public sealed class BoardDocument(
    DocumentId id, Tier tier, Audience audience, string code, string title, EditionId edition, int number, DateOnly effectiveFrom, ContentHash? hash,
    EditionOrder order, DateOnly day, Campaign? campaign, WorkingCalendar calendar)
{
    public DocumentId Id => id;

    public Tier Tier => tier;

    public Audience Audience => audience;

    public string Code => code;

    public string Title => title;

    /// <summary>The edition in force on the day.</summary>
    public EditionId Edition => edition;

    /// <summary>第n版, by what was on record on the day.</summary>
    public int Number => number;

    public DateOnly EffectiveFrom => effectiveFrom;

    /// <summary>Of the text of that edition; null where something of it is withheld from the reader.</summary>
    public ContentHash? Hash => hash;

    /// <summary>期限 for those who were bound from the beginning, as it was decided by the day; null where nothing was.</summary>
    public DateOnly? DueOn => campaign?.DueOn;

    /// <summary>From when the edition is asked for that must be acknowledged.</summary>
    public DateOnly AskedFrom { get; } = order.ToAcknowledgeOn(day)!.AskedFrom;

    /// <summary>見込み: how much of the time until the due date has passed on the day, in working days, from 0 to 1; null where nothing is due.</summary>
    public double? TimeGone => campaign is null ? null
        : Math.Clamp(calendar.Between(AskedFrom, day), 0, int.MaxValue) / (double)Math.Max(1, calendar.Between(AskedFrom, campaign.DueOn)) is var gone && gone > 1 ? 1 : gone;

    /// <summary>The last day of somebody who is bound since that day.</summary>
    public DateOnly? DueFor(DateOnly boundSince) => campaign?.DueFor(boundSince, AskedFrom, calendar);

    /// <summary>Editions whose acknowledgement is enough on the day: from the last substantive one on.</summary>
    internal IEnumerable<EditionId> EnoughEditions
    {
        get
        {
            var due = order.NumberOf(order.ToAcknowledgeOn(day)!.Id);
            return order.All.Skip(due - 1).Select(e => e.Id);
        }
    }

    internal bool IsLater(EditionId one, EditionId other) => order.NumberOf(one) > order.NumberOf(other);

    internal BoardAcknowledgement Acknowledged(EditionId of, DateTimeOffset at, string receiptNumber) =>
        new(of, order.NumberAt(of, at), order.All.Single(e => e.Id == of).EffectiveFrom, at, receiptNumber);
}

/// <summary>A person on a board, as of its day.</summary>
public sealed record BoardPerson(
    PersonId Id, string StaffNumber, string Name, EmploymentKind Employment, DepartmentId? DepartmentId, string DepartmentCode, string DepartmentName,
    DateOnly EmployedSince);

/// <summary>The acknowledgement that discharges a duty.</summary>
/// <param name="Number">第n版 as it was counted when it was acknowledged: what the receipt says.</param>
/// <param name="EffectiveFrom">施行日 of that edition, which tells it for ever.</param>
public sealed record BoardAcknowledgement(EditionId Edition, int Number, DateOnly EffectiveFrom, DateTimeOffset At, string ReceiptNumber);

/// <summary>One duty: a person bound by a document, and the acknowledgement if there is one.</summary>
/// <param name="DueOn">期限 of the person; null where nothing was decided.</param>
public sealed record BoardRow(BoardDocument Document, BoardPerson Person, BoardAcknowledgement? Acknowledgement, DateOnly? DueOn)
{
    /// <summary>期限を過ぎた: not acknowledged, and the last day has passed.</summary>
    public bool IsLateOn(DateOnly day) => Acknowledgement is null && DueOn < day;
}

/// <summary>How many are bound and how many of them have acknowledged.</summary>
/// <param name="Late">Of those who have not, how many should have.</param>
public readonly record struct BoardTally(int Bound, int Acknowledged, int Late)
{
    public int Outstanding => Bound - Acknowledged;

    internal BoardTally With(bool acknowledged, bool late) => new(Bound + 1, Acknowledged + (acknowledged ? 1 : 0), Late + (late ? 1 : 0));
}

/// <summary>
/// Numbers counted from the rows of one question: in all, by document, by department and by kind of employment. Procedures stand apart: only their own
/// numbers count them, unless the question is about one procedure.
/// </summary>
/// <param name="day">Of the board.</param>
public sealed class BoardFigures(BoardQuestion question, DateOnly day)
{
    private readonly Dictionary<DocumentId, BoardTally> byDocument = [];
    private readonly Dictionary<DepartmentId, BoardTally> byDepartment = [];
    private readonly Dictionary<EmploymentKind, BoardTally> byEmployment = [];

    public BoardTally All { get; private set; }

    /// <summary>Those who belong to no department (役員).</summary>
    public BoardTally WithoutDepartment { get; private set; }

    public BoardTally Of(DocumentId document) => byDocument.GetValueOrDefault(document);

    public BoardTally Of(DepartmentId department) => byDepartment.GetValueOrDefault(department);

    public BoardTally Of(EmploymentKind employment) => byEmployment.GetValueOrDefault(employment);

    public void Count(BoardRow row)
    {
        var (acknowledged, late) = (row.Acknowledgement is not null, row.IsLateOn(day));
        byDocument[row.Document.Id] = Of(row.Document.Id).With(acknowledged, late);
        if (row.Document.Tier == Tier.Procedure && question.Document != row.Document.Id)
            return;
        All = All.With(acknowledged, late);
        byEmployment[row.Person.Employment] = Of(row.Person.Employment).With(acknowledged, late);
        if (row.Person.DepartmentId is { } department)
            byDepartment[department] = Of(department).With(acknowledged, late);
        else
            WithoutDepartment = WithoutDepartment.With(acknowledged, late);
    }
}
