using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

public sealed class AccountingTests
{
    [Fact]
    public void Each_character_of_any_text_that_is_not_blank_goes_to_exactly_one_place() =>
        RandomTexts.Soup.Sample(text => Accounts.AssertComplete(text, ProvisionReader.Read(text)), iter: 3000);

    [Fact]
    public void Any_string_whatever_gives_a_tree() =>
        Gen.String.Sample(text => Accounts.AssertComplete(text, ProvisionText.Read(text)), iter: 3000);

    [Theory]
    [InlineData("○規程\n令和2年4月1日\n目次\n第1章 総則\n第2章 雑則\n第1章 総則\n第1条 甲。\n- 1 -\n第2章 雑則\n第2条 乙。\n",
        "Title Preamble Contents Contents Contents Provision Provision PageChrome Provision Provision")]
    [InlineData("ホーム > 規程集\n○規程\n第1条 甲。\nページの先頭へ\n", "PageChrome Title Provision PageChrome")]
    public void Each_kind_of_line_goes_to_its_place(string text, string places) =>
        Assert.Equal(places, string.Join(' ', ProvisionText.Read(text).Parts.Select(part => part.Place)));

    [Fact]
    public void A_caption_belongs_to_the_article_below_it()
    {
        var parts = ProvisionText.Read("○規程\n(目的)\n第1条 甲。\n(定義)\n第2条 乙。\n").Parts;
        Assert.Equal([-1, 0, 0, 1, 1], parts.Select(part => part.Provision));
    }
}
