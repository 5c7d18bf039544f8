namespace CcsPolicy.Web.Exports;

/// <summary>項目の種類。How a column is written: each format shows a date or a number as its own kind and not as text.</summary>
public enum ReportKind
{
    Text,
    Number,
    Percent,
    Date,
    Instant,
}

/// <summary>帳票の一つの値。Text, a number, a share, a day or an instant, or nothing.</summary>
public readonly record struct ReportCell
{
    private readonly string? text;
    private readonly double number;
    private readonly long ticks;

    private ReportCell(ReportKind kind, string? text, double number, long ticks) =>
        (Kind, this.text, this.number, this.ticks, HasValue) = (kind, text, number, ticks, true);

    public ReportKind Kind { get; }

    public bool HasValue { get; }

    /// <summary>The text of a text cell; empty for every other kind.</summary>
    public string TextValue => text ?? "";

    /// <summary>The number of a number cell, or the share (0 to 1) of a percent cell.</summary>
    public double NumberValue => number;

    public DateOnly DateValue => DateOnly.FromDayNumber((int)ticks);

    public DateTimeOffset InstantValue => new(ticks, TimeSpan.Zero);

    public static ReportCell Empty => default;

    public static ReportCell Of(string? text) => text is null ? default : new(ReportKind.Text, text, 0, 0);

    public static ReportCell Of(long number) => new(ReportKind.Number, null, number, 0);

    public static ReportCell Of(DateOnly? day) => day is { } given ? new(ReportKind.Date, null, 0, given.DayNumber) : default;

    public static ReportCell Of(DateTimeOffset? instant) => instant is { } given ? new(ReportKind.Instant, null, 0, given.UtcTicks) : default;

    /// <summary>The share of a part in a whole; nothing when the whole is empty, because no share of nothing exists.</summary>
    public static ReportCell Share(long part, long whole) => whole == 0 ? default : new(ReportKind.Percent, null, (double)part / whole, 0);
}
