using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Instruments.Forms;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 改め文の読取り。A line is an amending sentence when the whole of it is read as one; the lines after a sentence that says 次の, up to the next sentence, are what it adds or writes anew.
/// </summary>
internal static partial class InstrumentReader
{
    private const int LongestLead = 400;
    private const int MostLinesQuoted = 40;

    private const int MostLinesWrapped = 8;

    /// <summary>Title, number and day above the lead.</summary>
    private const int MostLinesOfHead = 5;

    public static AmendingInstrument Read(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        var (title, amends, number, at) = Head(lines);
        var article = at > 0 ? ArticleOf(lines[at - 1], amends) : "";
        if (at > 0 && Whole(lines, at - 1, title) is { } whole)
            return whole;
        var sentences = ImmutableArray.CreateBuilder<AmendingSentence>();
        var unread = ImmutableArray.CreateBuilder<AmendingRefusal>();
        var supplementary = "";
        while (at < lines.Length)
        {
            var line = lines[at].Trim();
            if (line.Length == 0)
            {
                at++;
                continue;
            }
            if (sentences.Count > 0 && Supplementary().IsMatch(line))
            {
                supplementary = string.Join('\n', lines[at..]).TrimEnd();
                break;
            }
            // Another article that amends the same text goes on where the one before has left it.
            if (article.Length > 0 && ArticleOf(line, amends) is { Length: > 0 } next)
            {
                article = next;
                at++;
                continue;
            }
            if (Sentence(lines, at) is not { } sentence)
            {
                unread.Add(new(at + 1, line, InstrumentErrors.Unread));
                at++;
                continue;
            }
            var (clauses, end) = (sentence.Clauses, sentence.End);
            if (clauses.Find(clause => InstrumentWriter.BlockOf(clause) is not null) is { } blocked)
            {
                end = BlockEnd(lines, sentence.End, blocked, article.Length > 0 ? amends : null);
                var block = Trimmed(lines[sentence.End..end]);
                if (block.Length == 0)
                    unread.Add(new(at + 1, line, InstrumentErrors.BlockMissing));
                else
                    clauses = Clauses(sentence.Words, block)!;
            }
            sentences.Add(new([.. clauses], at + 1) { Article = article });
            at = end;
        }
        if (sentences.Count == 0 && unread.Count == 0)
            unread.Add(new(1, "", InstrumentErrors.NothingRead));
        return new AmendingInstrument { Title = title, Amends = amends, Number = number, Sentences = sentences.ToImmutable(), Supplementary = supplementary, Unread = unread.ToImmutable() };
    }

    /// <summary>The sentence that begins at a line; one that quotes lines goes on over them. Null when it is none.</summary>
    private static (string Words, List<AmendingOperation> Clauses, int End)? Sentence(string[] lines, int at)
    {
        var words = lines[at].Trim();
        if (Clauses(words, "") is { } clauses)
            return (words, clauses, at + 1);
        for (var end = at + 1; end < lines.Length && end - at < MostLinesQuoted && words.Length < LongestLead * 5 && words.AsSpan().Count('「') > words.AsSpan().Count('」'); end++)
        {
            // A quotation that is never closed does not take in the sentence that follows.
            if (Clauses(lines[end].Trim(), "") is not null)
                return null;
            words += "\n" + lines[end].Trim();
            if (words.EndsWith('。') && QuotedText.Of(words) is { } quoted && Clauses(quoted, "") is { } read)
                return (words, read, end + 1);
        }
        return Wrapped(lines, at);
    }

    /// <summary>A sentence whose line was broken, as a page has it: 第8条中「甲」を「乙」に and 改める。 on the next line.</summary>
    private static (string Words, List<AmendingOperation> Clauses, int End)? Wrapped(string[] lines, int at)
    {
        var words = lines[at].Trim();
        if (words.EndsWith('。') || words.Contains('\t', StringComparison.Ordinal) || !Broken().IsMatch(words))
            return null;
        for (var end = at + 1; end < lines.Length && end - at <= MostLinesWrapped && words.Length < LongestLead * 5; end++)
        {
            var line = lines[end].Trim();
            if (line.Length == 0 || line.Contains('\t', StringComparison.Ordinal) || Clauses(line, "") is not null)
                return null;
            // The lines of a 目次 and of a table are lines of the text, and not of the page.
            words += (words.AsSpan().Count('「') > words.AsSpan().Count('」') && Lined().IsMatch(words) ? "\n" : "") + line;
            if (Clauses(words, "") is { } clauses)
                return (words, clauses, end + 1);
        }
        return null;
    }

    /// <summary>The clauses of a sentence; null when it is not read to its end. What is quoted may hold half of a pair of brackets: then a quotation ends where the words of a clause go on.</summary>
    internal static List<AmendingOperation>? Clauses(string line, string block) =>
        !line.EndsWith('。') ? null
            : (QuotedText.Of(line) is { } sentence ? Clauses(sentence, block) : null) ?? (QuotedText.OfHalves(line) is { } halves ? Clauses(halves, block) : null);

    private static List<AmendingOperation>? Clauses(QuotedText sentence, string block)
    {
        var (clauses, focus, at) = (new List<AmendingOperation>(), SentenceFocus.None, 0);
        while (at < sentence.Text.Length)
        {
            if (Scope().Match(sentence.Text, at) is { Success: true } scope && scope.Index == at && focus.InFull(scope.Groups["place"].Value.Trim()) is var within && InstrumentAddress.IsPlace(within))
            {
                focus = focus.WithinDivision(within) ?? SentenceFocus.In(within);
                at += scope.Length;
            }
            AmendingOperation? found = null;
            var end = at;
            foreach (var form in AmendingForm.All)
                if ((found = form.Read(sentence, at, focus, block, out end)) is not null)
                    break;
            if (found is null)
                return null;
            clauses.Add(found);
            focus = focus.After(found);
            at = end;
        }
        // The lines below the sentence are of one clause.
        return clauses.Count == 0 || clauses.Count(clause => InstrumentWriter.BlockOf(clause) is not null) > 1 ? null : clauses;
    }

    private static (string Title, string Amends, string Number, int At) Head(string[] lines)
    {
        var title = "";
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            // No lead is so long; what is made of brackets would keep the expression busy.
            if (line.Length > LongestLead)
                continue;
            if ((Lead().Match(line) is { Success: true } part ? part : WholeLead().Match(line)) is { Success: true } lead)
                return (title, lead.Groups["name"].Value.Trim(), lead.Groups["number"].Value, at + 1);
            if (Sentence(lines, at) is not null)
                return (title, title.Length <= LongestLead && OfTitle().Match(title) is { Success: true } named ? named.Groups["name"].Value.Trim() : "", "", at);
            if (title.Length == 0 && line.Length > 0)
                title = FrontMatter.WithoutMark(line);
        }
        return (title, "", "", 0);
    }

    /// <summary>
    /// ○○規程の全部を改正する。 ○○規程の全部を次のように改正する。 ○○規程は、廃止する。 An instrument that is about the whole text has no other sentences. Null for any other lead.
    /// </summary>
    private static AmendingInstrument? Whole(string[] lines, int at, string title)
    {
        if (WholeLead().Match(lines[at].Trim()) is not { Success: true } lead)
            return null;
        var name = lead.Groups["name"].Value.Trim();
        var instrument = new AmendingInstrument { Title = title, Amends = name };
        if (lead.Groups["repeal"].Success)
        {
            var own = Array.FindIndex(lines, at + 1, line => !string.IsNullOrWhiteSpace(line));
            return own >= 0 && !Supplementary().IsMatch(lines[own].Trim()) ? instrument with { Unread = [new(own + 1, lines[own].Trim(), InstrumentErrors.Unread)] }
                : instrument with { Sentences = [new([new AmendingOperation.Delete(InstrumentAddress.Whole)], at + 1)], Supplementary = own < 0 ? "" : string.Join('\n', lines[own..]).TrimEnd() };
        }
        // 全部を改正する: what follows is the text, under the title of the instrument, with this line as its head. 次のように: what follows is the text itself.
        var block = Trimmed(lines[(lead.Groups["follows"].Success ? at + 1 : 0)..]);
        if (string.IsNullOrWhiteSpace(Trimmed(lines[(at + 1)..])))
            return instrument with { Unread = [new(at + 1, lines[at].Trim(), InstrumentErrors.BlockMissing)] };
        if (lead.Groups["follows"].Success && ProvisionReader.Read(block).Tree.Title.Length == 0)
            block = $"○{name}\n{block}";
        return instrument with { Sentences = [new([new AmendingOperation.Rewrite(InstrumentAddress.Whole, block)], at + 1)] };
    }

    /// <summary>The sentence by which a text begins as an instrument that is about another one as a whole; a line of its 附則 that repeals a text does not make it one. Null where there is none.</summary>
    public static string? LeadOfWhole(string text)
    {
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Take(MostLinesOfHead))
        {
            if (line.Length <= LongestLead && WholeLead().Match(line) is { Success: true } lead)
                return BeginsLikeProvision().IsMatch(lead.Groups["name"].Value) ? null : line;
            if (line.EndsWith('。') || Supplementary().IsMatch(line))
                return null;
        }
        return null;
    }

    /// <summary>第2条 of 第2条　○○規程の一部を次のように改正する。, where that is the text in question; else empty.</summary>
    private static string ArticleOf(string line, string amends) =>
        line.Trim() is { Length: <= LongestLead } words && Lead().Match(words) is { Success: true } lead && ProvisionPaths.Folded(lead.Groups["name"].Value.Trim()) == ProvisionPaths.Folded(amends) ? lead.Groups["article"].Value : "";

    /// <param name="amends">The text that several articles amend; null where it is not in articles.</param>
    private static int BlockEnd(string[] lines, int from, AmendingOperation of, string? amends)
    {
        if (of is AmendingOperation.Rewrite { Address: InstrumentAddress.Whole })
            return lines.Length;
        for (var at = from; at < lines.Length; at++)
        {
            var line = lines[at].Trim();
            if (Sentence(lines, at) is not null || (amends is not null && ArticleOf(line, amends).Length > 0) || (at > from && Supplementary().IsMatch(line) && !(of is AmendingOperation.Add { Side: AddedSide.After or AddedSide.Before, Address: "附則" } or AmendingOperation.Add { Unit: "附則" }) && !((of.Address == InstrumentAddress.Contents || of is AmendingOperation.Add { Unit: InstrumentAddress.Contents }) && IsListed(lines, at))))
                return at;
        }
        return lines.Length;
    }

    /// <summary>Whether 附則 is a line of the 目次, and not the instrument's own: then another sentence follows, or another 附則, or nothing.</summary>
    private static bool IsListed(string[] lines, int at) =>
        Array.Find(lines[(at + 1)..], line => !string.IsNullOrWhiteSpace(line))?.Trim() is not { } next || Supplementary().IsMatch(next) || Clauses(next, "") is not null;

    private static string Trimmed(string[] lines) => string.Join('\n', lines.SkipWhile(string.IsNullOrWhiteSpace).Reverse().SkipWhile(string.IsNullOrWhiteSpace).Reverse());

    [GeneratedRegex(@"^(?:(?<article>第[0-9０-９一二三四五六七八九十]+条)\s*)?(?<name>.+?)(?:（(?<number>[^）]*)）|\((?<number>[^)]*)\))?の一部を次のように改正する。$")]
    private static partial Regex Lead();

    [GeneratedRegex(@"^(?<name>[^。]{1,120}?)(?:（[^）]*）|\([^)]*\))?(?:の全部を(?<follows>次のように)?改正する|(?<repeal>は、廃止する))。$")]
    private static partial Regex WholeLead();

    /// <summary>How a sentence begins that goes on in the next line: with a place, and something that is done there.</summary>
    [GeneratedRegex("^(?:第[0-9０-９一二三四五六七八九十百]|[附付]則|別[表記紙]|様式|題名|目次|前書|本則|同[条項号表]|[0-9０-９(（①-⑳]).{0,400}(?:中|「|」|を|及び|、|から|の次に|の前に|に次の)")]
    private static partial Regex Broken();

    /// <summary>How a sentence begins that speaks of a 目次 or a table.</summary>
    [GeneratedRegex("^(?:目次|別表|様式)")]
    private static partial Regex Lined();

    /// <summary>会計規程の一部を改正する規程: without a lead the title tells the text; ○○規程等 is several.</summary>
    [GeneratedRegex("^(?<name>[^。]{1,120}?[^等])の一部を改正する")]
    private static partial Regex OfTitle();

    [GeneratedRegex("^(?:第[0-9０-９一二三四五六七八九十百]{1,6}[条項]|[0-9０-９(（①-⑳])")]
    private static partial Regex BeginsLikeProvision();

    [GeneratedRegex(@"\G(?<place>[^。、をに\uE000]+?)中(?=[^\uE000])")]
    private static partial Regex Scope();

    [GeneratedRegex(@"^[附付]\s*則(?:（.*）)?$")]
    private static partial Regex Supplementary();
}
