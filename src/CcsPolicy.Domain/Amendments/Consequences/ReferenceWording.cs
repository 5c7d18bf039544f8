using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Consequences;

/// <summary>
/// 参照の文言の案。Ways of writing a reference so that it may mean the same provision with the new numbers: first those that change least. Whether one
/// does is for the reader of references to say: nothing here is taken on trust.
/// </summary>
/// <param name="before">Where references of the old text go.</param>
/// <param name="now">Where those of the new text go.</param>
/// <param name="nowOf">From the index of a provision of the old text to that of the new; −1 when it is gone.</param>
/// <param name="within">References of a text into itself; else of another text.</param>
internal sealed class ReferenceWording(ReferenceTargets before, ReferenceTargets now, int[] nowOf, bool within)
{
    /// <summary>The ways, best first; of 上記3 also 下記3, of which the second is right when the provision has come to stand below.</summary>
    public IEnumerable<string> Ways(string written, ReadPointer pointer, int at, int was, Figures figures)
    {
        var above = written.StartsWith("上記", StringComparison.Ordinal) || written.StartsWith("前記", StringComparison.Ordinal);
        foreach (var way in Plain(written, pointer, at, was, figures))
        {
            yield return way;
            if ((above || written.StartsWith("下記", StringComparison.Ordinal)) && way.Length > 2) yield return (above ? "下記" : "上記") + way[2..];
        }
    }

    /// <param name="written">The words as they stand.</param>
    /// <param name="pointer">As it was read in the old text.</param>
    /// <param name="at">The provision of the new text in which they stand; −1 in another text.</param>
    /// <param name="was">The provision of the old text in which they stood.</param>
    private IEnumerable<string> Plain(string written, ReadPointer pointer, int at, int was, Figures figures)
    {
        var folded = Provisions.Text.Folding.Units(written);
        var slots = PointerSlots.Of(folded);
        if (slots.Count == 0) yield break;
        var target = pointer.Pointer.Target;
        if (pointer.Pointer.More is { Count: > 0 } more && slots[^1].Kind == SlotKind.Relative)
        {
            foreach (var way in Several(slots, [target, .. more], at, Digits(written), figures)) yield return way;
            yield break;
        }
        if (Steps(slots, target) is { } steps)
        {
            if (within && pointer.IsAlone && Beside(slots, steps, at, was) is { } beside) yield return beside + Rest(written, slots, steps, figures);
            if (slots[0].Kind is SlotKind.Relative)
            {
                var turned = (folded[slots[0].Start] == '前' ? "次" : "前") + folded[(slots[0].End - 1)..slots[0].End];
                if (slots[0].Segment.Length == 0 && Rest(written, slots, steps, figures) is { } rest) yield return turned + rest;
            }
            if (slots[0].Kind is SlotKind.Relative or SlotKind.Same && Rebuilt(written, slots, steps, 0, figures, keepsHead: true) is { } kept) yield return kept;
            if (Rebuilt(written, slots, steps, 0, figures, keepsHead: false) is { } rebuilt) yield return rebuilt;
        }
        foreach (var way in Whole(written, slots, target, at, figures)) yield return way;
    }

    /// <summary>The provision of the old text that each step names; null when words and provision do not agree.</summary>
    private int[]? Steps(List<Slot> slots, int target)
    {
        var steps = new int[slots.Count];
        var at = target;
        for (var i = slots.Count - 1; i >= 0; i--)
        {
            var slot = slots[i];
            if (at < 0) return null;
            if (slot.Kind == SlotKind.All) at = before[at].Parent;
            else if (slot is { Kind: SlotKind.Number, Of: null } && before[at].Provision.Kind is not (ProvisionKind.Appendix or ProvisionKind.Form)) at = before.Enclosing(at, ProvisionKind.Article);
            else if (slot.Of is { } kind) at = Named(before, at, kind);
            if (at < 0) return null;
            steps[i] = at;
            if (slot.Kind == SlotKind.All || (slot.Of == ProvisionKind.Paragraph && before[at].Provision.Kind != ProvisionKind.Paragraph)) continue;
            if (i > 0) at = before[at].Parent;
        }
        return steps;
    }

    /// <summary>The article, paragraph or the like that holds the place; of an article without numbered paragraphs its own text is the 項.</summary>
    private static int Named(ReferenceTargets targets, int at, ProvisionKind kind)
    {
        var index = targets.Enclosing(at, kind);
        if (index >= 0 || kind != ProvisionKind.Paragraph) return kind == ProvisionKind.Article && index < 0 ? targets.CountedAs(at) : index;
        return targets.CountedAs(at) is >= 0 and var counted ? counted : targets.ArticleOf(at);
    }

    private int Now(int index) => index < 0 ? -1 : nowOf[index];

    /// <summary>前条 for 第5条 that has come to stand right before, and 次条; null when it stood so before, or does not now.</summary>
    private string? Beside(List<Slot> slots, int[] steps, int at, int was)
    {
        if (slots[0] is not { Kind: SlotKind.Number, Of: ProvisionKind.Article } || at < 0 || Now(steps[0]) is not (>= 0 and var image)) return null;
        var (own, former) = (now.Enclosing(at, ProvisionKind.Article), before.Enclosing(was, ProvisionKind.Article));
        if (own < 0 || former < 0) return null;
        if (now.Previous(own) == image && before.Previous(former) != steps[0]) return "前条";
        return now.Next(own) == image && before.Next(former) != steps[0] ? "次条" : null;
    }

    private string? Rest(string written, List<Slot> slots, int[] steps, Figures figures) =>
        slots.Count == 1 ? written[slots[0].End..] : Rebuilt(written, slots, steps, 1, figures, keepsHead: false);

    /// <summary>The same steps with the numbers that they have now.</summary>
    private string? Rebuilt(string written, List<Slot> slots, int[] steps, int first, Figures figures, bool keepsHead)
    {
        var made = new System.Text.StringBuilder();
        var from = first == 0 ? 0 : slots[first - 1].End;
        for (var i = first; i < slots.Count; i++)
        {
            var slot = slots[i];
            made.Append(written, from, slot.Start - from);
            from = slot.End;
            var own = written[slot.Start..slot.End];
            if (slot.Kind == SlotKind.All || (i == 0 && keepsHead))
            {
                made.Append(own);
                continue;
            }
            if (Now(steps[i]) is not (>= 0 and var image) || Step(slot, own, image, figures) is not { } step) return null;
            made.Append(step);
        }
        return made.Append(written, from, written.Length - from).ToString();
    }

    /// <summary>One step written anew.</summary>
    private string? Step(Slot slot, string own, int image, Figures figures)
    {
        var (provision, number) = (now[image].Provision, now[image].Number);
        var like = Digits(own);
        switch (slot.Kind)
        {
            case SlotKind.Number or SlotKind.Relative or SlotKind.Same:
                var unit = slot.Of is null ? '\0' : slot.Kind == SlotKind.Number ? own.First(c => "条條項号號編章節款目部".Contains(c, StringComparison.Ordinal)) : own[^1];
                if (slot.Of == ProvisionKind.SupplementaryProvision) return own;
                if (slot.Of == ProvisionKind.Paragraph && provision.Kind is ProvisionKind.Article or ProvisionKind.SupplementaryProvision && now.CountedAs(image) < 0) return figures.Unit("1", unit, like);
                return slot.Of is not null && slot.Of != provision.Kind && now.CountedAs(image) < 0 ? null
                    : figures.Unit(number.Segment ?? "", unit, like, branchFirst: own.Length > 1 && own[^1] == unit && own.Contains('の'));
            case SlotKind.Annex:
                return Annex(own, provision, number, like, figures);
            default:
                return Sign(own, provision, number, like, figures);
        }
    }

    /// <summary>別表第2 with another number: the name and the way it is numbered stay.</summary>
    private static string? Annex(string own, Provision provision, LabelNumber number, string like, Figures figures)
    {
        if (like.Length == 0) return (number.Segment ?? "").Length == 0 ? own : Compact(provision.Label);
        if ((number.Segment ?? "").Length == 0) return Compact(provision.Label);
        var at = own.IndexOf(like, StringComparison.Ordinal);
        var end = at + like.Length;
        // 別表第1の2の3: the branches go with the number.
        var tail = PointerWords.IsUnit(own, end) ? own[end..(end + 1)] : "";
        if (own.AsSpan(end).StartsWith("号様式")) tail = "号様式";
        return figures.Unit(number.Segment!, '\0', like) is { } written ? own[..at].TrimEnd('第') + (own[..at].EndsWith('第') ? "第" : "") + BranchesAfter(written[1..], tail) : null;
    }

    private static string BranchesAfter(string written, string tail)
    {
        var branch = written.IndexOf('の', StringComparison.Ordinal);
        return branch < 0 ? written + tail : written[..branch] + tail + written[branch..];
    }

    /// <summary>(3), ③ or イ with the number that it has now, in the brackets and the width in which it was written.</summary>
    private static string? Sign(string own, Provision provision, LabelNumber number, string like, Figures figures)
    {
        var label = Compact(provision.Label);
        if (label.Length == 0 || string.IsNullOrEmpty(number.Segment)) return null;
        if (own.Length == 1 && like.Length == 0) return label.Length == 1 ? label : label.Trim('(', ')', '（', '）') is { Length: 1 } bare ? bare : null;
        if (like.Length == 0) return own[0] is '(' or '（' ? own[0] + label.Trim('(', ')', '（', '）') + own[^1] : label;
        var (made, at) = (new System.Text.StringBuilder(), 0);
        foreach (var part in number.Segment.Split('.'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return null;
            while (at < own.Length && !EraNumeral.IsDigit(own[at])) made.Append(own[at++]);
            var end = at;
            if (!EraNumeral.TryRead(own, ref end, out _)) return null;
            made.Append(figures.Write(value, own.AsSpan(at, end - at)));
            at = end;
        }
        return made.Append(own, at, own.Length - at).ToString();
    }

    /// <summary>前2項 whose paragraphs stand apart now: 第1項及び第3項, 第2項から第4項まで.</summary>
    private IEnumerable<string> Several(List<Slot> slots, List<int> targets, int at, string like, Figures figures)
    {
        if (slots.Count != 1 || slots[0].Of is not (ProvisionKind.Article or ProvisionKind.Paragraph or ProvisionKind.Item)) yield break;
        var images = targets.Select(Now).Order().ToList();
        if (images[0] < 0) yield break;
        var runs = images.Count > 2;
        for (var i = 1; i < images.Count && runs; i++)
            runs = now.Next(images[i - 1]) == images[i] || (i == 1 && now[images[1]].Parent == images[0]);
        foreach (var depth in new[] { 0, 1, 2 })
        {
            var names = images.Select((image, i) => Name(image, at, i == 0 ? depth : 0, figures, like, slots[0].Of == ProvisionKind.Paragraph)).ToList();
            if (names.Contains(null)) continue;
            yield return runs ? $"{names[0]}から{names[^1]}まで" : $"{string.Join('、', names.Take(names.Count - 1))}及び{names[^1]}";
        }
    }

    /// <summary>The whole way to the provision, from short to long.</summary>
    private IEnumerable<string> Whole(string written, List<Slot> slots, int target, int at, Figures figures)
    {
        var last = slots[^1];
        var image = Now(last.Kind == SlotKind.All ? before[target].Parent : target);
        if (image < 0) yield break;
        var tail = last.Kind == SlotKind.All ? written[last.Start..] : written[last.End..];
        var like = Digits(written);
        var isParagraph = last.Of == ProvisionKind.Paragraph;
        foreach (var depth in within ? new[] { 0, 1, 2 } : [2])
            if (Name(image, at, depth, figures, like, isParagraph) is { } name) yield return name + tail;
        if (!now.HasArticles && Chain(image, written, slots, figures) is { } chain) yield return chain + tail;
    }

    /// <summary>What the provision is called: with 0 only its own step, with 1 also the paragraph, with 2 also the article and 附則.</summary>
    private string? Name(int image, int at, int depth, Figures figures, string like, bool isParagraph = false)
    {
        var placed = now[image];
        if (placed.Provision.Kind is ProvisionKind.Appendix or ProvisionKind.Form) return Compact(placed.Provision.Label);
        if (PathMaker.IsContainer(placed.Provision.Kind)) return figures.Unit(placed.Number.Segment ?? "", placed.Provision.Label.FirstOrDefault(c => "編章節款目部".Contains(c, StringComparison.Ordinal)), like);
        var made = "";
        for (var index = image; index >= 0; index = now[index].Parent)
        {
            var (kind, number) = (now[index].Provision.Kind, now[index].Number.Segment ?? "");
            if (kind is ProvisionKind.Subitem1 or ProvisionKind.Subitem2 or ProvisionKind.Subitem3)
            {
                made = Compact(now[index].Provision.Label) + made;
                continue;
            }
            if (kind == ProvisionKind.SupplementaryProvision)
            {
                if (made.Length == 0) return null;
                return depth == 2 && (at < 0 || now[at].Part != index) ? "附則" + made : made;
            }
            var isNamed = index == image || depth == 2 || (depth == 1 && kind == ProvisionKind.Paragraph) || made.Length == 0;
            if (kind == ProvisionKind.Article)
            {
                if (!now[index].Provision.Label.AsSpan().ContainsAny('条', '條')) return null;
                // The article's own text is its first 項, and its items are those of the first.
                if ((index == image && isParagraph) || (index != image && depth > 0 && now[image].Provision.Kind != ProvisionKind.Paragraph && !made.Contains('項') && now.HasChild(index, ProvisionKind.Paragraph)))
                    made = figures.Unit("1", '項', like) + made;
                if (index == image && isParagraph && depth == 0) return made;
                if (isNamed) made = figures.Unit(number, '条', like) is { } article ? article + made : null;
                if (made is null) return null;
                var part = now[index].Part;
                return part >= 0 && depth == 2 && (at < 0 || now[at].Part != part) ? "附則" + made : made;
            }
            if (!isNamed) continue;
            if (figures.Unit(number, kind == ProvisionKind.Paragraph ? '項' : '号', like) is not { } step) return null;
            made = step + made;
        }
        return made;
    }

    /// <summary>上記5(2)①: all signs from the top, in a text that counts no 条.</summary>
    private string? Chain(int image, string written, List<Slot> slots, Figures figures)
    {
        var made = "";
        for (var index = image; index >= 0 && !PathMaker.IsContainer(now[index].Provision.Kind); index = now[index].Parent)
        {
            var like = slots.Find(slot => slot.Kind == SlotKind.Sign);
            var label = Compact(now[index].Provision.Label);
            made = (figures is not null && like.End > 0 && made.Length > 0 && label.Length > 0 && EraNumeral.IsDigit(label[^1]) && EraNumeral.IsDigit(made[0]) ? label + "の" : label) + made;
        }
        return made.Length == 0 ? null : written[..slots[0].Start] + made;
    }

    /// <summary>The first number in the words, as written; empty when there is none.</summary>
    internal static string Digits(string words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var end = i;
            if (EraNumeral.IsDigit(words[i]) && EraNumeral.TryRead(words, ref end, out _)) return words[i..end];
        }
        return "";
    }

    private static string Compact(string label) => string.Concat(label.Where(c => !char.IsWhiteSpace(c)));
}
