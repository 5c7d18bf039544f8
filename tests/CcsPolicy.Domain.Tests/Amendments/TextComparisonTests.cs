using System.Diagnostics;
using System.Globalization;
using CcsPolicy.Domain.Amendments.Comparing;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class TextComparisonTests
{
    /// <summary>〔…〕 deleted, 【…】 inserted.</summary>
    [Theory]
    [InlineData("文書を管理する。", "文書を保管する。", "文書を〔管理する〕【保管する】。")]
    [InlineData("管理責任者は、定める。", "統括責任者は、定める。", "〔管理〕【統括】責任者は、定める。")]
    [InlineData("情報資産を守る。", "情報資源を守る。", "情報〔資産〕【資源】を守る。")]
    [InlineData("機密性を守る。", "機密度を守る。", "〔機密性〕【機密度】を守る。")]
    [InlineData("情報資産課が守る。", "情報資産係が守る。", "情報資産〔課〕【係】が守る。")]
    [InlineData("第2項及び第3項の規定", "第2項の規定", "第2項〔及び第3項〕の規定")]
    [InlineData("第12条に定める。", "第13条に定める。", "〔第12条〕【第13条】に定める。")]
    [InlineData("第二十二条に定める。", "第二十三条に定める。", "〔第二十二条〕【第二十三条】に定める。")]
    [InlineData("第3条の2第1項に定める。", "第3条の3第1項に定める。", "〔第3条の2〕【第3条の3】第1項に定める。")]
    [InlineData("1,000円とする。", "1,500円とする。", "〔1,000円〕【1,500円】とする。")]
    [InlineData("毎年度1回点検する。", "毎年度2回点検する。", "毎年度〔1回〕【2回】点検する。")]
    [InlineData("この規程は、令和6年4月1日から施行する。", "この規程は、令和7年4月1日から施行する。", "この規程は、〔令和6年4月1日〕【令和7年4月1日】から施行する。")]
    [InlineData("令和六年四月一日から施行する。", "令和七年四月一日から施行する。", "〔令和六年四月一日〕【令和七年四月一日】から施行する。")]
    [InlineData("12文字以上とする。", "15文字以上とする。", "〔12文字〕【15文字】以上とする。")]
    [InlineData("第三者に渡さない。", "第三者等に渡さない。", "第三者【等】に渡さない。")]
    [InlineData("資産の管理に関し必要な事項", "資産の管理及び持出しに関し必要な事項", "資産の管理【及び持出し】に関し必要な事項")]
    [InlineData("資産の管理及び持出しに関し必要な事項", "資産の管理に関し必要な事項", "資産の管理〔及び持出し〕に関し必要な事項")]
    // Two sentences that share nothing but particles.
    [InlineData("職員は、端末を所属長に返す。", "課長は、台帳に機器を記す。", "〔職員は、端末を所属長に返す。〕【課長は、台帳に機器を記す。】")]
    [InlineData("端末の持出しを禁止する。", "端末及び媒体の持出しを禁止する。", "端末【及び媒体】の持出しを禁止する。")]
    [InlineData("甲の乙を定める。", "丙の丁を定める。", "〔甲の乙〕【丙の丁】を定める。")]
    [InlineData("書き出しを制限する。", "書き出しの制限を行う。", "書き出し【の制限】を〔制限する〕【行う】。")]
    [InlineData("紙に記録したものの保管", "紙に記録したもの及び媒体の保管", "紙に記録したもの【及び媒体】の保管")]
    [InlineData("報告する。", "報告する。ただし、軽微なものを除く。", "報告する。【ただし、軽微なものを除く。】")]
    [InlineData("報告する。ただし、軽微なものを除く。", "報告する。", "報告する。〔ただし、軽微なものを除く。〕")]
    [InlineData("別に定める。", "別に定める。ただし、軽微なものは、課長が定める。", "別に定める。【ただし、軽微なものは、課長が定める。】")]
    [InlineData("別に定める。ただし、課長が定める。次に示す。", "別に定める。次に示す。", "別に定める。〔ただし、課長が定める。〕次に示す。")]
    [InlineData("公開されたものについては、除く。", "公表されたものについては、除く。", "〔公開〕【公表】されたものについては、除く。")]
    [InlineData("自ら関わっている者は", "一切関わっている者は", "〔自ら〕【一切】関わっている者は")]
    [InlineData("毎週月曜日に点検する。", "毎週水曜日に点検する。", "毎週〔月曜日〕【水曜日】に点検する。")]
    [InlineData("情報を取り扱うことができる。", "情報を取り出すことができる。", "情報を〔取り扱うことができる〕【取り出すことができる】。")]
    [InlineData("様式により申し込むものとする。", "様式により申し出るものとする。", "様式により〔申し込むものとする〕【申し出るものとする】。")]
    [InlineData("4(2)による。", "4(3)による。", "4〔(2)〕【(3)】による。")]
    [InlineData("葛\U000E0100城市", "葛城市", "〔葛\U000E0100〕【葛】城市")]
    [InlineData("𠮷野", "𠮸野", "〔𠮷野〕【𠮸野】")]
    [InlineData("同じ", "同じ", "同じ")]
    [InlineData("", "新しい。", "【新しい。】")]
    [InlineData("", "", "")]
    public void Stretches_are_cut_where_a_reader_would_cut_them(string old, string @new, string shown) =>
        Assert.Equal(shown, string.Concat(TextComparison.Between(old, @new).Select(stretch => stretch.Kind switch
        {
            StretchKind.Deleted => $"〔{stretch.Text}〕",
            StretchKind.Inserted => $"【{stretch.Text}】",
            _ => stretch.Text,
        })));

    [Fact]
    public void What_is_kept_and_deleted_is_the_old_text_and_what_is_kept_and_inserted_the_new_one()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var (old, @new) = Pair(seed);
                var stretches = TextComparison.Between(old, @new);
                return old == string.Concat(stretches.Where(stretch => stretch.Kind != StretchKind.Inserted).Select(stretch => stretch.Text))
                    && @new == string.Concat(stretches.Where(stretch => stretch.Kind != StretchKind.Deleted).Select(stretch => stretch.Text))
                    && TextComparison.Apply(stretches, old) == @new;
            },
            iter: 2_000);
    }

    [Fact]
    public void No_stretch_begins_inside_a_character_that_the_whole_text_shows_as_one()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var (old, @new) = Pair(seed);
                var stretches = TextComparison.Between(old, @new);
                return Cuts(stretches.Where(stretch => stretch.Kind != StretchKind.Inserted)).IsSubsetOf(Elements(old))
                    && Cuts(stretches.Where(stretch => stretch.Kind != StretchKind.Deleted)).IsSubsetOf(Elements(@new));
            },
            iter: 2_000);
    }

    [Fact]
    public void A_hundred_thousand_characters_without_anything_in_common_take_less_than_five_seconds()
    {
        var old = string.Concat(Enumerable.Range(0, 50_000).Select(i => (char)(0x4e00 + (i * 7919 % 9973)) + "は"));
        var @new = string.Concat(Enumerable.Range(0, 50_000).Select(i => (char)(0x4e00 + (i * 6007 % 9973)) + "は"));
        var watch = Stopwatch.StartNew();
        var stretches = TextComparison.Between(old, @new);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        Assert.Equal(@new, TextComparison.Apply(stretches, old));
    }

    private static (string Old, string New) Pair(uint seed)
    {
        var texts = new RandomTexts(seed);
        var old = texts.Words1(20);
        return (old, texts.Below(3) == 0 ? texts.Words1(20) : texts.Edited(texts.Edited(old)));
    }

    private static HashSet<int> Cuts(IEnumerable<TextStretch> stretches)
    {
        var cuts = new HashSet<int>();
        var at = 0;
        foreach (var stretch in stretches)
            cuts.Add(at += stretch.Text.Length);
        return cuts;
    }

    private static HashSet<int> Elements(string text) => [.. StringInfo.ParseCombiningCharacters(text), text.Length];
}
