using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 沿革の読取り。Reads 制定, 改正 and 公布 from the lines above the body and from the headings of the 附則. The words stand before their dates
/// (改正 令和3年12月1日), after them (平成17年4月1日制定), or on lines of their own above or below; a date without a word is the 制定 when it is the first.
/// </summary>
internal sealed class HistoryReader(ProvisionTree tree, MeaningNotes notes)
{
    public DocumentHistory Read()
    {
        var events = new List<HistoryLine.Event>();
        for (var i = 0; i < tree.Preamble.Length; i++)
            if (!HistoryLine.TellsOfReplacement(tree.Preamble[i]))
                HistoryLine.Read(tree.Preamble[i], events);
        if (!events.Exists(e => e.Date is not null))
            foreach (var line in Elsewhere())
                HistoryLine.Read(line, events, onlyWithWord: true);
        if (!events.Exists(e => e.Date is not null) && HistoryLine.BracketedDate(tree.Title) is { } inTitle) events.Add(inTitle);

        var dated = Assign(events);
        foreach (var (found, line, _) in dated) notes.Doubt(null, found, line);

        var enacted = First(dated, HistoryRole.Enacted);
        var replaces = Replacement();
        var amendments = new List<WrittenDate>();
        foreach (var (found, line, role) in dated)
        {
            if (Written(found, line) is not { } date) continue;
            if (role == HistoryRole.FullRevision)
            {
                // What a full revision leaves behind is history of the text it replaced.
                if (enacted is not null && enacted.Date < date.Date) replaces ??= new ReplacedDocument(tree.Title, enacted);
                enacted = date;
                amendments.Clear();
            }
            else if (role == HistoryRole.Amended && !amendments.Exists(a => a.Date == date.Date))
                amendments.Add(date);
        }
        AddFromSupplements(enacted, amendments);
        if (enacted is not null)
            foreach (var amended in amendments)
                if (amended.Date < enacted.Date)
                    notes.AmendedBeforeEnactment(amended, enacted);
        return new DocumentHistory(enacted, [.. amendments], replaces) { Promulgated = First(dated, HistoryRole.Promulgated) };
    }

    /// <summary>The date in the heading of an amending 附則 is the date of the amendment.</summary>
    private void AddFromSupplements(WrittenDate? enacted, List<WrittenDate> amendments)
    {
        var added = false;
        foreach (var provision in tree.Provisions)
        {
            if (provision.Kind != ProvisionKind.SupplementaryProvision || DateOf(provision) is not { } date) continue;
            if (enacted is not null && date.Date <= enacted.Date) continue;
            if (amendments.Exists(a => a.Date == date.Date)) continue;
            amendments.Add(date);
            added = true;
        }
        if (!added) return;
        var sorted = amendments.OrderBy(a => a.Date).ToArray();
        amendments.Clear();
        amendments.AddRange(sorted);
    }

    /// <summary>The date that an 附則 names in its heading: 附則（令和3年12月1日）. Of 附則 令和6年4月1日施行 there is none: it tells only from when.</summary>
    public static WrittenDate? DateOf(Provision supplement)
    {
        foreach (var text in new[] { supplement.Heading, supplement.Label })
            if (text is { Length: > 0 })
                foreach (var found in EraDateText.FindAll(text))
                    if (EffectiveReader.KindAfter(text, found.End) is null)
                        return Written(found, text);
        return null;
    }

    /// <summary>Texts that keep their history at the end: under the 附則, or in a table after the last provision.</summary>
    private IEnumerable<string> Elsewhere()
    {
        foreach (var root in tree.Provisions)
            if (root.Kind >= ProvisionKind.SupplementaryProvision)
                foreach (var (provision, _) in root.WithDescendants())
                    foreach (var line in provision.Text.Split('\n'))
                        yield return line;
        if (tree.Provisions is [.., { Kind: < ProvisionKind.SupplementaryProvision } last])
        {
            while (!last.Children.IsDefaultOrEmpty) last = last.Children[^1];
            foreach (var line in last.Text.Split('\n')) yield return line;
        }
    }

    private static List<(FoundDate Date, string Line, HistoryRole Role)> Assign(List<HistoryLine.Event> events)
    {
        // 平成28年4月1日／制定／令和2年4月1日／改正: a column in which each word follows its date ends with a word.
        var wordsFollow = events is [{ Date: not null, Role: HistoryRole.None }, .., { Date: null }];
        var hasEnactment = events.Exists(e => e.Role == HistoryRole.Enacted);
        var made = new List<(FoundDate, string, HistoryRole)>();
        var enactedSeen = false;
        var carried = HistoryRole.None;
        for (var i = 0; i < events.Count; i++)
        {
            var (date, line, role) = events[i];
            if (date is not { } found)
            {
                if (!wordsFollow) carried = role;
                continue;
            }
            var next = i + 1 < events.Count && events[i + 1].Date is null ? events[i + 1].Role : HistoryRole.None;
            if (role == HistoryRole.None && next != HistoryRole.None && (wordsFollow || (next == HistoryRole.Enacted && carried == HistoryRole.None)))
            {
                role = next;
                if (!wordsFollow) i++;
            }
            else if (role == HistoryRole.None)
                role = carried;
            if (role is HistoryRole.None or HistoryRole.Decided)
                // A date before the one that is called 制定 belongs to the page, not to the text.
                role = enactedSeen ? HistoryRole.Amended : hasEnactment ? HistoryRole.Ignored : HistoryRole.Enacted;
            if (role == HistoryRole.Enacted && enactedSeen) role = HistoryRole.Ignored;
            enactedSeen |= role == HistoryRole.Enacted;
            carried = role switch
            {
                HistoryRole.Amended or HistoryRole.FullRevision => HistoryRole.Amended,
                HistoryRole.Enacted => HistoryRole.None,
                _ => carried,
            };
            made.Add((found, line, role));
        }
        return made;
    }

    /// <summary>○○規程（平成19年5月29日制定）の全部を改正する。</summary>
    private ReplacedDocument? Replacement()
    {
        for (var i = 0; i < tree.Preamble.Length; i++)
        {
            var line = tree.Preamble[i];
            if (!HistoryLine.TellsOfReplacement(line)) continue;
            var end = line.IndexOf("の全部", StringComparison.Ordinal);
            if (end < 6 && i > 0) (line, end) = (tree.Preamble[i - 1].TrimEnd() + line.TrimStart(), line.TrimStart().IndexOf("の全部", StringComparison.Ordinal) + tree.Preamble[i - 1].TrimEnd().Length);
            var title = line[..Math.Max(end, 0)].TrimEnd();
            WrittenDate? enacted = null;
            if (title.EndsWith('）') || title.EndsWith(')'))
            {
                var open = title.LastIndexOfAny(['（', '(']);
                if (open >= 0)
                {
                    var inside = title[open..];
                    if (EraDateText.FindAll(inside) is [var found, ..])
                    {
                        enacted = Written(found, inside);
                        notes.Doubt(null, found, inside);
                    }
                    title = title[..open];
                }
            }
            var clause = title.LastIndexOf("は、", StringComparison.Ordinal);
            title = title[Math.Max(title.LastIndexOf('。') + 1, clause < 0 ? 0 : clause + 2)..].Trim().Trim('「', '」', '『', '』', '○', '　', ' ');
            return title.Length == 0 ? null : new ReplacedDocument(title, enacted);
        }
        return null;
    }

    private static WrittenDate? First(List<(FoundDate Date, string Line, HistoryRole Role)> dated, HistoryRole role)
    {
        foreach (var (found, line, its) in dated)
            if (its == role && Written(found, line) is { } date)
                return date;
        return null;
    }

    private static WrittenDate? Written(FoundDate found, string text) =>
        found.Date is { } date ? new WrittenDate(text.Substring(found.Start, found.Length), date) : null;
}
