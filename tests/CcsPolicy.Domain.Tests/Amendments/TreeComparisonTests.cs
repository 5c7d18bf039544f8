using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class TreeComparisonTests
{
    private const string Purpose = "この基準は、情報資産を守るために必要な事項を定めることを目的とする。";
    private const string Terms = "この基準において使用する用語は、基本方針において使用する用語の例による。";
    private const string Duty = "職員等は、業務の遂行に当たってこの基準を守らなければならない。";
    private const string Review = "委員会は、毎年度この基準を見直し、必要があると認めるときは改めるものとする。";

    private static readonly Provision[] Four =
        [A.Article("第1条", "目的", Purpose), A.Article("第2条", "定義", Terms), A.Article("第3条", "義務", Duty), A.Article("第4条", "見直し", Review)];

    [Fact]
    public void The_changes_of_two_thousand_random_amendments_make_exactly_the_new_text()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var texts = new RandomTexts(seed);
                var old = texts.Tree();
                var @new = texts.Amended(old);
                return TreeComparison.Between(old, @new).Apply(old).Value.Equals(@new);
            },
            iter: 2_000);
    }

    [Fact]
    public void The_changes_between_five_hundred_unrelated_texts_make_exactly_the_new_text()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var texts = new RandomTexts(seed);
                var (old, @new) = (texts.Tree(), texts.Tree());
                return TreeComparison.Between(old, @new).Apply(old).Value.Equals(@new);
            },
            iter: 500);
    }

    [Fact]
    public void Every_provision_of_both_texts_is_in_exactly_one_row_and_rows_follow_the_new_text()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var texts = new RandomTexts(seed);
                var old = texts.Tree();
                var @new = texts.Amended(old);
                var rows = TreeComparison.Between(old, @new).Rows;
                Assert.Equal(Enumerable.Range(0, @new.All().Count()), rows.Where(row => row.NewIndex is not null).Select(row => row.NewIndex!.Value));
                Assert.Equal(Enumerable.Range(0, old.All().Count()), rows.Where(row => row.OldIndex is not null).Select(row => row.OldIndex!.Value).Order());
                Assert.Equal(@new.All(), rows.Where(row => row.New is not null).Select(row => (row.New!, row.Depth)));
            },
            iter: 500);
    }

    [Fact]
    public void A_text_compared_with_itself_is_unchanged() =>
        Gen.UInt.Sample(seed => new RandomTexts(seed).Tree() is var tree && TreeComparison.Between(tree, new RandomTexts(seed).Tree()) is { IsUnchanged: true } same && same.Rows.Length == tree.All().Count(), iter: 300);

    [Fact]
    public void The_changes_are_refused_on_another_text_than_they_were_made_from()
    {
        var comparison = TreeComparison.Between(A.Text(Four), A.Text(Four.AsSpan(..3)));
        Assert.Equal(ComparisonErrors.OtherBase, comparison.Apply(A.Text(Four.AsSpan(1..))).Error);
        Assert.Equal(ComparisonErrors.OtherBase, comparison.Apply(A.Text([.. Four.Take(3), A.Article("第4条", "見直し", Duty)])).Error);
    }

    [Fact]
    public void An_article_inserted_in_the_middle_renumbers_those_after_it_and_changes_nothing_else()
    {
        var @new = A.Text(Four[0], A.Article("第2条", "適用範囲", "この基準は、組合の全ての業務に適用する。"), Four[1] with { Label = "第3条" }, Four[2] with { Label = "第4条" }, Four[3] with { Label = "第5条" });
        Assert.Equal(
            ["None 第1条", "Added 第2条", "Renumbered 第3条", "Renumbered 第4条", "Renumbered 第5条"],
            Shown(TreeComparison.Between(A.Text(Four), @new)));
    }

    [Fact]
    public void A_provision_may_be_renumbered_and_changed_at_once()
    {
        var @new = A.Text(Four[0], Four[2] with { Label = "第2条", Text = Duty.Replace("この基準", "この基準及び実施手順", StringComparison.Ordinal), Heading = "遵守義務" }, Four[3] with { Label = "第3条" });
        Assert.Equal(
            ["None 第1条", "Deleted 第2条", "TextChanged, CaptionChanged, Renumbered 第2条", "Renumbered 第3条"],
            Shown(TreeComparison.Between(A.Text(Four), @new)));
    }

    [Fact]
    public void Of_two_that_changed_places_the_lighter_one_moved() =>
        Assert.Equal(
            ["None 第1条", "Renumbered 第2条", "Renumbered, Moved 第3条", "None 第4条"],
            Shown(TreeComparison.Between(
                A.Text(Four[0], Four[1], Four[2] with { Text = Duty + Duty }, Four[3]),
                A.Text(Four[0], Four[2] with { Label = "第2条", Text = Duty + Duty }, Four[1] with { Label = "第3条" }, Four[3]))));

    [Fact]
    public void A_moved_chapter_is_one_move_and_its_articles_are_only_renumbered()
    {
        var first = A.Chapter("第1章", "総則", Four[0], Four[1], A.Article("第3条", null, "略称は、別に定めるところにより、これを用いることができる。"));
        var old = A.Text(first, A.Chapter("第2章", "人的対策", A.Article("第4条", "義務", Duty)), A.Chapter("第3章", "雑則", A.Article("第5条", "見直し", Review)));
        var @new = A.Text(first, A.Chapter("第2章", "雑則", A.Article("第4条", "見直し", Review)), A.Chapter("第3章", "人的対策", A.Article("第5条", "義務", Duty)));
        Assert.Equal(
            ["None 第1章", "None 第1条", "None 第2条", "None 第3条", "Renumbered 第2章", "Renumbered 第4条", "Renumbered, Moved 第3章", "Renumbered 第5条"],
            Shown(TreeComparison.Between(old, @new)));
    }

    [Fact]
    public void Articles_that_come_to_stand_under_new_chapters_have_not_moved() =>
        Assert.Equal(
            ["Added 第1章", "None 第1条", "None 第2条", "Added 第2章", "TextChanged 第3条", "None 第4条"],
            Shown(TreeComparison.Between(
                A.Text(Four),
                A.Text(A.Chapter("第1章", "総則", Four[0], Four[1]), A.Chapter("第2章", "責務", Four[2] with { Text = Duty + "派遣労働者も同様とする。" }, Four[3])))));

    [Fact]
    public void An_item_that_replaces_another_under_the_same_number_is_deleted_and_added()
    {
        var old = A.Text(A.Article("第1条", "範囲", "次に掲げるものとする。", A.Item("(1)", "住所"), A.Item("(2)", "電磁的記録媒体の管理")));
        var @new = A.Text(A.Article("第1条", "範囲", "次に掲げるものとする。", A.Item("(1)", "氏名"), A.Item("(2)", "電磁的記録媒体の保管及び管理")));
        Assert.Equal(["None 第1条", "Deleted (1)", "Added (1)", "TextChanged (2)"], Shown(TreeComparison.Between(old, @new)));
    }

    [Fact]
    public void A_deleted_provision_stands_after_the_one_it_followed()
    {
        var old = A.Text(A.Chapter("第1章", "総則", Four[0], Four[1], Four[2]), A.Supplement("この基準は、令和7年4月1日から施行する。"));
        var @new = A.Text(A.Chapter("第1章", "総則", Four[0], Four[2]), A.Supplement("この基準は、令和7年4月1日から施行する。"));
        Assert.Equal(["None 第1章", "None 第1条", "Deleted 第2条", "None 第3条", "None 附則"], Shown(TreeComparison.Between(old, @new)));
    }

    [Fact]
    public void Lineage_keys_decide_before_likeness()
    {
        var old = Lineage.Begin(A.Text(Four), A.Ids());
        var keys = Lineage.KeysOf(old);
        var rewritten = Lineage.WithKeys(A.Text(Four[0], A.Article("第2条", "全く別の見出し", "似ていない。"), Four[1] with { Label = "第3条" }), [keys[0], keys[1], new(Guid.NewGuid())]);
        Assert.Equal(
            ["None 第1条", "TextChanged, CaptionChanged 第2条", "Deleted 第3条", "Deleted 第4条", "Added 第3条"],
            Shown(TreeComparison.Between(old, rewritten)));
    }

    [Fact]
    public void A_corrected_pairing_goes_before_keys_and_likeness()
    {
        var old = Lineage.Begin(A.Text(Four.AsSpan(..2)), A.Ids(1));
        var @new = Lineage.Begin(A.Text(Four[0], A.Article("第2条", "用語", "別の言い方。")), A.Ids(2));
        var (was, now) = (Lineage.KeysOf(old), Lineage.KeysOf(@new));
        Assert.Equal(["Added 第1条", "Added 第2条", "Deleted 第1条", "Deleted 第2条"], Shown(TreeComparison.Between(old, @new)).Order(StringComparer.Ordinal));
        Assert.Equal(["None 第1条", "TextChanged, CaptionChanged 第2条"], Shown(TreeComparison.Between(old, @new, [new(was[0], now[0]), new(was[1], now[1])])));
        Assert.Equal(
            ["Deleted 第1条", "Added 第1条", "None 第2条"],
            Shown(TreeComparison.Between(A.Text(Four.AsSpan(..2)) is var bare ? Lineage.WithKeys(bare, was) : bare, A.Text(Four.AsSpan(..2)) is var same ? Lineage.WithKeys(same, was) : same, [new(was[0], LineageKey.None)])));
    }

    [Fact]
    public void Title_preamble_and_contents_show_what_changed_in_them()
    {
        var old = A.Text(Four) with { Preamble = ["平成28年4月1日", "制定"], Contents = ["第1章 総則（第1条―第3条）", "附則"] };
        var @new = old with { Title = "情報セキュリティ対策規準", Preamble = ["平成28年4月1日", "制定", "令和7年4月1日 改正"], Contents = ["第1章 総則（第1条―第4条）", "附則"] };
        var comparison = TreeComparison.Between(old, @new);
        Assert.True(comparison.TitleChanged);
        Assert.Equal([true, true, false], comparison.Preamble.Select(line => line.InOld));
        Assert.Equal(
            [(StretchKind.Kept, "第1章 総則（第1条―"), (StretchKind.Deleted, "第3条"), (StretchKind.Inserted, "第4条"), (StretchKind.Kept, "）")],
            comparison.Contents[0].Stretches.Select(stretch => (stretch.Kind, stretch.Text)));
    }

    private static IEnumerable<string> Shown(TreeComparison comparison) => comparison.Rows.Select(row => $"{row.Change} {row.Shown.Label}");

    [Theory]
    [InlineData("第5条　管理者は、台帳を作り、毎年度これを点検しなければならない。管理者は、点検の結果を統括責任者に報告する。", "第5条　管理者は、台帳を作り、毎年度これを点検しなければならない。\n2　管理者は、点検の結果を統括責任者に速やかに報告する。", "第5条→2")]
    [InlineData("第5条　管理者は、台帳を作る。\n第6条　所属長は、機器の持出しを許可し、記録する。", "第5条　管理者は、台帳を作る。所属長は、機器の持出しを許可し、これを記録する。", "第5条→第5条")]
    [InlineData("第5条　管理者は、台帳を作る。", "第5条　管理者は、台帳を作る。\n第6条　所属長は、機器の持出しを許可し、記録する。", "")]
    public void What_came_out_of_another_provision_or_went_into_one_is_told(string old, string @new, string expected)
    {
        var parted = PartedProvision.Of(TreeComparison.Between(ProvisionText.Read("規程\n" + old + "\n").Tree, ProvisionText.Read("規程\n" + @new + "\n").Tree));
        Assert.Equal(expected, string.Join(' ', parted.Values.Select(one => one.Row.Old is null ? $"{one.Other.Old!.Label}→{one.Row.New!.Label}" : $"{one.Row.Old.Label}→{one.Other.New!.Label}")));
    }

    [Fact]
    public void Title_and_lines_before_the_body_count_as_places_that_changed()
    {
        var old = ProvisionText.Read("○規程\n平成15年3月28日\n第1条　定める。\n第2条　守る。\n").Tree;
        var now = ProvisionText.Read("○規則\n平成15年3月28日\n改正　令和8年4月1日\n第1条　定める。\n第2条　常に守る。\n").Tree;
        Assert.Equal(3, TreeComparison.Between(old, now).PlacesChanged);
        Assert.Equal(0, TreeComparison.Between(old, old).PlacesChanged);
    }
}
