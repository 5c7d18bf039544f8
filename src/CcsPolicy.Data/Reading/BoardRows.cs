using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Calendar;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Data.Reading;

/// <summary>状態。How somebody stands: all of them, has acknowledged, has not, has not although it was due, or has not and is on leave.</summary>
public enum BoardState
{
    Any,
    Done,
    Open,
    Late,
    OnLeave,
}

/// <summary>What is asked of a board: everything, or one document, department, kind of employment, or state.</summary>
/// <param name="State">Who is asked for; those who have not acknowledged (<see cref="BoardState.Open"/>) include those who are late, and not those on leave.</param>
public sealed record BoardQuestion(DocumentId? Document = null, DepartmentId? Department = null, EmploymentKind? Employment = null, BoardState State = BoardState.Any)
{
    /// <summary>Reads the question from an address or a form: document, department, employment, state. What it does not know is left out.</summary>
    public static BoardQuestion Parse(Func<string, string?> field) => new(
        PublicId.TryParse<DocumentId>(field("document")),
        PublicId.TryParse<DepartmentId>(field("department")),
        Enum.TryParse<EmploymentKind>(field("employment"), out var kind) && Enum.IsDefined(kind) ? kind : null,
        field("state") switch { "done" => BoardState.Done, "open" => BoardState.Open, "late" => BoardState.Late, "leave" => BoardState.OnLeave, _ => BoardState.Any });

    /// <summary>The same about people in that state.</summary>
    public BoardQuestion In(BoardState state) => this with { State = state };

    /// <summary>The fields that <see cref="Parse"/> reads.</summary>
    public IEnumerable<(string Name, string Value)> Fields()
    {
        if (Document is { } document)
            yield return ("document", document.ToString());
        if (Department is { } department)
            yield return ("department", department.ToString());
        if (Employment is { } employment)
            yield return ("employment", employment.ToString());
        if (State != BoardState.Any)
            yield return ("state", State switch { BoardState.Done => "done", BoardState.Late => "late", BoardState.OnLeave => "leave", _ => "open" });
    }

    internal bool Asks(BoardState state) => State == BoardState.Any || State == state || (State == BoardState.Open && state == BoardState.Late);

    internal bool Covers(BoardPerson person) =>
        (Department is not { } department || person.DepartmentId == department) && (Employment is not { } kind || person.Employment == kind);
}

/// <summary>A document on a board, with the edition in force.</summary>
public sealed class BoardDocument(
    DocumentId id, Tier tier, Audience audience, string code, string title, EditionId edition, int number, DateOnly effectiveFrom, ContentHash? hash,
    EditionOrder order, DateOnly day, Campaign? campaign, WorkingCalendar calendar, DutyTargets targets)
{
    public DocumentId Id => id;

    public Tier Tier => tier;

    /// <summary>Whom its duty is meant for, as it was decided before the day ended.</summary>
    internal DutyTargets Targets => targets;

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

    internal BoardAcknowledgement Acknowledged(EditionId of, DateTimeOffset at, string receiptNumber) =>
        new(of, order.NumberAt(of, at), order.All.Single(e => e.Id == of).EffectiveFrom, at, receiptNumber);
}

/// <summary>A person on a board, as of its day.</summary>
/// <param name="BoundSince">The first day of working here without a day between, or the day of coming back from the last leave.</param>
/// <param name="IsOnLeave">休業・休職中: what such a person has not acknowledged is counted apart.</param>
public sealed record BoardPerson(
    PersonId Id, string StaffNumber, string Name, EmploymentKind Employment, DepartmentId? DepartmentId, string DepartmentCode, string DepartmentName,
    DateOnly BoundSince, bool IsOnLeave);

/// <summary>One duty as it is counted.</summary>
/// <param name="Acknowledgement">The place of the acknowledgement in the ledger; null where there is none.</param>
/// <param name="Bound">Since when the document binds the person.</param>
internal readonly record struct BoardDuty(BoardDocument Document, BoardPerson Person, int? Acknowledgement, DateOnly Bound, BoardState State)
{
    public DateOnly? DueOn => Document.DueFor(Bound);

    /// <summary>From when it is asked of the person.</summary>
    public DateOnly Since => Bound > Document.AskedFrom ? Bound : Document.AskedFrom;
}

/// <summary>The acknowledgement that discharges a duty.</summary>
/// <param name="Number">第n版 as it was counted when it was acknowledged: what the receipt says.</param>
/// <param name="EffectiveFrom">施行日 of that edition, which tells it for ever.</param>
public sealed record BoardAcknowledgement(EditionId Edition, int Number, DateOnly EffectiveFrom, DateTimeOffset At, string ReceiptNumber);

/// <summary>One duty: a person bound by a document, and the acknowledgement if there is one.</summary>
/// <param name="DueOn">期限 of the person; null where nothing was decided.</param>
/// <param name="Since">From when it is asked of the person.</param>
/// <param name="State">How it stands on the day of the board; never <see cref="BoardState.Any"/>.</param>
public sealed record BoardRow(BoardDocument Document, BoardPerson Person, BoardAcknowledgement? Acknowledgement, DateOnly? DueOn, DateOnly Since, BoardState State);

/// <summary>How many duties of a document have been open since a day.</summary>
public sealed record OpenSince(BoardDocument Document, DateOnly Since, int Count);

/// <summary>How many are bound and how many of them have acknowledged.</summary>
/// <param name="Bound">Without those on leave who have not acknowledged.</param>
/// <param name="Late">Of those who have not, how many should have.</param>
/// <param name="OnLeave">休業・休職中: have not, and are counted in no other number.</param>
public readonly record struct BoardTally(int Bound, int Acknowledged, int Late, int OnLeave)
{
    public int Outstanding => Bound - Acknowledged;

    /// <summary>The share that has acknowledged, from 0 to 1; null where nobody is bound.</summary>
    public double? Share => Bound == 0 ? null : (double)Acknowledged / Bound;

    internal BoardTally With(BoardState state) => state == BoardState.OnLeave ? this with { OnLeave = OnLeave + 1 }
        : new(Bound + 1, Acknowledged + (state == BoardState.Done ? 1 : 0), Late + (state == BoardState.Late ? 1 : 0), OnLeave);
}

/// <summary>
/// Numbers counted from the rows of one question: in all, by document, by department and by kind of employment. Procedures stand apart: only their own
/// numbers count them, unless the question is about one procedure.
/// </summary>
public sealed class BoardFigures
{
    private readonly BoardQuestion question;
    private readonly Tallies<DocumentId> byDocument = new();
    private readonly Tallies<DepartmentId> byDepartment = new();
    private readonly Tallies<EmploymentKind> byEmployment = new();
    private BoardTally all;
    private BoardTally withoutDepartment;

    internal BoardFigures(BoardQuestion question) => this.question = question;

    public BoardTally All => all;

    /// <summary>Those who belong to no department (役員).</summary>
    public BoardTally WithoutDepartment => withoutDepartment;

    /// <summary>How many rows of the question are in that state, procedures among them.</summary>
    public int RowsIn(BoardState state) => byDocument.All.Sum(tally => state switch
    {
        BoardState.Any => tally.Bound + tally.OnLeave, BoardState.Done => tally.Acknowledged, BoardState.Open => tally.Outstanding, BoardState.Late => tally.Late, BoardState.OnLeave => tally.OnLeave,
    });

    public BoardTally Of(DocumentId document) => byDocument.Of(document);

    public BoardTally Of(DepartmentId department) => byDepartment.Of(department);

    public BoardTally Of(EmploymentKind employment) => byEmployment.Of(employment);

    internal void Count(in BoardDuty duty)
    {
        var state = duty.State;
        byDocument.Add(duty.Document.Id, state);
        if (duty.Document.Tier == Tier.Procedure && question.Document != duty.Document.Id)
            return;
        all = all.With(state);
        byEmployment.Add(duty.Person.Employment, state);
        if (duty.Person.DepartmentId is { } department)
            byDepartment.Add(department, state);
        else
            withoutDepartment = withoutDepartment.With(state);
    }

    /// <summary>Numbers by a key. Rows come document by document and department by department, so the last key is mostly the next one too.</summary>
    private sealed class Tallies<T> where T : struct
    {
        private readonly Dictionary<T, Counted> tallies = [];
        private Counted last = new();
        private T? lastKey;

        public IEnumerable<BoardTally> All => tallies.Values.Select(counted => counted.Tally);

        public BoardTally Of(T key) => tallies.TryGetValue(key, out var counted) ? counted.Tally : default;

        public void Add(T key, BoardState state)
        {
            if (lastKey is not { } same || !EqualityComparer<T>.Default.Equals(same, key))
            {
                if (!tallies.TryGetValue(key, out var found))
                    tallies[key] = found = new Counted();
                (last, lastKey) = (found, key);
            }
            last.Tally = last.Tally.With(state);
        }

        private sealed class Counted
        {
            public BoardTally Tally { get; set; }
        }
    }
}
