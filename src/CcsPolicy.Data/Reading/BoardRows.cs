using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Reading;

/// <summary>What is asked of a board: everything, or one document, department, kind of employment, or state.</summary>
/// <param name="Acknowledged">True for those who have, false for those who have not, null for both.</param>
public sealed record BoardQuestion(DocumentId? Document = null, DepartmentId? Department = null, EmploymentKind? Employment = null, bool? Acknowledged = null)
{
    /// <summary>Reads the question from an address or a form: document, department, employment, state (done or open). What it does not know is left out.</summary>
    public static BoardQuestion Parse(Func<string, string?> field) => new(
        PublicId.TryParse<DocumentId>(field("document")),
        PublicId.TryParse<DepartmentId>(field("department")),
        Enum.TryParse<EmploymentKind>(field("employment"), out var kind) && Enum.IsDefined(kind) ? kind : null,
        field("state") switch { "done" => true, "open" => false, _ => null });

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
            yield return ("state", acknowledged ? "done" : "open");
    }

    internal bool Covers(BoardPerson person) =>
        (Department is not { } department || person.DepartmentId == department) && (Employment is not { } kind || person.Employment == kind);
}

/// <summary>A document on a board, with the edition in force.</summary>
public sealed class BoardDocument(
    DocumentId id, Tier tier, Audience audience, string code, string title, EditionId edition, int number, DateOnly effectiveFrom, ContentHash? hash,
    EditionOrder order, DateOnly day)
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
    PersonId Id, string StaffNumber, string Name, EmploymentKind Employment, DepartmentId? DepartmentId, string DepartmentCode, string DepartmentName);

/// <summary>The acknowledgement that discharges a duty.</summary>
/// <param name="Number">第n版 as it was counted when it was acknowledged: what the receipt says.</param>
/// <param name="EffectiveFrom">施行日 of that edition, which tells it for ever.</param>
public sealed record BoardAcknowledgement(EditionId Edition, int Number, DateOnly EffectiveFrom, DateTimeOffset At, string ReceiptNumber);

/// <summary>One duty: a person bound by a document, and the acknowledgement if there is one.</summary>
public sealed record BoardRow(BoardDocument Document, BoardPerson Person, BoardAcknowledgement? Acknowledgement);

/// <summary>How many are bound and how many of them have acknowledged.</summary>
public readonly record struct BoardTally(int Bound, int Acknowledged)
{
    public int Outstanding => Bound - Acknowledged;

    internal BoardTally With(bool acknowledged) => new(Bound + 1, Acknowledged + (acknowledged ? 1 : 0));
}

/// <summary>
/// Numbers counted from the rows of one question: in all, by document, by department and by kind of employment. Procedures stand apart: only their own
/// numbers count them, unless the question is about one procedure.
/// </summary>
public sealed class BoardFigures(BoardQuestion question)
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
        var acknowledged = row.Acknowledgement is not null;
        byDocument[row.Document.Id] = Of(row.Document.Id).With(acknowledged);
        if (row.Document.Tier == Tier.Procedure && question.Document != row.Document.Id)
            return;
        All = All.With(acknowledged);
        byEmployment[row.Person.Employment] = Of(row.Person.Employment).With(acknowledged);
        if (row.Person.DepartmentId is { } department)
            byDepartment[department] = Of(department).With(acknowledged);
        else
            WithoutDepartment = WithoutDepartment.With(acknowledged);
    }
}
