using System.Collections.Immutable;
using System.Globalization;

namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>階層番号 of one depth: 1.1, 1.1.1 with a dot; 1-1, 1―1, 2－4－1 with a dash. Each depth is a form of its own.</summary>
internal sealed class DecimalNumbering(char sign, int depth) : LayeredNumbering(depth)
{
    public const int Deepest = 6;

    public char Sign => sign;

    public override string Name => string.Join(sign, Enumerable.Repeat("1", Depth));

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        var length = ReadParts(text, sign, out var number);
        if (length == 0 || number.Parts.Length != Depth)
            return false;
        reading = new(number, number, length);
        return true;
    }

    /// <summary>Reads all parts; the caller picks the form by their count.</summary>
    public static int ReadParts(ReadOnlySpan<char> text, char sign, out ProvisionNumber number)
    {
        number = ProvisionNumber.None;
        var parts = ImmutableArray.CreateBuilder<int>(4);
        var at = 0;
        while (parts.Count < Deepest)
        {
            var digits = Numberings.Arabic.Read(text[at..], out var value);
            if (digits == 0)
                break;
            parts.Add(value);
            at += digits;
            if (at + 1 >= text.Length || text[at] != sign || !char.IsAsciiDigit(text[at + 1]))
                break;
            at++;
        }
        if (parts.Count < 2)
            return 0;
        number = new(parts.ToImmutable());
        if (at < text.Length && text[at] == '.')
            at++;
        return at;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals) => number.Parts.Length != Depth
        ? null
        : string.Join(sign == '-' ? '―' : '.', number.Parts.Select(part => part.ToString(CultureInfo.InvariantCulture)));
}
