using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

public sealed class TextLinesTests
{
    private static readonly Gen<string> Ugly = Gen.OneOf(Gen.Const("\r\n"), Gen.Const("\n"), Gen.Const("\r"), Gen.Const("\f"), Gen.Const("\u2028"), Gen.Const("\u0085"), Gen.Const("　"), Gen.Const("第1条"), Gen.String)
        .List[0, 30].Select(parts => string.Concat(parts));

    [Fact]
    public void Lines_give_any_text_back_byte_for_byte() =>
        Ugly.Sample(text => ProvisionText.ReadLines(text).ToText() == text, iter: 5000);

    [Fact]
    public void Lines_follow_each_other_without_gap_or_overlap() =>
        Ugly.Sample(text =>
        {
            var at = 0;
            foreach (var line in ProvisionText.ReadLines(text).Lines)
            {
                Assert.Equal(at, line.Start);
                at = line.Start + line.Length + line.EndLength;
            }
            Assert.Equal(text.Length, at);
        }, iter: 2000);

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("a\n", 1)]
    [InlineData("a\n\nb", 3)]
    [InlineData("a\r\nb", 2)]
    [InlineData("a\rb", 2)]
    [InlineData("a\fb", 2)]
    public void Each_line_end_ends_one_line(string text, int lines) =>
        Assert.Equal(lines, ProvisionText.ReadLines(text).Lines.Length);
}
