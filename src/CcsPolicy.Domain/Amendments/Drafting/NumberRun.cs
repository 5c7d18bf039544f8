using System.Buffers;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Numbering;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>番号の並び。Provisions that are counted together, the form in which they are numbered, and how their digits are written.</summary>
internal sealed class NumberRun
{
    private static readonly SearchValues<char> KanjiNumerals = SearchValues.Create("一二三四五六七八九十百千");

    private readonly NumberingForm form;
    private readonly bool? singleIsFull;
    private readonly bool? severalAreFull;

    private NumberRun(NumberingForm form, IEnumerable<string> labels)
    {
        this.form = form;
        foreach (var label in labels)
            for (var at = 0; at < label.Length;)
            {
                var end = at;
                while (end < label.Length && char.IsDigit(label[end]))
                    end++;
                if (end == at + 1)
                    singleIsFull ??= label[at] > '9';
                else if (end > at)
                    severalAreFull ??= label[at] > '9';
                at = Math.Max(end, at + 1);
            }
    }

    public bool CountsLayers => form is LayeredNumbering;

    /// <summary>The form that explains most steps of the run: イ is followed by ロ or by ウ.</summary>
    public static NumberRun? Of(IReadOnlyList<string> labels, string label)
    {
        var (best, most) = ((NumberingForm?)null, -1);
        foreach (var form in Forms(label))
        {
            var steps = 0;
            for (var i = 1; i < labels.Count; i++)
                if (Read(form, labels[i - 1]) is { } one && Read(form, labels[i]) is { } next && next.Last - one.Last is 0 or 1)
                    steps++;
            if (steps > most)
                (best, most) = (form, steps);
        }
        return best is null ? null : new(best, labels);
    }

    /// <summary>The number of a label in this run's form; null when it is written otherwise or spans several.</summary>
    public ProvisionNumber? Read(string label) => Read(form, label);

    /// <summary>The label with another number, written as the label and its neighbours are; null when the form has no further sign.</summary>
    public string? Write(string label, ProvisionNumber from, ProvisionNumber to)
    {
        var digits = WithDigits(label, to);
        if (digits is not null)
            return digits;
        if (label.Length == 1 && label[0] is >= '⑴' and <= '⒇' or >= '⒜' and <= '⒵' or >= '㈠' and <= '㈩' && !to.HasBranch
            && (char)(label[0] + to.Main - from.Main) is var sign && Read(sign.ToString()) is { } read && read.Equals(to))
            return sign.ToString();
        var kanji = label.AsSpan().ContainsAny(KanjiNumerals);
        if (form.Write(to, kanji ? Numerals.Kanji : Numerals.Half) is not { } written)
            return null;
        if (label.Contains('（'))
            written = written.Replace('(', '（').Replace(')', '）');
        return label[^1] is '.' or '．' && written[^1] != '.' ? written + label[^1] : written;
    }

    private string? WithDigits(string label, ProvisionNumber to)
    {
        var written = new System.Text.StringBuilder();
        var (part, at) = (0, 0);
        while (at < label.Length)
        {
            if (!char.IsDigit(label[at]))
            {
                written.Append(label[at++]);
                continue;
            }
            if (part == to.Parts.Length)
                return null;
            var wasFull = label[at] > '9';
            while (at < label.Length && char.IsDigit(label[at]))
                at++;
            var full = (to.Parts[part] < 10 ? singleIsFull : severalAreFull) ?? wasFull;
            written.Append(Numberings.Arabic.Write(to.Parts[part++], full ? Numerals.Full : Numerals.Half));
        }
        return part == to.Parts.Length && part > 0 ? written.ToString() : null;
    }

    private static IEnumerable<NumberingForm> Forms(string label)
    {
        if (label.Length == 0)
            return [];
        return Numberings.StartingWith(Folding.FoldString(label)[0]).ToArray()
            .Concat(char.IsDigit(label[0]) ? [.. Numberings.Dotted, .. Numberings.Dashed] : Array.Empty<NumberingForm>())
            .Concat(Numberings.Compound)
            .Where(form => Read(form, label) is not null);
    }

    private static ProvisionNumber? Read(NumberingForm form, string label) =>
        form.TryRead(Folding.FoldString(label), out var reading) && reading.Length == label.Length && reading.Through.Equals(reading.Number) && !reading.Number.IsNone ? reading.Number : null;
}
