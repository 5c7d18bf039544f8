using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class DraftTextTests
{
    private const string Regulation = """
        ○情報資産取扱規程
        令和5年4月1日
        制定
        第1章 総則
        （目的）
        第1条 この規程は、情報資産の取扱いについて必要な事項を定めることを目的とする。
        （定義）
        第2条 この規程において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
        (1) 端末 業務に使用する機器をいう。
        (2) 媒体 次に掲げるものをいう。
        ア 電磁的記録媒体
        イ 紙
        2 前項に定めるもののほか、用語の意義は、基本方針の例による。
        第2章 管理
        （責務）
        第3条 職員等は、情報資産を適切に取り扱わなければならない。
        2 課長は、前項の状況を毎月点検するものとする。
        附 則
        この規程は、令和5年4月1日から施行する。
        """;

    private const string Policy = """
        情報セキュリティ方針
        1 目的
        本方針は、情報資産を守ることを目的とする。
        2 対策
        (1) 組織
        組織の体制を整える。
        (2) 人
        ① 研修を行う。
        ② 点検を行う。
        3 見直し
        本方針は、毎年度見直す。
        """;

    public static TheoryData<string> Texts => [Regulation, Policy];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_provision_written_and_read_in_its_place_is_itself_with_the_same_keys(string text)
    {
        var tree = Lineage.Begin(ProvisionText.Read(text).Tree, A.Ids(1));
        foreach (var key in Lineage.KeysOf(tree))
        {
            var reading = DraftText.Read(tree, key, DraftText.Write(tree, key).Value, A.Ids(2)).Value;
            var made = Draft.Apply(tree, reading.Operation).Value;
            Assert.Equal(tree, made);
            Assert.Equal(Lineage.KeysOf(tree), Lineage.KeysOf(made));
        }
    }

    [Fact]
    public void Numbered_lines_typed_into_an_article_become_its_items_and_what_was_there_keeps_its_keys()
    {
        var tree = Read(Regulation);
        var article = Find(tree, "第2条");
        var typed = DraftText.Write(tree, article.Key).Value.Replace("(2)　媒体", "(2) 情報資産 端末及び媒体に記録された情報をいう。\r\n(3) 媒体", StringComparison.Ordinal);
        var made = Draft.Apply(tree, DraftText.Read(tree, article.Key, typed, A.Ids(2)).Value.Operation).Value;
        var items = Find(made, "第2条").Children;
        Assert.Equal(["(1)", "(2)", "(3)", "2"], items.Select(item => item.Label));
        Assert.Equal([article.Children[0].Key, article.Children[1].Key, article.Children[2].Key], [items[0].Key, items[2].Key, items[3].Key]);
        Assert.Equal(article.Children[1].Children.Select(below => below.Key), items[2].Children.Select(below => below.Key));
        Assert.Equal(article.Key, Find(made, "第2条").Key);
    }

    [Fact]
    public void The_edited_provision_keeps_its_key_even_when_nothing_of_it_is_left()
    {
        var tree = Read(Regulation);
        var reading = DraftText.Read(tree, Find(tree, "第1条").Key, "（趣旨）\n第1条 別の内容。", A.Ids(2)).Value;
        Assert.Equal(Find(tree, "第1条").Key, Assert.Single(reading.Provisions).Key);
        Assert.Equal("趣旨", reading.Provisions[0].Heading);
    }

    [Fact]
    public void Two_articles_typed_into_one_box_become_two()
    {
        var tree = Read(Regulation);
        var key = Find(tree, "第1条").Key;
        var typed = DraftText.Write(tree, key).Value + "\n（適用範囲）\n第2条 この規程は、全ての課に適用する。";
        var made = Draft.Apply(tree, DraftText.Read(tree, key, typed, A.Ids(2)).Value.Operation).Value;
        Assert.Equal(["第1条", "第2条", "第2条"], made.Provisions[0].Children.Select(article => article.Label));
        Assert.Equal(key, made.Provisions[0].Children[0].Key);
    }

    [Fact]
    public void New_provisions_are_read_at_the_place_where_they_will_stand()
    {
        var tree = Read(Policy);
        var second = tree.Provisions[1].Children[1];
        var inside = DraftText.ReadAt(tree, DraftPlace.LastIn(second.Key), "③ 記録を残す。", A.Ids(2)).Value;
        Assert.Equal(second.Children[1].Kind, Assert.Single(inside.Provisions).Kind);
        var after = DraftText.ReadAt(tree, DraftPlace.After(second.Key), "(3) 物\n① 施錠する。", A.Ids(2)).Value;
        Assert.Equal(second.Kind, Assert.Single(after.Provisions).Kind);
        Assert.Equal("①", after.Provisions[0].Children[0].Label);
        Assert.Equal(["1", "2", "3", "4"], Draft.Apply(tree, DraftText.ReadAt(tree, DraftPlace.LastIn(LineageKey.None), "4 附属\n別に定める。", A.Ids(2)).Value.Operation).Value.Provisions.Select(unit => unit.Label));
    }

    [Fact]
    public void A_whole_text_may_begin_in_an_empty_draft() =>
        Assert.Equal(["第1条", "第2条"], DraftText.ReadAt(new ProvisionTree { Title = "規程" }, DraftPlace.FirstIn(LineageKey.None), "第1条 目的を定める。\n第2条 定義を定める。", A.Ids()).Value.Provisions.Select(unit => unit.Label));

    [Fact]
    public void A_text_elsewhere_that_looks_like_numbers_does_not_keep_others_from_being_edited()
    {
        var tree = Read(Regulation);
        foreach (var label in (string[])["第1条", "(1)", "第2条"])
        {
            var odd = Draft.Apply(tree, new DraftOperation.SetText(Find(tree, label).Key, "次による。\n(1) 番号に見える行\n第9条 条に見える行")).Value;
            var key = Find(odd, "第3条").Key;
            Assert.Equal(odd, Draft.Apply(odd, DraftText.Read(odd, key, DraftText.Write(odd, key).Value, A.Ids(2)).Value.Operation).Value);
        }
    }

    [Theory]
    [InlineData("3", "9 突然", "9")]
    [InlineData("2", "９　突然\n突然の事態に備える。", "９")]
    [InlineData("3", "9 突然\n突然の事態に備える。", "9")]
    [InlineData("(2)", "(9) 突然", "(9)")]
    public void A_number_that_does_not_follow_on_is_taken_as_typed(string after, string typed, string label)
    {
        var tree = Read(Policy);
        var made = Draft.Apply(tree, DraftText.ReadAt(tree, DraftPlace.After(Find(tree, after).Key), typed, A.Ids(2)).Value.Operation).Value;
        var added = Find(made, label);
        Assert.StartsWith("突然", added.Heading ?? added.Text, StringComparison.Ordinal);
        Assert.Equal(tree.All().Count() + 1, made.All().Count());
        // What stands after it can still be edited, and it can itself.
        foreach (var key in Lineage.KeysOf(made))
            Assert.Equal(made, Draft.Apply(made, DraftText.Read(made, key, DraftText.Write(made, key).Value, A.Ids(3)).Value.Operation).Value);
    }

    [Fact]
    public void Of_a_number_that_is_none_at_its_place_that_is_said_and_not_that_it_is_missing()
    {
        var tree = Read(Regulation);
        Assert.Equal(DraftErrors.TypedNumberDoesNotFit, DraftText.ReadAt(tree, DraftPlace.After(Find(tree, "第3条").Key), "9 突然", A.Ids(2)).Error);
        Assert.Equal(DraftErrors.TypedWithoutNumber, DraftText.ReadAt(tree, DraftPlace.After(Find(tree, "第3条").Key), "突然", A.Ids(2)).Error);
    }

    [Fact]
    public void What_does_not_belong_in_the_box_is_refused_with_the_reason()
    {
        var tree = Read(Regulation);
        var item = Find(tree, "第2条").Children[0].Key;
        Assert.Equal(DraftErrors.TypedWithoutNumber, DraftText.Read(tree, item, "番号のない文である。", A.Ids(2)).Error);
        Assert.Equal(DraftErrors.TypedForAnotherPlace, DraftText.Read(tree, item, "第3条 条である。", A.Ids(2)).Error);
        Assert.Equal(DraftErrors.TypedForAnotherPlace, DraftText.Read(tree, item, "(1) 号である。\n第3条 条である。", A.Ids(2)).Error);
        Assert.Equal(DraftErrors.NothingToPut, DraftText.Read(tree, item, " \n", A.Ids(2)).Error);
        Assert.Equal(DraftErrors.UnknownProvision, DraftText.Read(tree, LineageKey.None, "(1) 号", A.Ids(2)).Error);
    }

    [Fact]
    public void Lines_of_diagnostics_count_from_the_first_line_typed()
    {
        var tree = Read(Regulation);
        var reading = DraftText.Read(tree, Find(tree, "第3条").Key, "（責務）\n第3条 次に掲げるところによる。\n(1) 点検\n(3) 記録", A.Ids(2)).Value;
        Assert.Equal([4], reading.Diagnostics.Select(found => found.Line));
        Assert.Equal([1, 3, 4], reading.Provisions[0].WithDescendants().Select(at => at.Provision.Line));
    }

    private static ProvisionTree Read(string text) => Lineage.Begin(ProvisionText.Read(text).Tree, A.Ids(1));

    private static Provision Find(ProvisionTree tree, string label) => tree.All().First(at => at.Provision.Label == label).Provision;
}
