using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>意味の診断。Collects diagnostics and finds the line and column in the source at which each stands.</summary>
internal sealed class MeaningNotes(string? source)
{
    /// <summary>A text of nothing but faults gets the first of them: nobody reads ten thousand.</summary>
    private const int Most = 2_000;

    /// <summary>How far below the first line of its provision a word is looked for.</summary>
    private const int LinesToSearch = 200;

    private readonly List<TextDiagnostic> notes = [];
    private readonly HashSet<(int, int, string, string)> seen = [];
    private string[]? lines;

    /// <summary>Characters that may still be searched: a text made of faults costs no more than a long one.</summary>
    private long budget = 20_000_000;

    public void Dangling(Provision provision, int offset, string written, DiagnosticSeverity severity) =>
        Add(provision, offset, written, severity, "reference.dangling",
            $"「{written}」の指す先が見つかりません。番号を確かめてください。", $"“{written}” points at nothing in this text. Please check the number.");

    public void Doubt(Provision? provision, FoundDate date, string text)
    {
        var written = text.Substring(date.Start, date.Length);
        if (date.Doubt == DateDoubt.OutsideEra && date.Date is { } day)
            Add(provision, date.Start, written, DiagnosticSeverity.Warning, "date.outside-era",
                $"「{written}」の日はその元号の期間にありません。{EraDateText.InEra(day)}として扱います。",
                $"The era did not run on “{written}”. It is taken as {day:yyyy-MM-dd}.");
        else if (date.Doubt == DateDoubt.Impossible)
            Add(provision, date.Start, written, DiagnosticSeverity.Warning, "date.impossible",
                $"「{written}」は暦にない日です。日付として扱いません。", $"“{written}” is not a day of the calendar. It is not taken as a date.");
    }

    public void EffectiveBeforeEnactment(Provision provision, int offset, WrittenDate effective, WrittenDate enacted) =>
        Add(provision, offset, effective.Written, DiagnosticSeverity.Warning, "date.effective-before-enactment",
            $"施行日（{effective.Written}）が制定又は改正の日（{enacted.Written}）より前です。このまま取り込みます。",
            $"The text comes into force on {effective.Date:yyyy-MM-dd}, before it was enacted on {enacted.Date:yyyy-MM-dd}. It is kept as written.");

    public void AmendedBeforeEnactment(WrittenDate amended, WrittenDate enacted) =>
        Add(null, 0, amended.Written, DiagnosticSeverity.Warning, "date.amended-before-enactment",
            $"改正日（{amended.Written}）が制定日（{enacted.Written}）より前です。このまま取り込みます。",
            $"It was amended on {amended.Date:yyyy-MM-dd}, before it was enacted on {enacted.Date:yyyy-MM-dd}. It is kept as written.");

    public ImmutableArray<TextDiagnostic> InOrder() => [.. notes.OrderBy(n => n.Line).ThenBy(n => n.Column)];

    private void Add(Provision? provision, int offset, string written, DiagnosticSeverity severity, string code, string japanese, string english)
    {
        if (notes.Count >= Most) return;
        var (line, column) = Place(provision, offset, written);
        if (seen.Add((line, column, code, written))) notes.Add(new TextDiagnostic(line, column, severity, code, japanese, english));
    }

    /// <summary>Line and column of the words: the tree knows only the first line of a provision, so the words are looked for from there on.</summary>
    private (int Line, int Column) Place(Provision? provision, int offset, string written)
    {
        var first = Math.Max(provision?.Line ?? 1, 1);
        if (source is null) return (first, 1);
        lines ??= source.ReplaceLineEndings("\n").Split('\n');
        // The words before the place, on its own line of the provision, tell repeated words apart.
        var lead = "";
        if (provision is not null && offset <= provision.Text.Length)
        {
            lead = provision.Text[Math.Max(0, offset - 30)..offset];
            lead = lead[(lead.LastIndexOf('\n') + 1)..];
        }
        foreach (var wanted in lead.Length > 0 ? new[] { lead + written, written } : [written])
            for (var i = first - 1; i < lines.Length && i < first - 1 + LinesToSearch && budget > 0; i++)
            {
                budget -= lines[i].Length;
                if (lines[i].IndexOf(wanted, StringComparison.Ordinal) is var at and >= 0)
                    return (i + 1, at + wanted.Length - written.Length + 1);
            }
        return (first, 1);
    }
}

/// <summary>本文中の日付の診断。</summary>
internal static class DateNotes
{
    private static readonly System.Buffers.SearchValues<string> Eras = System.Buffers.SearchValues.Create(["明治", "大正", "昭和", "平成", "令和"], StringComparison.Ordinal);

    /// <summary>Dates of the body that no era or calendar has. Only whole era names are looked at: they are rare and certain.</summary>
    public static void OfBody(ProvisionPaths paths, MeaningNotes notes)
    {
        foreach (var placed in paths.All)
        {
            var provision = placed.Provision;
            var text = provision.Text;
            for (var at = text.AsSpan().IndexOfAny(Eras); at >= 0;)
            {
                var next = at + 2;
                if (EraDateReader.TryRead(text, at, null, out var date))
                {
                    if (date.Doubt != DateDoubt.None) notes.Doubt(provision, date, text);
                    next = date.End;
                }
                var further = text.AsSpan(next).IndexOfAny(Eras);
                at = further < 0 ? -1 : next + further;
            }
        }
    }
}
