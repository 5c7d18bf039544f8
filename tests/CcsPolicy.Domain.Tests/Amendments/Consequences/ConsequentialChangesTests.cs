using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using Xunit;
using static CcsPolicy.Domain.Tests.Meaning.Trees;

namespace CcsPolicy.Domain.Tests.Amendments.Consequences;

public sealed class ConsequentialChangesTests
{
    /// <summary>The sentence under test stands in 第6条第2項.</summary>
    private static ProvisionTree Rules(string sentence) => Lineage.Begin(Tree(
        Article("第1条", "目的を定める。"),
        Article("第2条", "次による。", Item("(1)", "甲"), Item("(2)", "乙", Sub("ア", "子"), Sub("イ", "丑")), Item("(3)", "丙")),
        Article("第3条", "する。", Paragraph("2", "二による。", Item("(1)", "丁"), Item("(2)", "戊")), Paragraph("3", "三による。")),
        Article("第4条", "四による。"),
        Article("第5条", "五による。"),
        Article("第6条", "六による。", Paragraph("2", sentence), Paragraph("3", "六の三による。"), Paragraph("4", "六の四による。")),
        Article("第7条", "七による。"),
        Suppl("この規程は、令和6年4月1日から施行する。"),
        Node(ProvisionKind.Appendix, "別表第1"), Node(ProvisionKind.Appendix, "別表第2")), A.Ids());

    /// <summary>A provision of the same kind is put in after the one with that label, and what follows is renumbered.</summary>
    private static ProvisionTree Added(ProvisionTree tree, string after, int seed = 7) => Renumbered(Draft.Apply(tree, new DraftOperation.Insert(
        DraftPlace.After(Find(tree, after).Key), Lineage.Begin(Tree(Find(tree, after) with { Text = "新しく加えた。", Children = [], Key = LineageKey.None }), A.Ids(seed)).Provisions)).Value, after);

    private static ProvisionTree Deleted(ProvisionTree tree, string label, string before) => Renumbered(Draft.Apply(tree, new DraftOperation.Delete(Find(tree, label).Key)).Value, before);

    private static ProvisionTree Renumbered(ProvisionTree tree, string from) =>
        Draft.Renumbering(tree, Find(tree, from).Key) is { Succeeded: true } numbers ? Draft.Apply(tree, numbers.Value).Value : tree;

    /// <summary>By its label, or by the labels of what holds it and its own.</summary>
    private static Provision Find(ProvisionTree tree, string path)
    {
        IEnumerable<Provision> level = tree.Provisions;
        Provision? found = null;
        foreach (var label in path.Split('/'))
        {
            found = level.First(one => one.Label == label);
            level = found.Children;
        }
        return found!;
    }

    private static IEnumerable<string> Told(ProvisionTree old, ProvisionTree @new) =>
        ConsequentialChanges.Within(TreeComparison.Between(old, @new)).Select(one => $"{one.Written}→{one.Proposed ?? "×"}");

    [Theory]
    [InlineData("第5条の規定", "第5条→前条")]
    [InlineData("第4条の規定", "第4条→第5条")]
    [InlineData("第４条の規定", "第４条→第５条")]
    [InlineData("第四条の規定", "第四条→第五条")]
    [InlineData("第3条第2項第1号の者", "第3条第2項第1号→第4条第2項第1号")]
    [InlineData("第4条及び第5条の規定", "第4条→第5条 第5条→第6条")]
    [InlineData("第1条、第3条第2項及び第3項並びに第4条の規定", "第3条第2項→第4条第2項 第4条→第5条")]
    [InlineData("第3条から第5条までの規定", "第3条→第4条 第5条→第6条")]
    [InlineData("第3条第2項各号に掲げる", "第3条第2項各号→第4条第2項各号")]
    [InlineData("第4条の場合において、同条中の字句", "第4条→第5条")]
    [InlineData("前条、次条及び前項の規定", "")]
    [InlineData("地方公務員法第4条の規定", "")]
    [InlineData("第2条の規定", "")]
    [InlineData("別表第2に定める", "")]
    [InlineData("「第4条」とあるのは", "")]
    public void When_an_article_is_put_in_before_references_follow(string sentence, string expected)
    {
        var old = Rules(sentence);
        // 第5条 stood right before and still does, so it stays a number.
        if (sentence == "第5条の規定") expected = "第5条→第6条";
        Assert.Equal(expected, string.Join(' ', Told(old, Added(old, "第2条"))));
    }

    [Theory]
    [InlineData("前条の規定", "前条→第5条")]
    [InlineData("前条第1項の規定", "前条第1項→第5条第1項")]
    [InlineData("前二条の規定", "前二条→第四条及び第五条")]
    [InlineData("次条の規定", "")]
    public void When_an_article_comes_between_relative_words_become_numbers(string sentence, string expected)
    {
        var old = Rules(sentence);
        Assert.Equal(expected, string.Join(' ', Told(old, Added(old, "第5条"))));
    }

    [Theory]
    [InlineData("前項の規定", "前項→第1項")]
    [InlineData("第3項の規定", "第3項→第4項")]
    [InlineData("第6条第3項の規定", "第6条第3項→第6条第4項")]
    [InlineData("次項及び第4項の規定", "第4項→第5項")]
    public void When_a_paragraph_comes_in_references_to_paragraphs_follow(string sentence, string expected)
    {
        var old = Rules(sentence);
        var added = Draft.Apply(old, new DraftOperation.Insert(DraftPlace.Before(Find(old, "第6条/2").Key), Lineage.Begin(Tree(Paragraph("2", "新しく加えた。")), A.Ids(9)).Provisions)).Value;
        Assert.Equal(expected, string.Join(' ', Told(old, Renumbered(added, "第6条/2"))));
    }

    [Fact]
    public void Two_paragraphs_that_no_longer_stand_together_are_named()
    {
        var old = Lineage.Begin(Tree(Article("第1条", "一による。", Paragraph("2", "二による。"), Paragraph("3", "前2項の規定による。"))), A.Ids());
        Assert.Equal(["前2項→第1項及び第3項"], Told(old, Added(old, "第1条", "1の次")));
    }

    private static ProvisionTree Added(ProvisionTree tree, string article, string _) =>
        Renumbered(Draft.Apply(tree, new DraftOperation.Insert(DraftPlace.Before(Find(tree, article + "/2").Key), Lineage.Begin(Tree(Paragraph("2", "新しく加えた。")), A.Ids(9)).Provisions)).Value, article + "/2");

    [Fact]
    public void A_reference_that_came_to_stand_behind_its_target_says_so()
    {
        var old = Rules("第4条の規定");
        Assert.Equal(["第4条→前条"], Told(old, Deleted(Added(old, "第3条"), "第6条", "第5条")));
    }

    [Fact]
    public void What_points_at_a_deleted_provision_is_told_without_wording()
    {
        var old = Rules("第4条及び第5条の規定");
        var found = ConsequentialChanges.Within(TreeComparison.Between(old, Deleted(old, "第4条", "第3条")));
        Assert.Equal([ConsequenceKind.Gone, ConsequenceKind.Elsewhere], found.Select(one => one.Kind));
        Assert.Equal(("第6条第2項", "第4条"), (ConsequentialChanges.Within(TreeComparison.Between(old, Draft.Apply(old, new DraftOperation.Delete(Find(old, "第4条").Key)).Value))[0].At, found[0].Meant));
        Assert.Null(found[0].Proposed);
        Assert.Equal("第4条", found[1].Proposed);
    }

    [Fact]
    public void What_the_draft_has_corrected_itself_is_not_listed()
    {
        var old = Rules("第4条及び第5条の規定");
        var @new = Added(old, "第2条");
        var corrected = Draft.Apply(@new, new DraftOperation.SetText(Find(@new, "第7条/2").Key, "第5条及び第6条の規定")).Value;
        Assert.Empty(Told(old, corrected));
    }

    [Theory]
    [InlineData("第3条第2項、第4条及び第5条の規定", "第4条第2項、第5条及び第6条の規定", "")]
    [InlineData("第4条及び第5条の規定", "第5条及び第5条の規定", "第5条→第6条")]
    [InlineData("第4条及び第5条の規定", "新しい第4条及び第5条の規定", "第4条→第5条 第5条→第6条")]
    [InlineData("第4条の規定", "第4条第3項の規定", "")]
    [InlineData("第4条の規定", "地方公務員法第4条の規定", "")]
    [InlineData("第4条の規定", "第2条の規定", "")]
    public void Of_what_the_draft_changed_only_the_rest_is_listed(string before, string after, string expected)
    {
        var old = Rules(before);
        var @new = Added(old, "第2条");
        Assert.Equal(expected, string.Join(' ', Told(old, Draft.Apply(@new, new DraftOperation.SetText(Find(@new, "第7条/2").Key, after)).Value)));
    }

    [Fact]
    public void A_proposal_that_is_put_in_is_not_made_again()
    {
        var old = Rules("第4条の場合及び前条第1項の場合において、同条の規定による第3条第3項及び別表第1の者");
        var @new = Added(Added(old, "第2条"), "第6条", 8);
        var found = ConsequentialChanges.Within(TreeComparison.Between(old, @new));
        var at = Find(@new, "第8条/2");
        var corrected = Draft.Apply(@new, new DraftOperation.SetText(at.Key, ConsequentialChanges.Corrected(at.Text, found))).Value;
        Assert.Equal("第5条の場合及び第6条第1項の場合において、同条の規定による第4条第3項及び別表第1の者", Find(corrected, "第8条/2").Text);
        Assert.Empty(Told(old, corrected));
    }

    [Fact]
    public void An_article_that_got_a_second_paragraph_is_advice()
    {
        var old = Rules("第4条の規定");
        var found = Assert.Single(ConsequentialChanges.Within(TreeComparison.Between(old, Draft.Apply(old, new DraftOperation.Insert(
            DraftPlace.LastIn(Find(old, "第4条").Key), Lineage.Begin(Tree(Paragraph("2", "新しく加えた。")), A.Ids(9)).Provisions)).Value)));
        Assert.Equal((ConsequenceKind.WholeArticle, "第4条第1項", false), (found.Kind, found.Proposed, found.IsCorrection));
    }

    [Fact]
    public void The_supplements_of_former_amendments_stay_as_they_are()
    {
        var old = Lineage.Begin(Tree(Article("第1条", "一。"), Article("第2条", "二。"), Suppl("第2条の規定は、令和7年から施行する。"), Suppl("この規程第2条の規定は、令和8年から施行する。")), A.Ids());
        Assert.Empty(Told(old, Added(old, "第1条")));
    }

    [Fact]
    public void Annexes_follow_too()
    {
        var old = Rules("別表第2及び別表第1に定める");
        Assert.Equal(["別表第2→別表第1"], Told(old, Draft.Apply(Draft.Apply(old, new DraftOperation.Delete(Find(old, "別表第1").Key)).Value, new DraftOperation.SetLabel(Find(old, "別表第2").Key, "別表第1")).Value).Where(one => !one.EndsWith('×')));
    }

    [Theory]
    [InlineData("上記2(1)に定める", "上記2(1)→上記3(1)")]
    [InlineData("上記1、2及び3に規定する", "2→3 3→4")]
    [InlineData("前項の規定", "")]
    [InlineData("2(1)に定める", "2(1)→3(1)")]
    public void A_policy_of_plain_numbers_follows(string sentence, string expected)
    {
        var old = Lineage.Begin(Tree(Article("1", "一"), Article("2", "二", Item("(1)", "甲"), Item("(2)", "乙")), Article("3", "三"), Article("4", sentence)), A.Ids());
        Assert.Equal(expected, string.Join(' ', Told(old, Added(old, "1"))));
    }

    [Fact]
    public void What_stood_above_and_is_moved_below_is_called_so()
    {
        var old = Lineage.Begin(Tree(Article("1", "一"), Article("2", "二"), Article("3", "上記2に定める")), A.Ids());
        var moved = Draft.Apply(old, new DraftOperation.Move(Find(old, "2").Key, DraftPlace.After(Find(old, "3").Key))).Value;
        var numbered = Draft.Apply(moved, new DraftOperation.Renumber([new(Find(old, "3").Key, "2"), new(Find(old, "2").Key, "3")])).Value;
        Assert.Equal(["上記2→下記3"], Told(old, numbered));
    }

    [Theory]
    [InlineData("見本規程第4条の規定", "第4条→第5条")]
    [InlineData("見本規程第2条及び第4条の規定", "第4条→第5条")]
    [InlineData("「見本規程」の第5条第1項", "第5条第1項→第6条第1項")]
    [InlineData("見本規程（令和3年規程第2号）第4条の場合において、同条の規定", "第4条→第5条")]
    [InlineData("見本規程（令和3年規程第2号。以下「親規程」という。）による。親規程第4条の規定", "第4条→第5条")]
    [InlineData("見本規程第1条に定めるもののほか、同規程第4条の規定", "第4条→第5条")]
    [InlineData("「見本規程」による。同規程の第4条の規定", "第4条→第5条")]
    [InlineData("見本規程（令和3年規程第2号）第4条及び同規程第5条", "第4条→第5条 第5条→第6条")]
    [InlineData("見本規程及び文書規程による。同規程第4条の規定", "")]
    [InlineData("文書規程による。見本規程による。同規程第4条、同規程第5条の規定", "第4条→第5条 第5条→第6条")]
    [InlineData("職員見本規程による。同規程第4条の規定", "")]
    [InlineData("見本規程による。同基準第4条の規定", "")]
    [InlineData("同規程第4条の規定", "")]
    [InlineData("第4条及び前条の規定", "")]
    [InlineData("職員見本規程第4条の規定", "")]
    [InlineData("見本規程に定める第4条の規定", "")]
    [InlineData("見本規程別表第2の規定", "")]
    public void Another_text_that_names_this_one_follows(string sentence, string expected)
    {
        var old = Rules("する。");
        var other = Lineage.Begin(Tree(Article("第1条", "一。"), Article("第4条", sentence)) with { Title = "実施手順" }, A.Ids(20));
        var found = ConsequentialChanges.Among(TreeComparison.Between(old, Added(old, "第2条")), [new CitingText(other)]);
        Assert.Equal(expected, string.Join(' ', Assert.Single(found).Select(one => $"{one.Written}→{one.Proposed ?? "×"}")));
    }

    [Theory]
    [InlineData("青葉県市町村職員共済組合情報管理規程", "情報管理規程第4条の規定", "第4条→第5条")]
    [InlineData("青葉県市町村職員共済組合情報管理規程", "情報管理規程（以下「親規程」という。）第4条及び親規程第5条", "第4条→第5条 第5条→第6条")]
    [InlineData("青葉市情報管理規程", "情報管理規程第4条の規定", "第4条→第5条")]
    [InlineData("青葉市情報管理規程", "若葉市情報管理規程第4条の規定", "")]
    [InlineData("青葉市情報管理規程", "管理規程第4条の規定", "")]
    [InlineData("共済組合員証規程", "員証規程第4条の規定", "")]
    [InlineData("青葉組合規程", "規程第4条の規定", "")]
    [InlineData("市町村職員情報管理規程", "町村職員情報管理規程第4条の規定", "")]
    public void The_name_of_the_organisation_is_left_out_of_a_title(string title, string sentence, string expected)
    {
        var old = Rules("する。") with { Title = title };
        var other = Lineage.Begin(Tree(Article("第1条", sentence)) with { Title = "実施手順" }, A.Ids(20));
        Assert.Equal(expected, string.Join(' ', ConsequentialChanges.Among(TreeComparison.Between(old, Added(old, "第2条")), [new CitingText(other)])[0].Select(one => $"{one.Written}→{one.Proposed ?? "×"}")));
    }

    [Theory]
    [InlineData("見本規程2の(1)に定める", "2の(1)→3の(1)")]
    [InlineData("見本規程の2(2)による", "2(2)→3(2)")]
    [InlineData("親規程（令和3年12月1日見本規程をいう。以下同じ。）2の規定", "2→3")]
    [InlineData("親規程（令和3年12月1日制定の「見本規程」をいう。）の2(2)の規定", "2(2)→3(2)")]
    [InlineData("親規程（見本規程をいう。）2の規定", "2→3")]
    [InlineData("親規程（若葉市見本規程をいう。）2の規定", "")]
    [InlineData("親規程（見本規程を除く。）2の規定", "")]
    public void Another_text_that_names_a_policy_of_plain_numbers_follows(string sentence, string expected)
    {
        var old = Lineage.Begin(Tree(Article("1", "一"), Article("2", "二", Item("(1)", "甲"), Item("(2)", "乙")), Article("3", "三")), A.Ids());
        var other = Lineage.Begin(Tree(Article("第1条", sentence)) with { Title = "実施手順" }, A.Ids(20));
        Assert.Equal(expected, string.Join(' ', ConsequentialChanges.Among(TreeComparison.Between(old, Added(old, "1")), [new CitingText(other)])[0].Select(one => $"{one.Written}→{one.Proposed ?? "×"}")));
    }

    [Theory]
    [InlineData("この手順は、見本規程第4条の規定に基づき定める。", "第4条→第5条")]
    [InlineData("この手順は、見本規程（令和3年規程第2号。以下「親規程」という。）第4条の規定に基づき定める。", "第4条→第5条 第5条→第6条")]
    [InlineData("この手順は、文書規程第4条の規定に基づき定める。", "")]
    public void What_stands_before_the_body_of_another_text_follows_and_so_do_the_names_that_it_defines(string preamble, string expected)
    {
        var old = Rules("する。");
        var other = Lineage.Begin(Tree(Article("第1条", "親規程第5条による。")) with { Title = "実施手順", Preamble = ["令和6年4月1日制定", preamble] }, A.Ids(20));
        var found = Assert.Single(ConsequentialChanges.Among(TreeComparison.Between(old, Added(old, "第2条")), [new CitingText(other)]));
        Assert.Equal(expected, string.Join(' ', found.Select(one => $"{one.Written}→{one.Proposed ?? "×"}")));
        var text = ConsequentialChanges.Preamble(other);
        Assert.Equal(text.Replace("第4条の規定に基づき", expected.Length > 0 ? "第5条の規定に基づき" : "第4条の規定に基づき", StringComparison.Ordinal), ConsequentialChanges.Corrected(text, found.Where(one => one.Index == Consequence.OfPreamble)));
    }

    [Fact]
    public void What_stands_before_the_body_follows_and_what_an_amendment_changed_there_itself_does_not()
    {
        var old = Rules("する。") with { Preamble = ["見本規程", "この規程は、第2条の規定に基づき、第4条の事項を定める。"] };
        var (added, told) = (Added(old, "第1条"), new[] { "第2条→第3条", "第4条→第5条" });
        Assert.Equal(told, Told(old, added));
        Assert.All(ConsequentialChanges.Within(TreeComparison.Between(old, added)), one => Assert.Equal((Consequence.OfPreamble, true, "前書"), (one.Index, one.Key.IsNone, one.At)));
        Assert.Equal(told[1..], Told(old, added with { Preamble = [old.Preamble[0], old.Preamble[1].Replace("第2条", "第3条", StringComparison.Ordinal)] }));
    }

    [Theory]
    [InlineData("第2章　体制（第2条・第3条）", "第2条", "第2条・第3条→第2条―第4条")]
    [InlineData("第2章　体制（第2条・第3条）", "第1条", "第2条・第3条→第3条・第4条")]
    [InlineData("第３章　雑則（第4条-第6条）", "第2条", "第4条-第6条→第5条-第7条")]
    [InlineData("第1章　総則（第1条）", "第1条", "第1条→第1条・第2条")]
    [InlineData("第2章　体制（第３条・第４条）", "第1条", "")]
    [InlineData("第3章　雑則（第４条―第６条）", "第2条", "第４条―第６条→×")]
    [InlineData("第1章　総則（第1条）", "第5条", "")]
    public void The_contents_follow_the_numbers_of_the_body(string line, string after, string expected)
    {
        var old = Lineage.Begin(Tree(
            Chapter("第1章", Article("第1条", "一。")).Headed("総則"),
            Chapter("第2章", Article("第2条", "二。"), Article("第3条", "三。")).Headed("体制"),
            Chapter("第3章", Article("第4条", "四。"), Article("第5条", "五。"), Article("第6条", "六。")).Headed("雑則")) with { Contents = [line] }, A.Ids());
        var where = old.All().Select(at => at.Provision).First(one => one.Label == after);
        var inserted = Draft.Apply(old, new DraftOperation.Insert(DraftPlace.After(where.Key), Lineage.Begin(Tree(Article(after, "新しく加えた。")), A.Ids(7)).Provisions)).Value;
        var @new = Draft.Renumbering(inserted, where.Key) is { Succeeded: true } numbers ? Draft.Apply(inserted, numbers.Value).Value : inserted;
        var found = ConsequentialChanges.Within(TreeComparison.Between(old, @new));
        Assert.Equal(expected, string.Join(' ', found.Select(one => $"{one.Written}→{one.Proposed ?? "×"}")));
        if (found is [{ Proposed: { } proposed } only])
            Assert.Equal([line.Replace(only.Written, proposed, StringComparison.Ordinal)], Draft.Apply(@new, ConsequentialChanges.Correction(@new, found)).Value.Contents);
    }

    [Fact]
    public void Another_text_that_is_amended_for_the_same_day_is_told_of_what_it_left()
    {
        var old = Rules("する。");
        var comparison = TreeComparison.Between(old, Added(old, "第2条"));
        var before = Lineage.Begin(Tree(Article("第1条", "見本規程第4条による。"), Article("第2条", "見本規程第5条による。")) with { Title = "実施手順" }, A.Ids(20));
        var now = before with { Provisions = before.Provisions.SetItem(0, before.Provisions[0] with { Text = "見本規程第5条による。" }) };
        var found = ConsequentialChanges.Among(comparison, [new CitingText(before), new CitingText(before, now)]);
        Assert.Equal(["第4条→第5条", "第5条→第6条"], found[0].Select(one => $"{one.Written}→{one.Proposed}"));
        Assert.Equal(["第2条 第5条→第6条"], found[1].Select(one => $"{one.At} {one.Written}→{one.Proposed}"));
    }

    [Fact]
    public void A_text_that_is_repealed_leaves_references_of_others_without_target()
    {
        var other = Lineage.Begin(Tree(Article("第1条", "見本規程第4条による。")) with { Title = "実施手順" }, A.Ids(20));
        Assert.Equal(ConsequenceKind.Gone, Assert.Single(ConsequentialChanges.Among(TreeComparison.Between(Rules("する。"), ProvisionTree.Empty), [new CitingText(other)])[0]).Kind);
    }

    [Fact]
    public void A_text_that_does_not_change_has_none() => Assert.Equal(ImmutableArray<Consequence>.Empty, ConsequentialChanges.Within(TreeComparison.Between(Rules("第9条"), Rules("第9条"))));
}
