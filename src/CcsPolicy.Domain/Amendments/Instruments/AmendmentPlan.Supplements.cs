using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// What a 附則 says becomes one of its paragraphs, or the only one left goes on without its number.
internal sealed partial class AmendmentPlan
{
    /// <summary>附則を附則第1項とし, 附則第1条を附則第1項とし: the text of now under the keys of what was renumbered; as it was where the 附則 does not change so.</summary>
    private Provision Renumbered(string address, Provision was, Provision becomes)
    {
        if (was.Kind != ProvisionKind.SupplementaryProvision || becomes is not { Kind: ProvisionKind.SupplementaryProvision })
            return becomes;
        var before = text.Tree;
        var operations = new List<AmendingOperation>();
        if (was.Text.Length > 0 && was.Children.IsEmpty && becomes.Text.Length == 0 && becomes.Children.FirstOrDefault(child => child.Kind == ProvisionKind.Paragraph && child.Text == was.Text) is { } same && Paragraph(address, same) is { } number)
            operations.Add(new AmendingOperation.Renumber(address, number));
        else if (was.Text == becomes.Text && was.Children is [{ Kind: ProvisionKind.Article }, ..] && becomes.Children is [{ Kind: ProvisionKind.Paragraph }, ..] && was.Children.Length == becomes.Children.Length
            && was.Children.Zip(becomes.Children).All(pair => pair.First.Text == pair.Second.Text && pair.First.Children.IsEmpty && pair.Second.Children.IsEmpty))
            operations.AddRange(was.Children.Zip(becomes.Children).Select(pair => text.AddressOf(KeyOf(pair.First.Key)) is { } article && Paragraph(address, pair.Second) is { } step ? new AmendingOperation.Renumber(article, step) : null).OfType<AmendingOperation>());
        else if (was.Text.Length == 0 && becomes.Children.IsEmpty && !was.Children.IsEmpty && was.Children.All(child => child is { Kind: ProvisionKind.Paragraph, Label.Length: > 0, Children.IsEmpty: true }) && was.Children.FirstOrDefault(child => child.Text == becomes.Text) is { } left && text.AddressOf(left.Key) is { } only)
            operations.AddRange([.. was.Children.Where(child => child.Key != left.Key).Select(child => text.AddressOf(child.Key)).OfType<string>().Select(gone => new AmendingOperation.Delete(gone)), new AmendingOperation.Delete((left.Heading is null ? "" : only + "の見出し及び") + only + InstrumentAddress.ItsNumber)]);
        if (operations.Count == 0)
            return becomes;
        Provision Now() => DraftPosition.Find(text.Tree, was.Key)!.Provision;
        if (!TryAll(operations, () => Now() is var now && now.Text == becomes.Text && now.Children.All(child => becomes.Children.Any(one => one.Label == child.Label && one.Text == child.Text))))
        {
            text.Return(before);
            return becomes;
        }
        foreach (var made in Now().Children)
            madeOf[made.Key] = was.Key;
        // A heading and what else comes is said of the paragraph.
        return becomes with { Children = [.. becomes.Children.Select(child => Now().Children.FirstOrDefault(one => one.Label == child.Label && one.Text == child.Text) is { } made ? child with { Key = made.Key } : child)] };
    }

    private static string? Paragraph(string address, Provision paragraph) => LabelNumber.Of(paragraph.Label).Segment is { Length: > 0 } segment && !segment.Contains('_', StringComparison.Ordinal) ? $"{address}第{segment}項" : null;
}
