using System.Buffers;
using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 参照の読取り。Finds the pointers in the text of every provision: one reference per list (上記6、7及び8) or range (第2条から第5条まで).
/// Quoted words (「第3条」とあるのは) are not pointers. When unsure it yields nothing rather than a wrong link.
/// </summary>
internal sealed class ReferenceReader(ReferenceTargets targets, DocumentNames names, MeaningNotes notes)
{
    /// <summary>What the text that is looked at, which is another one, calls the text of the targets; null when they are one text.</summary>
    public NamesElsewhere? Elsewhere { get; init; }

    /// <summary>Every pointer that was read, for whoever asks for each of a list; null when nobody does.</summary>
    public List<ReadPointer>? Single { get; init; }

    public Mentions Mentioned => pointers.Mentioned;

    private static readonly SearchValues<char> Signals = SearchValues.Create("第前次同上下附付別様こ本「」『』（）()\n");

    /// <summary>In a text without articles bare signs may point: 3(1)に定める.</summary>
    private static readonly SearchValues<char> SignalsOfPolicies = SearchValues.Create("第前次同上下附付別様こ本「」『』（）()\n0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿");

    private readonly SearchValues<char> signals = targets.HasArticles ? Signals : SignalsOfPolicies;

    /// <summary>第1条から第1000条まで, again and again: what a range adds beyond this is of no use to a reader.</summary>
    private const int MostInRange = 500;

    private const int DeepestBracket = 8;
    private const int LongestBracket = 300;

    private readonly ImmutableArray<CrossReference>.Builder found = ImmutableArray.CreateBuilder<CrossReference>();
    private readonly PointerReader pointers = new(targets);
    private readonly List<int> to = [];
    private readonly List<Range> missing = [];
    private readonly PointerPlace[] mentionedAt = new PointerPlace[DeepestBracket + 1];
    private readonly Pointer?[] lastAt = new Pointer?[DeepestBracket + 1];
    private int budget = 200_000;

    public ImmutableArray<CrossReference> ReadAll()
    {
        foreach (var placed in targets.Paths.All)
        {
            Enter(placed);
            Read(placed);
        }
        return found.ToImmutable();
    }

    /// <summary>同条 reaches back to the mention before, but not out of its article.</summary>
    public void Enter(PlacedProvision placed)
    {
        if (placed.Provision.Kind is ProvisionKind.Article or ProvisionKind.SupplementaryProvision || placed.Parent < 0) pointers.Mentioned.Forget();
    }

    public void Read(PlacedProvision placed)
    {
        var text = Text.Folding.Units(placed.Provision.Text).AsSpan();
        var quoted = 0;
        var depth = 0;
        var opened = -2;
        Pointer? holder = null;
        lastAt[0] = null;
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(signals);
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
                    quoted = depth = 0;
                    lastAt[0] = null;
                    break;
                case '（' or '(':
                    if (!targets.HasArticles && quoted == 0 && TryList(text, at, placed, null, ref lastAt[depth], out var closed))
                    {
                        at = closed;
                        continue;
                    }
                    holder = lastAt[depth] is { } last && last.End == at ? last : null;
                    opened = at;
                    depth = Math.Min(depth + 1, DeepestBracket);
                    lastAt[depth] = null;
                    mentionedAt[depth] = holder is null ? PointerPlace.None : pointers.Mentioned.Place;
                    break;
                case '）' or ')':
                    if (depth > 0) pointers.Mentioned.LeaveBracket(mentionedAt[depth]);
                    depth = Math.Max(0, depth - 1);
                    break;
                default:
                    if (quoted == 0 && TryList(text, at, placed, at == opened + 1 ? holder : null, ref lastAt[depth], out var end))
                    {
                        at = end;
                        continue;
                    }
                    break;
            }
            at++;
        }
    }

    private bool TryList(ReadOnlySpan<char> text, int at, PlacedProvision placed, Pointer? holder, ref Pointer? before, out int end)
    {
        end = at;
        var c = text[at];
        var begin = at;
        var owner = PointerOwner.Unnamed;
        if (c is '第' or '附' or '付' or '別' or '様')
        {
            // Cheap looks first: most of these letters begin other words.
            if (!CouldBegin(text, at)) return false;
            owner = Elsewhere is { } elsewhere ? elsewhere.StandBefore(text, at) ? PointerOwner.Own : PointerOwner.Unnamed : names.Before(text, at, out begin);
            if (owner is PointerOwner.Own or PointerOwner.Unnamed) begin = at;
        }
        else if (Elsewhere is { } elsewhere && c != '同')
        {
            // 前条 and 上記3 count in the text where they stand; 同条 after them means what they mean.
            if (!elsewhere.StandBefore(text, at) || !pointers.TryNumber(text, at, out _))
            {
                if (at + 1 < text.Length && (PointerWords.IsUnit(text, at + 1) || c == 'こ')) pointers.Mentioned.Forget();
                return false;
            }
            owner = PointerOwner.Own;
        }
        else if (at > 0 && IsWithinWord(text[at - 1], c)) return false;
        // 第22条第2項本文及び第3項, 第1項（前条の場合を含む。）、第4項: what stands between does not part the list.
        var joined = c == '第' && before is { } earlier && owner == PointerOwner.Unnamed && Joins(text, earlier.End, at) ? before : null;
        if (Elsewhere is not null && joined is null && owner == PointerOwner.Unnamed && c != '同') owner = PointerOwner.Outside;
        if (joined is null && owner == PointerOwner.Unnamed && before is { State: PointerState.Outside or PointerState.Unsure } && ListsFurther(text, before.Value.End, at)) owner = PointerOwner.Unsure;
        if (joined is null && owner == PointerOwner.Unnamed && holder is { } held && pointers.TryReadInside(text, at, placed.Index, held, out var first))
        {
            // 第16条各号（第2号を除く。）: the bracket speaks of what stands before it.
        }
        else if (Elsewhere is not null && owner == PointerOwner.Own && pointers.TryNumber(text, at, out first))
        {
            // 基本方針5の(2)
        }
        else if ((joined is null || !pointers.TryRead(text, at, placed.Index, owner, joined, out first)) && !pointers.TryRead(text, at, placed.Index, owner, null, out first)) return false;

        Single?.Add(new ReadPointer(at, first.End, first, false, true));
        var listed = Single?.Count ?? 0;
        to.Clear();
        pointers.Mentioned.BeginList();
        pointers.Mentioned.Note(first);
        missing.Clear();
        if (!Take(first) && first.State == PointerState.Missing) missing.Add(at..first.End);
        var last = first;
        while (PointerWords.Connector(text, last.End, out var isRange) is > 0 and var length)
        {
            var start = last.End + length;
            if (start >= text.Length || !CouldFollow(text[start], last)) break;
            if (!pointers.TryRead(text, start, placed.Index, PointerOwner.Unnamed, last, out var following)) break;
            if (isRange && following.Level != last.Level) break;
            Single?.Add(new ReadPointer(start, following.End, following, isRange, false));
            if (isRange)
            {
                if (text[following.End..].StartsWith("まで")) following = following with { End = following.End + 2 };
                if (last.State == PointerState.Found && following.State == PointerState.Found) TakeBetween(last.Target, following.Target);
            }
            if (!Take(following) && following.State == PointerState.Missing) missing.Add(start..following.End);
            if (isRange && following.State == PointerState.Found) following = following with { More = following.More ?? [] };
            last = following;
            pointers.Mentioned.Note(last);
        }
        if (last.End > first.End) pointers.Mentioned.EndList();
        if (Single is { } single && single.Count > listed) single[listed - 1] = single[listed - 1] with { IsAlone = false };
        end = last.End;
        before = last;
        // The 附則 of amendments are printed in extracts, so what is not there was there once.
        if (IsExtract(placed.Part)) missing.Clear();
        if (first.State == PointerState.Unsure) return true;
        var outside = first.State == PointerState.Outside;
        if (outside) to.Clear();
        if (!outside && to.Count == 0 && missing.Count == 0) return true;
        var from = outside ? begin : at;
        found.Add(new CrossReference(placed.Path, from, end - from, placed.Provision.Text[from..end], Paths(), outside));
        if (!outside)
            foreach (var range in missing)
            {
                var written = text[range].ToString();
                notes.Dangling(placed.Provision, range.Start.Value, written, written.Contains("様式", StringComparison.Ordinal) ? DiagnosticSeverity.Information : DiagnosticSeverity.Warning);
            }
        return true;
    }

    private bool IsExtract(int part) =>
        part >= 0 && targets[part].Provision.Kind == ProvisionKind.SupplementaryProvision
        && (part != targets.FirstSupplement || targets[part].Provision.Text.StartsWith('抄'));

    private ImmutableArray<ProvisionPath> Paths() => to.Count switch
    {
        0 => [],
        1 => [targets[to[0]].Path],
        _ => [.. to.Select(i => targets[i].Path).Distinct()],
    };

    /// <summary>
    /// 船員法第6条中…に関する部分、第30条: a noun and 、 after another instrument's article goes on listing its articles, or so it may be.
    /// A clause that ends (…により、第5条の) is followed by our own.
    /// </summary>
    private static bool ListsFurther(ReadOnlySpan<char> text, int from, int at)
    {
        if (at <= from || at - from > LongestBracket || text[from..at].Contains('。')) return false;
        var end = at;
        foreach (var word in (ReadOnlySpan<string>)["、", "，", "及び", "並びに", "又は", "若しくは"])
            if (text[from..at].EndsWith(word))
                end = at - word.Length;
        return end < at && end > from && text[end - 1] is >= '一' and <= '鿿' or '）' or ')' or >= 'ァ' and <= 'ー';
    }

    private static bool Joins(ReadOnlySpan<char> text, int from, int to)
    {
        if (from > to || to - from > LongestBracket) return false;
        var at = PointerWords.SkipMark(text, from);
        if (at < to && text[at] is '（' or '(')
        {
            var depth = 0;
            for (; at < to; at++)
            {
                if (text[at] is '（' or '(') depth++;
                else if (text[at] is '）' or ')' && --depth == 0) break;
            }
            at++;
        }
        return PointerWords.Connector(text, at, out _) is > 0 and var length && at + length == to;
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
        // 第1項 is the article's own text; 第2項 is the first below it.
        var at = targets[last].Parent == first ? targets.FirstOfKind(first, targets[last].Provision.Kind) : targets.Next(first);
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
