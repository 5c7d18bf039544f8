namespace CcsPolicy.Web.Features.Importing;

/// <summary>
/// 登録済みの版の日付。The days of the editions that a document has. A text that comes back changed still says them of itself, and they are not those of
/// the amendment that it is.
/// </summary>
public sealed record EarlierDates(IReadOnlyCollection<EditionDay> Days)
{
    public static EarlierDates None { get; } = new([]);

    public bool IsEmpty => Days.Count == 0;

    /// <summary>The day, where it can be that of a new edition.</summary>
    public DateOnly? New(DateOnly? day, Func<EditionDay, DateOnly?> of) => day is { } known && Days.Any(edition => of(edition) == known) ? null : day;
}

/// <summary>The days of one edition.</summary>
public sealed record EditionDay(DateOnly? EnactedOn, DateOnly? EffectiveFrom, DateOnly? PromulgatedOn, DateOnly? AppliesFrom);
