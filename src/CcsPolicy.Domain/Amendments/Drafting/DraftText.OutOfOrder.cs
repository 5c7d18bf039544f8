using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

public static partial class DraftText
{
    private const int LongestLabel = 16;

    /// <summary>
    /// A number that does not follow on (9 after 3) is none to whoever reads the text as it stands. Where one provision is typed in the form of
    /// those before it, it is read as the next of them and then gets the number that was typed. Null when it is not written in that form.
    /// </summary>
    private static Result<DraftReading>? CutOutOfOrder(ProvisionTree tree, List<(Provision Provision, int Depth)> leading, int depth, string typed)
    {
        var first = leading.FindLastIndex(row => row.Depth < depth) + 1;
        var siblings = leading[first..].Where(row => row.Depth == depth).Select(row => row.Provision).ToList();
        if (siblings.Count == 0 || siblings.Count != leading.Count - first || NumberRun.Of([.. siblings.Select(sibling => sibling.Label)], siblings[^1].Label) is not { } run)
            return null;
        var lines = DraftWording.Clean(typed).Split('\n');
        var numbered = lines.Select((line, at) => (at, Label: LabelOf(run, line))).Where(line => line.Label is not null).ToList();
        // A second number of this form would end up inside the first provision.
        if (numbered.Count != 1 || numbered[0].at > 1 || run.Read(siblings[0].Label) is not { } number)
            return null;
        var (at, label) = (numbered[0].at, numbered[0].Label!);
        for (var i = 0; i < siblings.Count; i++, number = number.With(number.Last + 1))
        {
            if (run.Read(siblings[i].Label) is not { } was || run.Write(siblings[i].Label, was, number) is not { } inOrder)
                return null;
            leading[first + i] = (siblings[i] with { Label = inOrder }, depth);
        }
        if (run.Write(label, run.Read(label)!.Value, number) is not { } next)
            return null;
        lines[at] = next + lines[at][label.Length..];
        var cut = CutAfter(tree, leading, depth, string.Join('\n', lines));
        if (!cut.Succeeded || cut.Value.Provisions is not [{ } only] || only.Label != next)
            return null;
        return cut.Value with { Provisions = [only with { Label = label }] };
    }

    /// <summary>The number that the line begins with, when it is written in the form of the run and stands apart from the words.</summary>
    private static string? LabelOf(NumberRun run, string line)
    {
        for (var length = Math.Min(LongestLabel, line.Length); length > 0; length--)
            if ((length == line.Length || char.IsWhiteSpace(line[length])) && run.Read(line[..length]) is not null)
                return line[..length];
        return null;
    }

    /// <summary>Digits, 第 and a digit, or a sign in brackets: meant as a number, whatever is read there.</summary>
    private static bool BeginsLikeANumber(string typed)
    {
        foreach (var line in DraftWording.Clean(typed).Split('\n').Take(2))
        {
            var start = line.TrimStart();
            if (start.Length > 0 && char.IsDigit(start[0]))
                return true;
            if (start.Length > 1 && start[0] == '第' && (char.IsDigit(start[1]) || "一二三四五六七八九十百".Contains(start[1])))
                return true;
            if (start.Length > 2 && start[0] is '(' or '（' && start.AsSpan(1).IndexOfAny(')', '）') is > 0 and <= 3 && (char.IsAsciiLetterOrDigit(start[1]) || char.IsDigit(start[1]) || start[1] is >= 'ァ' and <= 'ヶ'))
                return true;
        }
        return false;
    }
}
