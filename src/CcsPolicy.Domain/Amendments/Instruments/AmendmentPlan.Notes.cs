using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

// What becomes of the notes of a table, where the table stays.
internal sealed partial class AmendmentPlan
{
    /// <summary>別表第1備考中「A」を「B」に改め, 別表第1備考を次のように改める. False where more than the notes changes, or it cannot be said so.</summary>
    private bool Notes(string address, Provision was, Provision becomes)
    {
        if (InstrumentApplication.NotesOf(was) is not { } notes || InstrumentApplication.NotesOf(becomes) is not { } now || was.Text[..notes] != becomes.Text[..now] || was.Text == becomes.Text)
            return false;
        var place = address + InstrumentAddress.Notes;
        var isLine = !was.Text[notes..].Contains('\n', StringComparison.Ordinal) && !becomes.Text[now..].Contains('\n', StringComparison.Ordinal);
        if (isLine && was.Children.SequenceEqual(becomes.Children) && Changes(was.Text[notes..], becomes.Text[now..]) is { } changes && !IsMuch(changes, was.Text[notes..])
            && TryAll([new AmendingOperation.ChangeWords(place, changes)], () => Now().Text == becomes.Text))
            return true;
        var before = text.Tree;
        var below = ProvisionWriter.WritePlain(new ProvisionTree { Provisions = becomes.Children }).Trim('\n');
        var anew = new AmendingOperation.Rewrite(place, below.Length == 0 ? becomes.Text[now..] : $"{becomes.Text[now..]}\n{below}");
        if (text.Apply(anew) is null && OnPaper.SayTheSame([becomes with { Label = was.Label, Heading = was.Heading }], [Now()]))
        {
            open.Add(anew);
            End();
            return true;
        }
        text.Return(before);
        return false;

        Provision Now() => DraftPosition.Find(text.Tree, was.Key)!.Provision;
    }
}
