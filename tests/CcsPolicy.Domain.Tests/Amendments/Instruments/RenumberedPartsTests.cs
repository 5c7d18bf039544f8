using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>What stays as it is under another number, or without a division above it, is not deleted and added anew.</summary>
public sealed class RenumberedPartsTests
{
    private const string Day = "この規程は、令和6年4月1日から施行する。";

    [Theory]
    [InlineData(Day, "1　" + Day + "\n2　旧規程は、廃止する。", "附則を附則第1項とし、附則に次の1項を加える。\n2　旧規程は、廃止する。\n")]
    [InlineData(Day, "1　旧規程は、廃止する。\n2　" + Day, "附則を附則第2項とし、同項の前に次の1項を加える。\n1　旧規程は、廃止する。\n")]
    [InlineData(Day, "（施行期日）\n1　" + Day + "\n（経過措置）\n2　前の例による。", "附則を附則第1項とし、同項に見出しとして「（施行期日）」を付し、附則に次の1項を加える。")]
    [InlineData("1　" + Day + "\n2　前の例による。", "1　準備をする。\n2　" + Day + "\n3　前の例による。", "附則第2項を附則第3項とし、附則第1項を附則第2項とし、同項の前に次の1項を加える。")]
    [InlineData("1　" + Day + "\n2　前の例による。", Day, "附則第2項を削り、附則第1項の項番号を削る。")]
    [InlineData("（施行期日）\n第1条　" + Day + "\n（経過措置）\n第2条　前の例による。", "（施行期日）\n1　" + Day + "\n（経過措置）\n2　前の例による。", "附則中第1条を第1項とし、第2条を第2項とする。")]
    public void What_a_supplement_says_becomes_one_of_its_paragraphs(string old, string now, string sentences)
    {
        var written = Written($"○規程\n第1条　守る。\n附　則\n{old}\n", $"○規程\n第1条　守る。\n附　則\n{now}\n");
        Assert.Contains(sentences, written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("附則第1条を附則第1項とし、附則第1条を附則第2項とする。", "place-missing")]
    [InlineData("附則第1条を附則第1項とし、附則第2条を附則第1項とする。", "number-taken")]
    public void A_paragraph_of_a_supplement_has_a_number_of_its_own(string sentence, string refusal)
    {
        var applied = AmendingText.Apply(ProvisionText.Read($"○規程\n第1条　守る。\n附　則\n第1条　{Day}\n第2条　前の例による。\n").Tree, $"　規程の一部を次のように改正する。\n　{sentence}\n");
        Assert.Contains("instrument." + refusal, applied.Refusals.Select(one => one.Error.Code));
    }

    [Fact]
    public void A_chapter_that_goes_leaves_its_articles_where_they_stand()
    {
        const string Text = "○規程\n第1章　総則\n（目的）\n第1条　定める。\n第2章　保存\n（保存）\n第2条　保存する。\n（廃棄）\n第3条　廃棄する。\n第3章　雑則\n（委任）\n第4条　別に定める。\n";
        var written = Written(Text, Text.Replace("第2章　保存\n", "", StringComparison.Ordinal).Replace("第3章", "第2章", StringComparison.Ordinal));
        Assert.Contains("　第2章の章名を削る。\n　第3章を第2章とする。\n", written, StringComparison.Ordinal);
        Assert.Contains("　第3章の章名を削る。\n", Written(Text, Text.Replace("第3章　雑則\n", "", StringComparison.Ordinal)), StringComparison.Ordinal);
        // with an article of it, it goes as a whole
        Assert.DoesNotContain("章名", Written(Text, Text.Replace("第3章　雑則\n（委任）\n第4条　別に定める。\n", "", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Places_and_counts_have_the_figures_of_the_text()
    {
        const string Text = "○規程\n第１章　総則\n第１条　守る。\n２　職員は、事故を見たときは、直ちに所属長に届ける。\n第２条　残す。\n第２章　雑則\n第３条　定める。\n";
        Assert.Contains("　第１条第２項中「届ける」を「知らせる」に改める。\n", Written(Text, Text.Replace("届ける", "知らせる", StringComparison.Ordinal)), StringComparison.Ordinal);
        var written = Written(Text, Text + "第３章　罰則\n第４条　罰する。\n");
        Assert.Contains("第２章の次に次の１章を加える。\n", written, StringComparison.Ordinal);
        // a text that writes few of its numbers so keeps the usual ones
        var half = Text.Replace('１', '1').Replace('２', '2').Replace('３', '3').Replace("第1章", "第１章", StringComparison.Ordinal);
        Assert.Contains("　第1条第2項中「届ける」を「知らせる」に改める。\n", Written(half, half.Replace("届ける", "知らせる", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string Written(string old, string now)
    {
        var (before, after) = (ProvisionText.Read(old).Tree, ProvisionText.Read(now).Tree);
        var written = AmendingText.Between(before, after);
        Assert.Equal(after, AmendingText.Apply(before, written).Tree);
        return written;
    }
}
