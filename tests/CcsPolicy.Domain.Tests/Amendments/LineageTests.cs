using CcsPolicy.Domain.Amendments.Comparing;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class LineageTests
{
    [Fact]
    public void Keys_are_unique_and_the_text_is_not_touched_whatever_was_amended()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var texts = new RandomTexts(seed);
                var old = Lineage.Begin(texts.Tree(), A.Ids(1));
                var @new = texts.Amended(old);
                var carried = Lineage.Carry(old, @new, A.Ids(2));
                var keys = Lineage.KeysOf(carried);
                return carried.Equals(@new) && keys.Distinct().Count() == keys.Length && !keys.Any(key => key.IsNone);
            },
            iter: 1_000);
    }

    [Fact]
    public void A_provision_keeps_its_key_when_it_is_renumbered_and_when_it_moves()
    {
        var (one, two, three) = (A.Article("第1条", "目的", "この基準の目的を定めるものである。"), A.Article("第2条", "定義", "用語の意義を次のように定める。"), A.Article("第3条", "義務", "職員等は、これを守らなければならない。"));
        var old = Lineage.Begin(A.Text(one, two, three), A.Ids(1));
        var keys = Lineage.KeysOf(old);
        var @new = Lineage.Carry(old, A.Text(three with { Label = "第1条" }, one with { Label = "第2条" }, A.Article("第3条", "雑則", "必要な事項は、別に定める。"), two with { Label = "第4条" }), A.Ids(2));
        var carried = Lineage.KeysOf(@new);
        Assert.Equal([keys[2], keys[0], keys[1]], [carried[0], carried[1], carried[3]]);
        Assert.DoesNotContain(carried[2], keys);
    }

    [Fact]
    public void Keys_stored_in_document_order_come_back_to_the_same_provisions()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var tree = Lineage.Begin(new RandomTexts(seed).Tree(), A.Ids());
                var read = Lineage.WithKeys(new RandomTexts(seed).Tree(), Lineage.KeysOf(tree));
                return tree.All().Zip(read.All()).All(pair => pair.First.Provision.Key == pair.Second.Provision.Key) && read.Equals(tree);
            },
            iter: 300);
    }

    [Fact]
    public void A_list_of_keys_that_does_not_fit_the_text_is_a_fault() =>
        Assert.Throws<ArgumentException>(() => Lineage.WithKeys(A.Text(A.Supplement("この基準は、公布の日から施行する。")), []));
}
