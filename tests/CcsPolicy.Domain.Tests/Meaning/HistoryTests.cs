using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using Xunit;
using static CcsPolicy.Domain.Tests.Meaning.Trees;

namespace CcsPolicy.Domain.Tests.Meaning;

public sealed class HistoryTests
{
    private static DocumentHistory Of(string preamble, params Provision[] provisions) =>
        ProvisionMeaning.Of(Tree(provisions).Above(preamble.Split('¶'))).History;

    [Theory]
    [InlineData("平成28年11月28日¶制定¶改正 令和3年12月1日¶令和4年9月29日", "2016-11-28", "2021-12-01 2022-09-29")]
    [InlineData("平成14年8月1日制定¶平成15年8月1日改正¶令和5年4月1日改正", "2002-08-01", "2003-08-01 2023-04-01")]
    [InlineData("• 平成14年8月1日制定¶• 平成15年8月1日改正", "2002-08-01", "2003-08-01")]
    [InlineData("令和元年11月1日¶訓令甲第31号", "2019-11-01", "")]
    [InlineData("(平成29年3月29日規則第1号)¶改正 令和2年4月1日規則8号", "2017-03-29", "2020-04-01")]
    [InlineData("(平成20年9月3日規程第9号)¶改正¶平成30年3月28日規程第14号¶令和3年1月13日規程第8号", "2008-09-03", "2018-03-28 2021-01-13")]
    [InlineData("(平成17年4月1日制定) (平成30年5月28日改正)", "2005-04-01", "2018-05-28")]
    [InlineData("平成十六年二月五日¶規則第二号", "2004-02-05", "")]
    [InlineData("昭和44年6月30日 条例第26号", "1969-06-30", "")]
    [InlineData("制定　平成16年3月31日　訓令第5号¶改正　平成19年3月30日　訓令第2号　平成28年1月4日　訓令第1号", "2004-03-31", "2007-03-30 2016-01-04")]
    [InlineData("制定¶平成16年3月31日¶改　正¶平成19年3月30日¶平成28年1月4日", "2004-03-31", "2007-03-30 2016-01-04")]
    [InlineData("平成16年3月31日¶制定¶平成19年3月30日¶改正¶平成28年1月4日¶改正", "2004-03-31", "2007-03-30 2016-01-04")]
    [InlineData("平成16年3月31日訓令第5号¶改正 平成29年3月1日規程第4号¶最終改正 令和2年4月1日規程第1号", "2004-03-31", "2017-03-01 2020-04-01")]
    [InlineData("平成16年3月31日　平成17年4月1日改正", "2004-03-31", "2005-04-01")]
    [InlineData("制定 平成16年3月31日¶公布 平成16年4月1日¶施行 平成16年5月1日", "2004-03-31", "")]
    [InlineData("平成16年3月31日制定、平成16年4月1日施行¶平成19年3月30日一部改正、同年4月1日施行", "2004-03-31", "2007-03-30")]
    [InlineData("平成29年3月1日、平成30年3月1日改正¶平成16年3月31日策定", "2004-03-31", "2017-03-01 2018-03-01")]
    [InlineData("更新日:2023年8月15日¶平成14年8月1日制定", "2002-08-01", "")]
    [InlineData("2023年8月15日¶平成14年8月1日制定¶平成15年8月1日改正", "2002-08-01", "2003-08-01")]
    [InlineData("改定履歴¶版数|改定年月日|内容¶1.0|平成28年4月1日|初版作成¶1.1|令和2年4月1日|情報資産の分類の見直し¶2.0|R5.4.1|クラウドの利用を追加", "2016-04-01", "2020-04-01 2023-04-01")]
    [InlineData("第1版 2016/4/1 新規作成¶第2版 2020/4/1 字句の修正", "2016-04-01", "2020-04-01")]
    [InlineData("平成16年3月31日（情報セキュリティ委員会決定）¶平成19年3月30日（同委員会決定）", "2004-03-31", "2007-03-30")]
    [InlineData("（平成30年5月28日改正）", null, "2018-05-28")]
    [InlineData("この規程は、平成16年3月31日に理事長が定める。", null, "")]
    [InlineData("平成5年法律第88号", null, "")]
    [InlineData("", null, "")]
    public void Enactment_and_amendments_are_told_apart(string preamble, string? enacted, string amendments)
    {
        var history = Of(preamble);
        Assert.Equal((enacted, amendments), (history.Enacted?.Date.Iso(), string.Join(' ', history.Amendments.Select(a => a.Date.Iso()))));
    }

    [Fact]
    public void The_written_form_is_kept_beside_the_day() => Assert.Equal(new WrittenDate("平成十六年二月五日", new DateOnly(2004, 2, 5)), Of("平成十六年二月五日").Enacted);

    [Fact]
    public void Headings_of_supplements_tell_of_amendments_that_the_preamble_leaves_out()
    {
        var history = Of("平成16年7月30日¶訓令第4号¶最終改正 令和4年3月31日",
            Suppl("平成16年8月1日から施行する。"), Suppl("").Headed("平成19年3月30日訓令第2号"), Suppl("").Headed("令和4年3月31日訓令第5号"));
        Assert.Equal(["2007-03-30", "2022-03-31"], history.Amendments.Select(a => a.Date.Iso()));
    }

    [Theory]
    [InlineData("○○組合基本方針（平成19年5月29日制定）の全部を改正する。", "○○組合基本方針", "2007-05-29")]
    [InlineData("文書管理に関する規則(平成17年羽衣市規則第42号)の全部を改正する。", "文書管理に関する規則", null)]
    [InlineData("この方針は、旧基本方針（平成19年5月29日）の全部を次のように改正する。", "旧基本方針", "2007-05-29")]
    [InlineData("「旧基本方針」の全部を改正する。", "旧基本方針", null)]
    public void The_sentence_of_a_full_revision_names_what_it_replaces(string sentence, string title, string? enacted)
    {
        var history = Of("平成28年11月28日¶" + sentence);
        Assert.Equal((title.TrimStart('○'), enacted), (history.Replaces?.Title.TrimStart('○'), history.Replaces?.Enacted?.Date.Iso()));
        Assert.Equal("2016-11-28", history.Enacted?.Date.Iso());
    }

    [Fact]
    public void A_full_revision_in_the_list_is_the_enactment_of_the_text_since()
    {
        var history = Of("制定 平成15年4月1日¶一部改正 平成20年4月1日¶全部改正 平成28年11月28日¶一部改正 令和3年12月1日");
        Assert.Equal(("2016-11-28", "2003-04-01"), (history.Enacted?.Date.Iso(), history.Replaces?.Enacted?.Date.Iso()));
        Assert.Equal(["2021-12-01"], history.Amendments.Select(a => a.Date.Iso()));
    }

    [Fact]
    public void Promulgation_is_a_date_of_its_own()
    {
        var history = Of("制定 平成16年3月31日¶公告 平成16年4月1日");
        Assert.Equal(("2004-03-31", "2004-04-01"), (history.Enacted?.Date.Iso(), history.Promulgated?.Date.Iso()));
    }

    [Fact]
    public void A_history_at_the_end_is_found_when_there_is_none_at_the_beginning()
    {
        var history = Of("", Article("1", "する。"), Suppl("平成15年4月1日制定\n平成20年4月1日改正"));
        Assert.Equal(("2003-04-01", 1), (history.Enacted?.Date.Iso(), history.Amendments.Length));
    }

    [Fact]
    public void Doubtful_dates_are_taken_or_left_with_a_warning()
    {
        var meaning = ProvisionMeaning.Of(Tree().Above("制定 平成32年3月31日", "改正 令和5年2月30日"), "見本規程\n\n制定 平成32年3月31日\n  改正 令和5年2月30日\n");
        Assert.Equal(new DateOnly(2020, 3, 31), meaning.History.Enacted?.Date);
        Assert.Empty(meaning.History.Amendments);
        Assert.Equal([(3, 4, "date.outside-era"), (4, 6, "date.impossible")], meaning.Diagnostics.Select(d => (d.Line, d.Column, d.Code)));
    }
}
