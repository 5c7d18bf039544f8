using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Tests.Amendments;

/// <summary>Random operations on a draft; some name a provision that is not there, some would move one into itself.</summary>
internal sealed class RandomOperations(uint seed)
{
    private static readonly HeadingPlace[] Places = Enum.GetValues<HeadingPlace>();

    private readonly RandomTexts texts = new(seed);
    private readonly IdSource ids = A.Ids(100);

    public ProvisionTree Tree() => Lineage.Begin(texts.Tree(), A.Ids(1));

    public DraftOperation Next(ProvisionTree tree)
    {
        var keys = Lineage.KeysOf(tree);
        return texts.Below(14) switch
        {
            0 => new DraftOperation.SetTitle(texts.Words1(4)),
            1 => new DraftOperation.SetPreamble([texts.Words1(3), texts.Words1(3)]),
            2 => new DraftOperation.SetContents([texts.Words1(3)]),
            3 or 4 => new DraftOperation.SetText(Key(), texts.Words1(8)),
            5 => new DraftOperation.SetHeading(Key(), texts.Below(3) == 0 ? null : texts.Words1(3), Places[texts.Below(Places.Length)]),
            6 => new DraftOperation.SetLabel(Key(), texts.Words1(2)),
            7 => new DraftOperation.Renumber([new(Key(), "第9条"), new(Key(), "第10条")]),
            8 or 9 => new DraftOperation.Insert(Place(), [.. Enumerable.Range(0, 1 + texts.Below(2)).Select(_ => New())]),
            10 => new DraftOperation.Delete(Key()),
            11 => new DraftOperation.Replace(Key(), [New()]),
            12 => new DraftOperation.Move(Key(), Place()),
            _ when texts.Below(5) == 0 => new DraftOperation.ReplaceText(Lineage.Carry(tree, texts.Amended(tree), ids)),
            _ => new DraftOperation.SetText(Key(), "改めた。"),
        };

        LineageKey Key() => keys.IsEmpty || texts.Below(20) == 0 ? new(ids.Next()) : keys[texts.Below(keys.Length)];

        DraftPlace Place() => texts.Below(5) switch
        {
            0 => DraftPlace.Before(Key()),
            1 => DraftPlace.After(Key()),
            2 => DraftPlace.FirstIn(Key()),
            3 => DraftPlace.LastIn(Key()),
            _ => texts.Below(2) == 0 ? DraftPlace.LastIn(LineageKey.None) : DraftPlace.FirstIn(LineageKey.None),
        };

        Provision New() => Lineage.Begin(new ProvisionTree { Provisions = [texts.Provision(1, 2)] }, ids).Provisions[0];
    }
}
