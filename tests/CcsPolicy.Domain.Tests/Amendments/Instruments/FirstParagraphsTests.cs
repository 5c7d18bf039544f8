using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>The first 項 of an article has no number: another one comes before it, or it goes.</summary>
public sealed class FirstParagraphsTests
{
    private const string One = "委員会は、委員長が招集する。";
    private const string Two = "会議は、過半数の委員の出席がなければ開くことができない。";
    private const string Three = "庶務は、総務課において処理する。";
    private const string Four = "前各項に定めるもののほか、必要な事項は、別に定める。";
    private const string New = "委員の任期は、二年とし、再任を妨げない。";

    [Theory]
    [InlineData(new[] { One, Two, Three }, new[] { Two, Three }, "　第1条中第1項を削り、第2項を第1項とし、第3項を第2項とする。")]
    [InlineData(new[] { One, Two }, new[] { Two }, "　第1条中第1項を削り、第2項を第1項とする。")]
    [InlineData(new[] { One, Two }, new[] { New, One, Two }, "　第1条中第2項を第3項とし、第1項を第2項とし、同条に第1項として次の1項を加える。\n" + New)]
    [InlineData(new[] { One }, new[] { New, One }, "　第1条を同条第2項とし、同条に第1項として次の1項を加える。\n" + New)]
    [InlineData(new[] { One }, new[] { New, "委員会は、議長が招集する。" }, "　第1条中「委員長」を「議長」に改め、同条を同条第2項とし、同条に第1項として次の1項を加える。\n" + New)]
    [InlineData(new[] { One, Two, Three, Four }, new[] { New, One, Two, Three, Four }, "　第1条中第4項を第5項とし、第1項から第3項までを1項ずつ繰り下げ、同条に第1項として次の1項を加える。\n" + New)]
    [InlineData(new[] { One, Two, Three }, new[] { Two + "この場合において、委任状は、出席とみなす。", Three }, "　第1条第2項に後段として次のように加える。\n　この場合において、委任状は、出席とみなす。\n　第1条中第1項を削り、第2項を第1項とし、第3項を第2項とする。")]
    public void It_goes_and_comes_as_the_other_paragraphs_do(string[] was, string[] becomes, string sentences)
    {
        var (old, now) = (Text(was), Text(becomes));
        var written = AmendingText.Between(old, now);
        Assert.Equal(sentences, string.Join('\n', written.TrimEnd('\n').Split('\n').Skip(2)));
        var applied = AmendingText.Apply(old, written);
        Assert.True(applied.Succeeded, written);
        Assert.Equal(ProvisionText.Write(now), ProvisionText.Write(applied.Tree));
    }

    [Theory]
    [InlineData(new[] { One }, new[] { One, New })]
    [InlineData(new[] { One, Two }, new[] { "委員会は、委員長が招集し、議長となる。", Two })]
    public void One_that_stays_the_first_is_not_renumbered(string[] was, string[] becomes) =>
        Assert.DoesNotContain("第1項を", AmendingText.Between(Text(was), Text(becomes)), StringComparison.Ordinal);

    [Fact]
    public void What_stands_behind_it_is_never_taken_for_it()
    {
        var old = Lineage.Begin(Text([One, Two, Three]), A.Ids());
        var paragraphs = old.Provisions[0].Children;
        var less = Lineage.Carry(old, Text([Two, "庶務は、企画課において処理する。"]), A.Ids(2)).Provisions[0].Children;
        Assert.Equal([paragraphs[1].Key], less.Select(one => one.Key));
        var more = Lineage.Carry(old, Text([New, One, Two, Three]), A.Ids(3)).Provisions[0].Children;
        Assert.Equal([paragraphs[0].Key, paragraphs[1].Key], more.Skip(1).Select(one => one.Key));
        Assert.DoesNotContain(more[0].Key, paragraphs.Select(one => one.Key));
    }

    [Fact]
    public void The_comparison_does_not_mix_the_words_of_two_paragraphs()
    {
        var row = TreeComparison.Between(Text([One, Two, Three]), Text([Two, Three])).Rows[0];
        Assert.Equal([new TextStretch(StretchKind.Deleted, One), new TextStretch(StretchKind.Inserted, Two)], row.Text);
    }

    [Theory]
    [InlineData(new[] { One, Two, Three }, new[] { Two, Three }, "（委員会）|（委員会）\n第1条　[" + One + "]|<（削る）>\n[2]　" + Two + "|第1条　" + Two + "\n[3]　<（略）>|[2]　<（略）>")]
    [InlineData(new[] { One, Two, Three }, new[] { Three }, "（委員会）|（委員会）\n第1条　[" + One + "]|<（削る）>\n[2　" + Two + "]|<（削る）>\n[3]　" + Three + "|第1条　" + Three)]
    [InlineData(new[] { One, Two }, new[] { New, One, Two }, "（委員会）|（委員会）\n<（新設）>|第1条　[" + New + "]\n第1条　" + One + "|[2]　" + One + "\n[2]　<（略）>|[3]　<（略）>")]
    [InlineData(new[] { One }, new[] { New, "委員会は、議長が招集する。" }, "（委員会）|（委員会）\n<（新設）>|第1条　[" + New + "]\n第1条　委員会は、[委員長]が招集する。|[2]　委員会は、[議長]が招集する。")]
    [InlineData(new[] { One, Two }, new[] { "委員会は、委員長が招集し、議長となる。", Two }, "（委員会）|（委員会）\n第1条　委員会は、委員長が招集[する]。|第1条　委員会は、委員長が招集[し、議長となる]。\n2　<（略）>|2　<（略）>")]
    public void One_that_gets_another_number_stands_beside_itself(string[] was, string[] becomes, string lines)
    {
        var (old, now) = (Text(was), Text(becomes));
        var comparison = TreeComparison.Between(old, now);
        Assert.Equal(lines, string.Join('\n', ComparisonTable.Of(comparison, ComparisonTableUsage.Usual).Rows.Where(row => row.Provision is not null || !row.IsSame || row.Depth > 1).Select(row => $"{Side(row.Old)}|{Side(row.New)}")));
        Assert.Equal(ProvisionText.Write(now), ProvisionText.Write(comparison.Apply(old).Value));
        foreach (var whole in new[] { true, false })
        {
            var rows = ComparisonTable.Of(comparison, ComparisonTableUsage.Usual with { IsWhole = whole }).Rows;
            Assert.Equal(rows.Select(row => row.Provision).OfType<ComparedProvision>().Distinct().Count(), Enumerable.Range(0, rows.Length).Count(at => rows[at].Provision is { } own && (at == 0 || !ReferenceEquals(rows[at - 1].Provision, own))));
            foreach (var (isNew, tree) in new[] { (true, now), (false, old) })
                Assert.True(!whole || ProvisionText.Write(tree) == ProvisionText.Write(ProvisionText.Read(string.Join('\n', rows.Select(row => Words(isNew ? row.New : row.Old)))).Tree));
        }
    }

    [Fact]
    public void The_table_amends_as_the_instrument_does()
    {
        foreach (var (old, now) in new[] { (Text([One, Two, Three]), Text([Two, Three])), (Text([One, Two]), Text([New, One, Two])), (Text([One, Two, Three]), Text([Three])), (Text([One]), Text([New, One])) })
        {
            var written = AmendingText.TableBetween(old, now);
            Assert.NotNull(written.Table);
            var applied = AmendingText.Apply(old, written.Text);
            Assert.True(applied.Succeeded, written.Text);
            Assert.Equal(ProvisionText.Write(now), ProvisionText.Write(applied.Tree));
        }
    }

    private static string Side(IReadOnlyList<TableRun>? runs) =>
        string.Concat((runs ?? []).Select(run => run.Kind switch { TableRunKind.Changed => $"[{run.Text}]", TableRunKind.Note => $"<{run.Text}>", _ => run.Text }));

    private static string Words(IReadOnlyList<TableRun>? runs) => string.Concat((runs ?? []).Where(run => run.Kind != TableRunKind.Note).Select(run => run.Text));

    private static ProvisionTree Text(string[] paragraphs) =>
        ProvisionText.Read("○規程\n（委員会）\n第1条　" + string.Join('\n', paragraphs.Select((words, at) => at == 0 ? words : $"{at + 1}　{words}")) + "\n（委任）\n第2条　別に定める。\n").Tree;
}
