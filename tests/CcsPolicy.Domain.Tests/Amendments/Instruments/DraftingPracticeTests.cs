using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>How drafting practice words what changes, and that it is read back.</summary>
public sealed class DraftingPracticeTests
{
    private const string Grouped = "○規程\n（目的）\n第1条　目的を定める。\n（責任者）\n第2条　甲を置く。\n第3条　乙を置く。\n第4条　丙を置く。\n（点検）\n第5条　点検する。\n（委任）\n第6条　別に定める。\n";

    [Theory]
    [InlineData("○規程\n（目的）\n第1条　目的を定める。\n（定義）\n第2条　用語による。\n（責任者）\n第3条　甲を置く。\n第4条　乙を置く。\n第5条　丙を置く。\n（点検）\n第6条　点検する。\n（委任）\n第7条　別に定める。\n", "　第6条を第7条とし、第3条から第5条までを1条ずつ繰り下げ、第2条の前の見出しを削り、同条を第3条とし、同条の前に見出しとして「（責任者）」を付し、第1条の次に次の1条を加える。\n")]
    [InlineData("○規程\n（責任者）\n第1条　甲を置く。\n第2条　乙を置く。\n第3条　丙を置く。\n（点検）\n第4条　点検する。\n（委任）\n第5条　別に定める。\n", "　第1条を削り、第2条の前の見出しを削り、同条を第1条とし、同条の前に見出しとして「（責任者）」を付し、第3条を第2条とし、")]
    [InlineData("○規程\n（目的）\n第1条　目的を定める。\n（責任者等）\n第2条　甲を置く。\n第3条　乙を置く。\n第4条　丙を置く。\n（点検）\n第5条　点検する。\n（委任）\n第6条　別に定める。\n", "　第2条の前の見出しを「（責任者等）」に改める。\n")]
    public void A_caption_that_articles_share_is_taken_off_and_put_back_where_they_get_other_numbers(string becomes, string sentences) => Assert.Contains(sentences, Written(Grouped, becomes), StringComparison.Ordinal);

    [Theory]
    [InlineData("第1条から第2条までの見出しを削る。")]
    [InlineData("第1条及び第2条の見出しを削る。")]
    [InlineData("第1条の見出し及び第2条の見出しを削る。")]
    public void Captions_of_several_articles_go_at_once(string sentence)
    {
        const string Text = "○規程\n（目的）\n第1条　目的を定める。\n（責務）\n第2条　職員は、守る。\n（点検）\n第3条　点検する。\n";
        Assert.Equal(ProvisionText.Read("○規程\n第1条　目的を定める。\n第2条　職員は、守る。\n（点検）\n第3条　点検する。\n").Tree, Amended(Text, sentence));
        Assert.Equal(InstrumentErrors.WordsMissing, Refused(Grouped, "第1条から第3条までの見出しを削る。"));
    }

    [Theory]
    // a short run in plain numbers names what holds it once
    [InlineData("○基準\n1　対策\n(1)　端末は、改造しない。\n(2)　電子機器は、貸さない。\n(3)　記録は、残す。\n", "○基準\n1　対策\n(1)　端末は、改造しない。\n(2)　紙は、捨てない。\n(3)　電子機器は、貸さない。\n(4)　記録は、残す。\n", "　1中(3)を(4)とし、(2)を(3)とし、(1)の次に次のように加える。\n(2)　紙は、捨てない。\n")]
    // signs and numbers with the levels above in them move as a row
    [InlineData("○規程\n第1条　次による。\n(1)　次のもの\nア　甲の事務\nイ　乙の事務\nウ　丙の事務\nエ　丁の事務\n", "○規程\n第1条　次による。\n(1)　次のもの\nア　先の事務\nイ　甲の事務\nウ　乙の事務\nエ　丙の事務\nオ　丁の事務\n", "　第1条第1号中エをオとし、アからウまでをイからエまでとし、イの前に次のように加える。\nア　先の事務\n")]
    [InlineData("○規程\n第一条　次による。\n一　次のもの\nイ　甲の事務\nロ　乙の事務\nハ　丙の事務\nニ　丁の事務\n", "○規程\n第一条　次による。\n一　次のもの\nイ　先の事務\nロ　甲の事務\nハ　乙の事務\nニ　丙の事務\nホ　丁の事務\n", "　第一条第一号中ニをホとし、イからハまでをロからニまでとし、ロの前に次のように加える。\nイ　先の事務\n")]
    [InlineData("○基準\n1　総則\n1―1　甲を定める。\n1―2　乙を定める。\n1―3　丙を定める。\n1―4　丁を定める。\n", "○基準\n1　総則\n1―1　初めを定める。\n1―2　甲を定める。\n1―3　乙を定める。\n1―4　丙を定める。\n1―5　丁を定める。\n", "　1―4を1―5とし、1―1から1―3までを1―2から1―4までとし、1―2の前に次のように加える。\n1―1　初めを定める。\n")]
    [InlineData("○規程\n第1条　次による。\n(1)　次のもの\nア　次のもの\n(ア)　甲の事務\n(イ)　乙の事務\n(ウ)　丙の事務\n(エ)　丁の事務\n", "○規程\n第1条　次による。\n(1)　次のもの\nア　次のもの\n(ア)　先の事務\n(イ)　甲の事務\n(ウ)　乙の事務\n(エ)　丙の事務\n(オ)　丁の事務\n", "(エ)を(オ)とし、(ア)から(ウ)までを(イ)から(エ)までとし、")]
    // 附則 as the text writes it, its paragraphs counted
    [InlineData("○規程\n第1条　定める。\n付　則\n1　この規程は、令和6年4月1日から施行する。\n2　前の例による。\n", "○規程\n第1条　定める。\n付　則\n1　この規程は、令和6年4月1日から施行する。\n2　なお前の例による。\n3　見直す。\n", "　付則第2項中「前」を「なお前」に改め、付則に次の1項を加える。\n3　見直す。\n")]
    [InlineData("○規程\n第1条　定める。\n附　則\n1　この規程は、令和6年4月1日から施行する。\n2　前の例による。\n", "○規程\n第1条　定める。\n附　則\n1　この規程は、令和6年4月1日から施行する。\n2　前の例による。\n3　見直す。\n4　調べる。\n", "　附則に次の2項を加える。\n3　見直す。\n4　調べる。\n")]
    public void The_sentences_are_worded_as_offices_word_them(string old, string becomes, string sentences) => Assert.Contains(sentences, Written(old, becomes), StringComparison.Ordinal);

    [Theory]
    [InlineData("平成15年3月28日規程第3号", "（平成15年規程第3号）")]
    [InlineData("平成15年3月28日\n規程第3号", "（平成15年規程第3号）")]
    [InlineData("（平成15年3月28日　訓令甲第3号）", "（平成15年訓令甲第3号）")]
    [InlineData("制定　平成15年3月28日　規程第3号　改正　平成20年3月28日規程第9号", "（平成15年規程第3号）")]
    [InlineData("平成15年3月28日\n規程第3号\n改正　平成20年3月28日規程第9号", "（平成15年規程第3号）")]
    [InlineData("平成十五年三月二十八日\n規程第三号", "（平成十五年規程第三号）")]
    // no number, or one that is not told to be of this text
    [InlineData("平成15年3月28日", "")]
    [InlineData("平成15年3月28日\n改正　平成20年3月28日規程第9号", "")]
    [InlineData("平成15年3月28日規程第3号\n全部改正　平成20年3月28日規程第9号", "")]
    [InlineData("情報管理規程（平成3年規程第1号）の全部を改正する。", "")]
    public void The_lead_tells_the_number_that_stands_below_the_title(string preamble, string number)
    {
        var text = $"○情報管理規程\n{preamble}\n第1条　職員は、端末を守る。\n";
        var written = Written(text, text.Replace("端末", "媒体", StringComparison.Ordinal));
        Assert.Contains($"　情報管理規程{number}の一部を次のように改正する。\n", written, StringComparison.Ordinal);
        Assert.Equal(number.Trim('（', '）'), AmendingText.Read(written).Number);
    }

    [Theory]
    [InlineData("第1条第1項第1号にウとして次のように加える。\n　ウ　媒体", "イ　紙\nウ　媒体\n(2)")]
    [InlineData("第1条第1項に第3号として次の1号を加える。\n(3)　接続", "(2)　複製\n(3)　接続\n2")]
    [InlineData("附則に次の1項を加える。\n　（見直し）\n3　見直す。", "2　前の例による。\n（見直し）\n3　見直す。\n別表")]
    [InlineData("第1章の章名中「総則」を「通則」に改める。", "第1章　通則\n")]
    [InlineData("本則中「職員」を「職員等」に、「所属長」を「課長」に改める。", "第1条　職員等は、次のことをしない。\n(1)　持出し\nア　電子\nイ　紙\n(2)　複製\n2　課長は、職員等を導く。\n第2条　課長は、点検する。")]
    [InlineData("様式第1号を様式第2号とし、別表の次に次の1様式を加える。\n様式第1号（第1条関係）\n許可書", "様式第1号（第1条関係）\n許可書\n様式第2号（第1条関係）\n申請書\n")]
    [InlineData("様式第1号中「申請書」を「届出書」に改める。", "様式第1号（第1条関係）\n届出書\n")]
    [InlineData("第1条第2項中「導く」を「助ける」に、第2条中「点検する」を「確かめる」に改める。", "2　所属長は、職員を助ける。\n第2条　所属長は、確かめる。")]
    [InlineData("題名を「情報規程」に改め、第1章の章名を「通則」に改める。", "○情報規程\n第1章　通則\n")]
    [InlineData("第1章の章名を「第1章　通則」に改める。", "○規程\n第1章　通則\n")]
    [InlineData("第2条中「所属長」の後に「又は課長」を加える。", "第2条　所属長又は課長は、点検する。")]
    [InlineData("第2条を同条第2項とし、同条に第1項として次の1項を加える。\n　職員は、備える。", "第2条　職員は、備える。\n2　所属長は、点検する。\n附")]
    [InlineData("第1条第1項第1号及び第2号を1号ずつ繰り下げ、同条第1項に第1号として次の1号を加える。\n(1)　接続", "(1)　接続\n(2)　持出し\nア　電子\nイ　紙\n(3)　複製\n2")]
    [InlineData("別表写真の項及び図面の項を次のように改める。\n写真\t6年\t施錠\n絵\t1年\t施錠", "紙\t5年\t施錠\n写真\t6年\t施錠\n絵\t1年\t施錠\n様式")]
    // a gazette has － where the text has ―
    [InlineData("第2条中「課長－所属長」を「部長－所属長」に改める。", "部長―所属長は、点検する。")]
    // a row that has no last cell is a row, and does not go on with the one before
    [InlineData("別表写真の項の次に次のように加える。\n録音\t2年\t施錠", "写真\t3年\t\n録音\t2年\t施錠\n図面\t4年\t\n")]
    [InlineData("別表紙の項の次に次のように加える。\n録音\t2年\t施錠", "紙\t5年\t施錠\n録音\t2年\t施錠\n写真\t3年\t\n")]
    [InlineData("別表写真の項中「3年」を「6年」に改め、同表期間の欄中「4年」を「8年」に改める。", "写真\t6年\t\n図面\t8年\t\n")]
    public void So_they_are_applied(string sentences, string expected)
    {
        const string Text = "○規程\n第1章　総則\n第1条　職員は、次のことをしない。\n(1)　持出し\nア　電子\nイ　紙\n(2)　複製\n2　所属長は、職員を導く。\n第2条　@所属長は、点検する。\n附　則\n1　この規程は、令和6年4月1日から施行する。\n2　前の例による。\n別表\n区分\t期間\t備考\n紙\t5年\t施錠\n写真\t3年\t\n図面\t4年\t\n様式第1号（第1条関係）\n申請書\n";
        Assert.Contains(expected, ProvisionText.Write(Amended(Text.Replace("@", sentences.Contains('－', StringComparison.Ordinal) ? "課長―" : "", StringComparison.Ordinal), sentences)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("第2条の前の見出し及び同条を削り、第3条を第2条とし、同条の前に見出しとして「（責任者）」を付し、第4条を第3条とする。", "（目的）\n第1条　目的を定める。\n（責任者）\n第2条　乙を置く。\n第3条　丙を置く。\n（点検）")]
    [InlineData("第1条の見出しを次のように改める。\n　（趣旨）", "（趣旨）\n第1条　目的を定める。\n（責任者）")]
    public void Captions_are_changed_as_offices_say_it(string sentences, string expected) => Assert.Contains(expected, ProvisionText.Write(Amended(Grouped, sentences)), StringComparison.Ordinal);

    [Fact]
    public void The_first_of_several_articles_goes_with_the_caption_that_they_share()
    {
        const string First = "第1条　最高責任者は、理事長をもって充てる。\n";
        const string Text = "○規程\n（体制）\n" + First + "第2条　各課に管理者を置き、所属長がこれに当たる。\n第3条　委員会の庶務は、総務課において処理する。\n（委任）\n第4条　別に定める。\n";
        var becomes = Text.Replace(First, "", StringComparison.Ordinal).Replace("第2条", "第1条", StringComparison.Ordinal).Replace("第3条", "第2条", StringComparison.Ordinal).Replace("第4条", "第3条", StringComparison.Ordinal);
        Assert.Contains("　第1条の前の見出し及び同条を削り、第2条を第1条とし、同条の前に見出しとして「（体制）」を付し、第3条を第2条とし、第4条を第3条とする。\n", Written(Text, becomes), StringComparison.Ordinal);
    }

    [Fact]
    public void An_article_gets_its_own_caption_when_the_one_that_it_shared_has_gone()
    {
        const string Text = "○規程\n（管理者）\n第1条　課に管理者を置き、課長をもって充てる。\n第2条　管理者は、所管する情報資産の台帳を作成する。\n（委任）\n第3条　必要な事項は、別に定める。\n";
        const string Becomes = "○規程\n（台帳）\n第1条　管理者は、所管する情報資産の台帳を作成する。\n（委任）\n第2条　必要な事項は、別に定める。\n";
        Assert.EndsWith("改正する。\n　第1条の前の見出し及び同条を削り、第2条に見出しとして「（台帳）」を付し、同条を第1条とし、第3条を第2条とする。\n", Written(Text, Becomes), StringComparison.Ordinal);
        Assert.EndsWith("改正する。\n　第2条中「台帳」を「帳簿」に改める。\n　第1条の前の見出し及び同条を削り、第2条に見出しとして「（台帳）」を付し、同条を第1条とし、第3条を第2条とする。\n", Written(Text, Becomes.Replace("台帳を", "帳簿を", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_got_a_number_is_the_same_table_where_another_one_comes_behind_it()
    {
        const string Text = "○規程\n第1条　別表のとおりとする。\n別表\n区分\t期間\n紙\t5年\n写真\t3年\n";
        Assert.Contains("別表を別表第1とし、同表の次に次の", Written(Text, Text.Replace("別表", "別表第1", StringComparison.Ordinal) + "別表第2\n役職\t人数\n部長\t2人\n課長\t8人\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_happens_to_articles_that_share_captions_is_said_exactly_and_not_by_the_whole_text_anew()
    {
        string[] subjects = ["職員", "所属長", "委員会", "受託者", "監査人", "総務課"], acts = ["端末を守る", "記録を残す", "毎月点検する", "報告を受ける", "鍵を保管する", "媒体を廃棄する"], captions = ["（義務）", "（点検）", "（報告）", "（体制）"];
        var whole = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            (string Caption, string Words) Article() => (random.Next(5) < 2 ? captions[random.Next(captions.Length)] + "\n" : "", $"{subjects[random.Next(subjects.Length)]}は、{acts[random.Next(acts.Length)]}とともに、{subjects[random.Next(subjects.Length)]}に{acts[random.Next(acts.Length)]}ことを求める。");
            string Text(IEnumerable<(string Caption, string Words)> articles) => "○規程\n（目的）\n第1条　目的を定める。\n" + string.Concat(articles.Select((one, at) => $"{one.Caption}第{at + 2}条　{one.Words}\n"));
            var list = Enumerable.Range(0, random.Next(3, 10)).Select(_ => Article()).ToList();
            var old = Text(list);
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                var at = random.Next(list.Count);
                if (random.Next(2) == 0)
                    list.Insert(at, Article());
                else if (list.Count > 2)
                    list.RemoveAt(at);
            }
            whole += Written(old, Text(list)).Contains("全部を次のように", StringComparison.Ordinal) ? 1 : 0;
        }
        Assert.Equal(0, whole);
    }

    [Fact]
    public void Captions_that_go_beside_each_other_go_in_one_sentence() =>
        Assert.Contains("　第1条から第3条までの見出しを削る。\n", Written("○規程\n（甲）\n第1条　甲を定める。\n（乙）\n第2条　乙を定める。\n（丙）\n第3条　丙を定める。\n", "○規程\n第1条　甲を定める。\n第2条　乙を定める。\n第3条　丙を定める。\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("申請者　氏名", "申請者　所属　氏名", "　様式第1号を次のように改める。\n様式第1号（第1条関係）\n申請書\n申請者　所属　氏名\n")]
    [InlineData("（第1条関係）", "（第2条関係）", "　様式第1号中「第1条」を「第2条」に改める。\n")]
    public void A_form_is_written_anew_unless_only_what_stands_beside_its_name_changes(string was, string becomes, string expected)
    {
        const string Text = "○規程\n第1条　定める。\n第2条　別に定める。\n様式第1号（第1条関係）\n申請書\n申請者　氏名\n";
        Assert.Contains(expected, Written(Text, Text.Replace(was, becomes, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_new_article_the_later_day_is_that_of_the_clause_that_puts_it_in()
    {
        const string Text = "○規程\n（目的）\n第1条　目的を定める。\n（点検）\n第2条　点検する。\n（委任）\n第3条　別に定める。\n";
        var (old, @new) = (ProvisionText.Read(Text).Tree, ProvisionText.Read(Text.Replace("第3条　別", "第4条　別", StringComparison.Ordinal).Replace("（委任）", "（記録）\n第3条　記録する。\n（委任）", StringComparison.Ordinal).Replace("目的を", "趣旨を", StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(old, @new, InstrumentUsage.Municipal with { Effective = new(2027, 4, 1), Later = [new("第3条", new(2027, 10, 1))] });
        Assert.EndsWith("　この規程は、令和9年4月1日から施行する。ただし、第3条を第4条とし、第2条の次に1条を加える改正規定は、同年10月1日から施行する。\n", written, StringComparison.Ordinal);
        Assert.Equal(ProvisionText.Read(Text.Replace("目的を", "趣旨を", StringComparison.Ordinal)).Tree, AmendingText.Apply(old, written, on: new(2027, 9, 30)).Tree);
        Assert.Equal(@new, AmendingText.Apply(old, written, on: new(2027, 10, 1)).Tree);
    }

    private const string Several = "情報規程等の一部を改正する規程\n　（情報規程の一部改正）\n第1条　情報規程（平成20年規程第1号）の一部を次のように改正する。\n　第1条中「端末」を「媒体」に改める。\n　（文書規程の一部改正）\n第2条　文書規程の一部を次のように改正する。\n　第1条中「紙」を「文書」に改める。\n　第9条を削る。\n　　附　則\n　この規程は、令和9年4月1日から施行する。\n";

    [Theory]
    [InlineData("情報規程", "端末を守る", "媒体を守る")]
    [InlineData("文書規程", "紙を残す", "文書を残す")]
    public void Of_an_instrument_for_several_texts_each_is_amended_by_the_article_that_names_it(string title, string was, string becomes)
    {
        var text = ProvisionText.Read($"○{title}\n第1条　職員は、{was}。\n第9条　終わり。\n").Tree;
        var amended = AmendingText.Apply(text, Several);
        Assert.Empty(amended.Refusals);
        Assert.Contains(becomes, ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
        Assert.Equal(title == "情報規程", amended.Tree.Provisions.Length == 2);
        Assert.Contains("令和9年4月1日", amended.Instrument.Supplementary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("会計規程", "", "instrument.several-texts")]
    [InlineData("情報規程", "ただし、第3条の規定は、同年10月1日から施行する。", "instrument.date-for-nothing")]
    [InlineData("情報規程", "ただし、第1条の規定の一部は、同年10月1日から施行する。", "instrument.days-of-articles")]
    public void One_that_names_another_text_or_days_of_what_it_has_not_is_refused(string title, string more, string code)
    {
        var text = ProvisionText.Read($"○{title}\n第1条　職員は、端末を守る。\n").Tree;
        Assert.Contains(code, AmendingText.Apply(text, Several.Replace("から施行する。", "から施行する。" + more, StringComparison.Ordinal), on: new(2027, 4, 1)).Refusals.Select(refusal => refusal.Error.Code));
    }

    [Fact]
    public void A_supplementary_provision_of_one_sentence_becomes_its_first_paragraph()
    {
        var amended = Amended("○規程\n第1条　定める。\n附　則\nこの規程は、令和6年4月1日から施行する。\n", "附則を附則第1項とし、附則に次の1項を加える。\n2　見直す。");
        Assert.Contains("\n1　この規程は、令和6年4月1日から施行する。\n2　見直す。\n", ProvisionText.Write(amended), StringComparison.Ordinal);
    }

    private static string Written(string old, string becomes)
    {
        var (before, now) = (ProvisionText.Read(old).Tree, ProvisionText.Read(becomes).Tree);
        var written = AmendingText.Between(before, now);
        Assert.Equal(now, AmendingText.Apply(before, written).Tree);
        return written;
    }

    private static AmendedText Apply(string text, string sentences) =>
        AmendingText.Apply(ProvisionText.Read(text).Tree, $"　規程の一部を次のように改正する。\n　{sentences}\n　　附　則\n　この規程は、公告の日から施行する。\n");

    private static ProvisionTree Amended(string text, string sentences)
    {
        var amended = Apply(text, sentences);
        Assert.Empty(amended.Refusals);
        return amended.Tree;
    }

    private static DomainError Refused(string text, string sentences) => Assert.Single(Apply(text, sentences).Refusals).Error;

    [Fact]
    public void What_closes_up_gets_its_number_from_the_front_a_branch_behind_its_stem()
    {
        var old = ProvisionText.Read("規程\n第4条　甲を定める。\n第5条　乙を定める。\n第6条　丙を守る。\n第7条　丁を記録する。\n第7条の2　戊を報告する。\n").Tree;
        var @new = ProvisionText.Read("規程\n第4条　甲を定める。\n第5条　丙を守る。\n第6条　丁を記録する。\n第6条の2　戊を報告する。\n").Tree;
        Assert.Contains("第5条を削り、第6条を第5条とし、第7条を第6条とし、第7条の2を第6条の2とする。", AmendingText.Between(old, @new), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_text_in_kanji_every_number_of_the_instrument_is_in_kanji()
    {
        const string Old = "職員情報管理規程\n第一条　部長が定める。\n２　次に掲げる事務を行う。\n一　収集に関すること。\n二　利用に関すること。\n三　廃棄に関すること。\n";
        var old = ProvisionText.Read(Old).Tree;
        var @new = ProvisionText.Read(Old.Replace("部長が", "局長が", StringComparison.Ordinal).Replace("三　廃棄", "三　提供に関すること。\n四　廃棄", StringComparison.Ordinal)).Tree;
        var written = AmendingText.Between(old, @new);
        Assert.Contains("第一条第一項中「部長」を「局長」に改め、同条第二項中第三号を第四号とし、第二号の次に次の一号を加える。", written, StringComparison.Ordinal);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    [Theory]
    [InlineData("規程\n第1条　甲を定める。\n第2条　乙を定める。\n", "甲を", "丁を", true, false, "第１条中「甲」を「丁」に改める。")]
    [InlineData("方針\n1 目的\n丙とする。\n2 定義\n(1) 情報\n① 端末\n② 媒体の管理を行う。\n", "媒体の", "記録の", false, true, "2の(1)の②中「媒体」を「記録」に改める。")]
    public void Places_are_written_as_the_office_writes_them_and_read_all_the_same(string text, string was, string becomes, bool isFullWidth, bool joins, string expected)
    {
        var (old, @new) = (ProvisionText.Read(text).Tree, ProvisionText.Read(text.Replace(was, becomes, StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(old, @new, InstrumentUsage.Municipal with { IsFullWidth = isFullWidth, JoinsPlaces = joins });
        Assert.Contains(expected, written, StringComparison.Ordinal);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }
}
