using System.Buffers;

namespace CcsPolicy.Domain.Basics;

/// <summary>
/// 日付の読取り。Reads one date at one place of a text, in every form that policies and forms use. Bounded work per place.
/// </summary>
internal static class EraDateReader
{
    private static readonly SearchValues<char> Starts = SearchValues.Create("明大昭平令㍾㍽㍼㍻㋿西同翌MTSHRＭＴＳＨＲ0123456789０１２３４５６７８９一二三四五六七八九千");

    /// <summary>2999年. A later year is a number of something else in running text, and nothing that a form may ask for.</summary>
    public const int LastYear = 2999;

    /// <summary>The next place from <paramref name="from"/> on where a date could begin; −1 when there is none.</summary>
    public static int NextCandidate(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            var next = text[from..].IndexOfAny(Starts);
            if (next < 0) return -1;
            from += next;
            // A date never begins in the middle of a number: 12025/3/28 is none.
            if (from == 0 || !EraNumeral.IsDigit(text[from]) || !EraNumeral.IsDigit(text[from - 1])) return from;
            from++;
        }
        return -1;
    }

    /// <summary>Reads the date that begins at <paramref name="start"/>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int start, DateOnly? previous, out FoundDate found, int lastYear = LastYear)
    {
        found = default;
        if (start >= text.Length) return false;
        var at = start;
        var c = text[start];
        if (c is '同' or '翌') return TryRelative(text, start, previous, out found);
        if (TryEra(text, ref at, out var era, out var isShort))
        {
            if (isShort && start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || IsKanji(text[start - 1]))) return false;
            Skip(text, ref at);
            int year;
            if (at < text.Length && text[at] == '元') (year, at) = (1, at + 1);
            else if (!EraNumeral.TryRead(text, ref at, out year)) return false;
            if (year > 999 || !TryMonthAndDay(text, ref at, out var month, out var day)) return false;
            var read = new EraDate(era, year, month, day);
            var date = read.ToDate();
            found = new FoundDate(start, at - start, date, date is null ? DateDoubt.Impossible : read.IsWithinEra ? DateDoubt.None : DateDoubt.OutsideEra);
            return true;
        }
        if (c == '西')
        {
            if (!text[at..].StartsWith("西暦")) return false;
            at += 2;
            Skip(text, ref at);
        }
        var digits = at;
        if (!EraNumeral.TryRead(text, ref at, out var western) || western < 1000 || western > lastYear) return false;
        if (EraNumeral.ArabicDigit(text[digits]) >= 0 && at - digits != 4) return false;
        if (!TryMonthAndDay(text, ref at, out var westernMonth, out var westernDay)) return false;
        var westernDate = EraDate.DayOrNull(western, westernMonth, westernDay);
        found = new FoundDate(start, at - start, westernDate, westernDate is null ? DateDoubt.Impossible : DateDoubt.None);
        return true;
    }

    private static bool TryRelative(ReadOnlySpan<char> text, int start, DateOnly? previous, out FoundDate found)
    {
        found = default;
        if (previous is not { } before || start + 2 >= text.Length) return false;
        var at = start + 2;
        int year = before.Year, month = before.Month, day;
        switch (text[start], text[start + 1])
        {
            case ('同' or '翌', '年'):
                if (text[start] == '翌') year++;
                if (!TryUnit(text, ref at, '月', out month) || !TryUnit(text, ref at, '日', out day)) return false;
                break;
            case ('同' or '翌', '月'):
                if (text[start] == '翌') (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1);
                if (!TryUnit(text, ref at, '日', out day)) return false;
                break;
            default:
                return false;
        }
        var date = EraDate.DayOrNull(year, month, day);
        found = new FoundDate(start, at - start, date, date is null ? DateDoubt.Impossible : DateDoubt.None);
        return true;
    }

    private static bool TryEra(ReadOnlySpan<char> text, ref int at, out JapaneseEra era, out bool isShort)
    {
        isShort = false;
        JapaneseEra? read = text[at] switch
        {
            '㍾' or '明' or 'M' or 'Ｍ' => JapaneseEra.Meiji,
            '㍽' or '大' or 'T' or 'Ｔ' => JapaneseEra.Taisho,
            '㍼' or '昭' or 'S' or 'Ｓ' => JapaneseEra.Showa,
            '㍻' or '平' or 'H' or 'Ｈ' => JapaneseEra.Heisei,
            '㋿' or '令' or 'R' or 'Ｒ' => JapaneseEra.Reiwa,
            _ => null,
        };
        era = read.GetValueOrDefault();
        if (read is null) return false;
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        var whole = (text[at], next) is ('明', '治') or ('大', '正') or ('昭', '和') or ('平', '成') or ('令', '和');
        at += whole ? 2 : 1;
        isShort = !whole;
        return true;
    }

    /// <summary>年3月28日 in words, or the two numbers between equal separators: .3.28, /3/28, -3-28.</summary>
    private static bool TryMonthAndDay(ReadOnlySpan<char> text, ref int at, out int month, out int day)
    {
        month = day = 0;
        var i = at;
        Skip(text, ref i);
        if (i >= text.Length) return false;
        if (text[i] == '年')
        {
            i++;
            if (!TryUnit(text, ref i, '月', out month) || !TryUnit(text, ref i, '日', out day)) return false;
            at = i;
            return true;
        }
        var separator = Separator(text[i]);
        if (separator == 0) return false;
        i++;
        if (!EraNumeral.TryRead(text, ref i, out month) || i >= text.Length || Separator(text[i]) != separator) return false;
        i++;
        var digits = i;
        if (!EraNumeral.TryRead(text, ref i, out day) || month > 99 || i - digits > 2) return false;
        // 2025.3.28.1 is a section number or an address, not a date.
        if (i + 1 < text.Length && Separator(text[i]) != 0 && EraNumeral.ArabicDigit(text[i + 1]) >= 0) return false;
        at = i;
        return true;
    }

    private static bool TryUnit(ReadOnlySpan<char> text, ref int at, char unit, out int value)
    {
        Skip(text, ref at);
        if (!EraNumeral.TryRead(text, ref at, out value) || value > 99) return false;
        Skip(text, ref at);
        if (at >= text.Length || text[at] != unit) return false;
        at++;
        return true;
    }

    private static char Separator(char c) => c switch
    {
        '.' or '．' => '.',
        '/' or '／' => '/',
        '-' or '－' or '‐' or '−' => '-',
        _ => '\0',
    };

    /// <summary>Text layers of PDFs put a space on each side of a number; more than two are a column apart.</summary>
    private static void Skip(ReadOnlySpan<char> text, ref int at)
    {
        for (var n = 0; n < 2 && at < text.Length && text[at] is ' ' or '　' or '\t'; n++) at++;
    }

    private static bool IsKanji(char c) => c is >= '一' and <= '鿿';
}
