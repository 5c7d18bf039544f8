using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>What is quoted is a word, and a place is told as an officer tells it.</summary>
public sealed class WordsAndPlacesTests
{
    [Theory]
    [InlineData("第1条　サーバの管理は、管理者が行う。", "第1条　サーバーの管理は、管理者が行う。", "第1条中「サーバ」を「サーバー」に改める。")]
    [InlineData("第1条　漏えい、滅失又は毀損をいう。", "第1条　漏えい又は滅失をいう。", "第1条中「、滅失又は毀損」を「又は滅失」に改める。")]
    [InlineData("第1条　前項ただし書の許可を受ける。", "第1条　前項ただし書の規定による許可を受ける。", "第1条中「ただし書の」の次に「規定による」を加える。")]
    [InlineData("第1条　前条第3号又は第4号に掲げる者とする。", "第1条　前条第3号から第5号までに掲げる者とする。", "第1条中「又は第4号」を「から第5号まで」に改める。")]
    [InlineData("第1条　機密性3の情報をいう。", "第1条　機密性3Aの情報をいう。", "第1条中「機密性3」を「機密性3A」に改める。")]
    [InlineData("第1条　前3号の事務を行う。", "第1条　前2号の事務を行う。", "第1条中「前3号」を「前2号」に改める。")]
    [InlineData("第1条　課は、次の事務を行う。\n(1)　受付\n(2)　配布", "第1条　課は、次の事務を所掌する。\n(1)　受付\n(2)　配布", "第1条中「行う」を「所掌する」に改める。")]
    [InlineData("第1条　課は、次の事務を行う。\n(1)　受付を行うこと。\n(2)　配布", "第1条　課は、次の事務を所掌する。\n(1)　受付を行うこと。\n(2)　配布", "第1条各号列記以外の部分中「行う」を「所掌する」に改める。")]
    [InlineData("第1条　課は、次の事務を行う。\n(1)　受付\n2　課長は、総括する。", "第1条　課は、次の事務を所掌する。\n(1)　受付\n2　課長は、総括する。", "第1条第1項中「行う」を「所掌する」に改める。")]
    [InlineData("第1条　別表のとおり。\n別表\n区分\t額\n甲\t1円\n備考　額は、税込みとする。", "第1条　別表のとおり。\n別表\n区分\t額\n甲\t1円\n備考　額は、税抜きとする。", "別表備考中「税込みとする」を「税抜きとする」に改める。")]
    [InlineData("第1条　別表のとおり。\n別表\n区分\t額\n甲\t1円\n備考　額は、税込みとする。", "第1条　別表のとおり。\n別表\n区分\t額\n甲\t1円\n備考\n1　額は、税込みとする。\n2　端数は、切り捨てる。", "別表備考を次のように改める。\n備考\n1　額は、税込みとする。\n2　端数は、切り捨てる。")]
    public void They_are_written_whole(string was, string becomes, string sentence)
    {
        var (old, now) = (Text(was), Text(becomes));
        var written = AmendingText.Between(old, now);
        Assert.Equal(sentence, string.Join('\n', written.Trim('\n').Split('\n').Skip(2)).Trim('　'));
        var applied = AmendingText.Apply(old, written);
        Assert.True(applied.Succeeded && ProvisionText.Write(now) == ProvisionText.Write(applied.Tree), written);
    }

    private const string Table = "第1条　別表のとおり。\n別表\n区分\t日額\t半日額\n委員長\t8,000円\t4,000円\n";

    [Theory]
    [InlineData(Table + "委員\t6,000円\t3,000円", "8,000円\t4,000円", "8,500円\t4,300円", "別表中「8,000円」を「8,500円」に、「4,000円」を「4,300円」に改める。")]
    [InlineData(Table + "委員\t8,000円\t4,000円", "委員\t8,000円\t4,000円", "委員\t8,000円\t5,000円", "別表委員の項中「4,000円」を「5,000円」に改める。")]
    [InlineData("第1条　別表のとおり。\n別表\n区分　日額　半日額\n会長　8,000円　4,000円\n委員　6,000円　3,000円", "8,000円　4,000円", "9,000円　4,500円", "別表中「8,000円」を「9,000円」に、「4,000円」を「4,500円」に改める。")]
    [InlineData("第1条　別表のとおり。\n別表\n区分\t期間\n甲\t5年", "区分\t期間\n甲\t5年", "区分\t期間\t場所\n甲\t5年\t書庫", "別表を次のように改める。\n別表\n区分\t期間\t場所\n甲\t5年\t書庫")]
    public void What_is_quoted_of_a_table_ends_at_the_border_of_its_cell(string was, string words, string becomes, string sentence) =>
        They_are_written_whole(was, was.Replace(words, becomes, StringComparison.Ordinal), sentence);

    [Theory]
    [InlineData("2.2(2)中「初期化」を「消去」に改める。", "(2) 返却された端末は、消去する。")]
    [InlineData("2.2の(2)中「初期化」を「消去」に改める。", "(2) 返却された端末は、消去する。")]
    [InlineData("2.2.の(2)中「初期化」を「消去」に改める。", "(2) 返却された端末は、消去する。")]
    [InlineData("2の2.3中「許可」を「承認」に改める。", "持出しは、承認による。")]
    [InlineData("2.3を2.4とし、2.2の次に次のように加える。\n2.3. 廃棄\n(1) 廃棄は、課長が行う。", "2.3. 廃棄\n(1) 廃棄は、課長が行う。\n2.4. 持出し")]
    public void A_number_that_ends_in_a_dot_is_told_without_it_and_keeps_it(string sentence, string becomes)
    {
        const string typed = "手順\n1. 目的\n1.1. 目的\n手順を定める。\n2. 端末\n2.1. 貸与\n端末を貸与する。\n2.2. 返却\n(1) 端末を返却する。\n(2) 返却された端末は、初期化する。\n2.3. 持出し\n持出しは、許可による。\n";
        var applied = AmendingText.Apply(ProvisionText.Read(typed).Tree, $"手順の一部を次のように改正する。\n{sentence}");
        Assert.True(applied.Succeeded, string.Join(' ', applied.Refusals));
        Assert.Contains(becomes, KeptSpelling.Write(applied.Tree, typed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("目次中「第2章　雑則（第2条）」を\n「第2章　評価（第2条）\n第3章　雑則（第3条）」に改める。")]
    [InlineData("目次中\n「第2章　雑則（第2条）」を\n「第2章　評価（第2条）\n第3章　雑則（第3条）」に改める。")]
    [InlineData("目次中「第2章　雑則（第2条）」を「第2章　評価（第2条）\n第3章　雑則（第3条）」に改める。")]
    public void Lines_of_a_list_of_contents_stay_lines_wherever_the_sentence_is_broken(string sentence) =>
        Assert.Equal(["第1章　総則（第1条）", "第2章　評価（第2条）", "第3章　雑則（第3条）"], AmendingText.Apply(ProvisionText.Read("○規程\n目次\n第1章　総則（第1条）\n第2章　雑則（第2条）\n第1章　総則\n第1条　甲とする。\n第2章　雑則\n第2条　乙とする。\n").Tree, $"規程の一部を次のように改正する。\n{sentence}").Tree.Contents);

    [Theory]
    [InlineData("○○市文書規程", "○○市文書規程")]
    [InlineData("○○○市文書規程", "○○市文書規程")]
    [InlineData("○文書規程", "文書規程")]
    public void A_name_to_be_filled_in_is_no_sign_before_the_title(string typed, string title)
    {
        var old = ProvisionText.Read($"{typed}\n第1条　甲とする。\n").Tree;
        Assert.Equal(title, old.Title);
        Assert.Equal(old, ProvisionText.Read(ProvisionText.Write(old)).Tree);
        var written = AmendingText.Between(old, ProvisionText.Read($"{typed}\n第1条　乙とする。\n").Tree);
        Assert.StartsWith($"○{title}の一部を改正する規程\n　{title}の一部を次のように改正する。\n", written, StringComparison.Ordinal);
        Assert.True(AmendingText.Apply(old, written).Succeeded);
    }

    [Fact]
    public void A_chapter_that_is_named_between_leaves_the_article_that_was_named_before() =>
        Assert.True(AmendingText.Apply(ProvisionText.Read("○規程\n第1章　総則\n第1条　甲とする。\n第2章　雑則\n第2条　乙とする。\n").Tree, "規程の一部を次のように改正する。\n第2条を第3条とし、第2章中同条の前に次の1条を加える。\n第2条　丙とする。").Succeeded);

    private static ProvisionTree Text(string typed) => ProvisionText.Read($"○規程\n{typed}\n").Tree;
}
