using System.Collections.Immutable;
using System.Text;
using CcsPolicy.Domain.Amendments.Comparing;

namespace CcsPolicy.Domain.Amendments.Rebasing;

/// <summary>
/// 三者の突合せ。Two changes of one thing made into one, as two amending instruments in force one after the other would make it: what
/// both changed stands once as each has it.
/// </summary>
internal static class ThreeWay
{
    /// <summary>The words with both changes; where both change the same words, or words side by side, once as the draft has those and once as the other edition does.</summary>
    public static Joined<string> Words(string was, string draft, string latest)
    {
        if (draft == latest || draft == was)
            return new(latest, latest);
        if (latest == was)
            return new(draft, draft);
        var (ours, theirs) = (Edits(TextComparison.Between(was, draft)).ToList(), Edits(TextComparison.Between(was, latest)).ToList());
        var edits = ours.Concat(theirs).Distinct().OrderBy(edit => edit.Start).ThenBy(edit => edit.End).ToList();
        var (byDraft, byLatest, at) = (new StringBuilder(was.Length), new StringBuilder(was.Length), 0);
        for (var i = 0; i < edits.Count;)
        {
            var (start, end, next) = (edits[i].Start, edits[i].End, i + 1);
            for (; next < edits.Count && edits[next].Start <= end; next++)
                end = Math.Max(end, edits[next].End);
            var isTold = next > i + 1;
            byDraft.Append(was, at, start - at).Append(isTold ? Made(was, ours, start, end) : edits[i].Text);
            byLatest.Append(was, at, start - at).Append(isTold ? Made(was, theirs, start, end) : edits[i].Text);
            (at, i) = (end, next);
        }
        return new(byDraft.Append(was, at, was.Length - at).ToString(), byLatest.Append(was, at, was.Length - at).ToString());
    }

    private static string Made(string was, List<Edit> edits, int start, int end)
    {
        var (made, at) = (new StringBuilder(), start);
        foreach (var edit in edits.Where(edit => edit.Start >= start && edit.End <= end))
        {
            made.Append(was, at, edit.Start - at).Append(edit.Text);
            at = edit.End;
        }
        return made.Append(was, at, end - at).ToString();
    }

    /// <summary>
    /// The lines with both changes; where both change the same line, once as the draft has it and once as the other edition does. Lines that both add at one
    /// place stand one after the other, those of <paramref name="latest"/> first: its day came before.
    /// </summary>
    public static Joined<ImmutableArray<string>> Lines(ImmutableArray<string> was, ImmutableArray<string> draft, ImmutableArray<string> latest)
    {
        if (draft.SequenceEqual(latest) || draft.SequenceEqual(was))
            return new(latest, latest);
        if (latest.SequenceEqual(was))
            return new(draft, draft);
        var (ours, theirs) = (Edits(was, draft), Edits(was, latest));
        var (byDraft, byLatest, isTold) = (new List<string?>(), new List<string?>(), false);
        for (var place = 0; place <= was.Length; place++)
        {
            var (mine, other) = (ours.Added[place], theirs.Added[place]);
            List<string?> both = [.. other, .. mine.SequenceEqual(other) ? [] : mine];
            byDraft.AddRange(both);
            byLatest.AddRange(both);
            if (place == was.Length)
                break;
            var (own, their) = (ours.Kept[place], theirs.Kept[place]);
            var isOne = own == was[place] || their == was[place] || own == their;
            isTold |= !isOne;
            byDraft.Add(isOne && own == was[place] ? their : own);
            byLatest.Add(isOne && their == was[place] ? own : their);
        }
        ImmutableArray<string> lines = [.. byDraft.OfType<string>()];
        return new(lines, isTold ? [.. byLatest.OfType<string>()] : lines);
    }

    private static IEnumerable<Edit> Edits(ImmutableArray<TextStretch> stretches)
    {
        var (at, start, text, open) = (0, 0, "", false);
        foreach (var (kind, stretch) in stretches)
        {
            if (kind == StretchKind.Kept)
            {
                if (open)
                    yield return new Edit(start, at, text);
                (open, text) = (false, "");
                at += stretch.Length;
                continue;
            }
            if (!open)
                (start, open) = (at, true);
            if (kind == StretchKind.Inserted)
                text += stretch;
            else
                at += stretch.Length;
        }
        if (open)
            yield return new Edit(start, at, text);
    }

    /// <summary>What became of each line, null when it was deleted, and what was added before each and at the end.</summary>
    private static (string?[] Kept, List<string>[] Added) Edits(ImmutableArray<string> was, ImmutableArray<string> now)
    {
        var kept = new string?[was.Length];
        var added = Enumerable.Range(0, was.Length + 1).Select(_ => new List<string>()).ToArray();
        var at = 0;
        foreach (var line in LineComparison.Between(was, now))
        {
            var text = string.Concat(line.Stretches.Where(stretch => stretch.Kind != StretchKind.Deleted).Select(stretch => stretch.Text));
            if (!line.InOld)
                added[at].Add(text);
            else
                kept[at++] = line.InNew ? text : null;
        }
        return (kept, added);
    }

    /// <param name="Draft">What both changed, as the draft has it; all else with both changes.</param>
    /// <param name="Latest">What both changed, as the other edition has it; all else with both changes.</param>
    public readonly record struct Joined<T>(T Draft, T Latest);

    private readonly record struct Edit(int Start, int End, string Text);
}
