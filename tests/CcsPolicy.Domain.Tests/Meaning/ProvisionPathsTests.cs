using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;
using static CcsPolicy.Domain.Tests.Meaning.Trees;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class ProvisionPathsTests
{
    private static string[] PathsOf(params Provision[] provisions) => [.. ProvisionPaths.Of(Tree(provisions)).All.Select(p => p.Path.Value)];

    [Fact]
    public void An_article_has_one_segment_per_level_and_chapters_are_left_out() => Assert.Equal(
        ["c1", "4", "4_2", "4_2.2", "4_2.2.1", "4_2.2.1.1", "4_2.2.1_2", "c1_2", "c1_2.s1", "5"],
        PathsOf(
            Chapter("第1章", Article("第4条"), Article("第４条の２", "", Paragraph("２", "", Item("(1)", "", Sub("ア")), Item("(1)の2")))),
            Chapter("第1章の2", Section("第1節", Article("第5条")))));

    [Fact]
    public void A_policy_has_the_same_form() => Assert.Equal(["6", "6.3", "6.3.1"], PathsOf(Article("6", "", Item("(3)", "", Sub("①")))));

    [Fact]
    public void Numbers_that_begin_again_in_each_chapter_carry_the_chapter() => Assert.Equal(
        ["c1", "c1.1", "c1.2", "c2", "c2.1"], PathsOf(Chapter("第1章", Article("1"), Article("2")), Chapter("第2章", Article("1"))));

    [Fact]
    public void Items_of_an_unnumbered_first_paragraph_are_told_from_paragraphs() => Assert.Equal(
        ["20", "20.1.1", "20.1.2", "20.2", "20.3"], PathsOf(Article("第20条", "", Item("(1)"), Item("(2)"), Paragraph("2"), Paragraph("3"))));

    [Fact]
    public void Everything_after_the_body_has_a_name_of_its_own() => Assert.Equal(
        ["1", "suppl", "suppl.1", "suppl.2", "suppl2", "suppl2.1", "app1", "app1_2", "form1", "note"],
        PathsOf(Article("第1条"), Suppl("", Paragraph("1"), Paragraph("2")), Suppl("", Article("第1条")).Headed("令和4年4月1日"),
            Node(ProvisionKind.Appendix, "別表第1"), Node(ProvisionKind.Appendix, "別表第1の2"), Node(ProvisionKind.Form, "様式第1号"), Node(ProvisionKind.Appendix, "別記")));

    [Fact]
    public void Repeated_numbers_get_different_paths() => Assert.Equal(["5", "5~2", "5~3"], PathsOf(Article("第5条"), Article("第5条"), Article("第5条")));

    [Fact]
    public void Compound_numbers_are_not_repeated_below_each_other() => Assert.Equal(
        ["1", "1.1", "1.1.1", "1.2"], PathsOf(Article("1", "", Item("1.1", "", Sub("1.1.1")), Item("1.2"))));

    [Fact]
    public void Deleted_ranges_and_kana_are_numbers_too() => Assert.Equal(
        ["8-10", "11-12", "13", "13.1", "13.2"],
        PathsOf(Article("第8条から第10条まで"), Article("第11条及び第12条"), Article("第十三条", "", Item("イ"), Item("ロ"))));

    [Theory]
    [InlineData("第6条第3項第1号")]
    [InlineData("第6条第3項")]
    [InlineData("第6条")]
    [InlineData("第7条第2号ア")]
    [InlineData("第7条第2号ア(イ)")]
    [InlineData("第4条の2第1項第1号")]
    [InlineData("附則第2項")]
    [InlineData("附則（令和4年4月1日）第1条")]
    [InlineData("第2章")]
    [InlineData("別表第1")]
    public void A_provision_is_found_by_what_people_call_it(string label)
    {
        var paths = ProvisionPaths.Of(Tree(
            Chapter("第2章",
                Article("第4条の2", "", Item("(1)"), Paragraph("2")),
                Article("第6条", "", Paragraph("3", "", Item("(1)"))),
                Article("第7条", "", Item("(2)", "", Sub("ア", "", Node(ProvisionKind.Subitem2, "(イ)"))))),
            Suppl("", Paragraph("2")), Suppl("", Article("第1条")).Headed("令和4年4月1日"), Node(ProvisionKind.Appendix, "別表第1")));
        var found = paths.Locate(label);
        Assert.NotNull(found);
        Assert.Equal(label, paths.LabelOf(found));
        Assert.Equal(found, paths.Find(found.Path));
        Assert.Equal(found, paths.Locate(found.Path.Value));
        Assert.Equal(found.Path, paths.PathOf(found.Provision));
    }

    [Fact]
    public void Policies_and_kanji_texts_are_called_in_their_own_signs()
    {
        var policy = ProvisionPaths.Of(Tree(Article("6", "", Item("(3)", "", Sub("①")))));
        Assert.Equal("6(3)①", policy.LabelOf(policy.All[2]));
        var ordinal = ProvisionPaths.Of(Tree(Article("第1", "", Item("2", "", Sub("(1)")))));
        Assert.Equal("第1の2(1)", ordinal.LabelOf(ordinal.All[2]));
        var compound = ProvisionPaths.Of(Tree(Article("1", "", Item("1.2", "", Sub("①")))));
        Assert.Equal("1.2①", compound.LabelOf(compound.All[2]));
        var kanji = ProvisionPaths.Of(Tree(Article("第十二条の二", "", Paragraph("２", "", Item("三", "", Sub("イ"))))));
        Assert.Equal("第十二条の二第二項第三号イ", kanji.LabelOf(kanji.All[3]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("第6条")]
    [InlineData("6/3")]
    [InlineData("<script>")]
    public void What_cannot_stand_in_an_address_is_no_path(string? written) => Assert.Null(ProvisionPaths.Parse(written));

    private static readonly Gen<Provision> AnyProvision = Gen.Recursive<Provision>((depth, deeper) =>
        Gen.Select(
            Gen.Enum<ProvisionKind>(),
            Gen.OneOf("第1条", "第１条", "第1条の2", "1", "(1)", "①", "ア", "イ", "ロ", "(ア)", "a", "1.1", "附則", "別表", "別表第1", "第1章", "削除", "", "第八条から第十条まで", "Ⅳ", "のの"),
            (depth > 3 ? Gen.Const(Array.Empty<Provision>()) : deeper.Array[0, 4]),
            (kind, label, children) => Node(kind, label, "", children)));

    [Fact]
    public void Paths_of_any_tree_are_distinct_fit_an_address_and_lead_back() => AnyProvision.Array[0, 6].Sample(provisions =>
    {
        var paths = ProvisionPaths.Of(Tree(provisions));
        Assert.Equal(paths.Tree.All().Count(), paths.All.Length);
        Assert.Equal(paths.All.Length, paths.All.Select(p => p.Path).Distinct().Count());
        foreach (var placed in paths.All)
        {
            Assert.Equal(placed.Path, ProvisionPaths.Parse(placed.Path.Value));
            Assert.Same(placed.Provision, paths.Find(placed.Path)!.Provision);
            Assert.NotNull(paths.Locate(paths.LabelOf(placed)) ?? (paths.LabelOf(placed).Length == 0 ? placed : null));
        }
    }, iter: 500);
}
