using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 施行期日の読取り。Finds …から施行する, …から適用する and …効力を失う with the date that belongs to each. A date that hangs on an event
/// (公布の日, …を経過した日) is kept without a day. A ただし書 yields a row of its own, whose words name the provisions it is for.
/// </summary>
internal sealed class EffectiveReader(ProvisionPaths paths, DocumentHistory history, MeaningNotes notes)
{
    private const int LongestSentence = 500;

    /// <summary>No text comes into force a thousand times; what goes on so is no 附則.</summary>
    private const int Most = 1_000;

    private readonly ImmutableArray<EffectiveProvision>.Builder found = ImmutableArray.CreateBuilder<EffectiveProvision>();

    private readonly int firstSupplement = paths.All.FirstOrDefault(p => p.Provision.Kind == ProvisionKind.SupplementaryProvision)?.Index ?? -1;

    public ImmutableArray<EffectiveProvision> ReadAll()
    {
        foreach (var placed in paths.All)
        {
            if (placed.Provision is { Kind: ProvisionKind.SupplementaryProvision, Heading: { } heading })
                FromHeading(placed, heading);
            var text = placed.Provision.Text;
            if (KindOfHeading(placed.Provision.Heading) is { } headed && OnlyDate(text) is { } day)
            {
                Add(placed, day, headed, text, 0);
                continue;
            }
            if (!text.Contains("施行", StringComparison.Ordinal) && !text.Contains("適用", StringComparison.Ordinal) && !text.Contains("実施する", StringComparison.Ordinal)
                && !text.Contains('効')) continue;
            Read(placed, text, placed.Part >= 0 && paths.All[placed.Part].Provision.Kind == ProvisionKind.SupplementaryProvision);
        }
        return found.ToImmutable();
    }

    /// <summary>5　施行日 ⏎ 令和5年4月1日: the heading says what the date below it is.</summary>
    private static EffectiveKind? KindOfHeading(string? heading) => heading?.Trim() switch
    {
        "施行日" or "施行期日" or "施行年月日" or "実施日" or "実施期日" => EffectiveKind.InForce,
        "適用日" or "適用期日" or "適用開始日" or "適用年月日" => EffectiveKind.AppliesFrom,
        "失効日" => EffectiveKind.Expires,
        _ => null,
    };

    private static WrittenDate? OnlyDate(string text)
    {
        if (text.Length is 0 or > 40 || EraDateText.FindAll(text) is not [{ Start: 0, Date: { } date } found]) return null;
        return text.AsSpan(found.End).TrimEnd(" 　\n") is "" or "。" or "から" or "から。" or "とする。" or "より" ? new WrittenDate(text[..found.Length], date) : null;
    }

    private void Read(PlacedProvision placed, string text, bool inSupplement)
    {
        IReadOnlyList<FoundDate>? dates = null;
        var nextDate = 0;
        var itemsRead = false;
        foreach (var (begin, end) in Sentences(text))
        {
            var from = begin;
            while (found.Count < Most && NextVerb(text, from, end) is { } verb)
            {
                dates ??= EraDateText.FindAll(text);
                FoundDate? last = null;
                for (; nextDate < dates.Count && dates[nextDate].End <= verb.Start; nextDate++)
                    if (dates[nextDate].Start >= from)
                        last = dates[nextDate];
                var written = last is { } day && !HangsOnEvent(text, day.End, verb.Start) && day.Date is { } certain
                    ? new WrittenDate(text.Substring(day.Start, day.Length), certain) : null;
                if (inSupplement && verb.Kind == EffectiveKind.InForce && text.AsSpan(from, verb.Start - from).Contains("各号に定める日", StringComparison.Ordinal))
                {
                    if (!itemsRead) FromItems(placed);
                    itemsRead = true;
                }
                // Outside the 附則 only a plain date tells when this text holds; the rest speaks of other instruments.
                else if (inSupplement || written is not null)
                    Add(placed, written, verb.Kind, Around(text, begin, end, verb.Start), last?.Start ?? begin);
                from = verb.End;
            }
        }
    }

    /// <summary>次の各号に掲げる規定は、当該各号に定める日から施行する: each item ends with its day.</summary>
    private void FromItems(PlacedProvision placed)
    {
        foreach (var item in paths.ChildrenOf(placed))
        {
            var text = item.Provision.Text.TrimEnd();
            var gap = text.LastIndexOfAny([' ', '　', '\n']);
            if (gap < 0) continue;
            var last = text[(gap + 1)..];
            var dates = EraDateText.FindAll(last);
            var written = dates is [{ Start: 0, Date: { } day } date] && date.Length == last.Length ? new WrittenDate(last, day) : null;
            if (written is not null || last.EndsWith('日')) Add(item, written, EffectiveKind.InForce, text, gap + 1);
        }
    }

    /// <summary>附則　令和6年4月1日施行, 附則（令和7年4月1日改正、令和7年5月1日施行）: the short form beside the word 附則.</summary>
    private void FromHeading(PlacedProvision placed, string heading)
    {
        foreach (var day in EraDateText.FindAll(heading))
            if (KindAfter(heading, day.End) is { } kind && day.Date is { } certain && found.Count < Most)
                Add(placed, new WrittenDate(heading.Substring(day.Start, day.Length), certain), kind, heading, 0);
    }

    /// <summary>What the words after a date say that it is the day of: 施行, から適用; null when they say something else.</summary>
    internal static EffectiveKind? KindAfter(string text, int end)
    {
        var rest = text.AsSpan(end).TrimStart(" 　");
        if (rest.StartsWith("から") || rest.StartsWith("より"))
            rest = rest[2..].TrimStart(" 　");
        return rest.StartsWith("施行規") ? null : rest.StartsWith("施行") || rest.StartsWith("実施") ? EffectiveKind.InForce : rest.StartsWith("適用") ? EffectiveKind.AppliesFrom : null;
    }

    private void Add(PlacedProvision at, WrittenDate? date, EffectiveKind kind, string written, int offset)
    {
        found.Add(new EffectiveProvision(at.Path, date, kind, written));
        if (kind != EffectiveKind.InForce || date is null || at.Part < 0) return;
        var supplement = paths.All[at.Part].Provision;
        var decided = HistoryReader.DateOf(supplement) ?? (at.Part == firstSupplement ? history.Enacted : null);
        if (decided is not null && date.Date < decided.Date) notes.EffectiveBeforeEnactment(at.Provision, offset, date, decided);
    }

    /// <summary>The sentence; of one beyond all measure only what stands around the word.</summary>
    private static string Around(string text, int begin, int end, int verb) =>
        text[Math.Max(begin, verb - LongestSentence)..Math.Min(end, verb + LongestSentence)].Trim().TrimStart('抄').TrimStart();

    private static (int Start, int End, EffectiveKind Kind)? NextVerb(string text, int from, int end)
    {
        for (var at = from; at < end; at++)
        {
            if (text[at] is not ('施' or '適' or '実' or '効' or '失')) continue;
            var rest = text.AsSpan(at, end - at);
            if (rest.StartsWith("失効") || rest.StartsWith("効力を失") || rest.StartsWith("効力を有する"))
            {
                // 効力を有する only with an end: 令和8年3月31日までその効力を有する.
                if (rest.StartsWith("効力を有") && !text.AsSpan(Math.Max(from, at - 20), at - Math.Max(from, at - 20)).Contains("まで", StringComparison.Ordinal)) continue;
                if (rest.StartsWith("失効") && rest.Length > 2 && rest[2] is not ('す' or 'し' or '。')) continue;
                return (at, at + 2, EffectiveKind.Expires);
            }
            if (!(rest.StartsWith("施行") || rest.StartsWith("適用") || rest.StartsWith("実施")) || (rest.Length > 2 && rest[2] is not ('す' or 'し' or 'さ' or '。' or '、' or '，'))) continue;
            var before = text.AsSpan(from, at - from);
            if (before.EndsWith("これを")) before = before[..^3].TrimEnd("、，");
            if (!before.EndsWith("から") && (!before.EndsWith("より") || before.EndsWith("により"))) continue;
            if (rest[0] == '実' && !rest.StartsWith("実施する") && !rest.StartsWith("実施します")) continue;
            return (at, at + 2, rest[0] == '適' ? EffectiveKind.AppliesFrom : EffectiveKind.InForce);
        }
        return null;
    }

    /// <summary>Whether the day is only counted from the date: …から起算して, …を経過した日, …の翌日, …年度分.</summary>
    private static bool HangsOnEvent(string text, int from, int to)
    {
        var between = text.AsSpan(from, to - from);
        return between.Contains("起算", StringComparison.Ordinal) || between.Contains("経過", StringComparison.Ordinal) || between.Contains("定める日", StringComparison.Ordinal)
            || between.Contains("翌日", StringComparison.Ordinal) || between.Contains("の日", StringComparison.Ordinal);
    }

    /// <summary>Sentences end at 。 outside brackets, and at line ends.</summary>
    private static IEnumerable<(int Begin, int End)> Sentences(string text)
    {
        var begin = 0;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '（' or '(' or '「') depth++;
            else if (c is '）' or ')' or '」') depth = Math.Max(0, depth - 1);
            else if ((c == '。' && depth == 0) || (c == '\n' && i > 0 && text[i - 1] == '。'))
            {
                if (i > begin) yield return (begin, i + (c == '。' ? 1 : 0));
                begin = i + 1;
                depth = 0;
            }
        }
        if (begin < text.Length) yield return (begin, text.Length);
    }
}
