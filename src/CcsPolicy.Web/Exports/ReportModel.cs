namespace CcsPolicy.Web.Exports;

/// <summary>
/// 帳票。What a report says, without any thought of the format: every writer shows the same title, facts and figures.
/// Rows are produced while they are written, so that a million of them need no more memory than one.
/// </summary>
public sealed record ReportModel
{
    public required string Title { get; init; }

    /// <summary>What the report rests on: edition, content hash, as-of time, maker, filter.</summary>
    public required IReadOnlyList<ReportFact> Facts { get; init; }

    /// <summary>
    /// Small tables with the totals. Asked for only after the rows have been read to their end, so that totals are counted
    /// from the very rows that were written and the two can never disagree.
    /// </summary>
    public Func<IReadOnlyList<ReportTable>> Totals { get; init; } = () => [];

    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>The rows behind the totals. A row array may be used again for the next row, so a writer that keeps one copies it.</summary>
    public required IAsyncEnumerable<ReportCell[]> Rows { get; init; }

    /// <summary>When the report was made, on the clock of the office.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who made it, as written into the file's properties.</summary>
    public required string Maker { get; init; }

    /// <summary>What every page says when a procedure is in it: classification, maker and time. Null when there is none.</summary>
    public string? Marking { get; init; }

    public required ReportWords Words { get; init; }
}

/// <summary>帳票の記載事項。One fact with its name, such as 基準日時.</summary>
public sealed record ReportFact(string Name, string Value);

/// <summary>集計表。A table small enough to be held whole.</summary>
public sealed record ReportTable(string Caption, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportCell[]> Rows);

/// <summary>帳票の列。A heading, the kind of its values, and its width in full-width characters.</summary>
public sealed record ReportColumn(string Heading, ReportKind Kind, int Width);
