using CcsPolicy.Web.Features.Finding;
using CsCheck;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Finding;

public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("ＣＩＳＯ", "ciso")]
    [InlineData("ﾊﾞｯｸｱｯﾌﾟ", "ばっくあっぷ")]
    [InlineData("バックアップ", "ばっくあっぷ")]
    [InlineData("か\u3099", "が")]
    [InlineData("①", "1")]
    [InlineData("⑴", "(1)")]
    [InlineData("情報 セキュ\nリティ", "情報せきゅりてぃ")]
    [InlineData("㈱", "(株)")]
    [InlineData("サ−バとパスワ―ド", "さーばとぱすわーど")]
    [InlineData("ｻ‐ﾊﾞ–", "さーばー")]
    [InlineData("A-3、イ-2", "a-3、い-2")]
    [InlineData("", "")]
    public void Width_kana_case_and_gaps_are_folded(string written, string folded) => Assert.Equal(folded, FoldedText.Fold(written));

    [Theory]
    [InlineData("毎日ﾊﾞｯｸｱｯﾌﾟする", "ばっくあっぷ", "ﾊﾞｯｸｱｯﾌﾟ")]
    [InlineData("情報セキュ\nリティ対策", "せきゅりてぃ", "セキュ\nリティ")]
    [InlineData("㈱の字", "(株)", "㈱")]
    public void A_folded_stretch_leads_back_to_what_was_written(string written, string word, string original)
    {
        var text = FoldedText.Of(written);
        var (start, length) = text.Behind(text.Folded.IndexOf(word, StringComparison.Ordinal), word.Length);
        Assert.Equal(original, written.Substring(start, length));
    }

    [Fact]
    public void Every_folded_sign_leads_to_a_stretch_within_the_original() =>
        Gen.String[Gen.OneOf(Gen.Char, Gen.Char['ぁ', 'ヿ'], Gen.Char['！', '￮'], Gen.Char['a', 'z']), 0, 40].Sample(written =>
        {
            var text = FoldedText.Of(written);
            for (var at = 0; at < text.Folded.Length; at++)
            {
                var (start, length) = text.Behind(at, 1);
                if (start < 0 || length < 1 || start + length > written.Length)
                    return false;
            }
            return true;
        }, iter: 2000);
}
