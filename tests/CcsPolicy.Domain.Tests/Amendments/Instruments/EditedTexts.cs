using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Random edits of a typed text, as an officer makes them line by line: a word, a sentence, a numbered line more or fewer, the others keeping or shifting their numbers. New lines are typed as their neighbours are.</summary>
internal sealed partial class EditedTexts(int seed)
{
    private static readonly string[] Words = ["職員", "委員会", "毎年度", "電子計算機", "所属長", "必要に応じて"];

    private readonly Random random = new(seed);
    private int first;

    /// <summary>Whether every number still follows the one before it, as far as these edits go.</summary>
    public bool IsCounted { get; private set; } = true;

    public string Of(string typed)
    {
        // What stands around the text on a page is none of it.
        first = ProvisionText.Read(typed).Tree.All().First().Provision.Line - 1;
        var lines = typed.ReplaceLineEndings("\n").Split('\n').ToList();
        for (var (left, tries) = (random.Next(1, 4), 0); left > 0 && tries < 30; tries++)
        {
            var edit = random.Next(8);
            if (edit switch { 0 or 1 or 2 => Word(lines), 3 => Sentence(lines), 4 or 5 => Insert(lines), 6 => Delete(lines), _ => Renumber(lines) })
                left--;
        }
        return string.Join('\n', lines);
    }

    private bool Word(List<string> lines)
    {
        var line = random.Next(first, lines.Count);
        // The name of another text as it stands between the brackets of a link is none of the text.
        if (lines[line - 1].Trim() == "[")
            return false;
        var runs = Run().Matches(lines[line]).Where(run => run.Index > 5 && !lines[line].StartsWith('○')).ToList();
        if (runs.Count == 0)
            return false;
        var run = runs[random.Next(runs.Count)];
        var word = Words[random.Next(Words.Length)];
        lines[line] = lines[line].Remove(run.Index, run.Length).Insert(run.Index, random.Next(3) switch { 0 => run.Value + "及び" + word, _ => word });
        return true;
    }

    private bool Sentence(List<string> lines)
    {
        var line = random.Next(first, lines.Count);
        if (!lines[line].EndsWith('。'))
            return false;
        lines[line] += random.Next(2) == 0 ? "ただし、緊急の場合は、この限りでない。" : "この場合において、記録を残すものとする。";
        return true;
    }

    private bool Insert(List<string> lines)
    {
        if (Numbered(lines) is not [_, ..] run)
            return false;
        var at = random.Next(run.Count);
        var like = lines[run[at].Line];
        var number = NumberedLine().Match(like);
        var words = random.Next(2) == 0 ? "追加した事項に関すること。" : "新たに定める事項" + random.Next(10).ToString(CultureInfo.InvariantCulture);
        var made = number.Groups["lead"].Value + number.Groups["open"].Value + number.Groups["number"].Value + number.Groups["close"].Value + (number.Groups["gap"].Value is { Length: > 0 } gap ? gap : "　") + words;
        if (random.Next(6) > 0)
            foreach (var (line, value) in run.Skip(at))
                lines[line] = With(lines[line], value + 1);
        else
            IsCounted = false;
        // A caption stands above its article, and so do empty lines; the new one is typed in the same way.
        var begin = run[at].Line;
        string[] head = [];
        for (var above = begin - 1; above > first && begin - above < 4; above--)
            if (CaptionLine().IsMatch(lines[above]))
                (begin, head) = (above, [lines[above].Replace(lines[above].Trim()[1..^1], "追加", StringComparison.Ordinal), .. lines[(above + 1)..run[at].Line]]);
            else if (lines[above].Length > 0)
                break;
        var next = at + 1 < run.Count && head.Length == 0 ? run[at + 1].Line : begin;
        var empty = Enumerable.Range(1, next).TakeWhile(back => string.IsNullOrWhiteSpace(lines[next - back])).Count();
        lines.InsertRange(begin, [.. head, made, .. Enumerable.Repeat("", empty)]);
        return true;
    }

    private bool Delete(List<string> lines)
    {
        if (Numbered(lines) is not { Count: > 1 } run)
            return false;
        var at = random.Next(run.Count);
        // With all below it and the empty lines behind it, as long as that is not much.
        var (begin, end) = (run[at].Line, at + 1 < run.Count ? run[at + 1].Line : run[at].Line + 1);
        if (at + 1 == run.Count && lines.Skip(end).FirstOrDefault(line => line.Length > 0) is { } behind && !NumberedLine().IsMatch(behind))
            return false;
        if (end - begin > 8 || lines[begin..end].Exists(CaptionLine().IsMatch) || CaptionLine().IsMatch(lines[Math.Max(begin - 1, 0)]))
            return false;
        if (random.Next(4) > 0)
            foreach (var (line, value) in run.Skip(at + 1))
                lines[line] = With(lines[line], value - 1);
        else
            IsCounted = false;
        if (at + 1 == run.Count)
            while (begin > first && lines[begin - 1].Length == 0)
                begin--;
        lines.RemoveRange(begin, end - begin);
        return true;
    }

    private bool Renumber(List<string> lines)
    {
        if (Numbered(lines) is not { Count: > 1 } run)
            return false;
        IsCounted = false;
        foreach (var (line, value) in run.Skip(random.Next(run.Count)))
            lines[line] = With(lines[line], value + 1);
        return true;
    }

    /// <summary>Lines that count 1, 2, 3 in one form, or some of them.</summary>
    private List<(int Line, int Number)>? Numbered(List<string> lines)
    {
        var runs = new List<List<(int Line, int Number)>>();
        for (var line = first; line < lines.Count; line++)
        {
            if (NumberedLine().Match(lines[line]) is not { Success: true } found)
                continue;
            var number = int.Parse(found.Groups["number"].Value.Normalize(System.Text.NormalizationForm.FormKC).Trim('(', ')'), CultureInfo.InvariantCulture);
            var form = found.Groups["lead"].Value + found.Groups["open"].Value + found.Groups["close"].Value;
            var last = runs.FindLast(run => NumberedLine().Match(lines[run[^1].Line]) is var other && other.Groups["lead"].Value + other.Groups["open"].Value + other.Groups["close"].Value == form);
            if (last is not null && last[^1].Number == number - 1)
                last.Add((line, number));
            else
                runs.Add([(line, number)]);
        }
        return runs.Count == 0 ? null : runs[random.Next(runs.Count)];
    }

    private static string With(string line, int number)
    {
        var found = NumberedLine().Match(line).Groups["number"];
        var digits = found.Value[0] switch
        {
            >= '①' and <= '⑳' => ((char)('①' + number - 1)).ToString(),
            >= '⑴' and <= '⒇' => ((char)('⑴' + number - 1)).ToString(),
            >= '０' and <= '９' => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)(digit - '0' + '０'))),
            _ => number.ToString(CultureInfo.InvariantCulture),
        };
        return line.Remove(found.Index, found.Length).Insert(found.Index, digits);
    }

    [GeneratedRegex("[一-龥]{2,6}")]
    private static partial Regex Run();

    [GeneratedRegex("^[ 　]*(?:（[^（）]{1,30}）|[(][^()]{1,30}[)])[ 　]*$")]
    private static partial Regex CaptionLine();

    [GeneratedRegex("^(?<lead>[ 　]*(?:[-•・][ 　]*)?)(?:(?<open>第|[(（])(?<number>[0-9０-９]{1,3})(?<close>条|[)）])|(?<open>)(?<number>[0-9０-９]{1,3}|[①-⑳]|[⑴-⒇])(?<close>[.．]?))(?<gap>[ 　]+)(?=\\S)")]
    private static partial Regex NumberedLine();
}
