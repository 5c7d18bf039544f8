using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>
/// 編集の送信。What the editor sends: one change to one provision, in the words of the person. The operation that is stored is made here, on the
/// text as it stands, never by the browser.
/// </summary>
/// <param name="Known">The last step that the editor had seen.</param>
/// <param name="Act">text, insert, delete, up, down, renumber, label, heading or title.</param>
/// <param name="Tab">The editor that sends it, so that it is not told of its own change.</param>
/// <param name="Serial">The number of the change among those of its editor, from 1; 0: it is not numbered.</param>
/// <param name="Leaving">Sent while the page of the editor went: nobody works there any more.</param>
public sealed record DraftAct(int Known, string Act, string? Key, string? Text, int Tab = 0, int Serial = 0, bool Leaving = false)
{
    /// <summary>A provision with all below it; what is longer is edited as a whole text.</summary>
    public const int LongestText = 200_000;

    /// <summary>The operation, or why the change cannot be made.</summary>
    public Result<DraftOperation> OperationOn(ProvisionTree tree, IdSource ids)
    {
        var (key, words) = (LineageKey.TryParse(Key) ?? LineageKey.None, Text ?? "");
        if (words.Length > LongestText)
            return DraftErrors.TypedTooLong;
        return Act switch
        {
            "text" => DraftText.Read(tree, key, words, ids).Map(read => read.Operation),
            "insert" => DraftText.ReadAt(tree, key.IsNone ? DraftPlace.LastIn(LineageKey.None) : DraftPlace.After(key), words, ids).Map(read => read.Operation),
            "delete" => new DraftOperation.Delete(key),
            "up" or "down" => Step(tree, key, Act == "up"),
            "renumber" => Draft.Renumbering(tree, key).Map(renumber => (DraftOperation)renumber),
            "label" => new DraftOperation.SetLabel(key, words),
            "heading" => Heading(tree, key, words),
            "title" => new DraftOperation.SetTitle(words),
            _ => DraftErrors.Unreadable,
        };
    }

    /// <summary>Past the neighbour before or after.</summary>
    private static Result<DraftOperation> Step(ProvisionTree tree, LineageKey key, bool up)
    {
        var siblings = SiblingsOf(tree, key);
        var at = siblings.FindIndex(provision => provision.Key == key);
        if (at < 0)
            return DraftErrors.UnknownProvision;
        var other = up ? at - 1 : at + 1;
        if (other < 0 || other >= siblings.Count)
            return DraftErrors.NoNeighbour;
        return new DraftOperation.Move(key, up ? DraftPlace.Before(siblings[other].Key) : DraftPlace.After(siblings[other].Key));
    }

    private static Result<DraftOperation> Heading(ProvisionTree tree, LineageKey key, string words)
    {
        var found = tree.All().Select(at => at.Provision).FirstOrDefault(provision => provision.Key == key);
        if (found is null)
            return DraftErrors.UnknownProvision;
        return new DraftOperation.SetHeading(key, words.Trim().Length == 0 ? null : words.Trim(), found.HeadingPlace);
    }

    internal static List<Provision> SiblingsOf(ProvisionTree tree, LineageKey key)
    {
        if (tree.Provisions.Any(provision => provision.Key == key))
            return [.. tree.Provisions];
        return [.. tree.All().Select(at => at.Provision).FirstOrDefault(provision => provision.Children.Any(child => child.Key == key))?.Children ?? []];
    }
}
