using System.Collections.Immutable;
using System.Text;

namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>枝番号 and 範囲, shared by the forms: 4の2の3; から…まで, 及び, ・.</summary>
internal static class NumberSequence
{
    /// <summary>Reads 4, 4の2, 4の2の3. A の that no number follows ends the number (第4条の規定).</summary>
    public static int Read(ReadOnlySpan<char> text, NumberGlyphs glyphs, bool branches, out ProvisionNumber number)
    {
        number = ProvisionNumber.None;
        var length = glyphs.Read(text, out var main);
        if (length == 0)
            return 0;
        number = ProvisionNumber.Of(main);
        return branches ? ReadBranches(text, length, glyphs, ref number) : length;
    }

    /// <summary>Reads のN after <paramref name="length"/> characters as often as it stands there.</summary>
    public static int ReadBranches(ReadOnlySpan<char> text, int length, NumberGlyphs glyphs, ref ProvisionNumber number)
    {
        var parts = number.Parts;
        while (length + 1 < text.Length && text[length] is 'の' or 'ノ' && parts.Length < 6)
        {
            var digits = glyphs.Read(text[(length + 1)..], out var branch);
            if (digits == 0)
                break;
            parts = parts.Add(branch);
            length += 1 + digits;
        }
        number = new(parts);
        return length;
    }

    /// <summary>Reads から四まで, 及び三, ・三 after a number; leaves <paramref name="length"/> when it is not there in whole.</summary>
    public static int ReadSpan(ReadOnlySpan<char> text, int length, NumberGlyphs glyphs, bool branches, string before, string after, ref ProvisionNumber through)
    {
        var rest = text[length..];
        var joined = rest.StartsWith("から") || rest.StartsWith("及び") ? 2 : !rest.IsEmpty && (rest[0] == '・' || rest[0] == '~') ? 1 : 0;
        if (joined == 0 || !rest[joined..].StartsWith(before))
            return length;
        var at = joined + before.Length;
        var digits = glyphs.Read(rest[at..], out var value);
        if (digits == 0)
            return length;
        var number = ProvisionNumber.Of(value);
        at += digits;
        if (branches && after.Length == 0)
            at = ReadBranches(rest, at, glyphs, ref number);
        if (!rest[at..].StartsWith(after))
            return length;
        at += after.Length;
        if (branches && after.Length > 0)
            at = ReadBranches(rest, at, glyphs, ref number);
        if (rest[0] == 'か')
        {
            if (!rest[at..].StartsWith("まで"))
                return length;
            at += 2;
        }
        if (number.CompareTo(through) <= 0)
            return length;
        through = number;
        return length + at;
    }

    /// <summary>Writes 第 + number + 条 + branches.</summary>
    public static string? Write(ProvisionNumber number, NumberGlyphs glyphs, Numerals numerals, string before, string after)
    {
        if (number.IsNone || glyphs.Write(number.Main, numerals) is not { } main)
            return null;
        var text = new StringBuilder(before).Append(main).Append(after);
        foreach (var branch in number.Parts.AsSpan()[1..])
            text.Append('の').Append(glyphs.Write(branch, numerals));
        return text.ToString();
    }
}
