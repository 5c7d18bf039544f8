namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>第 + 番号 + 単位, shared by 条 and 編章節款目: spaces inside are layout (第 1 条), digits or kanji, branch after the unit.</summary>
internal static class OrdinalUnit
{
    public static bool TryRead(ReadOnlySpan<char> text, char unit, out NumberReading reading)
    {
        reading = default;
        if (!ReadOne(text, unit, out var number, out var length))
            return false;
        var through = number;
        var rest = text[length..];
        var joined = rest.StartsWith("から") || rest.StartsWith("及び") ? 2 : !rest.IsEmpty && (rest[0] is '・' or '~' or '-') ? 1 : 0;
        if (joined > 0 && ReadOne(rest[joined..], unit, out var last, out var more) && last.CompareTo(number) > 0)
        {
            var end = joined + more;
            var closed = rest[0] != 'か' || rest[end..].StartsWith("まで");
            if (closed)
            {
                through = last;
                length += end + (rest[0] == 'か' ? 2 : 0);
            }
        }
        reading = new(number, through, length);
        return true;
    }

    public static string? Write(ProvisionNumber number, char unit, Numerals numerals)
    {
        NumberGlyphs glyphs = numerals == Numerals.Kanji ? Numberings.Kanji : Numberings.Arabic;
        return NumberSequence.Write(number, glyphs, numerals, "第", unit.ToString());
    }

    private static bool ReadOne(ReadOnlySpan<char> text, char unit, out ProvisionNumber number, out int length)
    {
        (number, length) = (ProvisionNumber.None, 0);
        if (text.Length < 3 || text[0] != '第')
            return false;
        var at = SkipSpace(text, 1);
        NumberGlyphs glyphs = at < text.Length && char.IsAsciiDigit(text[at]) ? Numberings.Arabic : Numberings.Kanji;
        var digits = glyphs.Read(text[at..], out var value);
        if (digits == 0)
            return false;
        // 第 3 条 of a spread-out print is an article; in 第1 目的 the gap divides a number from its heading.
        var spread = at > 1;
        at += digits;
        if (spread)
            at = SkipSpace(text, at);
        if (at >= text.Length || text[at] != unit)
            return false;
        number = ProvisionNumber.Of(value);
        length = NumberSequence.ReadBranches(text, at + 1, glyphs, ref number);
        if (length == at + 1)
        {
            // 第 4 条 の 2 of a PDF's text layer.
            var gap = SkipSpace(text, length);
            if (gap > length && gap < text.Length && text[gap] == 'の')
            {
                var branchAt = SkipSpace(text, gap + 1);
                var branchDigits = glyphs.Read(text[branchAt..], out var branch);
                if (branchDigits > 0 && (branchAt + branchDigits == text.Length || text[branchAt + branchDigits] is ' ' or '('))
                {
                    number = new([value, branch]);
                    length = branchAt + branchDigits;
                }
            }
        }
        return true;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] == ' ')
            at++;
        return at;
    }
}
