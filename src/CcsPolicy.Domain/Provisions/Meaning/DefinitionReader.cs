using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 定義の読取り。Finds defined words in the three ways that texts have: the items of a 定義 article, 「…（以下「組合」という。）」 and
/// 「…とは、…をいう。」, each with the part of the text in which it holds.
/// </summary>
internal sealed class DefinitionReader(ProvisionPaths paths)
{
    private const int LongestTerm = 40;
    private const int LongestBracket = 200;
    private const int LongestPhrase = 300;
    private const int LongestMeaning = 4_000;

    /// <summary>Signs of words in brackets that explain and do not name.</summary>
    private static readonly System.Buffers.SearchValues<char> NoName = System.Buffers.SearchValues.Create("。、，「」以含除");

    /// <summary>Characters that may still be read for the ends of sentences: a text without any costs no more than another.</summary>
    private int budget = 4_000_000;


    private readonly ImmutableArray<Definition>.Builder found = ImmutableArray.CreateBuilder<Definition>();
    private readonly HashSet<(string, ProvisionPath?)> seen = [];

    public ImmutableArray<Definition> ReadAll()
    {
        foreach (var line in paths.Tree.Preamble) Read(null, line);
        // Document order: below a 定義 article each child is read as an entry before its own sentences are.
        var entriesOf = -1;
        foreach (var placed in paths.All)
        {
            if (placed.Index >= entriesOf) entriesOf = -1;
            if (entriesOf < 0 && (IsGlossary(placed.Provision) || Announces(placed.Provision))) entriesOf = placed.End;
            else if (entriesOf >= 0 && IsEntry(placed)) ReadEntry(placed);
            Read(placed, placed.Provision.Text);
            if (entriesOf >= 0) ReadListed(placed);
        }
        return found.ToImmutable();
    }

    private static bool IsGlossary(Provision provision) =>
        provision.Heading is { Length: > 0 and < 30 } heading
        && (heading.Contains("定義", StringComparison.Ordinal) || heading.Contains("用語", StringComparison.Ordinal));

    /// <summary>次の各号に掲げる用語の意義は、…: an article under a shared caption says so in its words.</summary>
    private static bool Announces(Provision provision) =>
        provision.Kind is ProvisionKind.Article or ProvisionKind.Paragraph && provision.Text.Length < 200 && provision.Text.Contains('次')
        && (provision.Text.Contains("用語の意義は", StringComparison.Ordinal) || provision.Text.Contains("用語の定義は", StringComparison.Ordinal));

    /// <summary>The items of the article or of its paragraphs; what stands below them explains them.</summary>
    private bool IsEntry(PlacedProvision placed)
    {
        if (placed.Provision.Kind is ProvisionKind.Paragraph or < ProvisionKind.Paragraph) return placed.Provision.Heading is not null && placed.Provision.Kind != ProvisionKind.Article;
        var parent = paths.ParentOf(placed)?.Provision.Kind;
        return parent is not (ProvisionKind.Item or ProvisionKind.Subitem1 or ProvisionKind.Subitem2 or ProvisionKind.Subitem3);
    }

    private void ReadEntry(PlacedProvision placed)
    {
        var provision = placed.Provision;
        if (provision.Heading is { Length: > 0 } heading)
        {
            Add(heading.Trim().TrimEnd('：', ':'), provision.Text, placed.Path, null);
            return;
        }
        ReadTermAndMeaning(provision.Text, placed);
    }

    /// <summary>Unnumbered lines of a glossary: ・「機密性」：許された者だけが使えること。</summary>
    private void ReadListed(PlacedProvision placed)
    {
        var text = placed.Provision.Text;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            var line = text[at..end].TrimStart('・', '•', '●', '○', '*', '-', ' ', '　');
            var listed = end - at > line.Length && line.IndexOfAny(['：', ':']) > 1 && line.EndsWith("をいう。", StringComparison.Ordinal);
            if (listed || line.StartsWith('「') && line.IndexOf('」') is > 1 and var close && close + 1 < line.Length && line[close + 1] is ':' or '：' or ' ' or '　')
                ReadTermAndMeaning(line, placed);
            at = end + 1;
        }
    }

    /// <summary>窓口　事故の第一報を受け付ける部署をいう。</summary>
    private void ReadTermAndMeaning(string text, PlacedProvision placed)
    {
        var first = text.AsSpan();
        var line = first.IndexOf('\n');
        // A term alone on its line, its meaning below.
        var gap = TermEnd(line < 0 ? first : first[..line]);
        if (gap <= 0) gap = line;
        if (gap <= 0 || gap > LongestBracket) return;
        var term = text[..gap].Trim();
        var meaning = text[(gap + 1)..].Trim();
        if (meaning.Length == 0 || WithoutBracket(term).AsSpan().IndexOfAny("。、，") >= 0 || term.EndsWith('は')) return;
        Add(term, meaning, placed.Path, null);
    }

    /// <summary>The first gap or colon that stands outside of brackets: CISO（Chief Information Security Officer）　専務理事をいう。</summary>
    private static int TermEnd(ReadOnlySpan<char> line)
    {
        var depth = 0;
        for (var i = 0; i < line.Length && i <= LongestBracket; i++)
        {
            if (line[i] is '（' or '(') depth++;
            else if (line[i] is '）' or ')') depth = Math.Max(0, depth - 1);
            else if (depth == 0 && line[i] is '　' or ' ' or '：' or ':' or '\t') return i;
        }
        return -1;
    }

    private void Read(PlacedProvision? placed, string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var next = text.AsSpan(from).IndexOf("」と");
            if (next < 0) break;
            var close = from + next;
            from = close + 2;
            var open = text.AsSpan(Math.Max(0, close - LongestTerm - 1), Math.Min(close, LongestTerm + 1)).LastIndexOf('「');
            if (open < 0) continue;
            open += Math.Max(0, close - LongestTerm - 1);
            if (open + 1 == close) continue;
            var after = text.AsSpan(close + 2);
            if (after.StartsWith("は"))
                ReadMeaning(placed, text, text[(open + 1)..close], SentenceBegin(text, open), close + 3);
            else if (IsCalled(after))
                ReadBracket(placed, text, open, close);
        }
        ReadUnquoted(placed, text);
    }

    private static bool IsCalled(ReadOnlySpan<char> after)
    {
        after = after.TrimStart("、，");
        if (after.StartsWith("総称")) after = after[2..];
        return after.StartsWith("いう") || after.StartsWith("いい") || after.StartsWith("称") || after.StartsWith("する") || after.StartsWith("略") || after.StartsWith("呼");
    }

    /// <summary>…組合（以下「組合」という。）</summary>
    private void ReadBracket(PlacedProvision? placed, string text, int open, int close)
    {
        var bracket = EnclosingBracket(text, open);
        if (bracket < 0) return;
        var before = text.AsSpan(bracket + 1, open - bracket - 1);
        var below = before.LastIndexOf("以下");
        var scoped = before.IndexOf("において");
        if (below < 0 && scoped < 0 && !before.Trim().IsEmpty) return;
        var begin = PhraseBegin(text, bracket);
        begin += PointerWords.Connector(text, begin, out _);
        var meaning = WithoutPlace(text[Math.Min(begin, bracket)..bracket].Trim());
        // （平成25年法律第27号。以下「番号法」という。）: the number belongs to what is meant.
        var number = below > 0 ? before[..below].Trim().TrimEnd("。、，").ToString() : "";
        if (number.Length > 0) meaning = $"{meaning}（{number}）";
        if (meaning.Length == 0) return;
        Add(text[(open + 1)..close], meaning, placed?.Path, Scope(placed, before));
    }

    /// <summary>「個人情報」とは、個人に関する情報をいう。</summary>
    private void ReadMeaning(PlacedProvision? placed, string text, string term, int sentence, int from)
    {
        while (from < text.Length && text[from] is '、' or '，' or ',' or ' ' or '　') from++;
        var end = SentenceEnd(text, from);
        // 「鍵」とは…をいい、「錠」とは…をいう。
        if (text.AsSpan(from, end - from).IndexOf("をいい、「") is > 0 and var next && text.AsSpan(from + next, end - from - next).Contains("」とは", StringComparison.Ordinal)) end = from + next;
        var meaning = text[from..end].Trim();
        foreach (var tail in new[] { "をいいます", "をいう", "をさす", "を指す" })
            if (meaning.EndsWith(tail, StringComparison.Ordinal))
            {
                meaning = meaning[..^tail.Length];
                break;
            }
        if (meaning.Length > 0) Add(term, meaning, placed?.Path, Scope(placed, text.AsSpan(sentence, Math.Max(0, Math.Min(from, text.Length) - sentence))));
    }

    /// <summary>情報資産とは、…をいう。at the beginning of a sentence, without quotation marks.</summary>
    private void ReadUnquoted(PlacedProvision? placed, string text)
    {
        for (var from = 0; from < text.Length;)
        {
            var next = text.AsSpan(from).IndexOf("とは、");
            if (next < 0) return;
            var at = from + next;
            from = at + 3;
            if (at == 0 || text[at - 1] == '」') continue;
            var sentence = SentenceBegin(text, at);
            var term = text.AsSpan(sentence, at - sentence);
            var opening = term.LastIndexOf("において");
            if (opening >= 0) term = term[(opening + 4)..];
            term = term.TrimStart("、，,なおここで 　・※");
            // １　文書とは: what stands before the gap is a number that the reading left in the words.
            if (term.LastIndexOfAny(" 　") is > 0 and var gap && term[..gap].IndexOfAnyExceptInRange('０', '９') < 0) term = term[(gap + 1)..];
            if (term.Length is 0 or > 30 || term.IndexOfAny("、，「（") >= 0) continue;
            var end = SentenceEnd(text, from);
            var meaning = text.AsSpan(from, end - from);
            if (!meaning.EndsWith("をいう") && !meaning.EndsWith("をいいます") && !meaning.EndsWith("ことである")) continue;
            ReadMeaning(placed, text, term.ToString(), sentence, from);
        }
    }

    private ProvisionPath? Scope(PlacedProvision? placed, ReadOnlySpan<char> words)
    {
        if (placed is null) return null;
        var at = words.LastIndexOf("この");
        if (at < 0 || at + 2 >= words.Length) return null;
        // この条例 and この規程 are the whole text.
        if (at + 3 < words.Length && words[at + 3] is not ('に' or 'か' or '及' or '並' or 'の' or '、' or '（' or '(')) return words[(at + 2)..].StartsWith("附則") ? Nearest(ProvisionKind.SupplementaryProvision) : null;
        return words[at + 2] switch
        {
            '編' => Nearest(ProvisionKind.Part),
            '章' => Nearest(ProvisionKind.Chapter),
            '節' => Nearest(ProvisionKind.Section),
            '款' => Nearest(ProvisionKind.Subsection),
            '目' => Nearest(ProvisionKind.Division),
            '条' => Nearest(ProvisionKind.Article),
            '項' => Nearest(ProvisionKind.Paragraph) ?? Nearest(ProvisionKind.Article),
            '号' => Nearest(ProvisionKind.Item),
            _ => null,
        };

        ProvisionPath? Nearest(ProvisionKind kind) => paths.Enclosing(placed, k => k == kind)?.Path;
    }

    /// <summary>…をいう。 ⏎ （平17規程4・追加）: the note of a database of regulations is no part of the meaning.</summary>
    private static string WithoutNote(string meaning)
    {
        var line = meaning.LastIndexOf('\n');
        if (line <= 0 || meaning.Length - line > LongestBracket) return meaning;
        var last = Text.Folding.FoldString(meaning[(line + 1)..].Trim());
        return last.Length > 2 && last[0] == '(' && last[^1] == ')' && Text.Wording.IsAmendmentNote(last.AsSpan(1, last.Length - 2)) ? meaning[..line].TrimEnd() : meaning;
    }

    /// <summary>青葉組合（以下「組合」という。）の職員: what other names the sentence gives is no part of the meaning; 番号法（平成25年法律第27号。以下「法」という。） keeps its number.</summary>
    private static string WithoutNames(string meaning)
    {
        if (!meaning.Contains("」と", StringComparison.Ordinal)) return meaning;
        var kept = new System.Text.StringBuilder(meaning.Length);
        for (var at = 0; at < meaning.Length; at++)
        {
            if (meaning[at] is not ('（' or '(') || NameEnd(meaning, at, out var remark) is not (> 0 and var end))
            {
                kept.Append(meaning[at]);
                continue;
            }
            if (remark.Length > 0) kept.Append('（').Append(remark).Append('）');
            at = end;
        }
        return kept.ToString().Trim();
    }

    /// <summary>Where a bracket closes that gives a name; 0 when it gives none. <paramref name="remark"/> is what it says besides.</summary>
    private static int NameEnd(string text, int bracket, out string remark)
    {
        remark = "";
        var inside = text.AsSpan(bracket + 1, Math.Min(LongestBracket, text.Length - bracket - 1));
        var (open, close) = (inside.IndexOf('「'), inside.IndexOf("」と"));
        if (open < 0 || close < open || !IsCalled(inside[(close + 2)..]) || inside[..close].ContainsAny('（', '(')) return 0;
        var before = inside[..open];
        var below = before.LastIndexOf("以下");
        var end = inside[close..].IndexOfAny('）', ')');
        if (end < 0 || before.ContainsAny('）', ')') || (below < 0 && !before.Trim().IsEmpty)) return 0;
        remark = below > 0 ? before[..below].Trim().TrimEnd("。、，").ToString() : "";
        return bracket + 1 + close + end;
    }

    private void Add(string term, string meaning, ProvisionPath? at, ProvisionPath? scope)
    {
        meaning = WithoutNote(meaning);
        if (term.Length > 1 && term[0] == '「' && term[^1] == '」') term = term[1..^1];
        var bare = WithoutBracket(term);
        if (bare.Length < term.Length)
        {
            // CISO（最高情報セキュリティ責任者）: an abbreviation and its words are two names of one thing. Other brackets only explain.
            var inner = term[bare.Length..].TrimStart()[1..^1].Trim();
            Add(bare, meaning, at, scope);
            if (IsLatin(bare) != IsLatin(inner) && !inner.AsSpan().ContainsAny(NoName)) Add(inner, meaning, at, scope);
            return;
        }
        if (term.Length is 0 or > LongestTerm || !seen.Add((term, at))) return;
        if (WithoutNames(meaning) is { Length: > 0 } own) found.Add(new Definition(term, own, at, scope));
    }

    /// <summary>The term before a bracket that closes at its end.</summary>
    private static string WithoutBracket(string term)
    {
        if (term.Length < 3 || term[^1] is not ('）' or ')')) return term;
        var depth = 0;
        for (var i = term.Length - 1; i > 0; i--)
        {
            if (term[i] is '）' or ')') depth++;
            else if (term[i] is '（' or '(' && --depth == 0) return term[..i].TrimEnd();
        }
        return term;
    }

    private static bool IsLatin(string words) => words.All(c => char.IsAscii(c) || c is >= '！' and <= '～');

    /// <summary>The bracket that is open at a place; −1 when none is near.</summary>
    private static int EnclosingBracket(string text, int at)
    {
        var depth = 0;
        for (var i = at - 1; i >= Math.Max(0, at - LongestBracket); i--)
        {
            if (text[i] is '）' or ')') depth++;
            else if (text[i] is '（' or '(' && depth-- == 0) return i;
            else if (text[i] == '\n') break;
        }
        return -1;
    }

    /// <summary>Where the words begin that a bracket explains: after the last 。 or after a 、 that ends a clause (…は、…を、) and not a list of nouns.</summary>
    private static int PhraseBegin(string text, int bracket)
    {
        var depth = 0;
        var close = bracket;
        var limit = Math.Max(0, bracket - LongestPhrase);
        for (var i = bracket - 1; i >= limit; i--)
        {
            var c = text[i];
            if (c is '）' or ')' or '」')
            {
                if (depth++ == 0) close = i;
            }
            else if (c is '（' or '(' or '「')
            {
                if (depth == 0) return i + 1;
                // 甲（以下「A」という。）及び乙（以下「B」という。）: B is 乙 alone.
                if (--depth == 0 && PointerWords.Connector(text, close + 1, out _) is > 0 and var join && text.AsSpan(i, close - i).Contains("以下", StringComparison.Ordinal))
                    return close + 1 + join;
            }
            else if (depth == 0 && (c is '。' or '\n' or '　' || (c is '、' or '，' or ',' && i > 0 && text[i - 1] is >= 'ぁ' and <= 'ん'))) return i + 1;
        }
        return limit;
    }

    /// <summary>組合に最高情報セキュリティ責任者（以下「CISO」という。）: what is called so is the name after the last particle.</summary>
    private static string WithoutPlace(string phrase)
    {
        var at = phrase.Length;
        while (at > 0 && phrase[at - 1] is >= '一' and <= '鿿' or >= 'ァ' and <= 'ヺ' or 'ー' or '・' or >= 'A' and <= 'z' or >= '0' and <= '9') at--;
        return at > 1 && phrase.Length - at > 1 && phrase[at - 1] is 'に' or 'を' or 'は' or 'が' ? phrase[at..] : phrase;
    }

    private static int SentenceBegin(string text, int at)
    {
        var limit = Math.Max(0, at - LongestPhrase);
        for (var i = at - 1; i >= limit; i--)
            if (text[i] is '。' or '\n')
                return i + 1;
        return limit;
    }

    /// <summary>The 。 that ends the sentence, brackets passed over; the line's end when there is none.</summary>
    private int SentenceEnd(string text, int from)
    {
        var depth = 0;
        var limit = Math.Min(text.Length, from + Math.Min(LongestMeaning, budget));
        for (var i = Math.Min(from, limit); i < limit; i++)
        {
            budget--;
            if (text[i] is '（' or '(') depth++;
            else if (text[i] is '）' or ')') depth = Math.Max(0, depth - 1);
            else if (text[i] == '。' && depth == 0) return i;
            else if (text[i] == '\n' && depth == 0 && (i + 1 == text.Length || text[i + 1] is '・' or '「' or '•' or '-')) return i;
        }
        return Math.Max(limit, Math.Min(from, text.Length));
    }
}
