using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>What a step of a pointer is made of.</summary>
internal enum SlotKind
{
    /// <summary>第5条, 第2項, 第2章, and the bare 第2 of texts that count so.</summary>
    Number,

    /// <summary>前条, 次項, 前2項</summary>
    Relative,

    /// <summary>同条, 本条, この章</summary>
    Same,

    /// <summary>各号, 次の各号, 前各号</summary>
    All,

    /// <summary>別表第2, 様式第1号, 第1号様式</summary>
    Annex,

    /// <summary>3, (1), ①, ア</summary>
    Sign,
}

/// <summary>One step of a pointer, as a range of its words.</summary>
/// <param name="Of">What a unit counts; null for a sign, an annex and a bare number.</param>
/// <param name="Segment">The number as in a path; empty where there is none.</param>
internal readonly record struct Slot(SlotKind Kind, int Start, int End, ProvisionKind? Of, string Segment);

/// <summary>指示語句の段。Cuts the words of one pointer into its steps, outermost first: 第5条 and 第2項 and ア of 第5条第2項ア.</summary>
internal static class PointerSlots
{
    private const int Most = 12;

    public static List<Slot> Of(ReadOnlySpan<char> words)
    {
        var slots = new List<Slot>();
        for (var at = 0; at < words.Length && slots.Count < Most;)
        {
            if (TryAny(words, at, out var slot))
            {
                slots.Add(slot);
                // 別表第1第3号: the rows of a table are no provisions.
                if (slot.Kind == SlotKind.Annex) break;
                at = slot.End;
            }
            else
                at++;
        }
        return slots;
    }

    private static bool TryAny(ReadOnlySpan<char> words, int at, out Slot slot)
    {
        slot = default;
        switch (words[at])
        {
            case '第':
                return TryOrdinal(words, at, out slot);
            case '前' or '次' or '各':
                return TryRelative(words, at, out slot);
            case '同' or '本' or 'こ':
                var unit = words[at] == 'こ' ? at + 2 : at + 1;
                if (words[at..].StartsWith("この附則")) slot = new(SlotKind.Same, at, at + 4, ProvisionKind.SupplementaryProvision, "");
                else if (PointerWords.IsUnit(words, unit)) slot = new(SlotKind.Same, at, unit + 1, PointerWords.KindOf(words[unit]), "");
                return slot.End > 0;
            case '別' or '様':
                if (!PointerWords.TryAnnex(words, at, out var key, out var end)) return false;
                slot = new(SlotKind.Annex, at, end, null, key);
                return true;
            case 'の' or 'ノ' or '上' or '下' or '附' or '付' or '則' or '記' or ' ' or '　':
                return false;
            default:
                if (!LabelNumber.TryToken(words, at, iroha: false, out var number, out var length)) return false;
                slot = new(SlotKind.Sign, at, at + length, null, number.Segment);
                return true;
        }
    }

    private static bool TryOrdinal(ReadOnlySpan<char> words, int at, out Slot slot)
    {
        slot = default;
        var i = at + 1;
        if (i < words.Length && words[i] is ' ' or '　') i++;
        if (!EraNumeral.TryRead(words, ref i, out var value)) return false;
        var segment = LabelNumber.Written(value);
        var (unit, branch) = (i, i + 1);
        if (unit < words.Length && words[unit] is ' ' or '　') unit++;
        // 第4の2条, an older way of writing 第4条の2.
        if (unit < words.Length && words[unit] == 'の' && EraNumeral.TryRead(words, ref branch, out var second) && branch < words.Length && words[branch] is '条' or '号' or '章')
        {
            slot = new(SlotKind.Number, at, branch + 1, PointerWords.KindOf(words[branch]), $"{segment}_{second}");
            return true;
        }
        if (!PointerWords.IsUnit(words, unit) && !(unit < words.Length && words[unit] == '部'))
        {
            segment = PointerWords.Branches(words, ref i, segment);
            slot = new(SlotKind.Number, at, i, null, segment);
            return true;
        }
        if (words[unit..].StartsWith("号様式"))
        {
            slot = new(SlotKind.Annex, at, unit + 3, null, "式" + segment);
            return true;
        }
        var kind = PointerWords.KindOf(words[unit++]);
        segment = PointerWords.Branches(words, ref unit, segment);
        slot = new(SlotKind.Number, at, unit, kind, segment);
        return true;
    }

    private static bool TryRelative(ReadOnlySpan<char> words, int at, out Slot slot)
    {
        slot = default;
        var i = at + 1;
        var all = words[at] == '各';
        if (words[i..].StartsWith("の各")) (all, i) = (true, i + 2);
        else if (i < words.Length && words[i] == '各') (all, i) = (true, i + 1);
        var segment = EraNumeral.TryRead(words, ref i, out var count) ? LabelNumber.Written(count) : "";
        if (!PointerWords.IsUnit(words, i)) return false;
        slot = new(all ? SlotKind.All : SlotKind.Relative, at, i + 1, PointerWords.KindOf(words[i]), segment);
        return true;
    }
}
