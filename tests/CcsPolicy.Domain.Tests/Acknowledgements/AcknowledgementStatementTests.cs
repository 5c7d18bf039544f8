using CcsPolicy.Domain.Acknowledgements;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Acknowledgements;

public sealed class AcknowledgementStatementTests
{
    private static readonly string[] Titles = ["端末手順", "「端末」第2版（案）", "」第", ""];

    [Fact]
    public void Without_its_title_a_statement_is_the_same_whatever_the_title_was() => Gen.Select(Gen.OneOf(Gen.String, Gen.Int[0, 3].Select(at => Titles[at])), Gen.Int[1, 99]).Sample((title, number) =>
        Assert.Equal(
            AcknowledgementStatement.Of(AcknowledgementStatement.TitleNotShown, number, new DateOnly(2026, 4, 1)),
            AcknowledgementStatement.WithoutTitle(AcknowledgementStatement.Of(title, number, new DateOnly(2026, 4, 1)))), iter: 5_000);

    [Fact]
    public void What_a_statement_names_is_read_out_of_it_whatever_the_title_is() => Gen.Select(Gen.OneOf(Gen.String, Gen.Int[0, 3].Select(at => Titles[at])), Gen.Int[1, 9999]).Sample((title, number) =>
        Assert.Equal((title, number), AcknowledgementStatement.Named(AcknowledgementStatement.Of(title, number, new DateOnly(2026, 4, 1)))), iter: 5_000);

    [Theory]
    [InlineData("端末手順を読みました。")]
    [InlineData("私は、「端末手順を読みました。")]
    [InlineData("")]
    public void A_statement_of_another_form_is_not_shown_at_all(string statement)
    {
        Assert.Null(AcknowledgementStatement.WithoutTitle(statement));
        Assert.Null(AcknowledgementStatement.Named(statement));
    }
}
