using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>沿革の日付の役割。</summary>
internal enum HistoryRole
{
    None,
    Enacted,

    /// <summary>決定, 決裁, 作成: of a first date the 制定, of a later one a 改正.</summary>
    Decided,
    Amended,
    FullRevision,
    Promulgated,

    /// <summary>施行 and the like, and dates of the page.</summary>
    Ignored,
}

/// <summary>沿革の行。One line above the body: the dates in it with the words that belong to them, or a word alone.</summary>
internal static class HistoryLine
{
    /// <summary>A line with more words than this beside its dates is prose.</summary>
    private const int MostOtherWords = 60;

    private static readonly (string Word, HistoryRole Role)[] Words =
    [
        ("全部改正", HistoryRole.FullRevision), ("全面改正", HistoryRole.FullRevision), ("全部改定", HistoryRole.FullRevision),
        ("全面改定", HistoryRole.FullRevision), ("全面改訂", HistoryRole.FullRevision), ("全部改訂", HistoryRole.FullRevision),
        ("最終更新", HistoryRole.Ignored), ("更新日", HistoryRole.Ignored), ("掲載日", HistoryRole.Ignored), ("公開日", HistoryRole.Ignored),
        ("登録日", HistoryRole.Ignored), ("印刷日", HistoryRole.Ignored), ("現在", HistoryRole.Ignored),
        ("改正", HistoryRole.Amended), ("改定", HistoryRole.Amended), ("改訂", HistoryRole.Amended), ("改版", HistoryRole.Amended),
        ("修正", HistoryRole.Amended), ("変更", HistoryRole.Amended), ("見直し", HistoryRole.Amended),
        ("制定", HistoryRole.Enacted), ("策定", HistoryRole.Enacted), ("初版", HistoryRole.Enacted), ("新規作成", HistoryRole.Enacted),
        ("決定", HistoryRole.Decided), ("決裁", HistoryRole.Decided), ("議決", HistoryRole.Decided), ("作成", HistoryRole.Decided), ("設定", HistoryRole.Decided),
        ("公布", HistoryRole.Promulgated), ("公告", HistoryRole.Promulgated), ("公示", HistoryRole.Promulgated), ("公表", HistoryRole.Promulgated),
        ("告示", HistoryRole.Promulgated), ("令達", HistoryRole.Promulgated),
        ("施行", HistoryRole.Ignored), ("適用", HistoryRole.Ignored), ("実施", HistoryRole.Ignored), ("廃止", HistoryRole.Ignored), ("失効", HistoryRole.Ignored),
    ];

    /// <summary>A date with its role as far as its line tells, or a word alone when <paramref name="Date"/> is null.</summary>
    public readonly record struct Event(FoundDate? Date, string Line, HistoryRole Role);

    public static bool TellsOfReplacement(string line) =>
        line.Contains("の全部を改正", StringComparison.Ordinal) || line.Contains("の全部を次のように改正", StringComparison.Ordinal);

    public static void Read(string line, List<Event> events, bool onlyWithWord = false)
    {
        if (line.Length > 400 || line.Contains('。')) return;
        var dates = EraDateText.FindAll(line);
        if (dates.Count == 0)
        {
            var alone = Bare(line);
            if (!onlyWithWord && alone.Length <= 6 && RoleIn(alone) is var role and not HistoryRole.None && Words.Any(w => alone.EndsWith(w.Word, StringComparison.Ordinal)))
                events.Add(new Event(null, line, role));
            return;
        }
        // pieces[i] stands before date i, the last one after the last date.
        var pieces = new string[dates.Count + 1];
        var joined = new bool[dates.Count + 1];
        var from = 0;
        for (var i = 0; i < dates.Count; i++)
        {
            var raw = line[from..dates[i].Start];
            joined[i] = raw.Trim() is "、" or "，" or "・" or "," or "及び" or "並びに";
            pieces[i] = Bare(raw);
            from = dates[i].End;
        }
        pieces[^1] = Bare(line[from..]);
        if (pieces.Sum(p => p.Length) > MostOtherWords) return;
        var roles = new HistoryRole[dates.Count];
        // 昭和63年3月31日 訓令第2号 改正 平成5年…: the words stand before their dates although the first has none.
        if (RoleIn(pieces[0]) != HistoryRole.None || (dates.Count > 1 && RoleIn(pieces[^1]) == HistoryRole.None && pieces[1..^1].Any(piece => RoleIn(piece) is HistoryRole.Amended or HistoryRole.FullRevision)))
        {
            // 制定 平成16年3月31日 改正 平成19年3月30日、平成20年3月31日
            var carried = HistoryRole.None;
            for (var i = 0; i < dates.Count; i++)
            {
                var word = RoleIn(pieces[i]);
                carried = word != HistoryRole.None ? word : carried;
                // 改正 令和2年3月20日 令和2年4月1日施行: the word that touches the second date is its own.
                roles[i] = word == HistoryRole.None && Touches(line, dates[i].End) ? HistoryRole.Ignored : carried;
            }
        }
        else
        {
            // 平成17年4月1日制定 平成30年5月28日改正; of 平成29年3月1日、平成30年3月1日改正 both are 改正.
            var coming = HistoryRole.None;
            for (var i = dates.Count - 1; i >= 0; i--)
            {
                var word = RoleIn(pieces[i + 1]);
                roles[i] = coming = word != HistoryRole.None ? word : joined[i + 1] ? coming : HistoryRole.None;
            }
        }
        for (var i = 0; i < dates.Count; i++)
            if (!onlyWithWord || roles[i] is HistoryRole.Enacted or HistoryRole.Amended or HistoryRole.FullRevision)
                events.Add(new Event(dates[i], line, roles[i]));
    }

    /// <summary>平成27年10月1日　一部改正: dates and the words that belong to them, and nothing else.</summary>
    /// <param name="made">It tells of 制定, 改正 or 公布, and not of 施行 alone.</param>
    public static bool TellsOnlyHistory(string line, out bool made)
    {
        made = false;
        var dates = EraDateText.FindAll(line);
        if (dates.Count == 0 || line.Contains('。', StringComparison.Ordinal) || line.Contains("する", StringComparison.Ordinal)) return false;
        var rest = line;
        for (var i = dates.Count - 1; i >= 0; i--) rest = rest.Remove(dates[i].Start, dates[i].Length).Insert(dates[i].Start, " ");
        rest = Bare(rest);
        var told = false;
        foreach (var (word, role) in Words)
            if (rest.Contains(word, StringComparison.Ordinal))
            {
                made |= role != HistoryRole.Ignored;
                told |= made || word is "施行" or "適用" or "廃止";
                rest = rest.Replace(word, "", StringComparison.Ordinal);
            }
        foreach (var word in (ReadOnlySpan<string>)["一部", "全部", "全面", "最終", "から", "より", "年月日", "同日", "第", "版", "回", "次", "日", "付", "け", "に", "内容"])
            rest = rest.Replace(word, "", StringComparison.Ordinal);
        // 事務局長決裁, 情報管理委員会決定: who decided.
        if (rest.Length is > 1 and <= 20 && rest[^1] is '長' or '会' or '者' or '議' && Words.Any(word => word.Role == HistoryRole.Decided && line.Contains(rest + word.Word, StringComparison.Ordinal))) rest = "";
        return told && rest.All(c => EraNumeral.IsDigit(c) || c is '.' or '/' or '~');
    }

    /// <summary>令和2年4月1日　規程第3号: one date, with the number of its instrument or without, and no word.</summary>
    public static bool IsDate(string line) =>
        line.Length <= 60 && Text.Wording.HasDigit(line) && EraDateText.FindAll(line) is [{ Start: 0 } only] && (only.End == line.Length || (Bare(line[only.End..]).Length == 0 && line[^1] is '号' or ')'));

    /// <summary>○○規程（平成16年3月31日規程第3号）: a title that carries its date.</summary>
    public static Event? BracketedDate(string title)
    {
        var open = title.LastIndexOfAny(['（', '(']);
        if (open < 0) return null;
        foreach (var date in EraDateText.FindAll(title))
            if (date.Start > open)
                return new Event(date, title, HistoryRole.Enacted);
        return null;
    }

    private static bool Touches(string line, int at) => line.AsSpan(at).StartsWith("施行") || line.AsSpan(at).StartsWith("適用");

    private static HistoryRole RoleIn(string piece)
    {
        foreach (var (word, role) in Words)
            if (piece.Contains(word, StringComparison.Ordinal))
                return role;
        return HistoryRole.None;
    }

    /// <summary>The words without space, brackets, marks and the number of an instrument (規程第9号, 告示78号), which is none of the words above.</summary>
    private static string Bare(string piece)
    {
        var kept = new System.Text.StringBuilder(piece.Length);
        foreach (var c in piece)
            if (!char.IsWhiteSpace(c) && c is not ('（' or '）' or '(' or ')' or '〔' or '〕' or '[' or ']' or '・' or '•' or '-' or '|' or '｜' or '、' or '，' or ',' or ':' or '：' or '○' or '●' or '*'))
                kept.Append(c);
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i] != '号') continue;
            var begin = i;
            while (begin > 0 && EraNumeral.IsDigit(kept[begin - 1])) begin--;
            if (begin == i) continue;
            if (begin > 0 && kept[begin - 1] == '第') begin--;
            // The kind of instrument before the number: 規程, 共同訓令, 訓令甲; but not a word of ours: 改正規程第4号.
            var kind = begin;
            while (kind > 0 && begin - kind < 6 && kept[kind - 1] is >= '一' and <= '鿿' && !EndsWithWord(kept, kind)) kind--;
            // 平成30年規程第1号: the year is part of the number.
            if (kind < begin && kept[kind] == '年')
            {
                while (kind > 0 && (EraNumeral.IsDigit(kept[kind - 1]) || kept[kind - 1] == '元')) kind--;
                if (kind > 1 && kept.ToString(kind - 2, 2) is "令和" or "平成" or "昭和" or "大正" or "明治") kind -= 2;
            }
            kept.Remove(kind, i + 1 - kind);
            i = kind - 1;
        }
        return kept.ToString();
    }

    private static bool EndsWithWord(System.Text.StringBuilder text, int end)
    {
        foreach (var (word, role) in Words)
        {
            // 告示第78号 is a number although 告示 is a word, so only words of 制定 and 改正 stop it.
            if (role is not (HistoryRole.Amended or HistoryRole.FullRevision or HistoryRole.Enacted) || end < word.Length) continue;
            if (text.ToString(end - word.Length, word.Length) == word) return true;
        }
        return false;
    }
}
