using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments.Tables;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>当てた結果。</summary>
/// <param name="Tree">The text afterwards; as it was when anything was refused.</param>
/// <param name="Refusals">Each with its line; empty when all was applied.</param>
/// <param name="Instrument">As it was read.</param>
public sealed record AmendedText(ProvisionTree Tree, ImmutableArray<AmendingRefusal> Refusals, AmendingInstrument Instrument)
{
    public bool Succeeded => Refusals.IsEmpty;

    /// <summary>What to look at, though nothing is refused for it; told of an instrument that is taken in.</summary>
    public ImmutableArray<AmendingRefusal> Warnings { get; init; } = [];
}

/// <summary>書かれた改正文。</summary>
/// <param name="Text">As text.</param>
public sealed record WrittenInstrument(string Text)
{
    /// <summary>新旧対照表方式: the table that it is; null for one in sentences.</summary>
    public ComparisonTable? Table { get; init; }

    /// <summary>What stands above the table: title and lead.</summary>
    public string Lead { get; init; } = "";

    /// <summary>What stands below it: the own 附則.</summary>
    public string Own { get; init; } = "";

    /// <summary>Lead, sentences and own 附則, in their order; of a table, lead, a part for each row and the own 附則. Empty when nothing is different.</summary>
    public ImmutableArray<WrittenSentence> Parts() =>
        Text.Length == 0 ? [] : Table is { } table ? [new(0, Lead), .. WrittenSentence.PartsOf(table), new(0, Own)] : WrittenSentence.PartsOf(Text, AmendingText.Read(Text));
}

/// <summary>
/// 改め文。Makes the amending instrument from one text to another, and applies one that somebody else has written. Whatever instrument is made here is read and applied before it is handed out: it gives exactly
/// the new text, or the text is written anew as a whole.
/// </summary>
public static class AmendingText
{
    private const string Unnamed = "この規程";

    /// <summary>
    /// The instrument that makes the new text of the old; empty when nothing is different. Where the whole text is written anew, its dates stand in its own 附則, and <see cref="InstrumentUsage.Effective"/> adds none.
    /// </summary>
    public static string Between(ProvisionTree old, ProvisionTree @new, InstrumentUsage? usage = null, IdSource? ids = null) => Between(old, @new, "", usage, ids);

    /// <summary>
    /// The instrument that made an edition of the one before: the line 改正 and the 附則 which the later one keeps of it are the instrument's own 附則, and no amendment of the text. Where it keeps none,
    /// <see cref="InstrumentUsage.Effective"/> says the day.
    /// </summary>
    public static string BetweenEditions(ProvisionTree old, ProvisionTree @new, InstrumentUsage? usage = null, IdSource? ids = null)
    {
        var (text, supplementary) = AmendmentEntry.Parted(old, @new);
        return Between(old, text, supplementary, WithoutDay(old, supplementary, usage), ids);
    }

    /// <summary>No 附則 is made up for a part whose day the text before tells already, and that brings none.</summary>
    private static InstrumentUsage? WithoutDay(ProvisionTree old, string supplementary, InstrumentUsage? usage) =>
        supplementary.Length == 0 && usage?.Effective is { } day && AmendmentEntry.TellsOfPart(old, day) ? usage with { Effective = null, Later = [], Transition = [] } : usage;

    private static string Between(ProvisionTree old, ProvisionTree @new, string supplementary, InstrumentUsage? usage, IdSource? ids)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        if (old.Equals(@new))
            return "";
        (usage, ids) = (InstrumentHead.In(usage ?? InstrumentUsage.Municipal, old), ids ?? IdSource.Random);
        var planned = AmendmentPlan.Between(old, @new, ids);
        var head = HeadFor(old, supplementary, planned is { } found && supplementary.Length == 0 ? InstrumentSupplement.Named(usage, Ways(found).First()) : usage);
        if (planned is { } sentences
            && Ways(sentences).Select(Spelled).Concat(Ways(sentences).Where(way => Spelled(way) != way)).Select(way => Write(head with { Sentences = way })).FirstOrDefault(way => way is not null) is { } written)
            return written;
        // A title that itself looks like a sentence of an instrument is left out.
        head = head with { Supplementary = "" };
        // What cannot be typed so that it is read as it is, is written as it stands on paper.
        var whole = new AmendingInstrument { Amends = Unnamed, Sentences = Whole(OnPaper.Write(@new)) };
        return Write(head with { Sentences = whole.Sentences }) ?? InstrumentWriter.Write(whole, usage);

        ImmutableArray<AmendingSentence> Spelled(ImmutableArray<AmendingSentence> way) => InstrumentSpelling.Spelled(way, usage, old);

        string? Write(AmendingInstrument instrument)
        {
            var instrumentText = InstrumentWriter.Write(instrument, usage);
            return Apply(old, instrumentText, ids) is var applied && Makes(applied, @new) ? instrumentText : null;
        }
    }

    /// <summary>
    /// 新旧対照表方式: the table of both texts as the instrument that makes the new one of the old; empty when nothing is different. It is read and applied before it is handed out. Where a table cannot say it
    /// (provisions whose lines would be read otherwise), the instrument is one in sentences.
    /// </summary>
    public static WrittenInstrument TableBetween(ProvisionTree old, ProvisionTree @new, InstrumentUsage? usage = null, ComparisonTableUsage? table = null, IdSource? ids = null) => TableBetween(old, @new, "", usage, table, ids);

    /// <summary>The same from one edition to the next, as <see cref="BetweenEditions"/> parts them.</summary>
    public static WrittenInstrument TableBetweenEditions(ProvisionTree old, ProvisionTree @new, InstrumentUsage? usage = null, ComparisonTableUsage? table = null, IdSource? ids = null)
    {
        var (text, supplementary) = AmendmentEntry.Parted(old, @new);
        return TableBetween(old, text, supplementary, WithoutDay(old, supplementary, usage), table, ids);
    }

    private static WrittenInstrument TableBetween(ProvisionTree old, ProvisionTree @new, string supplementary, InstrumentUsage? usage, ComparisonTableUsage? table, IdSource? ids)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        if (old.Equals(@new))
            return new("");
        (usage, ids) = (InstrumentHead.In(usage ?? InstrumentUsage.Municipal, old), ids ?? IdSource.Random);
        var (comparison, head) = (UnmovedComparison.Between(old, @new, ids), HeadFor(old, supplementary, usage));
        foreach (var isWhole in new[] { false, true })
        {
            var made = ComparisonTable.Of(comparison, (table ?? ComparisonTableUsage.Usual) with { IsWhole = isWhole });
            var written = AmendingTableText.Write(head, made);
            if (Makes(Apply(old, written, ids), @new))
                return new(written) { Lead = AmendingTableText.Lead(head), Table = made, Own = head.Supplementary };
        }
        return new(Between(old, @new, supplementary, usage, ids));
    }

    /// <summary>Whether these cells are the head of a 新旧対照表: one names the new side (改正後), another the old one (改正前).</summary>
    public static bool IsHeadOfTable(IReadOnlyList<string> cells) => AmendingTableText.IsHead(cells);

    /// <summary>A row of a 新旧対照表 as this reads it from a text: the lines of its cells beside each other, and an empty line.</summary>
    public static IEnumerable<string> RowOfTable(IReadOnlyList<IReadOnlyList<string>> cells) => AmendingTableText.Row(cells);

    /// <summary>Reads an instrument; of one that is a table, what stands around it.</summary>
    public static AmendingInstrument Read(string instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return AmendingTableText.Read(instrument)?.Head ?? InstrumentReader.Read(instrument);
    }

    /// <summary>The titles of the texts that an instrument amends, in their order; one as a rule, none when it names none.</summary>
    public static ImmutableArray<string> TextsAmendedBy(string instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return SeveralTexts.In(instrument) is { Length: > 0 } several ? several : Read(instrument).Amends is { Length: > 0 } one ? [one] : [];
    }

    /// <summary>Of an instrument for several texts the part that amends the one of this title, each line under its number; the instrument itself when it is for one text, or no part alone names this one.</summary>
    public static string PartFor(string title, string instrument)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(instrument);
        return SeveralTexts.Only(DraftWording.CleanLine(title), instrument);
    }

    /// <summary>Whether a text is read as an instrument that repeals another one, or writes it anew as a whole.</summary>
    public static bool IsAboutWhole(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return InstrumentReader.LeadOfWhole(text) is not null && InstrumentReader.Read(text) is { Unread.IsEmpty: true } read && (read.IsRepeal || read.IsFullRevision);
    }

    /// <summary>
    /// Whether an edition bears the very sentence by which a text begins as an instrument about a whole one: then the text is that edition's own, come back changed. It has kept the sentence (○○の全部を改正する。) by which it was made.
    /// </summary>
    public static bool IsBorneBy(ProvisionTree edition, string text)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(text);
        return InstrumentReader.LeadOfWhole(text) is { } lead && edition.Preamble.Any(line => ProvisionPaths.Folded(line.Trim()) == ProvisionPaths.Folded(lead));
    }

    /// <summary>Whether a text as a whole is read as an instrument that amends another one, in sentences or as a table, or that repeals it.</summary>
    public static bool IsInstrument(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsAboutWhole(text) || text.Contains("の一部を次の", StringComparison.Ordinal)
            && (AmendingTableText.Read(text) is { } table ? table.Head is { Unread.IsEmpty: true, Amends.Length: > 0 } : IsRead(text) || SeveralTexts.In(text).Any(title => SeveralTexts.Only(title, text) is var part && part != text && IsRead(part)));

        static bool IsRead(string text) => InstrumentReader.Read(text) is { Unread.IsEmpty: true, Amends.Length: > 0 };
    }

    /// <summary>Applies an instrument: all of it, or nothing with every reason why not.</summary>
    /// <param name="on">Only what is in force on that day, as the instrument's own 附則 says; null for all of it.</param>
    public static AmendedText Apply(ProvisionTree old, string instrument, IdSource? ids = null, DateOnly? on = null) =>
        Apply(old, instrument, ids ?? IdSource.Random, read => on is { } day ? InstrumentDates.Of(read).Map(dates => dates.InForceOn(day, read)) : read);

    /// <summary>Whether an instrument makes the one text of the other, as whoever gets it would find.</summary>
    public static bool IsMadeBy(ProvisionTree old, ProvisionTree @new, string instrument) => instrument.Length == 0 ? old.Equals(@new) : Makes(Apply(old, instrument), @new);

    /// <summary>Whether what was applied made the text: the same tree, or the same lines on paper where these are not read as the tree has them.</summary>
    internal static bool Makes(AmendedText applied, ProvisionTree text) =>
        applied.Succeeded && (OnPaper.AreSame(applied.Tree, text)
            || (applied.Instrument.Sentences is [{ Operations: [AmendingOperation.Rewrite { IsOfWhole: true, Block: var block }] }] && OnPaper.Holds(block, text) && !OnPaper.IsTyped(text)));

    /// <summary>Applies the part of it that is chosen of what was read.</summary>
    internal static AmendedText Apply(ProvisionTree old, string instrument, IdSource ids, Func<AmendingInstrument, Result<AmendingInstrument>> choose)
    {
        ArgumentNullException.ThrowIfNull(old);
        var title = DraftWording.CleanLine(old.Title);
        var undecided = SeveralTexts.Undecided(title, instrument);
        instrument = SeveralTexts.Only(title, instrument);
        var read = AmendingTableText.Read(instrument) is { } table ? OfTable(old, table, ids) : InstrumentSpelling.Adapted(InstrumentReader.Read(instrument), old);
        if (undecided is not null && !read.IsFullRevision)
            return new(old, [new(1, read.Amends, undecided)], read);
        var refusals = read.Unread.ToBuilder();
        if (read.Unread.IsEmpty)
        {
            var chosen = choose(read);
            if (!chosen.Succeeded)
                return new(old, [new(read.SupplementaryLineIn(instrument), "附則", chosen.Error!)], read);
            read = chosen.Value;
        }
        if (read.Amends.Length > 0 && read.Amends != Unnamed && old.Title.Length > 0
            && !ProvisionPaths.Folded(read.Amends).StartsWith(ProvisionPaths.Folded(DraftWording.CleanLine(old.Title)), StringComparison.Ordinal)
            && !ProvisionPaths.Folded(DraftWording.CleanLine(old.Title)).StartsWith(ProvisionPaths.Folded(read.Amends), StringComparison.Ordinal))
            refusals.Add(new(1, read.Amends, InstrumentErrors.OtherText));
        var text = InstrumentApplication.On(Lineage.Begin(old, ids), ids);
        foreach (var sentence in read.Sentences)
            refusals.AddRange(text.Apply(sentence));
        if (refusals.Count == 0)
            refusals.AddRange(text.Unfinished());
        if (refusals.Count > 0)
            return new(old, refusals.ToImmutable(), read);
        // A text that is written anew as a whole says itself how it is.
        return new(read.IsFullRevision ? text.Tree : OnPaper.Settled(SharedCaptions.Settled(text.Tree)), [], read);
    }

    /// <summary>The table in sentences: what it makes of the text, said by the operations that every instrument is made of.</summary>
    private static AmendingInstrument OfTable(ProvisionTree old, AmendingTable table, IdSource ids)
    {
        if (table.Head.Unread.Length > 0)
            return table.Head;
        var (@new, refusals) = TableApplication.On(old, InstrumentSpelling.Adapted(table, old));
        return @new is null ? table.Head with { Unread = refusals } : table.Head with { Sentences = AmendmentPlan.Between(old, @new, ids) ?? Whole(OnPaper.Write(@new)) };
    }

    /// <summary>The sentences as they read best, and in simpler ways where that would be read otherwise.</summary>
    private static IEnumerable<ImmutableArray<AmendingSentence>> Ways(ImmutableArray<AmendingSentence> sentences)
    {
        foreach (var one in new[] { GroupCaptions.Merged(sentences), sentences, GroupCaptions.Without(sentences) })
        {
            yield return ShiftedRuns.Collapse(SharedChanges.Join(one));
            yield return ShiftedRuns.Collapse(one);
            yield return one;
            if (one == GroupCaptions.Without(one))
                break;
        }
    }

    /// <summary>The instrument that repeals a text; where <see cref="InstrumentUsage.Effective"/> says the day, with a 附則 of its own.</summary>
    public static string Repealing(ProvisionTree old, InstrumentUsage? usage = null)
    {
        ArgumentNullException.ThrowIfNull(old);
        usage = InstrumentHead.In(usage ?? InstrumentUsage.Municipal, old);
        var head = HeadFor(old, "", usage);
        var kind = InstrumentHead.KindOf(old, head.Amends);
        // Its 附則 speaks of the instrument itself, and not of the text that is repealed.
        return InstrumentWriter.Write(head with { Title = $"{head.Amends}を廃止する{kind}", Supplementary = InstrumentSupplement.Of(kind, usage), Sentences = [new([new AmendingOperation.Delete(InstrumentAddress.Whole)], 0)] }, usage);
    }

    private static AmendingInstrument HeadFor(ProvisionTree old, string supplementary, InstrumentUsage usage)
    {
        var name = DraftWording.CleanLine(old.Title).Trim() is { Length: > 0 } title ? title : Unnamed;
        var kind = InstrumentHead.KindOf(old, name);
        return new() { Title = $"{name}の一部を改正する{kind}", Amends = name, Number = InstrumentHead.NumberOf(old), Supplementary = supplementary.Length > 0 ? supplementary : InstrumentSupplement.Of(InstrumentHead.NameIn(old) ?? kind, usage) };
    }

    /// <summary>The text as a whole; of one of which nothing is left, that it goes.</summary>
    private static ImmutableArray<AmendingSentence> Whole(string text) =>
        [new([string.IsNullOrWhiteSpace(text) ? new AmendingOperation.Delete(InstrumentAddress.Whole) : new AmendingOperation.Rewrite(InstrumentAddress.Whole, text.Trim('\n'))], 0)];
}
