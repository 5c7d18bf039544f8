using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Several places at once, rows of neighbours, and parts of a provision.
internal sealed partial class InstrumentApplication
{
    /// <summary>各号: the items of a provision, without the paragraphs of an article.</summary>
    public static IEnumerable<Provision> ItemsOf(Provision provision) => provision.Children.Where(child => child.Kind != ProvisionKind.Paragraph);

    /// <summary>Each place that is named: those joined by 及び, and those of 第5条から第7条まで.</summary>
    private IEnumerable<string> Each(string address)
    {
        foreach (var one in InstrumentAddress.Several(address))
        {
            if (Find(one) is not null || InstrumentAddress.Row(one) is not { } row || Find(row.First) is not { } first || Find(row.Last) is not { } last)
            {
                yield return one;
                continue;
            }
            var counted = Counted(first);
            var (from, to) = (counted.FindIndex(next => next.Key == first.Key), counted.FindIndex(next => next.Key == last.Key));
            if (from < 0 || to < from)
                yield return one;
            else
                for (var at = from; at <= to; at++)
                    yield return at == from && IsFirstParagraph(row.First) ? row.First : AddressOf(counted[at].Key) ?? one;
        }
    }

    /// <summary>サからスまでをタからツまでとする: a row that moves by what its first does, if its last does too.</summary>
    private DomainError? RenumberRow((string First, string Last) row, (string First, string Last) numbers)
    {
        if (Find(row.First) is not { } first || Find(row.Last) is not { } last)
            return InstrumentErrors.PlaceIsMissing;
        var run = NumberRun.Of([.. Counted(first).Select(one => one.Label)], first.Label);
        int? Moved(Provision one, string to) => LabelFor(one, to) is { } label && run?.Read(label) is { } number && run.Read(one.Label) is { } was ? number.Main - was.Main : null;
        return Moved(first, numbers.First) is { } by && Moved(last, numbers.Last) == by ? Shift(new(row.First, row.Last, by)) : InstrumentErrors.NumberUnreadable;
    }

    /// <summary>The provision without a part of it; null when it has none.</summary>
    private static Provision? WithoutPart(Provision found, string part) => part switch
    {
        "各号" => ItemsOf(found).Any() ? found with { Children = [.. found.Children.Where(child => child.Kind == ProvisionKind.Paragraph)] } : null,
        _ => SentenceParts.Find(found.Text, part) is { } range ? found with { Text = found.Text.Remove(range.Start.Value, range.End.Value - range.Start.Value) } : null,
    };

    /// <summary>第3条各号を次のように改める。第3条ただし書を次のように改める。</summary>
    private DomainError? RewritePart(string place, string part, string block)
    {
        if (Find(place) is not { } found || part.EndsWith("見出し", StringComparison.Ordinal))
            return InstrumentErrors.PlaceIsMissing;
        if (part is InstrumentAddress.OwnWords or InstrumentAddress.OwnWordsOnly)
            return WithText(block.Trim());
        if (part != "各号")
            return SentenceParts.Find(found.Text, part) is { } range ? WithText(found.Text[..range.Start.Value] + block.Trim() + found.Text[range.End.Value..]) : InstrumentErrors.PlaceIsMissing;
        if (WithoutPart(found, part) is not { } rest)
            return InstrumentErrors.PlaceIsMissing;
        var without = DraftPosition.Find(Tree, found.Key)!.With(rest);
        return DraftText.ReadAt(without, DraftPlace.FirstIn(found.Key), block, ids) is { Succeeded: true } read && read.Value.Provisions.All(item => item.Kind != ProvisionKind.Paragraph)
            ? Become(Draft.Apply(without, read.Value.Operation)) : InstrumentErrors.BlockUnreadable;

        DomainError? WithText(string words) => Become(DraftPosition.Find(Tree, found.Key)!.With(found with { Text = words }));
    }
}
