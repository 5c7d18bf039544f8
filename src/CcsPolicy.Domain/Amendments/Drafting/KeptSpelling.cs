using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>
/// 元の書き方。Writes an amended text in the way in which the former one was typed: lines that did not change stay as they were, with their indents and empty lines; what is new is written as its neighbours are.
/// Where that would be read as another text, the usual spelling is written.
/// </summary>
public static class KeptSpelling
{
    /// <param name="tree">The text to be written.</param>
    /// <param name="former">The text that it was made of, as typed.</param>
    /// <returns>A text that is read as <paramref name="tree"/>.</returns>
    public static string Write(ProvisionTree tree, string former)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(former);
        var isWindows = former.Contains("\r\n", StringComparison.Ordinal);
        var text = former.Replace("\r\n", "\n", StringComparison.Ordinal);
        var old = ProvisionReader.Read(text).Tree;
        var comparison = TreeComparison.Between(old, tree);
        foreach (var isPatched in new[] { true, false })
            if (new TypedText(text, old).Write(comparison, isPatched) is { } written && OnPaper.AreSame(ProvisionReader.Read(written).Tree, tree))
                return isWindows ? written.Replace("\n", "\r\n", StringComparison.Ordinal) : written;
        // What is kept in the form that says of each line what it is stays so.
        return ExplicitText.IsExplicit(text) ? ProvisionWriter.Write(tree) : OnPaper.Write(tree);
    }

    /// <summary>The lines of a text by the provisions that stand on them.</summary>
    private sealed class TypedText
    {
        private readonly string[] lines;
        private readonly Provision[] provisions;
        private readonly int[] begins;
        private readonly string end;
        private readonly Lazy<int> usualGap;

        public TypedText(string text, ProvisionTree tree)
        {
            end = text[text.TrimEnd().Length..];
            lines = text.Split('\n');
            provisions = [.. tree.All().Select(at => at.Provision)];
            begins = [.. provisions.Select(provision => Up(provision.Line - 1))];
            usualGap = new(UsualGap);
        }

        /// <param name="isPatched">Whether a changed provision keeps of its lines what it can; otherwise it is written as its neighbours are.</param>
        public string? Write(TreeComparison comparison, bool isPatched)
        {
            // Numbers that stand on a line of another, and lines out of order, are for the usual spelling.
            for (var i = 0; i < begins.Length; i++)
                if (provisions[i].Line == 0 || (i > 0 && provisions[i].Line <= provisions[i - 1].Line))
                    return null;
            var written = new List<string>();
            if (Head(comparison) is not { } head)
                return null;
            written.AddRange(head);
            var (last, before) = (-1, (Provision?)null);
            ImmutableArray<ComparedProvision> rows = [.. comparison.Rows.Where(row => row.New is not null)];
            for (var at = 0; at < rows.Length; at++)
            {
                var (row, now) = (rows[at], rows[at].New!);
                var empty = before is null ? Empty(0) : EmptyBefore(rows, at, Heads(before, now), last);
                if (row.OldIndex is { } index)
                {
                    // Behind the last there are only the line ends of the text.
                    var own = index == begins.Length - 1 ? [.. lines[begins[index]..].Reverse().SkipWhile(string.IsNullOrWhiteSpace).Reverse()] : lines[begins[index]..End(index)];
                    written.AddRange(Apart(ElsewhereLike(rows, at, index) is { } model ? Like(now, model)
                        : (row.Change & ~ProvisionChange.Moved) == ProvisionChange.None ? own : (isPatched ? Patched(own, row.Old!, now) : null) ?? Like(now, ModelOf(rows, at, index)), empty));
                    last = index;
                }
                else
                    written.AddRange(Apart(Like(now, Beside(rows, at) is >= 0 and var beside ? beside : Model(now, last)), empty));
                before = now;
            }
            return string.Join('\n', written).TrimEnd() + end;
        }

        private static IEnumerable<string> Apart(IEnumerable<string> shown, int empty) => Enumerable.Repeat("", empty).Concat(shown.SkipWhile(string.IsNullOrWhiteSpace));

        private int Empty(int index) => index < begins.Length ? lines[begins[index]..End(index)].TakeWhile(string.IsNullOrWhiteSpace).Count() : 0;

        /// <summary>
        /// Empty lines before a provision: its own while it stands at the head of its group, or behind others, as it did; otherwise as before another of its kind that stands so. Of a part of a kind that the text has none of,
        /// as before its other parts.
        /// </summary>
        private int EmptyBefore(ImmutableArray<ComparedProvision> rows, int at, bool heads, int last)
        {
            var (provision, index) = (rows[at].New!, rows[at].OldIndex);
            var elsewhere = index is { } stood ? ElsewhereLike(rows, at, stood) : null;
            // Of articles that share a caption those without one stand closer.
            foreach (var isAlike in new[] { true, false })
            {
                bool Stood(int i) => i > 0 && Heads(provisions[i - 1], provisions[i]) == heads && (!isAlike || Captions(provisions[i]) == Captions(provision));
                if (index is { } own && Stood(own) && elsewhere is null)
                    return Empty(own);
                if (Neighbours(rows, at).FirstOrDefault(row => Stood(row.OldIndex!.Value)) is { OldIndex: { } near })
                    return Empty(near);
                if (elsewhere is { } model)
                    return Empty(model);
                if (Nearest(last, i => provisions[i].Kind == provision.Kind && Stood(i)) is >= 0 and var alike)
                    return Empty(alike);
            }
            // What stood before the first is about the title.
            if ((index ?? Model(provision, last)) is >= 0 and var other)
                return Empty(other == 0 && provisions.Length > 1 && provisions[1].Kind == provisions[0].Kind ? 1 : other);
            return provision.Kind >= ProvisionKind.SupplementaryProvision && Array.FindLastIndex(provisions, one => one.Kind >= ProvisionKind.SupplementaryProvision) is >= 0 and var part ? Empty(part) : 0;
        }

        /// <summary>Whether a provision is the first below the one that stands before it.</summary>
        private static bool Heads(Provision before, Provision provision) => before.Kind >= ProvisionKind.SupplementaryProvision ? provision.Kind < ProvisionKind.SupplementaryProvision : before.Kind < provision.Kind;

        /// <summary>Of what has come to stand below another provision, the new neighbour, where that is marked or indented otherwise.</summary>
        private int? ElsewhereLike(ImmutableArray<ComparedProvision> rows, int at, int index) =>
            rows[at].Change.HasFlag(ProvisionChange.Moved) && rows[at].New is { Kind: > ProvisionKind.Article and < ProvisionKind.SupplementaryProvision } now && !now.Text.Contains('\n', StringComparison.Ordinal)
                && Beside(rows, at) is >= 0 and var beside && LeadOf(beside) != LeadOf(index) ? beside : null;

        /// <summary>What a provision that stays, and cannot keep its lines, is written like: itself, or one that has a heading and words where it has.</summary>
        private int ModelOf(ImmutableArray<ComparedProvision> rows, int at, int index) =>
            IsOfOneMake(provisions[index], rows[at].New!) ? index
                : Neighbours(rows, at).Where(row => row.OldIndex != index && (row.Old!.Text.Length == 0) == (rows[at].New!.Text.Length == 0)).OrderByDescending(row => IsOfOneMake(row.Old!, rows[at].New!)).FirstOrDefault()?.OldIndex ?? index;

        private string LeadOf(int index) =>
            Lead(lines[begins[index]..End(index)].Where(line => !string.IsNullOrWhiteSpace(line)).Skip(Captions(provisions[index])).FirstOrDefault(""), provisions[index].Label);

        /// <summary>Title, the lines before the body and 目次.</summary>
        private List<string>? Head(TreeComparison comparison)
        {
            var head = lines[..(begins.Length == 0 ? lines.Length : begins[0])].ToList();
            if (comparison.TitleChanged && !Replace(head, comparison.Old.Title, comparison.New.Title))
                return null;
            if (!Lines(head, comparison.Preamble))
                return null;
            // A 目次 where there was none stands behind all that, and as far from the body as the title does.
            if (comparison.Old.Contents.IsEmpty && !comparison.New.Contents.IsEmpty)
            {
                head.AddRange([.. Enumerable.Repeat("", Empty(0)), InstrumentAddress.Contents, .. comparison.New.Contents]);
                return head;
            }
            return Lines(head, comparison.Contents) ? head : null;
        }

        /// <summary>Changes lines where they stand; false when one is not found.</summary>
        private static bool Lines(List<string> typed, ImmutableArray<LineComparison> compared)
        {
            var at = 0;
            foreach (var line in compared)
            {
                var (before, now) = (Side(line, StretchKind.Inserted), Side(line, StretchKind.Deleted));
                if (!line.InOld)
                {
                    // As far from the line before as that one is from its own.
                    var gap = at > 0 ? typed.Take(at - 1).Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count() : 0;
                    typed.InsertRange(at, [.. Enumerable.Repeat("", gap), (at > 0 ? Indent(typed[at - 1]) : "") + now]);
                    at += gap + 1;
                    continue;
                }
                var found = typed.FindIndex(at, one => one.Trim() == before.Trim());
                // Lines of the preamble may stand behind the body, where they stay.
                if (found < 0 && line.IsUnchanged)
                    continue;
                if (found < 0)
                    return false;
                at = found + 1;
                if (!line.InNew)
                    at = Remove(typed, found);
                else if (!line.IsUnchanged)
                    typed[found] = Indent(typed[found]) + now;
            }
            return true;
        }

        private static string Side(LineComparison line, StretchKind other) => string.Concat(line.Stretches.Where(stretch => stretch.Kind != other).Select(stretch => stretch.Text));

        /// <summary>The lines of a provision with its new words in place of the former; null when these are not found as they are.</summary>
        private static List<string>? Patched(string[] own, Provision old, Provision now)
        {
            var typed = own.ToList();
            if (old.Kind != now.Kind || old.HeadingPlace != now.HeadingPlace || (old.Heading is null) != (now.Heading is null))
                return null;
            if (old.Heading != now.Heading && !Replace(typed, old.Heading!, now.Heading!))
                return null;
            if (old.Text != now.Text && (old.Text.Length == 0 || now.Text.Length == 0 || !ReplaceLines(typed, old.Text.Split('\n'), now.Text.Split('\n'))))
                return null;
            return old.Label == now.Label || Replace(typed, old.Label, now.Label, atBegin: true) ? typed : null;
        }

        /// <summary>Changes the lines of a text that differ, each where it was typed; a new one stands in as far as the one before it. False when a line is not found.</summary>
        private static bool ReplaceLines(List<string> typed, string[] before, string[] after)
        {
            if (before.Length == after.Length)
                return before.Zip(after).All(pair => pair.First == pair.Second || Replace(typed, pair.First, pair.Second));
            var at = 0;
            foreach (var line in LineComparison.Between([.. before], [.. after]))
            {
                var (was, now) = (Side(line, StretchKind.Inserted), Side(line, StretchKind.Deleted));
                if (!line.InOld)
                {
                    var gap = GapAt(typed, at);
                    typed.InsertRange(at, [.. Enumerable.Repeat("", gap), at == 0 ? now : Indent(typed[at - 1]) + now]);
                    at += gap + 1;
                    continue;
                }
                var found = typed.FindIndex(at, one => one.EndsWith(was, StringComparison.Ordinal));
                if (found < 0 || (!line.InNew && typed[found].Trim() != was))
                    return false;
                at = found + 1;
                if (!line.InNew)
                    at = Remove(typed, found);
                else if (!line.IsUnchanged)
                    typed[found] = typed[found][..^was.Length] + now;
            }
            return true;
        }

        /// <summary>Takes a line away with the empty lines that stood before it, as far as those behind it keep its neighbours apart; where it stood.</summary>
        private static int Remove(List<string> typed, int line)
        {
            var (before, behind) = (typed.Take(line).Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count(), typed.Skip(line + 1).TakeWhile(string.IsNullOrWhiteSpace).Count());
            var empty = line + 1 + behind == typed.Count ? before : Math.Min(before, behind);
            typed.RemoveRange(line - empty, empty + 1);
            return line - empty;
        }

        /// <summary>How far a new line stands from the one before it: as far as the one behind it does, or else as that one from its own.</summary>
        private static int GapAt(List<string> typed, int at)
        {
            var behind = typed.Skip(at).TakeWhile(string.IsNullOrWhiteSpace).Count();
            if (at == 0 || at + behind < typed.Count)
                return at == 0 ? 0 : behind;
            var before = typed.Take(at - 1).Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count();
            return before < at - 1 ? before : 0;
        }

        private static bool Replace(List<string> typed, string words, string by, bool atBegin = false)
        {
            var found = words.Length == 0 ? -1 : typed.FindIndex(line => atBegin ? line.AsSpan(Lead(line, words).Length).StartsWith(words) : line.Contains(words, StringComparison.Ordinal));
            if (found < 0)
                return false;
            var at = atBegin ? Lead(typed[found], words).Length : typed[found].IndexOf(words, StringComparison.Ordinal);
            typed[found] = string.Concat(typed[found].AsSpan(0, at), by, typed[found].AsSpan(at + words.Length));
            return true;
        }

        /// <summary>A provision written as the one at the index is: its indents, its empty lines, and what stands behind the number.</summary>
        private List<string> Like(Provision provision, int model)
        {
            var made = ProvisionWriter.LinesOf(provision);
            if (model < 0)
                return [.. made.Select((line, at) => at < Captions(provision) ? CaptionLike(AnyCaption(), line) : line)];
            var own = lines[begins[model]..End(model)];
            var empty = own.TakeWhile(string.IsNullOrWhiteSpace).Count();
            var (shown, caption) = (own[empty..], Captions(provisions[model]) == 1 ? own[empty..] : AnyCaption());
            if (Captions(provisions[model]) == 1)
                shown = [.. shown.Skip(1).SkipWhile(string.IsNullOrWhiteSpace)];
            var labelled = shown.FirstOrDefault("");
            var lead = Lead(labelled, provisions[model].Label);
            var behind = labelled.AsSpan(lead.Length).StartsWith(provisions[model].Label) ? labelled[(lead.Length + provisions[model].Label.Length)..] : "";
            // 附　則 stays so.
            if (provision.Kind == ProvisionKind.SupplementaryProvision && labelled.Trim() is ['附' or '付', ' ' or '　', ..] typed && typed.IndexOf('則', StringComparison.Ordinal) is > 0 and < 4 and var letters && made is [['附' or '付', '則', ..], ..])
                made[0] = typed[..(letters + 1)] + made[0][2..];
            if (provision.HeadingPlace == HeadingPlace.BracketedAfter && labelled.Contains('(', StringComparison.Ordinal) && made[0].IndexOf($"（{provision.Heading}）", StringComparison.Ordinal) is > 0 and var open)
                made[0] = $"{made[0][..open]}({provision.Heading}){made[0][(open + provision.Heading!.Length + 2)..]}";
            var gap = shown.Skip(1).TakeWhile(string.IsNullOrWhiteSpace).Count();
            var below = shown.Skip(1 + gap).FirstOrDefault();
            var written = new List<string>();
            for (var i = 0; i < made.Count; i++)
            {
                var at = i - Captions(provision);
                if (at == 0 && i > 0)
                    written.AddRange(caption.Skip(1).TakeWhile(string.IsNullOrWhiteSpace));
                if (at > 0)
                    written.AddRange(Enumerable.Repeat("", at == 1 && below is not null ? gap : GapIn(shown, made[i])));
                written.Add(at switch
                {
                    < 0 => CaptionLike(caption, made[i]),
                    0 => lead + (Indent(behind) is { Length: > 0 } space && made[i].StartsWith(provision.Label + "　", StringComparison.Ordinal) ? provision.Label + space + made[i][(provision.Label.Length + 1)..] : made[i]),
                    // The sentences of a 附則 stand one sign in, however far its name does.
                    _ => (below is null && provision.Kind == ProvisionKind.SupplementaryProvision ? "　" : Indent(below ?? labelled)) + made[i],
                });
            }
            return written;
        }

        /// <summary>How far the lines of a provision stand apart: as the last of the one that it is written like, or else as those of the text; rows of a table do not.</summary>
        private int GapIn(string[] model, string line) =>
            model.SkipLast(1).Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count() is var gap && model.Count(one => one.Length > 0) > 2 ? gap : line.Contains('\t', StringComparison.Ordinal) ? 0 : usualGap.Value;

        /// <summary>The empty lines that stand between the first line of a provision and its next, in most of those that have one.</summary>
        private int UsualGap()
        {
            var gaps = new List<int>();
            for (var i = 0; i < begins.Length; i++)
                if (lines[begins[i]..End(i)].SkipWhile(string.IsNullOrWhiteSpace).Skip(1 + Captions(provisions[i])).ToList() is var behind && behind.Exists(line => !string.IsNullOrWhiteSpace(line)))
                    gaps.Add(behind.TakeWhile(string.IsNullOrWhiteSpace).Count());
            return gaps.Count == 0 ? 0 : gaps.GroupBy(gap => gap).MaxBy(group => group.Count())!.Key;
        }

        /// <summary>The first caption of the text, with the lines of its article; empty when it has none.</summary>
        private string[] AnyCaption()
        {
            var at = Array.FindIndex(provisions, one => Captions(one) == 1);
            return at < 0 ? [] : [.. lines[begins[at]..End(at)].SkipWhile(string.IsNullOrWhiteSpace)];
        }

        /// <summary>A caption as far in, and in the brackets, as the one of these lines; one sign in where there is none.</summary>
        private static string CaptionLike(string[] caption, string made) =>
            caption is [var first, ..] ? Indent(first) + (first.TrimStart().StartsWith('(') ? $"({made[1..^1]})" : made) : "　" + made;

        private static int Captions(Provision provision) => provision.HeadingPlace == HeadingPlace.BracketedAbove ? 1 : 0;

        /// <summary>A neighbour under the same provision to write a new one like: the one before it, else the one behind it, first one of the same make; -1 when there is none.</summary>
        private static int Beside(ImmutableArray<ComparedProvision> rows, int at)
        {
            var near = Neighbours(rows, at).ToList();
            return (near.Find(row => IsOfOneMake(row.Old!, rows[at].New!)) ?? near.FirstOrDefault())?.OldIndex ?? -1;
        }

        /// <summary>Those of its kind under the same provision that the text had: backwards from it, then those behind it.</summary>
        private static IEnumerable<ComparedProvision> Neighbours(ImmutableArray<ComparedProvision> rows, int at) =>
            Enumerable.Range(1, at).Select(back => rows[at - back]).TakeWhile(row => row.Depth >= rows[at].Depth).Concat(rows.Skip(at + 1).TakeWhile(row => row.Depth >= rows[at].Depth))
                .Where(row => row.Depth == rows[at].Depth && row.OldIndex is not null && row.Old!.Kind == rows[at].New!.Kind);

        private static bool IsOfOneMake(Provision one, Provision other) => one.HeadingPlace == other.HeadingPlace && (one.Heading is null, one.Text.Length == 0) == (other.Heading is null, other.Text.Length == 0);

        /// <summary>A provision of the same kind to write another like: the nearest with heading and text where it has them, or the nearest.</summary>
        private int Model(Provision provision, int last) =>
            Nearest(last, i => provisions[i].Kind == provision.Kind && IsOfOneMake(provisions[i], provision))
                is >= 0 and var alike ? alike : Nearest(last, i => provisions[i].Kind == provision.Kind);

        /// <summary>The nearest one at the place or before it, or else the first behind; -1 when there is none.</summary>
        private int Nearest(int last, Func<int, bool> wanted)
        {
            for (var i = last; i >= 0; i--)
                if (wanted(i))
                    return i;
            for (var i = last + 1; i < provisions.Length; i++)
                if (wanted(i))
                    return i;
            return -1;
        }

        private int End(int index) => index + 1 < begins.Length ? begins[index + 1] : lines.Length;

        // Empty lines belong to what follows them.
        private int Up(int line)
        {
            while (line > 0 && line <= lines.Length && string.IsNullOrWhiteSpace(lines[line - 1]))
                line--;
            return line;
        }

        /// <summary>What stands before the number on its line: blanks, and the mark of a list behind which a number is read.</summary>
        private static string Lead(string line, string label)
        {
            var indent = Indent(line);
            var at = indent.Length;
            if (at == line.Length || line.AsSpan(at).StartsWith(label) || !LineScanner.ListMarks.Contains(line[at], StringComparison.Ordinal))
                return indent;
            while (++at < line.Length && (char.IsWhiteSpace(line[at]) || line[at] == '#')) ;
            return line.AsSpan(at).StartsWith(label) ? line[..at] : indent;
        }

        private static string Indent(string line) => line[..(line.Length - line.TrimStart().Length)];
    }
}
