using System.Buffers;
using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 参照の読取り。Finds the pointers in the text of every provision: one reference per list (上記6、7及び8) or range (第2条から第5条まで).
/// Quoted words (「第3条」とあるのは) are not pointers. When unsure it yields nothing rather than a wrong link.
/// </summary>
internal sealed class ReferenceReader(ReferenceTargets targets, DocumentNames names, MeaningNotes notes)
{
    private static readonly SearchValues<char> Signals = SearchValues.Create("第前次同上下附付別様こ本「」『』\n");

    /// <summary>第1条から第1000条まで, again and again: what a range adds beyond this is of no use to a reader.</summary>
    private const int MostInRange = 500;

    private readonly ImmutableArray<CrossReference>.Builder found = ImmutableArray.CreateBuilder<CrossReference>();
    private readonly PointerReader pointers = new(targets);
    private readonly List<int> to = [];
    private int budget = 200_000;

    public ImmutableArray<CrossReference> ReadAll()
    {
        foreach (var placed in targets.Paths.All)
        {
            // 同条 reaches back to the mention before, but not out of its article.
            if (placed.Provision.Kind is ProvisionKind.Article or ProvisionKind.SupplementaryProvision || placed.Parent < 0) pointers.Mentioned = PointerPlace.None;
            Read(placed);
        }
        return found.ToImmutable();
    }

    private void Read(PlacedProvision placed)
    {
        var text = placed.Provision.Text.AsSpan();
        var quoted = 0;
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(Signals);
            if (next < 0) return;
            at += next;
            switch (text[at])
            {
                case '「' or '『':
                    quoted++;
                    break;
                case '」' or '』':
                    quoted = Math.Max(0, quoted - 1);
                    break;
                case '\n':
                    // A mark that nobody closes does not silence the lines below it.
                    quoted = 0;
                    break;
                default:
                    if (quoted == 0 && TryList(text, at, placed, out var end))
                    {
                        at = end;
                        continue;
                    }
                    break;
            }
            at++;
        }
    }

    private bool TryList(ReadOnlySpan<char> text, int at, PlacedProvision placed, out int end)
    {
        end = at;
        var c = text[at];
        var begin = at;
        var owner = PointerOwner.Unnamed;
        if (c is '第' or '附' or '付' or '別' or '様')
        {
            // Cheap looks first: most of these letters begin other words.
            if (!CouldBegin(text, at)) return false;
            owner = names.Before(text, at, out begin);
            if (owner is PointerOwner.Own or PointerOwner.Unnamed) begin = at;
        }
        else if (at > 0 && IsWithinWord(text[at - 1], c)) return false;
        if (!pointers.TryRead(text, at, placed.Index, owner, null, out var first)) return false;

        to.Clear();
        var missing = Take(first) ? null : first.State == PointerState.Missing ? text[at..first.End].ToString() : null;
        var last = first;
        while (PointerWords.Connector(text, last.End, out var isRange) is > 0 and var length)
        {
            var start = last.End + length;
            if (start >= text.Length || !CouldFollow(text[start], last)) break;
            if (!pointers.TryRead(text, start, placed.Index, PointerOwner.Unnamed, last, out var following)) break;
            if (isRange)
            {
                if (following.Level != last.Level) break;
                if (text[following.End..].StartsWith("まで")) following = following with { End = following.End + 2 };
                if (last.State == PointerState.Found && following.State == PointerState.Found) TakeBetween(last.Target, following.Target);
            }
            if (!Take(following) && following.State == PointerState.Missing) missing ??= text[start..following.End].ToString();
            last = following;
        }
        end = last.End;
        pointers.Mentioned = last.State switch
        {
            PointerState.Found when last.Level is not (PointerLevel.Container or PointerLevel.Annex) => last.Place,
            PointerState.Found => pointers.Mentioned,
            PointerState.Outside => PointerReader.OutsidePlace,
            _ => PointerPlace.None,
        };
        if (first.State == PointerState.Unsure) return true;
        var outside = first.State == PointerState.Outside;
        if (outside) to.Clear();
        if (!outside && to.Count == 0 && missing is null) return true;
        var from = outside ? begin : at;
        found.Add(new CrossReference(placed.Path, from, end - from, text[from..end].ToString(), [.. to.Select(i => targets[i].Path).Distinct()], outside));
        if (missing is not null && !outside)
            notes.Dangling(placed.Provision, at, missing, missing.Contains("様式", StringComparison.Ordinal) ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning);
        return true;
    }

    private bool Take(Pointer pointer)
    {
        if (pointer.State != PointerState.Found || pointer.Target < 0) return false;
        to.Add(pointer.Target);
        if (pointer.More is { } more && (budget -= more.Count) > 0) to.AddRange(more);
        return true;
    }

    private void TakeBetween(int first, int last)
    {
        var before = to.Count;
        var at = targets.Next(first);
        for (var n = 0; at >= 0 && at != last && n < MostInRange && budget > 0; n++, budget--)
        {
            to.Add(at);
            at = targets.Next(at);
        }
        // The end was not met on the way: then only the two that are named are meant for certain.
        if (at != last) to.RemoveRange(before, to.Count - before);
    }

    private static bool CouldBegin(ReadOnlySpan<char> text, int at)
    {
        if (at + 1 >= text.Length) return false;
        var next = text[at + 1];
        return text[at] switch
        {
            '第' => next is >= '0' and <= '9' or >= '０' and <= '９' or ' ' or '　' || Basics.EraNumeral.KanjiValue(next) >= 0,
            '附' or '付' => next == '則',
            '別' => next is '表' or '記' or '紙' or '図',
            _ => next == '式',
        };
    }

    private static bool CouldFollow(char c, Pointer last) => last.Level switch
    {
        PointerLevel.Sign => true,
        PointerLevel.Subitem => c is '第' or '前' or '同' or '附' or >= 'ア' and <= 'ン' or '(' or '（',
        _ when last.State == PointerState.Outside => c == '第',
        _ => c is '第' or '前' or '次' or '同' or '附' or '別' or '様',
    };

    /// <summary>年次項目, 日本条: the letter is the end of the word before it.</summary>
    private static bool IsWithinWord(char before, char c) =>
        c != 'こ' && before is >= '一' and <= '鿿' && before is not ('又' or '及' or '並' or '各' or '当' or '下' or '中');
}
