using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// What the product writes into a draft, and nothing that its drafter wrote: it knows its own line and its own 附則 by how it writes them.
public sealed partial record AmendmentEntry
{
    /// <summary>
    /// 起案への記載。The draft with the line 改正 and the 附則 of the amendment, as the text before has such lines and such a 附則, and none of what it has not. What was written so before, for other days, gives way; a
    /// line or a 附則 that the drafter wrote stays. Of an instrument whose record the text before has already, a later part comes without one.
    /// </summary>
    /// <param name="old">The text before.</param>
    /// <param name="effective">施行日 of the edition to come.</param>
    /// <param name="supplementary">附則 of the instrument that makes the draft of it.</param>
    public Result<ProvisionTree> EnterInto(ProvisionTree old, ProvisionTree draft, DateOnly effective, string supplementary)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(supplementary);
        var (hasLine, hasSupplement) = (HasLine(old), HasSupplement(old));
        if (!(hasLine || hasSupplement) || IsOfPart(old, effective))
            return draft;
        var made = hasLine ? draft with { Preamble = WithLine(old.Preamble, draft.Preamble) } : draft;
        if (hasSupplement && supplementary.Length > 0)
        {
            var own = OwnSupplements(old, draft);
            if (own.Count == 0 || (own.Count == 1 && IsOfDayAlone(own[0])))
            {
                if (Made(old, supplementary) is not { } supplement)
                    return InstrumentErrors.SupplementUnreadable;
                made = made with { Provisions = own.Count == 0 ? made.Provisions.Insert(EndOfSupplements(made), supplement) : made.Provisions.Replace(own[0], supplement with { Key = own[0].Key }) };
            }
        }
        return made.Equals(draft) ? draft : ProvisionText.Read(ProvisionText.Write(made)).Tree.Equals(made) ? made : InstrumentErrors.SupplementUnreadable;
    }

    /// <summary>
    /// 日付の食い違い。Whether what came with an amendment tells other days than its own: a line 改正 of none of <paramref name="made"/>, or a 附則 that puts it in force on days of which none is <paramref name="effective"/>.
    /// </summary>
    /// <param name="made">制定日 and 公布日, whichever of them the text writes.</param>
    public static bool Contradicts(ProvisionTree old, ProvisionTree merged, IReadOnlyCollection<DateOnly> made, DateOnly effective)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(merged);
        var lines = Beyond(merged.Preamble, old.Preamble).FindAll(line => RolesIn(line).Contains(HistoryRole.Amended));
        var told = lines.SelectMany(line => EraDateText.FindAll(line)).Select(date => date.Date).OfType<DateOnly>().ToList();
        // As many lines as went were only corrected.
        if (lines.Count > Beyond(old.Preamble, merged.Preamble).Count(TellsHistory) && told.Count > 0 && !told.Exists(made.Contains))
            return true;
        var days = ProvisionMeaning.Of(new ProvisionTree { Provisions = [.. OwnSupplements(old, merged)] }).Effective.Where(one => one is { Kind: EffectiveKind.InForce, Date: not null }).ToList();
        return days.Count > 0 && !days.Exists(one => one.Date!.Date == effective);
    }

    /// <summary>Whether a 附則 of the text tells several days of which this is one (ただし、第3条の改正規定は、令和9年10月1日から施行する): the part of that day has its 附則 there already.</summary>
    internal static bool TellsOfPart(ProvisionTree text, DateOnly day) => DaysOfParts(text).Any(days => days.Exists(told => told.Date?.Date == day));

    /// <summary>制定の行の食い違い。The lines that tell of the making (制定　令和8年3月27日　規程第4号) as each text has them, where both have some and they are not the same; null otherwise.</summary>
    public static (string Old, string New)? OtherMaking(ProvisionTree old, ProvisionTree @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        var (was, now) = (Making(old), Making(@new));
        return was.Length == 0 || now.Length == 0 || ProvisionPaths.Folded(was) == ProvisionPaths.Folded(now) ? null : (was, now);

        // Without a word the first date is that of the making.
        static string Making(ProvisionTree text) => text.Preamble.FirstOrDefault(line => RolesIn(line).Contains(HistoryRole.Enacted))?.Trim()
            ?? (ProvisionMeaning.Of(text).History.Enacted is { Written: var written } ? text.Preamble.FirstOrDefault(line => line.Contains(written, StringComparison.Ordinal))?.Trim() ?? "" : "");
    }

    /// <summary>Whether a 附則 of the text puts an amendment in force part by part.</summary>
    public static bool TellsOfParts(ProvisionTree text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DaysOfParts(text).Any();
    }

    private static IEnumerable<List<EffectiveProvision>> DaysOfParts(ProvisionTree text) => text.Provisions.Where(one => one.Kind == ProvisionKind.SupplementaryProvision)
        .Select(one => ProvisionMeaning.Of(new ProvisionTree { Provisions = [one] }).Effective.Where(told => told.Kind == EffectiveKind.InForce).ToList()).Where(days => days.Count > 1);

    /// <summary>The text has the line of this day already, and a 附則 that names the day of effect: it came with an earlier part.</summary>
    private bool IsOfPart(ProvisionTree old, DateOnly effective) => TellsOfPart(old, effective) && ProvisionMeaning.Of(old).History.Amendments.Any(date => date.Date == Day);

    private ImmutableArray<string> WithLine(ImmutableArray<string> old, ImmutableArray<string> draft)
    {
        var (own, gone) = (Beyond(draft, old), Beyond(old, draft));
        var dated = own.FindAll(line => RolesIn(line).All(role => role is HistoryRole.None or HistoryRole.Amended or HistoryRole.FullRevision or HistoryRole.Decided) && TellsHistory(line));
        foreach (var line in dated)
        {
            var without = draft.RemoveAt(draft.LastIndexOf(line));
            if (EraDateText.FindAll(line).Any(date => date.Date is { } day && new AmendmentEntry(day).Line(without) == line))
                return without.Insert(LineAfter(without), Line(without));
        }
        // As many as went were corrected; one more is the drafter's own record.
        return dated.Count > gone.Count ? draft : draft.Insert(LineAfter(draft), Line(draft));
    }

    private static IEnumerable<HistoryRole> RolesIn(string line)
    {
        var events = new List<HistoryLine.Event>();
        HistoryLine.Read(line, events);
        return events.Select(one => one.Role);
    }

    /// <summary>Lines that one has and the other has not, each as often as it has more of them.</summary>
    private static List<string> Beyond(IEnumerable<string> lines, IEnumerable<string> others)
    {
        var rest = others.GroupBy(line => line).ToDictionary(same => same.Key, same => same.Count());
        return [.. lines.Where(line => !rest.TryGetValue(line, out var count) || (rest[line] = count - 1) < 0)];
    }

    private static List<Provision> OwnSupplements(ProvisionTree old, ProvisionTree draft)
    {
        var (known, texts) = (old.Provisions.Where(one => !one.Key.IsNone).Select(one => one.Key).ToHashSet(), old.Provisions.ToList());
        return [.. draft.Provisions.Where(one => one.Kind == ProvisionKind.SupplementaryProvision && (one.Key.IsNone ? !texts.Remove(one) : !known.Contains(one.Key)))];
    }

    /// <summary>附則（令和9年3月1日） ⏎ この規程は、令和9年4月1日から施行する。 as the product writes it.</summary>
    private static bool IsOfDayAlone(Provision supplement) => supplement.Children.IsEmpty && OfDay().Match(supplement.Text.Trim('　', ' ')) is { Success: true } found
        && EraDateText.FindAll(found.Groups["day"].Value) is [{ Start: 0 } day] && day.Length == found.Groups["day"].Length && !Numbered().IsMatch(supplement.Label + supplement.Heading);

    [GeneratedRegex("^この[^。、]{1,20}は、(?<day>[^。、]{1,20})から施行する。$")]
    private static partial Regex OfDay();
}
