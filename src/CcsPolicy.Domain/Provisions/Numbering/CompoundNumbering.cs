using System.Collections.Immutable;
using System.Text;

namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>
/// 複合番号: the number of a level above and, behind a dash, a dot or directly, its own: Ⅰ－1, A.1.2, 2-(1), 3(1), (1)－①.
/// Those of digits alone are <see cref="DecimalNumbering"/>.
/// </summary>
internal sealed class CompoundNumbering(CompoundHead head, int depth, bool closed) : LayeredNumbering(depth)
{
    public const int Deepest = 4;

    public CompoundHead Head => head;

    /// <summary>The last part is in brackets or a circle, so that nothing need divide it from the words.</summary>
    public override bool IsClosed => closed;

    public override string Name => head.Sample + string.Concat(Enumerable.Repeat("-1", Depth - 2)) + (closed ? "-(1)" : "-1");

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        var length = ReadParts(text, head, out var number, out var form);
        if (form != this)
            return false;
        reading = new(number, number, length);
        return true;
    }

    /// <summary>Reads all parts, and of which form they are together.</summary>
    public static int ReadParts(ReadOnlySpan<char> text, out ProvisionNumber number, out CompoundNumbering? form)
    {
        (number, form) = (ProvisionNumber.None, null);
        foreach (var head in Numberings.Heads)
            if (ReadParts(text, head, out number, out form) is > 0 and var length)
                return length;
        return 0;
    }

    private static int ReadParts(ReadOnlySpan<char> text, CompoundHead head, out ProvisionNumber number, out CompoundNumbering? form)
    {
        (number, form) = (ProvisionNumber.None, null);
        if (!head.Form.TryRead(text, out var first) || first.Number is not { HasBranch: false, IsNone: false } || !first.Through.Equals(first.Number) || text[first.Length - 1] == '.')
            return 0;
        Span<int> parts = stackalloc int[Deepest];
        parts[0] = first.Number.Main;
        var (at, count, closed) = (first.Length, 1, false);
        while (count < Deepest && ReadPart(text, at, out var part, out var length, out var enclosed))
        {
            (parts[count++], closed) = (part, enclosed);
            at += length;
        }
        if (count < 2 || (head.IsDigits && !closed))
            return 0;
        number = new(parts[..count].ToImmutableArray());
        form = Numberings.Compound[(head.Index * (Deepest - 1) + count - 2) * 2 + (closed ? 1 : 0)];
        return at < text.Length && text[at] == '.' ? at + 1 : at;
    }

    /// <summary>－1, .1, －(1), (1) or ①: only what is enclosed may follow without a sign.</summary>
    private static bool ReadPart(ReadOnlySpan<char> text, int from, out int value, out int length, out bool enclosed)
    {
        (value, length, enclosed) = (0, 0, false);
        if (from >= text.Length)
            return false;
        var at = text[from] is '-' or '.' ? from + 1 : from;
        if (at > from && Numberings.Arabic.Read(text[at..], out value) is > 0 and var digits)
        {
            length = at + digits - from;
            return true;
        }
        foreach (var form in (ReadOnlySpan<NumberingForm>)[Numberings.InDigits, Numberings.Circled])
            if (form.TryRead(text[at..], out var reading) && reading.Number is { HasBranch: false } number && reading.Through.Equals(number))
            {
                (value, length, enclosed) = (number.Main, at + reading.Length - from, true);
                return true;
            }
        return false;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals)
    {
        if (number.Parts.Length != Depth || head.Form.Write(ProvisionNumber.Of(number.Main), numerals) is not { } first)
            return null;
        var label = new StringBuilder(first);
        for (var i = 1; i < Depth; i++)
            label.Append('－').Append(closed && i == Depth - 1 ? Numberings.InDigits.Write(ProvisionNumber.Of(number.Parts[i]), Arabic(numerals)) : Numberings.Arabic.Write(number.Parts[i], Arabic(numerals)));
        return label.ToString();

        static Numerals Arabic(Numerals numerals) => numerals == Numerals.Kanji ? Numerals.Half : numerals;
    }

    /// <summary>The unit stands one level above and is written as the head of this label is: Ⅰ above Ⅰ－1, and not イ above 2-(1).</summary>
    public bool IsBelow(NumberingForm? above) => Depth == 2
        ? above == head.Form || (head.IsDigits && above is OrdinalNumbering or DivisionNumbering) || (head.Form == Numberings.Upper && above is AppendixNumbering)
        : above is CompoundNumbering { IsClosed: false } compound && compound.Head == head || (head.IsDigits && above is DecimalNumbering);
}

/// <summary>複合番号の頭。How the first part of a compound number is written.</summary>
internal sealed record CompoundHead(int Index, string Sample, NumberingForm Form)
{
    /// <summary>Digits before digits are <see cref="DecimalNumbering"/>: this head needs something enclosed at the end.</summary>
    public bool IsDigits => Form == Numberings.Digits;
}
