using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>One word that becomes another wherever it stands is said in one sentence, as offices say it.</summary>
public sealed class CommonChangesTests
{
    private const string Text = "○規程\n第1条　情報システム課は、台帳を備える。\n第2条　情報システム課長は、点検する。\n2　情報システム課の職員は、情報システム課長に届ける。\n第3条　課長は、守る。\n第4条　記録は、情報システム課が保管する。ただし、紙の記録は、情報システム課長が保管する。\n附　則\n1　情報システム課の規程は、廃止する。\n別表\n区分\t課\n端末\t情報システム課\n";

    [Fact]
    public void What_changes_everywhere_while_nothing_else_does_is_said_of_the_whole_body()
    {
        var written = Written(Text, Replaced(Text));
        Assert.Contains("　本則中「情報システム課」を「デジタル推進課」に改める。\n", written, StringComparison.Ordinal);
        Assert.Contains("　附則第1項中「情報システム課」を「デジタル推進課」に改める。\n", written, StringComparison.Ordinal);
        Assert.Contains("　別表中「情報システム課」を「デジタル推進課」に改める。\n", written, StringComparison.Ordinal);
        Assert.Equal(3, AmendingText.Read(written).Sentences.Length);
    }

    [Theory]
    // something else changes in the body
    [InlineData("課長は、守る。", "課長は、常に守る。")]
    [InlineData("第4条", "（記録）\n第4条")]
    // a place keeps the word
    [InlineData("第2条　デジタル推進課長", "第2条　情報システム課長")]
    public void Where_something_else_changes_or_a_word_stays_the_places_are_named(string words, string by) =>
        Assert.DoesNotContain("本則中", Written(Text, Replaced(Text).Replace(words, by, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void Words_in_the_first_and_the_last_sentence_are_told_together_and_what_is_joined_within_a_place_is_joined_otherwise_without()
    {
        const string Rules = "○規程\n第1条　定める。\n第2条　総務課が行う。この場合において、総務課は、記録する。\n第3条　総務課が決める。\n第4条　守る。\n";
        Assert.Contains("　第2条前段及び後段並びに第3条中「総務課」を「企画課」に改める。\n", Written(Rules, Rules.Replace("総務課", "企画課", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("第2条前段及び後段中「総務課」を「企画課」に改める。")]
    [InlineData("第2条前段中「総務課」を「企画課」に改め、同条後段中「総務課」を「企画課」に改める。")]
    [InlineData("第2条中「総務課が」を「企画課が」に改め、同条後段中「総務課」を「企画課」に改める。")]
    public void They_are_read_as_they_are_written(string sentence) =>
        Assert.Equal("第2条　企画課が行う。この場合において、企画課は、記録する。", ProvisionText.Write(AmendingText.Apply(ProvisionText.Read("○規程\n第1条　定める。\n第2条　総務課が行う。この場合において、総務課は、記録する。\n").Tree, $"　規程の一部を次のように改正する。\n　{sentence}\n").Tree).Split('\n').Last(line => line.Length > 0));

    private static string Replaced(string text) => text.Replace("情報システム課", "デジタル推進課", StringComparison.Ordinal);

    private static string Written(string old, string now)
    {
        var (before, after) = (ProvisionText.Read(old).Tree, ProvisionText.Read(now).Tree);
        var written = AmendingText.Between(before, after);
        Assert.Equal(after, AmendingText.Apply(before, written).Tree);
        return written;
    }
}
