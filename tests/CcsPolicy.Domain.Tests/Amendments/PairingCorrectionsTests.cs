using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class PairingCorrectionsTests
{
    private const string Before = """
        規程

        第1条　所属長は、端末を管理する。
        第2条　職員は、次に掲げる事項を守る。
        (1)　端末を持ち出さないこと。
        (2)　記録を残すこと。
        第3条　記録は、五年間保存する。
        """;

    private const string After = """
        規程

        第1条　所属長は、端末を管理する。
        第2条　記録は、五年間保存する。
        第3条　在宅で勤務する者の遵守すべき事柄は、左のとおりである。
        (1)　機器は組合の外では用いないものとすること。
        (2)　記録を残すこと。
        """;

    private readonly IdSource ids = A.Ids(50);

    private static ProvisionTree Old { get; } = Lineage.Begin(ProvisionText.Read(Before).Tree, A.Ids(1));

    private static ProvisionTree Fresh { get; } = Lineage.WithKeys(ProvisionText.Read(After).Tree,
        [Old.Provisions[0].Key, Old.Provisions[2].Key, .. Enumerable.Range(1, 3).Select(at => new LineageKey(new Guid(9, 0, (short)at, new byte[8])))]);

    private ProvisionTree Made(ProvisionTree draft, CorrectedPair pair)
    {
        var operation = PairingCorrections.Of(Old, draft, pair, ids);
        Assert.Null(operation.Error);
        // What is stored is what is applied.
        var made = Draft.Apply(draft, DraftOperation.Read(operation.Value.Write()).Value);
        Assert.Equal(ProvisionText.Write(draft), ProvisionText.Write(made.Value));
        return made.Value;
    }

    [Fact]
    public void A_new_provision_becomes_the_old_one_with_what_is_recognised_below_it()
    {
        var made = Made(Fresh, new(Old.Provisions[1].Key, Fresh.Provisions[2].Key));
        Assert.Equal(Old.Provisions[1].Key, made.Provisions[2].Key);
        Assert.Equal(Old.Provisions[1].Children[1].Key, made.Provisions[2].Children[1].Key);
        Assert.DoesNotContain(TreeComparison.Between(Old, made).Rows, row => row.Shown.Kind == ProvisionKind.Article && (row.Old is null || row.New is null));
        Assert.True(AmendmentAgreement.Of(Old, made, new WrittenInstrument(AmendingText.Between(Old, made)), TreeComparison.Between(Old, made), ids).Succeeded);
    }

    [Fact]
    public void A_provision_that_is_not_the_old_one_gets_a_key_of_its_own_with_all_below_that_came_from_the_old_one()
    {
        var joined = Made(Fresh, new(Old.Provisions[1].Key, Fresh.Provisions[2].Key));
        var parted = Made(joined, new(Old.Provisions[1].Key, LineageKey.None));
        Assert.Empty(parted.Provisions[2].WithDescendants().Select(at => at.Provision.Key).Intersect(Lineage.KeysOf(Old)));
        Assert.Equal(Old.Provisions[2].Key, parted.Provisions[1].Key);
        Assert.Contains(TreeComparison.Between(Old, parted).Rows, row => row.New is null && row.Old!.Key == Old.Provisions[1].Key);
        Assert.True(AmendmentAgreement.Of(Old, parted, new WrittenInstrument(AmendingText.Between(Old, parted)), TreeComparison.Between(Old, parted), ids).Succeeded);
        // And back again.
        Assert.Equal(Lineage.KeysOf(joined), Lineage.KeysOf(Made(parted, new(Old.Provisions[1].Key, parted.Provisions[2].Key))));
    }

    [Fact]
    public void What_is_paired_already_must_be_parted_first()
    {
        Assert.Equal(DraftErrors.PairedAlready, PairingCorrections.Of(Old, Fresh, new(Old.Provisions[0].Key, Fresh.Provisions[2].Key), ids).Error);
        Assert.Equal(DraftErrors.PairedAlready, PairingCorrections.Of(Old, Fresh, new(Old.Provisions[1].Key, Fresh.Provisions[1].Key), ids).Error);
    }

    [Fact]
    public void A_provision_that_neither_text_holds_is_refused()
    {
        var gone = new LineageKey(ids.Next());
        Assert.Equal(DraftErrors.UnknownProvision, PairingCorrections.Of(Old, Fresh, new(gone, Fresh.Provisions[2].Key), ids).Error);
        Assert.Equal(DraftErrors.UnknownProvision, PairingCorrections.Of(Old, Fresh, new(Old.Provisions[1].Key, gone), ids).Error);
        Assert.Equal(DraftErrors.UnknownProvision, PairingCorrections.Of(Old, Fresh, new(LineageKey.None, Fresh.Provisions[2].Key), ids).Error);
        Assert.Equal(DraftErrors.NotPaired, PairingCorrections.Of(Old, Fresh, new(Old.Provisions[1].Key, LineageKey.None), ids).Error);
    }

    [Fact]
    public void Keys_stay_unique_and_are_those_of_provisions_that_are_there()
    {
        var (first, second) = (Fresh.Provisions[0].Key, Fresh.Provisions[1].Key);
        Assert.Equal(DraftErrors.KeysAreNotNew, Draft.Apply(Fresh, new DraftOperation.Rekey([new(first, second)])).Error);
        Assert.Equal(DraftErrors.KeysAreNotNew, Draft.Apply(Fresh, new DraftOperation.Rekey([new(first, LineageKey.None)])).Error);
        Assert.Equal(DraftErrors.UnknownProvision, Draft.Apply(Fresh, new DraftOperation.Rekey([new(new(ids.Next()), new(ids.Next()))])).Error);
        Assert.True(Draft.Apply(Fresh, new DraftOperation.Rekey([new(first, second), new(second, first)])).Succeeded);
    }
}
