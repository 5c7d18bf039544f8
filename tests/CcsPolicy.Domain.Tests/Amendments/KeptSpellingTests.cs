using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using CcsPolicy.Domain.Tests.Amendments.Instruments;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class KeptSpellingTests
{
    private const string Typed = "○情報管理規程\n\n　　　　制定　令和5年4月1日\n\n目次\n　第1章　総則（第1条・第2条）\n\n　　第1章　総則\n\n　（目的）\n第１条 この規程は、目的を定める。\n\n　（義務）\n第２条 職員は、資産を守る。\n２　職員は、次のことをしない。\n　(1) 持出し\n　(2) 複製\n\n　　　附　則\n　この規程は、令和6年4月1日から施行する。";

    [Theory]
    [InlineData("資産を守る", "機器を守る")]
    [InlineData("持出し", "持ち出し")]
    [InlineData("　（義務）", "　（責務）")]
    [InlineData("　(1) 持出し\n　(2) 複製", "　(1) 持出し\n　(2) 改造\n　(3) 複製")]
    [InlineData("　(1) 持出し\n　(2) 複製", "　(1) 複製")]
    [InlineData("　（義務）\n第２条", "　（教育）\n第２条 職員を教育する。\n\n　（義務）\n第３条")]
    [InlineData("　　　　制定　令和5年4月1日", "　　　　制定　令和5年4月1日\n\n　　　　改正　令和8年4月1日")]
    [InlineData("情報管理規程", "情報資産管理規程")]
    [InlineData("第1条・第2条", "第1条―第3条")]
    public void Lines_that_did_not_change_stay_as_they_were_and_new_ones_look_like_them(string before, string after)
    {
        var typed = Typed.Replace(before, after, StringComparison.Ordinal);
        Assert.Equal(typed, KeptSpelling.Write(ProvisionText.Read(typed).Tree, Typed));
        Assert.Equal(typed.Replace("\n", "\r\n", StringComparison.Ordinal), KeptSpelling.Write(ProvisionText.Read(typed).Tree, Typed.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("（甲）\n第1条　一とする。\n", "")]
    [InlineData("第1条　一とする。\n（乙）\n第2条", "第1条　一とする。\n（丙）\n第1条の2　三とする。\n（乙）\n第2条")]
    [InlineData("（甲）\n第1条", "（丙）\n第1条　三とする。\n（甲）\n第1条の2")]
    [InlineData("様式第1号\n\n様\n", "様式第1号\n\n様\n\n様式第2号\n\n式\n")]
    public void What_stands_below_the_title_stays_below_it_whatever_comes_first(string before, string after)
    {
        const string Text = "情報規程\n\n（甲）\n第1条　一とする。\n（乙）\n第2条　二とする。\n\n　　附　則\nこの規程は、令和6年4月1日から施行する。\n\n様式第1号\n\n様\n";
        var typed = Text.Replace(before, after, StringComparison.Ordinal);
        Assert.Equal(typed, KeptSpelling.Write(ProvisionText.Read(typed).Tree, Text));
    }

    [Theory]
    [InlineData("- ① 設備\n- ② 情報\n- ③ 書類", "- ① 設備\n- ② 外部の役務\n- ③ 情報\n- ④ 書類")]
    [InlineData("- ① 設備\n- ② 情報\n- ③", "- ① 帳票\n- ② 設備\n- ③ 情報\n- ④")]
    [InlineData("- ① 設備\n- ② 情報\n- ③ 書類", "- ① 情報\n- ② 書類")]
    [InlineData("3 遵守\n\n職員は守る。", "3 責務\n\n組合は責めを負う。\n\n4 遵守\n\n職員は守る。")]
    [InlineData("(1) 資産\n\n次のとおりとする。", "(1) 範囲\n\n組合とする。\n\n(2) 資産\n\n次のとおりとする。")]
    [InlineData("- ② 情報\n", "- ② 情報（書類を含む。）\n")]
    [InlineData("　　　　職氏名\n　　所属", "　　　　職氏名\n　　　　連絡先\n　　所属")]
    [InlineData("　　　　職氏名\n　　所属", "　　所属")]
    [InlineData("　　　　職氏名\n", "　　　　職・氏名\n")]
    public void Marks_of_lists_gaps_and_indents_of_a_plain_policy_stay_and_are_given_to_what_is_new(string before, string after)
    {
        const string Text = "基本方針\n\n2 定義\n\n用語は次による。\n\n(1) 資産\n\n次のとおりとする。\n\n- ① 設備\n- ② 情報\n- ③ 書類\n\n3 遵守\n\n職員は守る。\n\n様式第1号\n\n　　誓約書\n　　　　職氏名\n　　所属\n";
        var typed = Text.Replace(before, after, StringComparison.Ordinal);
        Assert.Equal(typed, KeptSpelling.Write(ProvisionText.Read(typed).Tree, Text));
    }

    [Theory]
    [InlineData("(義務)\n\n第2条", "(記録)\n\n第2条 記録を残す。\n\n(義務)\n\n第3条")]
    [InlineData("  • ⑴ 持出し", "  • ⑴ 複写\n  • ⑵ 持出し")]
    [InlineData("⑴ 様式\n\n⑵ 期間", "⑴ 帳票\n\n⑵ 様式\n\n⑶ 期間")]
    [InlineData("附 則\n", "附 則(令和5年4月1日規程第2号)\nこの規程は、令和5年4月1日から施行する。\n附 則\n")]
    public void Brackets_marks_and_empty_lines_are_those_of_the_neighbours(string before, string after)
    {
        const string Text = "情報規程\n\n(目的)\n\n第1条 目的を定める。\n\n(義務)\n\n第2条 次のことをしない。\n\n  • ⑴ 持出し\n  • ⑵ 複製\n\n(台帳)\n\n第9条 台帳を定める。\n\n⑴ 様式\n\n⑵ 期間\n\n附 則(令和4年4月1日規程第1号)\nこの規程は、令和4年4月1日から施行する。\n附 則\nこの規程は、令和6年4月1日から施行する。\n";
        var typed = Text.Replace(before, after, StringComparison.Ordinal);
        if (before.Contains("⑴ 持出し", StringComparison.Ordinal))
            typed = typed.Replace("⑵ 複製", "⑶ 複製", StringComparison.Ordinal);
        Assert.Equal(typed, KeptSpelling.Write(ProvisionText.Read(typed).Tree, Text));
    }

    [Theory]
    [InlineData("第1条　丁とする。\n", "")]
    [InlineData("第2条　乙とする。", "\n（整理）\n第2条　乙とする。")]
    [InlineData("第2条　乙とする。", "第2条　戊とする。\n第3条　乙とする。")]
    [InlineData("附　則\n1　施行する。\n2　廃止する。", "附　則\n施行する。")]
    [InlineData("制定\n\n改正 令和3年", "制定")]
    public void Empty_lines_tell_articles_with_a_caption_from_those_that_share_it(string before, string after)
    {
        const string Text = "文書規程\n\n制定\n\n改正 令和3年\n\n第1章　総則\n\n（原則）\n第1条　丁とする。\n第2条　乙とする。\n\n（手続）\n第9条　丙とする。\n\n附　則\n1　施行する。\n2　廃止する。\n\n附　則（令和3年規程第6号）\nこの規程は、施行する。\n";
        var typed = Text.Replace(before, after, StringComparison.Ordinal);
        if (after.Length == 0)
            typed = typed.Replace("第2条", "第1条", StringComparison.Ordinal);
        Assert.Equal(typed, KeptSpelling.Write(ProvisionText.Read(typed).Tree, Text));
    }

    [Theory]
    [InlineData("外部の役務を使う。\n", "外部の役務を使う。\n\n生成AIを使う。\n")]
    [InlineData("外部の役務を使う。\n\n", "")]
    [InlineData("\n\n発信は手順による。", "")]
    [InlineData("発信は手順による。", "発信は手順による。\n\n生成AIを使う。")]
    [InlineData("(2) 人\n\n守る。\n\n3 見直し\n\n", "3 見直し\n\n(1) 人\n\n守る。\n\n")]
    public void Paragraphs_of_a_plain_policy_stand_as_far_apart_as_those_around_them(string before, string after)
    {
        const string Text = "基本方針\n\n2 対策\n\n(1) 委託\n\n契約を結ぶ。\n\n外部の役務を使う。\n\n発信は手順による。\n\n(2) 人\n\n守る。\n\n3 見直し\n\n見直す。\n";
        var typed = Text.Replace(before, after, StringComparison.Ordinal);
        Assert.Equal(typed, KeptSpelling.Write(ProvisionText.Read(typed).Tree, Text));
    }

    [Fact]
    public void What_comes_to_stand_among_others_loses_the_mark_of_the_list_that_it_stood_in()
    {
        const string Text = "基本方針\n\n2 定義\n\n(1) 資産\n\n3 脅威\n\n- (1) 侵入する者の全て\n- (2) 電力供給の途絶\n";
        var typed = Text.Replace("\n- (2) 電力供給の途絶", "", StringComparison.Ordinal).Replace("資産\n", "資産\n\n(2) 電力供給の途絶\n", StringComparison.Ordinal);
        Assert.Equal(typed, KeptSpelling.Write(ProvisionText.Read(typed).Tree, Text));
    }

    [Fact]
    public void A_new_contents_leaves_the_lines_of_the_text_as_they_were()
    {
        const string Text = "情報規程\n\n第1章　総則\n\n　（目的）\n第１条 目的を定める。\n\n第2章　対策\n\n第２条 資産を守る。\n";
        var typed = Text.Replace("情報規程\n", "情報規程\n\n目次\n第1章　総則（第1条）\n第2章　対策（第2条）\n", StringComparison.Ordinal);
        Assert.Equal(typed, KeptSpelling.Write(ProvisionText.Read(typed).Tree, Text));
    }

    [Fact]
    public void A_text_that_did_not_change_is_what_was_typed() => Assert.Equal(Typed, KeptSpelling.Write(ProvisionText.Read(Typed).Tree, Typed));

    [Fact]
    public void Whatever_changed_the_text_is_read_as_it_should_be() => Gen.UInt.Sample(
        seed =>
        {
            var (rules, texts) = (new RandomRules(seed), new RandomTexts(seed));
            var (first, second) = (rules.Tree(), texts.Tree());
            return Holds(first, rules.Amended(first)) && Holds(second, texts.Amended(second)) && Holds(second, first);
        },
        iter: 500);

    // What is not read as it is typed is written all the same, as it stands on paper.
    private static bool Holds(ProvisionTree old, ProvisionTree @new) => KeptSpelling.Write(@new, ProvisionText.Write(old)) is var written && (ProvisionText.Read(written).Tree.Equals(@new) || !OnPaper.IsTyped(@new));
}
