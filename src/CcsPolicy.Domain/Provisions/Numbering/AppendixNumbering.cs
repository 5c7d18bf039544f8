namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>
/// 別表・別記・様式: a name, and a number before or after it: 別表, 別表第1の2, 別表1, 様式第1号, 第1号様式, 別記様式第2号, 別紙.
/// </summary>
internal sealed class AppendixNumbering(bool sheets, params string[] names) : NumberingForm
{
    public override string Name => names[0];

    public override FormRank Rank => FormRank.Root;

    public override bool HasBranches => true;

    public override bool IsClosed => true;

    /// <summary>様式, whose inside is a sheet to fill in and not a list of provisions.</summary>
    public bool IsSheet => sheets;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        if (sheets && ReadNumberFirst(text, out reading))
            return true;
        foreach (var name in names)
        {
            var at = ReadName(text, name);
            if (at == 0)
                continue;
            var number = ProvisionNumber.None;
            var length = ReadNumber(text, at, ref number);
            reading = new(number, number, length);
            return true;
        }
        return false;
    }

    public override string? Write(ProvisionNumber number, Numerals numerals)
    {
        if (number.IsNone)
            return names[0];
        NumberGlyphs glyphs = numerals == Numerals.Kanji ? Numberings.Kanji : Numberings.Arabic;
        return NumberSequence.Write(number, glyphs, numerals, names[0] + "第", sheets ? "号" : "");
    }

    /// <summary>第1号様式, 別記第1号様式.</summary>
    private static bool ReadNumberFirst(ReadOnlySpan<char> text, out NumberReading reading)
    {
        reading = default;
        var at = text.StartsWith("別記") ? SkipSpace(text, 2) : 0;
        if (at >= text.Length || text[at] != '第')
            return false;
        var number = ProvisionNumber.None;
        var length = ReadNumber(text, at, ref number);
        if (length == at || !text[length..].StartsWith("様式"))
            return false;
        reading = new(number, number, length + 2);
        return true;
    }

    private static int ReadName(ReadOnlySpan<char> text, string name)
    {
        var at = 0;
        foreach (var sign in name)
        {
            at = SkipSpace(text, at);
            if (at >= text.Length || text[at] != sign)
                return 0;
            at++;
        }
        return at;
    }

    private static int ReadNumber(ReadOnlySpan<char> text, int from, ref ProvisionNumber number)
    {
        var at = SkipSpace(text, from);
        var ordinal = at < text.Length && text[at] == '第';
        if (ordinal)
            at = SkipSpace(text, at + 1);
        else if (at > from || (at < text.Length && text[at] is '-'))
            at = at < text.Length && text[at] == '-' ? at + 1 : from;
        // 附属書A: a letter counts when no word begins with it.
        if (!ordinal && at < text.Length && RowGlyphs.Upper.Read(text[at..], out var letter) > 0 && (at + 1 == text.Length || text[at + 1] is ' ' or '(' or ')'))
        {
            number = ProvisionNumber.Of(letter);
            return at + 1;
        }
        NumberGlyphs glyphs = at < text.Length && char.IsAsciiDigit(text[at]) ? Numberings.Arabic : Numberings.Kanji;
        var read = ProvisionNumber.None;
        var digits = at >= text.Length || (!ordinal && glyphs == Numberings.Kanji) ? 0 : NumberSequence.Read(text[at..], glyphs, true, out read);
        if (digits == 0)
            return from;
        at += digits;
        while (at + 1 < text.Length && text[at] == '-' && char.IsAsciiDigit(text[at + 1]))
        {
            var more = Numberings.Arabic.Read(text[(at + 1)..], out var part);
            if (more == 0)
                break;
            read = new(read.Parts.Add(part));
            at += 1 + more;
        }
        var unit = SkipSpace(text, at);
        if (unit < text.Length && text[unit] == '号')
            at = NumberSequence.ReadBranches(text, unit + 1, glyphs, ref read);
        number = read;
        return at;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at;
    }
}
