using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Names of chapters and sections that come, go or stand elsewhere while the articles stay as they are.</summary>
public sealed class DivisionsTests
{
    private static readonly string[] Articles =
    [
        "　（目的）\n第1条　この規程は、情報資産の管理について定める。\n", "　（定義）\n第2条　用語の意義は、別に定める。\n", "　（責務）\n第3条　職員は、端末を適切に守らなければならない。\n",
        "　（点検）\n第4条　所属長は、毎年度1回点検する。\n", "　（報告）\n第5条　所属長は、点検の結果を委員会に報告する。\n", "　（委任）\n第6条　必要な事項は、理事長が定める。\n",
    ];

    /// <summary>Each ways to part six articles: the names, and 1 to 6 for the articles.</summary>
    private static readonly string[] All =
    [
        "1 2 3 4 5 6", "第1章　総則 1 2 第2章　管理 3 4 5 6", "第1章　総則 1 2 3 第2章　管理 4 5 6", "第1章　総則 1 2 第2章　管理 3 4 5 第3章　雑則 6", "第1章　総則 1 2 第2章　管理 3 4 第3章　点検等 5 第4章　雑則 6",
        "第1章　総則 1 2 第2章　管理 第1節　通則 3 第2節　点検 4 5 第3章　雑則 6", "第1章　総則 1 2 第2章　管理 第1節　通則 3 4 第2節　点検 5 第3章　雑則 6", "1 2 3 第1章　点検 4 5 6", "第1章　通則 1 2 第2章　管理 3 4 5 第3章　補則 6",
        "第1編　総則 第1章　目的等 1 2 第2編　各則 第1章　管理 3 4 第2章　雑則 5 6", "第1章　総則 1 2 第2章　管理 3 5 第3章　雑則 6",
    ];

    private static string Text(string parts) =>
        "情報管理規程\n" + string.Concat(parts.Split(' ').Select(part => part.Length == 1 ? Articles[part[0] - '1'] : $"　　　{part}\n")) + "　　　附　則\n　この規程は、令和5年4月1日から施行する。\n";

    public static TheoryData<int> Froms => [.. Enumerable.Range(0, All.Length)];

    [Theory, MemberData(nameof(Froms))]
    public void From_each_way_to_each_the_instrument_gives_the_other_exactly_and_leaves_most_articles_out(int from)
    {
        foreach (var to in All.Where(to => to != All[from]))
        {
            var (old, @new) = (ProvisionText.Read(Text(All[from])).Tree, ProvisionText.Read(Text(to)).Tree);
            var written = AmendingText.Between(old, @new);
            Assert.DoesNotContain("全部を次のように改める", written, StringComparison.Ordinal);
            var applied = AmendingText.Apply(old, written);
            Assert.Empty(applied.Refusals);
            Assert.Equal(@new, applied.Tree);
            // Where the text had names of that kind, new ones stand as far in.
            if ("編章節".All(unit => All[from].Contains(unit, StringComparison.Ordinal) || !to.Contains(unit, StringComparison.Ordinal)))
                Assert.Equal(Text(to), KeptSpelling.Write(applied.Tree, Text(All[from])));
        }
    }

    [Theory]
    [InlineData(0, 1, "　第1条の前に次の章名を付する。\n第1章　総則\n　第3条の前に次の章名を付する。\n第2章　管理\n")]
    [InlineData(1, 0, "　第1章の章名を削る。\n　第2章の章名を削る。\n")]
    [InlineData(1, 2, "　第2章の章名を削り、第4条の前に次の章名を付する。\n第2章　管理\n")]
    [InlineData(2, 1, "　第2章の章名を削り、第3条の前に次の章名を付する。\n第2章　管理\n")]
    [InlineData(3, 4, "　第3章を第4章とし、第5条の前に次の章名を付する。\n第3章　点検等\n")]
    [InlineData(4, 3, "　第3章の章名を削る。\n　第4章を第3章とする。\n")]
    [InlineData(3, 5, "　第3条の前に次の節名を付する。\n第1節　通則\n　第4条の前に次の節名を付する。\n第2節　点検\n")]
    [InlineData(5, 6, "　第2章第2節の節名を削り、第5条の前に次の節名を付する。\n第2節　点検\n")]
    [InlineData(5, 3, "　第2章第1節の節名を削る。\n　第2章第2節の節名を削る。\n")]
    [InlineData(3, 10, "　第4条を削る。\n")]
    [InlineData(0, 10, "　第6条の前に次の章名を付する。\n第3章　雑則\n　第4条を削る。\n")]
    public void It_is_worded_as_an_officer_words_it(int from, int to, string sentences) =>
        Assert.EndsWith(sentences, AmendingText.Between(ProvisionText.Read(Text(All[from])).Tree, ProvisionText.Read(Text(All[to])).Tree), StringComparison.Ordinal);

    [Fact]
    public void What_changes_in_the_articles_besides_is_said_of_them()
    {
        var changed = Text(All[2]).Replace("毎年度1回", "毎年度2回", StringComparison.Ordinal).Replace("　（委任）\n第6条", "　（記録）\n第6条　所属長は、記録を残す。\n　（委任）\n第7条", StringComparison.Ordinal);
        var (old, @new) = (ProvisionText.Read(Text(All[1])).Tree, ProvisionText.Read(changed).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.EndsWith("　第2章の章名を削り、第4条の前に次の章名を付する。\n第2章　管理\n　第4条中「1回」を「2回」に改める。\n　第6条を第7条とし、第5条の次に次の1条を加える。\n　（記録）\n第6条　所属長は、記録を残す。\n", written, StringComparison.Ordinal);
        Assert.Equal(changed, KeptSpelling.Write(AmendingText.Apply(old, written).Tree, Text(All[1])));
    }

    [Fact]
    public void The_table_of_contents_follows()
    {
        string With(string contents, int way) => Text(All[way]).Replace("情報管理規程\n", "情報管理規程\n目次\n" + contents + "　附則\n", StringComparison.Ordinal);
        var (old, @new) = (With("　第1章　総則（第1条・第2条）\n　第2章　管理（第3条―第6条）\n", 1), With("　第1章　総則（第1条―第3条）\n　第2章　管理（第4条―第6条）\n", 2));
        var written = AmendingText.Between(ProvisionText.Read(old).Tree, ProvisionText.Read(@new).Tree);
        Assert.EndsWith("　目次中「第1条・第2条」を「第1条―第3条」に、「第3条―第6条」を「第4条―第6条」に改める。\n　第2章の章名を削り、第4条の前に次の章名を付する。\n第2章　管理\n", written, StringComparison.Ordinal);
        Assert.Equal(@new, KeptSpelling.Write(AmendingText.Apply(ProvisionText.Read(old).Tree, written).Tree, old));
    }

    [Theory]
    [InlineData(0, 1, "+第1章 +第2章")]
    [InlineData(1, 0, "-第1章 -第2章")]
    [InlineData(1, 2, ">第2章")]
    [InlineData(3, 5, "+第1節 +第2節")]
    [InlineData(3, 4, "+第3章 #第4章")]
    public void The_comparison_shows_the_names_and_no_article_as_gone_or_new(int from, int to, string changes)
    {
        var (old, @new) = (ProvisionText.Read(Text(All[from])).Tree, ProvisionText.Read(Text(All[to])).Tree);
        var comparison = TreeComparison.Between(old, @new);
        Assert.Equal(changes, string.Join(' ', comparison.Changes.Select(row => (row.Change switch { ProvisionChange.Added => '+', ProvisionChange.Deleted => '-', ProvisionChange.Moved => '>', ProvisionChange.Renumbered => '#', _ => '?' }) + row.Shown.Label)));
        Assert.Equal(@new, comparison.Apply(old).Value);
    }

    [Fact]
    public void A_name_that_went_is_shown_where_it_stood()
    {
        var table = ComparisonTable.Of(TreeComparison.Between(ProvisionText.Read(Text(All[1])).Tree, ProvisionText.Read(Text(All[0])).Tree), ComparisonTableUsage.Usual);
        Assert.Equal(["第1章　総則", "第1条・第2条　（略）", "第2章　管理", "第3条～第6条　（略）", "附則　（略）"], table.Rows.Select(row => string.Concat(row.Old!.Value.Select(run => run.Text))));
    }

    [Theory]
    [InlineData("第9条の前に次の章名を付する。\n　　　第3章　雑則", "instrument.place-missing")]
    [InlineData("第6条の前に次の章名を付する。\n　　　第2章　雑則", "instrument.number-taken")]
    [InlineData("第6条の前に次の章名を付する。\n　　　第3節　雑則", "instrument.block-unreadable")]
    [InlineData("第6条の前に次の章名を付する。\n　　　第3章　雑則\n第7条　定める。", "instrument.block-unreadable")]
    public void What_does_not_fit_is_refused(string sentence, string code)
    {
        var old = ProvisionText.Read(Text(All[1])).Tree;
        var amended = AmendingText.Apply(old, $"　情報管理規程の一部を次のように改正する。\n　{sentence}\n");
        Assert.Equal(code, Assert.Single(amended.Refusals).Error.Code);
        Assert.Same(old, amended.Tree);
    }

    [Theory]
    [InlineData("付する")]
    [InlineData("加える")]
    public void It_is_read_as_officers_write_it(string verb)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Text(All[1])).Tree, $"　情報管理規程の一部を次のように改正する。\n　第６条の前に次の章名を{verb}。\n　　　第３章　雑則\n");
        Assert.Empty(amended.Refusals);
        Assert.Equal(ProvisionText.Read(Text(All[3])).Tree, amended.Tree);
    }
}
