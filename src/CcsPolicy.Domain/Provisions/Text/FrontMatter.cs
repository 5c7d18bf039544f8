using System.Buffers;
using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>前付け。The lines before the body: the 題名 among them, the rest the preamble, and a page's frame above the title.</summary>
internal sealed class FrontMatter
{
    private const int LongestTitle = 90;

    private static readonly string[] Instruments =
    [
        "規程", "規則", "要綱", "要領", "基準", "方針", "ポリシー", "条例", "法", "令", "細則", "定款", "手順", "手順書", "マニュアル", "指針", "ガイドライン",
        "規約", "内規", "訓令", "計画", "宣言", "憲章", "要項", "取扱い", "心得", "規範", "規定", "概要", "標準", "仕様書", "協定書", "仕様", "特記事項",
    ];

    private static readonly string[] Bodies =
        ["市", "町", "村", "県", "府", "都", "道", "区", "組合", "法人", "連合", "大学", "学校", "協会", "機構", "センター", "財団", "会社", "事務所", "病院", "庁", "省", "国", "会"];

    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789-/. |");

    private static readonly SearchValues<char> BarSigns = SearchValues.Create("|│ -=_");

    private readonly List<SourceLine> lines;
    private readonly char[] folded;
    private readonly string text;

    public FrontMatter(List<SourceLine> lines, char[] folded, string text)
    {
        (this.lines, this.folded, this.text) = (lines, folded, text);
        TitleAt = FindTitle();
    }

    public string Title { get; private set; } = "";

    /// <summary>The number that stood before the title; null when there was none.</summary>
    public string? TitleNumber { get; private set; }

    public ImmutableArray<string> Preamble { get; private set; } = [];

    /// <summary>Index of the title's line among the front lines, -1 when there is none.</summary>
    public int TitleAt { get; }

    public SourceLine? TitleLine => TitleAt < 0 ? null : lines[TitleAt];

    public void Settle(Accounting accounting)
    {
        var preamble = ImmutableArray.CreateBuilder<string>();
        var frame = false;
        for (var i = 0; i < TitleAt; i++)
            frame |= PageChrome.IsFrame(Words(lines[i])) || (lines[i].HasMarks && lines[i].Marks[0].Form.Rank < FormRank.Article);
        for (var i = 0; i < lines.Count; i++)
        {
            if (i + 1 == TitleAt && BeginsTitle(i))
                accounting.Add(lines[i].Start, lines[i].End, TextPlace.Title);
            else if (i == TitleAt)
                TakeTitle(lines[i], preamble, accounting);
            else if (PageChrome.IsFrame(Words(lines[i])) || (frame && i < TitleAt))
                accounting.Add(lines[i], TextPlace.PageChrome);
            else if (IsBars(Words(lines[i])))
                accounting.Add(lines[i], TextPlace.PageChrome);
            else
                Keep(lines[i].Start, lines[i].End, (lines[i].Continues || lines[i].Inline) && i != TitleAt + 1 && preamble.Count > 0, preamble, accounting);
        }
        Preamble = preamble.ToImmutable();
    }

    private static bool IsBars(ReadOnlySpan<char> words) => !words.ContainsAnyExcept(BarSigns);

    private void Keep(int start, int end, bool goesOn, ImmutableArray<string>.Builder preamble, Accounting accounting)
    {
        if (goesOn)
            preamble[^1] += text[start..end];
        else
            preamble.Add(text[start..end]);
        accounting.Add(start, end, TextPlace.Preamble);
    }

    /// <summary>○題名, and behind it on the same line perhaps (平成20年9月3日規程第9号).</summary>
    private void TakeTitle(SourceLine line, ImmutableArray<string>.Builder preamble, Accounting accounting)
    {
        var start = TitleStart(line);
        var end = line.End;
        var words = Words(line);
        var bracket = folded.AsSpan(start, end - start).IndexOf('(') + start;
        if (bracket > start && words[^1] == ')' && Wording.Group(folded.AsSpan(bracket, end - bracket)) == end - bracket
            && (Wording.IsEnactmentNote(folded.AsSpan(bracket + 1, end - bracket - 2)) || Wording.IsDated(folded.AsSpan(bracket + 1, end - bracket - 2))))
            end = bracket;
        else if (DatedAt(folded.AsSpan(start, end - start)) is > 0 and var dated)
            end = start + dated;
        var before = IsNumbered(line, line.Start) || line.HasMarks && start == line.Marks[0].Rest ? line.Marks[0].LabelEnd : line.Start;
        if (before > line.Start)
        {
            accounting.Add(line.Start, before, TextPlace.PageChrome);
            TitleNumber = text[line.Body..before];
        }
        accounting.Add(before, end, TextPlace.Title);
        var rest = end;
        while (rest < line.End && folded[rest] == ' ')
            rest++;
        if (rest < line.End)
            Keep(rest, line.End, false, preamble, accounting);
        Title = (BeginsTitle(TitleAt - 1) ? text[TitleStart(lines[TitleAt - 1])..lines[TitleAt - 1].End] : "") + text[start..end].Trim();
    }

    /// <summary>青葉組合特定個人情報の ⏎ 取扱いに関する規程: a title broken over two lines; the first ends with a particle.</summary>
    private bool BeginsTitle(int at)
    {
        if (at < 0 || lines[TitleAt].AfterGap || lines[TitleAt].Inline || lines[at] is not { Role: LineRole.Open, HasMarks: false, Inline: false } || TitleStart(lines[TitleAt]) != lines[TitleAt].Start)
            return false;
        var words = folded.AsSpan(TitleStart(lines[at]), lines[at].End - TitleStart(lines[at]));
        return words.Length is > 3 and <= LongestTitle && (words[^1] is 'の' or 'に' or 'を' || words.EndsWith("する") || words.EndsWith("及び") || words.EndsWith("並びに") || words.EndsWith("係る"))
            && !Wording.IsDated(words) && !words.Contains('。') && !words.Contains('、') && !PageChrome.IsFrame(words);
    }

    /// <summary>A title without the sign before it: ○ of ○文書規程; ○○市文書規程 has none.</summary>
    public static string WithoutMark(string title) => title.StartsWith('○') && !HoldsBlank(title) ? title[1..] : title;

    private static bool HoldsBlank(ReadOnlySpan<char> words)
    {
        var circles = words.IndexOfAnyExcept('○', '◯', '〇');
        return circles > 0 && circles % 2 == 0;
    }

    private int TitleStart(SourceLine line)
    {
        var start = line.Start;
        // ○○市文書規程 begins with a name to be filled in, ○○○市文書規程 with a sign before it.
        while (start < line.End && folded[start] is '○' or '◯' or '〇' or '◎' or '●' or '■' or '□' or '◆' or '#' or ' ' && !HoldsBlank(folded.AsSpan(start, line.End - start)))
            start++;
        return IsNumbered(line, start) ? line.Marks[0].Rest : start;
    }

    /// <summary>Ⅱ　情報管理規程: the place of a title in a collection, and no part of it.</summary>
    private bool IsNumbered(SourceLine line, int start) =>
        line.HasMarks && line.Marks[0] is { Apart: true, Form: DivisionNumbering or OrdinalNumbering or ParenthesizedNumbering or PlainNumbering { Glyphs: ArabicGlyphs or RomanGlyphs } } mark
        && mark.Number is { Main: <= 20, HasBranch: false } && mark.LabelEnd > start && mark.Rest > mark.LabelEnd && line.End - mark.Rest > 3 && folded[mark.Rest + 1] != ' '
        && !char.IsAsciiLetter(folded[mark.Rest]) && EndsWithAny(folded.AsSpan(mark.Rest, line.End - mark.Rest), Instruments);

    /// <summary>○ and the name of an instrument.</summary>
    public static bool IsMarkedTitle(ReadOnlySpan<char> words)
    {
        if (words.Length is < 3 or > LongestTitle || words[0] is not ('○' or '◯' or '〇' or '◎') || words[1] == ' ')
            return false;
        var bracket = words.IndexOf('(');
        return EndsWithAny(bracket > 0 ? words[..bracket].TrimEnd(' ') : words, Instruments);
    }

    /// <summary>The words end as the name of an instrument does.</summary>
    public static bool NamesInstrument(ReadOnlySpan<char> words) => words.Length is > 3 and <= LongestTitle && EndsWithAny(words, Instruments);

    private int FindTitle()
    {
        var (best, at) = (0, -1);
        for (var i = 0; i < lines.Count && i < 200; i++)
        {
            var score = Score(lines[i]);
            if (score > best)
                (best, at) = (score, i);
        }
        return at;
    }

    private int Score(SourceLine line)
    {
        var start = TitleStart(line);
        var words = folded.AsSpan(start, line.End - start);
        if (DatedAt(words) is > 0 and var dated)
            words = words[..dated];
        if (words.IsEmpty || words.Length > LongestTitle || line.Role != LineRole.Open || words[0] is '(' or '[' or '•' or '・' or '-' or '*' or '※' || Wording.IsSentence(words)
            || PageChrome.IsFrame(words) || words.Contains('、') && words.Length > 40)
            return 0;
        var bracket = words.IndexOf('(');
        var name = bracket > 0 && words[^1] == ')' ? words[..bracket].TrimEnd(' ') : words;
        if (Wording.IsDated(name) || name is "制定" or "改正" or "目次" || name.StartsWith("改正 ") || IsNumberOnly(name) || IsInstrumentNumber(name)
            || ((ClosingLines.IsSignature(name) || line.Marks is [{ Apart: true, Form: OrdinalNumbering }, ..]) && !EndsWithAny(name, Instruments)))
            return 0;
        var score = start > line.Start && folded[line.Start] is '○' or '◯' or '〇' or '◎' ? 8 : 1;
        if (EndsWithAny(name, Instruments))
            score += 4;
        if (ContainsAny(name, Bodies))
            score += 1;
        return score;
    }

    /// <summary>○○規則 平成19年2月1日 規則第8号: where the name ends on a line that goes on with its date; 0 on others.</summary>
    private static int DatedAt(ReadOnlySpan<char> words)
    {
        var gap = words.IndexOf(' ');
        for (var seen = 0; gap > 0 && seen < 12; seen++)
        {
            if (gap + 1 < words.Length && words[gap + 1] is '平' or '令' or '昭' or (>= '1' and <= '2') && EraDateReader.TryRead(words, gap + 1, null, out _))
                return EndsWithAny(words[..gap].TrimEnd(' '), Instruments) ? words[..gap].TrimEnd(' ').Length : 0;
            var next = words[(gap + 1)..].IndexOf(' ');
            gap = next < 0 ? -1 : gap + 1 + next;
        }
        return 0;
    }

    /// <summary>訓令第9号, 規則第2号, 訓令甲第31号.</summary>
    private static bool IsInstrumentNumber(ReadOnlySpan<char> words) => words.EndsWith("号") && words.Contains('第') && words.Length < 20;

    private static bool IsNumberOnly(ReadOnlySpan<char> words) => !words.ContainsAnyExcept(NumberSigns);

    private static bool EndsWithAny(ReadOnlySpan<char> words, string[] ends)
    {
        // 開示の方法 is no 法.
        if (words.EndsWith("方法") || words.EndsWith("手法") || words.EndsWith("用法") || words.EndsWith("技法"))
            return false;
        foreach (var end in ends)
            if (words.EndsWith(end))
                return true;
        return words.EndsWith("について") || words.EndsWith("に関する件");
    }

    private static bool ContainsAny(ReadOnlySpan<char> words, string[] parts)
    {
        foreach (var part in parts)
            if (words.Contains(part, StringComparison.Ordinal))
                return true;
        return false;
    }

    private ReadOnlySpan<char> Words(SourceLine line) => folded.AsSpan(line.Start, line.End - line.Start);
}
