using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class RenumberingTests
{
    /// <summary>The labels before, the one from which to count marked with *, and the labels after.</summary>
    [Theory]
    [InlineData("第1条 第2条 *第3条 第3条 第4条", "第1条 第2条 第3条 第4条 第5条")]
    [InlineData("第1条 *第2条 第4条 第5条", "第1条 第2条 第3条 第4条")]
    [InlineData("*第3条 第3条 第3条の2 第3条の3 第4条", "第3条 第4条 第4条の2 第4条の3 第5条")]
    [InlineData("第3条 *第3条の2 第3条の2 第3条の3 第4条", "第3条 第3条の2 第3条の3 第3条の4 第4条")]
    [InlineData("第1条 *第2条 第3条 第5条", "第1条 第2条 第3条 第5条")]
    [InlineData("第８条 *第９条 第９条 第10条", "第８条 第９条 第10条 第11条")]
    [InlineData("*第九条 第九条 第十条の二", "第九条 第十条 第十条の二")]
    [InlineData("*第 1 条 第 1 条", "第 1 条 第 2 条")]
    [InlineData("*(1) (1) (2)", "(1) (2) (3)")]
    [InlineData("*（１） （１） （２）", "（１） （２） （３）")]
    [InlineData("*⑴ ⑴ ⑵", "⑴ ⑵ ⑶")]
    [InlineData("*① ① ②", "① ② ③")]
    [InlineData("ア *イ イ ウ", "ア イ ウ エ")]
    [InlineData("イ *ロ ロ ハ", "イ ロ ハ ニ")]
    [InlineData("*（ア） （ア） （イ）", "（ア） （イ） （ウ）")]
    [InlineData("*a a b", "a b c")]
    [InlineData("*2 2 3", "2 3 4")]
    [InlineData("1.1 *1.2 1.2 1.3", "1.1 1.2 1.3 1.4")]
    [InlineData("*2―1 2―1 2―2", "2―1 2―2 2―3")]
    public void Numbers_follow_on_the_first_and_are_written_as_their_neighbours(string before, string after)
    {
        var tree = Lineage.Begin(A.Text([.. Labels(before).Select(label => Unit(label.TrimStart('*')))]), A.Ids());
        var first = tree.Provisions[Array.FindIndex(Labels(before), label => label.StartsWith('*'))].Key;
        var made = Draft.Renumbering(tree, first).Then(proposal => Draft.Apply(tree, proposal)).Value;
        Assert.Equal(Labels(after), made.Provisions.Select(unit => unit.Label));
    }

    [Fact]
    public void Articles_are_counted_through_chapters_and_not_into_the_supplementary_provisions()
    {
        var tree = Lineage.Begin(
            A.Text(
                A.Chapter("第1章", "総則", A.Article("第1条", "目的", "目的"), A.Article("第2条", "定義", "新しい定義")),
                A.Chapter("第2章", "責務", A.Article("第2条", "責務", "責務", A.Item("(1)", "一つ"))),
                A.Supplement("") with { Children = [A.Article("第1条", "施行期日", "施行する。")] }),
            A.Ids());
        var proposal = Draft.Renumbering(tree, tree.Provisions[0].Children[1].Key).Value;
        Assert.Equal([new NewLabel(tree.Provisions[1].Children[0].Key, "第3条")], proposal.Labels);
    }

    [Fact]
    public void Layered_numbers_below_go_along_with_their_head()
    {
        var tree = Lineage.Begin(
            A.Text(A.Article("1", "新しい章", ""), A.Article("1", "組織", "", A.Paragraph("1.1", "体制", A.Item("1.1.1", "役割")), A.Paragraph("1.2", "委員会"))),
            A.Ids());
        var made = Draft.Apply(tree, Draft.Renumbering(tree, tree.Provisions[0].Key).Value).Value;
        Assert.Equal(["1", "2", "2.1", "2.1.1", "2.2"], made.All().Select(at => at.Provision.Label));
    }

    [Fact]
    public void What_is_not_a_number_cannot_be_counted_from()
    {
        var tree = Lineage.Begin(A.Text(Unit("総則"), Unit("雑則")), A.Ids());
        Assert.Equal(DraftErrors.NumberIsUnknown, Draft.Renumbering(tree, tree.Provisions[0].Key).Error);
        Assert.Equal(DraftErrors.UnknownProvision, Draft.Renumbering(tree, LineageKey.None).Error);
    }

    [Fact]
    public void After_the_last_sign_of_a_form_there_is_no_proposal()
    {
        var tree = Lineage.Begin(A.Text([.. "abcdefghijklmnopqrstuvwxyz".Select(sign => Unit(sign.ToString())), Unit("z")]), A.Ids());
        Assert.Equal(DraftErrors.NumberIsUnknown, Draft.Renumbering(tree, tree.Provisions[25].Key).Error);
    }

    private static string[] Labels(string written) => written.Replace("第 1 条", "第_1_条", StringComparison.Ordinal).Replace("第 2 条", "第_2_条", StringComparison.Ordinal).Split(' ').Select(label => label.Replace('_', ' ')).ToArray();

    private static Provision Unit(string label) => A.Article(label, null, "本文");
}
