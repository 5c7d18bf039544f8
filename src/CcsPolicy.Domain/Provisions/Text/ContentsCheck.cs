using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>目次と本文の照合。The 目次 is never taken for the body, but where the two disagree one of them is wrong.</summary>
internal static class ContentsCheck
{
    public static void Run(List<SourceLine> lines, char[] folded, string text, List<Unit> roots, Diagnostics diagnostics)
    {
        var entries = lines.Where(line => line.Role == LineRole.Contents && line.HasMarks && line.Marks[0].Form.Rank is > FormRank.Root and < FormRank.Article).ToList();
        if (entries.Count == 0)
            return;
        var body = new Dictionary<string, Unit>(StringComparer.Ordinal);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        Collect(roots, "", body);
        var path = new List<(FormRank Rank, string Key)>();
        foreach (var entry in entries)
        {
            var mark = entry.Marks[0];
            path.RemoveAll(level => level.Rank >= mark.Form.Rank);
            var key = (path.Count == 0 ? "" : path[^1].Key) + "/" + mark.Form.Name + mark.Number;
            path.Add((mark.Form.Rank, key));
            listed.Add(key);
            var label = text[entry.Body..mark.LabelEnd];
            var name = Wording.Key(folded.AsSpan(mark.Rest, entry.End - mark.Rest), true);
            if (!body.TryGetValue(key, out var unit) || (name.Length > 0 && name != Wording.Key(Folding.FoldString(unit.Heading ?? unit.Label), false) && name != "削除"))
                diagnostics.Add(entry, DiagnosticKind.OnlyInContents, label + " " + name);
            else if (Range(folded.AsSpan(entry.Start, entry.End - entry.Start)) is var (first, last) && !Agrees(unit, first, last))
                diagnostics.Add(entry, DiagnosticKind.OtherRange, label);
        }
        var ranks = entries.Select(entry => entry.Marks[0].Form.Rank).ToHashSet();
        foreach (var (key, unit) in body)
            if (ranks.Contains(unit.Rank) && !listed.Contains(key))
                diagnostics.Add(unit.Line, 1, DiagnosticKind.OnlyInBody, unit.Label + " " + unit.Heading);
    }

    private static void Collect(List<Unit> units, string above, Dictionary<string, Unit> body)
    {
        foreach (var unit in units)
            if (unit.Form is DivisionNumbering form)
            {
                var key = above + "/" + form.Name + unit.Number;
                body.TryAdd(key, unit);
                Collect(unit.Children, key, body);
            }
    }

    /// <summary>第1条―第5条, 第6条・第7条 or 第9条 in the last brackets of an entry.</summary>
    private static (ProvisionNumber First, ProvisionNumber Last)? Range(ReadOnlySpan<char> words)
    {
        var open = words.LastIndexOf('(');
        if (open < 0)
            return null;
        var inner = words[(open + 1)..];
        if (!Numberings.Article.TryRead(inner, out var first))
            return null;
        if (!first.Through.Equals(first.Number))
            return (first.Number, first.Through);
        var rest = inner[first.Length..];
        while (!rest.IsEmpty && rest[0] is '-' or '・' or '~' or ' ' or '、')
            rest = rest[1..];
        return Numberings.Article.TryRead(rest, out var last) ? (first.Number, last.Through) : (first.Number, first.Number);
    }

    private static bool Agrees(Unit unit, ProvisionNumber first, ProvisionNumber last)
    {
        ProvisionNumber? begins = null, ends = null;
        Walk(unit);
        return begins is null || (begins.Value.Equals(first) && ends!.Value.Equals(last));

        void Walk(Unit parent)
        {
            foreach (var child in parent.Children)
                if (child.Form is ArticleNumbering)
                    (begins, ends) = (begins ?? child.Number, child.Last);
                else if (child.Form is DivisionNumbering)
                    Walk(child);
        }
    }
}
