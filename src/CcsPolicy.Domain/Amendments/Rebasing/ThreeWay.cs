using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;

namespace CcsPolicy.Domain.Amendments.Rebasing;

/// <summary>
/// 三者の突合せ。Two changes of one thing made into one, as two amending instruments in force one after the other would make it: possible while they do
/// not touch each other.
/// </summary>
internal static class ThreeWay
{
    /// <summary>The words with both changes; null where both change the same words, or words side by side.</summary>
    public static string? Words(string was, string draft, string latest)
    {
        if (draft == latest || draft == was)
            return latest;
        if (latest == was)
            return draft;
        var edits = Edits(TextComparison.Between(was, draft)).Concat(Edits(TextComparison.Between(was, latest))).Distinct().OrderBy(edit => edit.Start).ThenBy(edit => edit.End).ToList();
        var made = new System.Text.StringBuilder(was.Length);
        var at = 0;
        for (var i = 0; i < edits.Count; i++)
        {
            if (i > 0 && edits[i].Start <= edits[i - 1].End)
                return null;
            made.Append(was, at, edits[i].Start - at).Append(edits[i].Text);
            at = edits[i].End;
        }
        return made.Append(was, at, was.Length - at).ToString();
    }

    /// <summary>
    /// The lines with both changes; null where both change the same line. Lines that both add at one place stand one after the other, those of
    /// <paramref name="latest"/> first: its day came before.
    /// </summary>
    public static ImmutableArray<string>? Lines(ImmutableArray<string> was, ImmutableArray<string> draft, ImmutableArray<string> latest)
    {
        if (draft.SequenceEqual(latest) || draft.SequenceEqual(was))
            return latest;
        if (latest.SequenceEqual(was))
            return draft;
        var (ours, theirs) = (Edits(was, draft), Edits(was, latest));
        var made = ImmutableArray.CreateBuilder<string>();
        for (var place = 0; place <= was.Length; place++)
        {
            var (mine, other) = (ours.Added[place], theirs.Added[place]);
            made.AddRange(other);
            if (!mine.SequenceEqual(other))
                made.AddRange(mine);
            if (place == was.Length)
                break;
            var (own, their) = (ours.Kept[place], theirs.Kept[place]);
            if (own != was[place] && their != was[place] && own != their)
                return null;
            if ((own == was[place] ? their : own) is { } line)
                made.Add(line);
        }
        return made.ToImmutable();
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

    private readonly record struct Edit(int Start, int End, string Text);
}
