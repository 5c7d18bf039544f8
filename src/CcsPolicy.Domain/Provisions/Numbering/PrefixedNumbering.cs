namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>語の付いた番号: §1, 問1, Q1, 手順1, STEP 1. The word and a number, and a gap before what they stand for.</summary>
internal sealed class PrefixedNumbering(params string[] words) : NumberingForm
{
    public override string Name => words[0];

    public override FormRank Rank => FormRank.Floating;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        foreach (var word in words)
        {
            if (!text.StartsWith(word))
                continue;
            var at = word.Length;
            while (at < text.Length && text[at] is ' ' or '.' or '-')
                at++;
            var digits = Numberings.Arabic.Read(text[at..], out var value);
            if (digits == 0)
                continue;
            reading = new(ProvisionNumber.Of(value), ProvisionNumber.Of(value), at + digits);
            return true;
        }
        return false;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals) =>
        number.HasBranch ? null : NumberSequence.Write(number, Numberings.Arabic, numerals == Numerals.Kanji ? Numerals.Half : numerals, words[0], "");
}
