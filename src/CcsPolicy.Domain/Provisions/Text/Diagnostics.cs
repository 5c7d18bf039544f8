using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>診断の種類。One kind of finding: its code and its sentence in both languages, {0} standing for the words it is about.</summary>
internal sealed record DiagnosticKind(string Code, DiagnosticSeverity Severity, string Japanese, string English)
{
    public static readonly DiagnosticKind Gap = new("numbering.gap", DiagnosticSeverity.Warning,
        "「{0}」の前の番号が見当たりません。番号が抜けていないか、原本と見比べてください。",
        "The number before \"{0}\" is missing. Compare with the original whether a unit was lost.");

    public static readonly DiagnosticKind Restart = new("numbering.restart", DiagnosticSeverity.Information,
        "「{0}」で番号が初めに戻っています。同じ段の別の並びとして読みました。",
        "Numbering starts again at \"{0}\". It was read as another list on the same level.");

    public static readonly DiagnosticKind Duplicate = new("numbering.duplicate", DiagnosticSeverity.Warning,
        "番号「{0}」が続けて二度あります。どちらかの番号を直してください。",
        "The number \"{0}\" comes twice in a row. Correct one of them.");

    public static readonly DiagnosticKind Back = new("numbering.back", DiagnosticSeverity.Warning,
        "番号「{0}」が前の番号より小さくなっています。順序を確かめてください。",
        "The number \"{0}\" is lower than the one before. Check the order.");

    public static readonly DiagnosticKind NumberReadAsText = new("numbering.read-as-text", DiagnosticSeverity.Information,
        "行頭の「{0}」は番号の並びに合わないため、文の一部として読みました。",
        "\"{0}\" at the head of the line fits no list of numbers and was read as part of the text.");

    public static readonly DiagnosticKind TitleNumber = new("title.number", DiagnosticSeverity.Information,
        "題名の前の番号「{0}」は、題名に入れませんでした。",
        "The number \"{0}\" before the title was not taken into it.");

    public static readonly DiagnosticKind NestingLimit = new("structure.too-deep", DiagnosticSeverity.Warning,
        "「{0}」から下は段が深すぎるため、文として読みました。",
        "What begins at \"{0}\" is nested too deeply and was read as text.");

    public static readonly DiagnosticKind OnlyInContents = new("contents.not-in-body", DiagnosticSeverity.Warning,
        "目次の「{0}」が本文に見当たりません。目次か本文を直してください。",
        "\"{0}\" is in the table of contents and not in the body. Correct one of them.");

    public static readonly DiagnosticKind OnlyInBody = new("contents.not-listed", DiagnosticSeverity.Warning,
        "本文の「{0}」が目次にありません。目次に加えてください。",
        "\"{0}\" is in the body and not in the table of contents. Add it there.");

    public static readonly DiagnosticKind OtherRange = new("contents.other-range", DiagnosticSeverity.Warning,
        "目次の「{0}」の条の範囲が本文と合いません。",
        "The range of articles given for \"{0}\" in the table of contents is not that of the body.");

    public static readonly DiagnosticKind NoProvisions = new("structure.none", DiagnosticSeverity.Warning,
        "番号の付いた条項が見当たりません。本文の貼り付け方か、ファイルを確かめてください。",
        "No numbered unit was found. Check what was pasted, or the file.");

    public static readonly DiagnosticKind NoTitle = new("structure.no-title", DiagnosticSeverity.Warning,
        "題名が見当たりません。題名を入力してください。",
        "No title was found. Enter one.");

    public static readonly DiagnosticKind Unplaced = new("text.unplaced", DiagnosticSeverity.Warning,
        "この行は題名にも条項にも入れられませんでした。必要なら本文に書き足してください。",
        "This line belongs to no unit and was left out. Add it to the text where it is needed.");

    public static readonly DiagnosticKind Reason = new("text.reason", DiagnosticSeverity.Warning,
        "この行から後の理由書きは規程の本文でないため、取り込みませんでした。必要なら本文に書き足してください。",
        "The reasons given from this line on are no part of the policy and were left out. Add them to the text where they are needed.");

    public static readonly DiagnosticKind SideBySide = new("text.side-by-side", DiagnosticSeverity.Warning,
        "新旧対照表のようです。新旧の二つの欄は見分けられないため、正しく読み取れないことがあります。一方の欄だけを貼り付けてください。",
        "This looks like a comparison table. Its two columns cannot be told apart, so the reading may be wrong. Paste one column alone.");

    public static readonly DiagnosticKind TooLong = new("text.too-long", DiagnosticSeverity.Error,
        "行が多すぎるため、この行から後は読み取りませんでした。本文だけを貼り付けてください。",
        "There are too many lines. Nothing from this line on was read; paste the policy alone.");

    public static readonly DiagnosticKind More = new("diagnostics.more", DiagnosticSeverity.Information,
        "このほかにも指摘があります。上から直して、もう一度読み取ってください。",
        "There are further findings. Correct these first and read again.");
}

/// <summary>診断の記録。Collects findings in the order of the text, up to a number that a person can still look through.</summary>
internal sealed class Diagnostics(TextLines source)
{
    private const int Most = 400;

    private const int LongestQuote = 24;

    private readonly List<TextDiagnostic> found = [];

    public void Add(SourceLine line, DiagnosticKind kind, string about) =>
        Add(line.Physical + 1, line.Start - source.Lines[line.Physical].Start + 1, kind, about);

    public void Add(int line, int column, DiagnosticKind kind, string about)
    {
        if (found.Count > Most)
            return;
        if (found.Count == Most)
            (kind, about) = (DiagnosticKind.More, "");
        if (about.Length > LongestQuote)
            about = about[..LongestQuote] + "…";
        found.Add(new(line, column, kind.Severity, kind.Code, kind.Japanese.Replace("{0}", about, StringComparison.Ordinal), kind.English.Replace("{0}", about, StringComparison.Ordinal)));
    }

    /// <summary>What was first found at a line is known better now.</summary>
    public void Replace(SourceLine line, DiagnosticKind first, DiagnosticKind kind, string about)
    {
        found.RemoveAll(finding => finding.Line == line.Physical + 1 && finding.Code == first.Code);
        Add(line, kind, about);
    }

    public ImmutableArray<TextDiagnostic> InOrder() => [.. found.OrderBy(finding => finding.Line)];
}
