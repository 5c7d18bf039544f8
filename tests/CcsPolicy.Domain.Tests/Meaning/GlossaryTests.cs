using System.Diagnostics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Tests.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class GlossaryTests
{
    private const string Policy = """
        見本組合情報セキュリティ基本方針

        1 目的
        見本組合（以下「組合」という。）の情報資産を守る。
        2 定義
        (1) 情報資産
        組合が保有する情報及び機器をいう。
        (2) 機密性
        許された者だけが使えることをいう。
        3 対策
        職員は、情報資産の機密性を保つ。
        """;

    [Fact]
    public void A_term_is_listed_where_it_is_defined_and_in_each_provision_that_uses_it_once()
    {
        var term = Read((0, Policy)).Find("情報資産")!;
        Assert.Equal(["2.1 組合が保有する情報及び機器をいう。"], term.Definitions.Select(d => $"{d.At} {d.Words}"));
        Assert.Equal(["0 Own 1,3"], Uses(term, Read((0, Policy))));
        Assert.Equal(2, term.UsedIn);
    }

    [Fact]
    public void A_definition_holds_in_the_texts_below_that_have_none()
    {
        var glossary = Read((0, Policy), (1, "対策基準\n\n1 目的\n情報資産を守る。\n2 機密\n機密性を保つ。\n"), (2, "手順\n\n1 目的\n情報資産を数える。\n"));
        Assert.Equal(["0 Own 1,3", "1 Above 1", "2 Above 1"], Uses(glossary.Find("情報資産")!, glossary));
        Assert.False(glossary.Find("情報資産")!.IsUndefinedSomewhere);
    }

    [Fact]
    public void What_only_a_text_below_or_beside_defines_is_undefined_where_it_is_used()
    {
        const string Defining = "甲基準\n\n1 定義\n職員とは、常勤の者をいう。\n";
        var glossary = Read((0, Policy), (1, Defining), (1, "乙基準\n\n1 遵守\n職員は、守る。\n"));
        var term = glossary.Find("職員")!;
        Assert.Equal(["0 Elsewhere 3", "2 Elsewhere 1"], Uses(term, glossary));
        Assert.True(term.IsUndefinedSomewhere);
        // With a definition above, both follow it.
        glossary = Read((0, Policy + "\n4 用語\nこの方針において「職員」とは、働く者をいう。\n"), (1, "乙基準\n\n1 遵守\n職員は、守る。\n"));
        Assert.Equal(["0 Own 3", "1 Above 1"], Uses(glossary.Find("職員")!, glossary));
    }

    [Fact]
    public void A_definition_for_a_part_does_not_hold_outside_of_it_and_says_nothing_of_other_texts()
    {
        const string Parted = """
            規程

            第1章 総則
            第1条 委託を受けた者（以下この章において「受託者」という。）は、守る。
            第2条 受託者は、知らせる。
            第2章 雑則
            第3条 受託者は、返す。
            """;
        var glossary = Read((1, Parted), (1, "別の規程\n\n第1条 受託者は、来る。\n"));
        var term = glossary.Find("受託者")!;
        Assert.Equal(["0 Own 2", "0 OutsideScope 3"], Uses(term, glossary));
        Assert.False(term.Differs);
        // A definition above takes its place outside of the chapter.
        glossary = Read((0, "方針\n\n1 人\nこの方針において「受託者」とは、請け負う者をいう。\n"), (1, Parted));
        Assert.Equal(["1 Own 2", "1 Above 3"], Uses(glossary.Find("受託者")!, glossary));
    }

    [Theory]
    [InlineData("この基準において「機密性」とは、許された者だけが使えることをいう。", false)]
    [InlineData("この基準において「機密性」とは、許された者だけが、使えることをいいます。", false)]
    [InlineData("この基準において「機密性」とは、基本方針に規定する機密性をいう。", false)]
    [InlineData("この基準において「機密性」とは、見本組合情報セキュリティ基本方針2(2)に定めるものをいう。", false)]
    [InlineData("見本組合情報セキュリティ基本方針（以下「方針」という。）による。\nこの基準において「機密性」とは、方針第2条に規定する機密性をいう。", false)]
    [InlineData("この基準において「機密性」とは、誰にも見せないことをいう。", true)]
    [InlineData("この基準において「機密性」とは、別の規程に規定する機密性をいう。", true)]
    [InlineData("この基準において「機密性」とは、基本方針に規定する性質のうち、特に許された者だけが閉ざされた部屋で使えること及びその記録が残ることをいう。", true)]
    public void Two_texts_differ_when_their_words_differ_and_neither_points_at_the_other(string sentence, bool differs)
    {
        var glossary = Read((0, Policy), (1, $"対策基準\n\n1 定義\n{sentence}\n"));
        var term = glossary.Find("機密性")!;
        Assert.Equal(differs, term.Differs);
        Assert.Equal(differs, term.DiffersBetweenTiers);
        Assert.Equal(differs ? [0, 1] : [], term.Differing);
    }

    [Fact]
    public void What_stands_below_a_definition_is_part_of_its_words()
    {
        static string With(string item) => $"規程\n\n1 目的\n守る。\n2 定義\n(1) 機器\n次のとおりとする。\n① {item}\n② 回線\n";
        Assert.False(Read((0, With("端末")), (1, With("端末"))).Find("機器")!.Differs);
        var differing = Read((0, With("端末")), (1, With("時計")));
        Assert.True(differing.Find("機器")!.Differs);
        Assert.Contains("①　時計", differing.Find("機器")!.Definitions[1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_of_the_set_is_one_by_its_whole_name_and_by_the_end_of_it() =>
        Assert.False(Read((0, Policy), (1, "甲基準\n\n1 目的\n見本組合情報セキュリティ基本方針（以下「方針」という。）による。\n"), (1, "乙基準\n\n1 目的\n情報セキュリティ基本方針（以下「方針」という。）による。\n")).Find("方針")!.Differs);

    [Fact]
    public void Terms_are_found_in_any_width_and_never_within_a_longer_word_or_a_longer_term()
    {
        var glossary = Read((0, "方針\n\n1 定義\n(1) ＣＩＳＯ\n統括する者をいう。\n(2) 機器\n端末をいう。\n(3) 情報機器\n計算する機器をいう。\n2 事項\nciso補佐官を置く。\n3 事項\n情報機器と計器を置く。\n"));
        Assert.Equal(["0 Own 2"], Uses(glossary.Find("CISO")!, glossary));
        Assert.Equal(["0 Own 3"], Uses(glossary.Find("情報機器")!, glossary));
        Assert.Equal(["0 Own 1.3"], Uses(glossary.Find("機器")!, glossary));
    }

    [Fact]
    public void A_text_inherits_what_it_does_not_define_from_the_nearest_above_that_says_one_thing()
    {
        var above = Texts((0, Policy), (1, "甲基準\n\n1 定義\n機密性とは、秘めることをいう。\n職員とは、常勤の者をいう。\n"), (1, "乙基準\n\n1 定義\n職員とは、全ての者をいう。\n"));
        var own = Texts((2, "手順\n\n1 定義\n情報資産とは、紙をいう。\n"))[0].Definitions;
        Assert.Equal(["1 機密性", "0 組合"], InheritedTerm.Of(own, above).OrderByDescending(term => term.Text).Select(term => $"{term.Text} {term.Definition.Term}"));
    }

    [Fact]
    public void Every_use_is_a_place_where_the_word_stands_and_every_term_is_defined()
    {
        var words = Gen.OneOf("情報", "資産", "情報資産", "機器", "この章において", "（以下「情報」という。）", "「機器」とは、", "をいう。", "は、", "CISO", "ＣＩＳＯ", "（以下「ＣＩＳＯ」という。）", "。", "\n").Array[0, 12].Select(string.Concat);
        Gen.Select(Gen.Int[0, 2], words.Array[1, 6]).Array[1, 4].Sample(texts =>
        {
            var glossary = Glossary.Of(texts.Select(text => Text(text.Item1, Trees.Tree([.. text.Item2.Select((sentence, n) => Trees.Article($"第{n + 1}条", sentence))]))));
            foreach (var term in glossary.Terms)
            {
                Assert.NotEmpty(term.Definitions);
                Assert.Same(term, glossary.Find(term.Term));
                foreach (var use in term.Uses)
                {
                    Assert.NotEmpty(use.Provisions);
                    Assert.All(use.Provisions, place => Assert.Contains(term.Key, TermWords.KeyOf(glossary.Texts[use.Text].Paths.All[place].Provision.Text), StringComparison.Ordinal));
                    Assert.Equal(use.Ground == TermGround.Own || use.Ground == TermGround.OutsideScope, term.Definitions.Any(definition => definition.Text == use.Text) && use.Ground != TermGround.Above);
                    if (use.Ground == TermGround.Above)
                        Assert.Contains(term.Definitions, definition => glossary.Texts[definition.Text].Rank < glossary.Texts[use.Text].Rank);
                }
                Assert.True(term.Differing.Length != 1);
            }
        }, iter: 2_000);
    }

    [Fact]
    public void The_order_of_the_texts_changes_nothing_but_their_numbers()
    {
        (int, string)[] texts = [(0, Policy), (1, "甲基準\n\n1 定義\n職員とは、常勤の者をいう。\n2 事項\n職員は情報資産を守る。\n"), (1, "乙基準\n\n1 定義\n職員とは、全ての者をいう。\n2 事項\n機密性を保つ。\n")];
        Assert.Equal(Told(Read(texts)), Told(Read([.. texts.Reverse()])));

        static IEnumerable<string> Told(Glossary glossary) => glossary.Terms.Select(term =>
            $"{term.Key} {term.Differs} {string.Join(';', term.Uses.Select(use => $"{glossary.Texts[use.Text].Title} {use.Ground} {string.Join(',', use.Provisions)}").Order(StringComparer.Ordinal))}");
    }

    [Fact]
    public void A_set_of_sixty_real_texts_is_read_quickly()
    {
        if (!Directory.Exists(SampleFiles.Corpus))
            Assert.Skip("The corpus beside the project (../shared/corpus) is not there.");
        var files = Directory.EnumerateFiles(SampleFiles.Corpus, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(text => text.Length < 80_000).ToList();
        // The twenty texts three times over: as standards and as procedures below them.
        var texts = Enumerable.Range(0, 60).Select(n => Text(n == 0 ? 0 : n < 20 ? 1 : 2, ProvisionText.Read(files[n % files.Count]).Tree)).ToList();
        Glossary.Of(texts);
        var clock = Stopwatch.StartNew();
        var glossary = Glossary.Of(texts);
        TestContext.Current.TestOutputHelper?.WriteLine($"{glossary.Terms.Length} terms, {glossary.Terms.Sum(term => term.UsedIn)} uses, {texts.Sum(t => t.Paths.All.Sum(p => p.Provision.Text.Length))} signs, {clock.ElapsedMilliseconds} ms");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), clock.Elapsed.ToString());
        Assert.True(glossary.Terms.Length > 50);
    }

    private static GlossaryText Text(int rank, ProvisionTree tree)
    {
        var meaning = ProvisionMeaning.Of(tree);
        return new GlossaryText(rank, tree.Title, meaning.Paths, meaning.Definitions);
    }

    private static GlossaryText[] Texts(params (int Rank, string Text)[] texts) => [.. texts.Select(text => Text(text.Rank, ProvisionText.Read(text.Text).Tree))];

    private static Glossary Read(params (int Rank, string Text)[] texts) => Glossary.Of(Texts(texts));

    private static IEnumerable<string> Uses(GlossaryTerm term, Glossary glossary) =>
        term.Uses.Select(use => $"{use.Text} {use.Ground} {string.Join(',', use.Provisions.Select(place => glossary.Texts[use.Text].Paths.All[place].Path))}");
}
