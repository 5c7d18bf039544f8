using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>The sentences that an officer would write for a change: each of them as drafting has it.</summary>
public sealed class WrittenSentencesTests
{
    private const string Rules = """
        ○情報資産管理規程
        目次
        第1章　総則（第1条―第3条）
        第2章　管理（第4条―第8条）
        附則
        第1章　総則
        （目的）
        第1条　この規程は、情報資産の管理に関し必要な事項を定める。
        （定義）
        第2条　この規程の用語の意義は、次の各号に定めるところによる。
        (1)　情報資産　情報及び情報を管理する仕組みをいう。
        (2)　職員　組合の職員をいう。
        ア　常勤の職員
        イ　臨時の職員
        (3)　管理者　課長をいう。
        （適用範囲）
        第3条　この規程は、全ての職員に適用する。
        2　前項の規定にかかわらず、理事長が別に定めるものについては、適用しない。
        第2章　管理
        （台帳）
        第4条　管理者は、情報資産の台帳を作成しなければならない。
        2　管理者は、台帳を毎年1回見直すものとする。
        3　台帳の様式は、別に定める。
        （分類）
        第5条　情報資産は、別表第1のとおり分類する。ただし、公開されたものについては、この限りでない。
        （持出し）
        第6条　職員は、情報資産を持ち出してはならない。この場合において、管理者の許可を得たときは、この限りでない。
        第7条　職員は、情報資産を紛失したときは、直ちに管理者に報告しなければならない。
        （委任）
        第8条　この規程に定めるもののほか、必要な事項は、理事長が定める。
        附　則
        この規程は、平成27年4月1日から施行する。

        """;

    [Theory]
    // 目次 and the names of chapters
    [InlineData("第2章　管理（第4条―第8条）", "第2章　管理（第4条―第9条）", "目次中「第4条―第8条」を「第4条―第9条」に改める。")]
    [InlineData("第2章　管理（第4条―第8条）", "第2章　情報の管理（第4条―第9条）\n第3章　雑則（第10条）", "目次を次のように改める。\n第1章　総則（第1条―第3条）\n第2章　情報の管理（第4条―第9条）\n第3章　雑則（第10条）\n附則")]
    [InlineData("第2章　管理\n", "第2章　情報資産の管理\n", "第2章の章名を次のように改める。\n第2章　情報資産の管理")]
    // words, whole
    [InlineData("資産の管理に関し", "資産の管理及び持出しに関し", "第1条中「管理」の次に「及び持出し」を加える。")]
    [InlineData("毎年1回", "毎年2回", "第4条第2項中「1回」を「2回」に改める。")]
    [InlineData("平成27年4月1日", "平成28年4月1日", "附則中「平成27年4月1日」を「平成28年4月1日」に改める。")]
    [InlineData("別表第1の", "別表第2の", "第5条本文中「第1」を「第2」に改める。")]
    [InlineData("第2章　管理（", "第2章　情報資産の管理（", "目次中「管理」を「情報資産の管理」に改める。")]
    [InlineData("情報資産の台帳を作成しなければならない", "情報資産に係る帳簿を作成しなければならない", "第4条第1項中「の台帳」を「に係る帳簿」に改める。")]
    [InlineData("必要な事項は、理事長が定める", "詳細な事項は、所長が定める", "第8条中「必要な」を「詳細な」に、「理事長」を「所長」に改める。")]
    [InlineData("管理者は、台帳を毎年1回見直す", "管理者及び所長は、台帳を毎年度1回見直す", "第4条第2項中「管理者」の次に「及び所長」を、「毎年」の次に「度」を加える。")]
    [InlineData("この場合において、管理者の", "この場合において、やむを得ないときは、管理者の", "第6条後段中「において、」の次に「やむを得ないときは、」を加える。")]
    // 項 and 号 that come and go
    [InlineData("(3)　管理者　課長をいう。", "(3)　管理者　課長をいう。\n(4)　媒体　記録するものをいう。", "第2条に次の1号を加える。\n(4)　媒体　記録するものをいう。")]
    [InlineData("イ　臨時の職員", "イ　臨時の職員\nウ　派遣の職員", "第2条第2号に次のように加える。\nウ　派遣の職員")]
    [InlineData("3　台帳の様式は、別に定める。", "3　台帳の様式は、別に定める。\n4　台帳は、保存する。\n5　台帳は、公開しない。", "第4条に次の2項を加える。\n4　台帳は、保存する。\n5　台帳は、公開しない。")]
    [InlineData("3　台帳の様式は、別に定める。\n", "", "第4条第3項を削る。")]
    [InlineData("2　前項の規定にかかわらず", "2　前項の職員は、派遣の職員を含む。\n3　第1項の規定にかかわらず", "第3条第2項中「前項」を「第1項」に改め、同項を同条第3項とし、同条第1項の次に次の1項を加える。\n2　前項の職員は、派遣の職員を含む。")]
    [InlineData("(1)　情報資産　情報及び情報を管理する仕組みをいう。\n(2)　職員　組合の職員をいう。\nア　常勤の職員\nイ　臨時の職員\n(3)　管理者", "(1)　職員　組合の職員をいう。\nア　常勤の職員\nイ　臨時の職員\n(2)　管理者", "第2条中第1号を削り、第2号を第1号とし、第3号を第2号とする。")]
    [InlineData("(1)　情報資産　情報及び情報を管理する仕組みをいう。\n(2)　職員　組合の職員をいう。\nア　常勤の職員\nイ　臨時の職員\n(3)　管理者", "(1)　媒体　記録するものをいう。\n(2)　情報資産　情報及び情報を管理する仕組みをいう。\n(3)　職員　組合の職員をいう。\nア　常勤の職員\nイ　臨時の職員\n(4)　管理者", "第2条中第3号を第4号とし、第2号を第3号とし、第1号を第2号とし、同条に第1号として次の1号を加える。\n(1)　媒体　記録するものをいう。")]
    // 本文, ただし書, 前段, 後段
    [InlineData("ただし、公開されたものについては、この限りでない。", "", "第5条ただし書を削る。")]
    [InlineData("ただし、公開されたもの", "ただし、公表されたもの", "第5条ただし書中「公開」を「公表」に改める。")]
    [InlineData("ただし、公開されたものについては、この限りでない。", "ただし、理事長が必要がないと認めるものを除く。", "第5条ただし書を次のように改める。\n　ただし、理事長が必要がないと認めるものを除く。")]
    [InlineData("報告しなければならない。", "報告しなければならない。ただし、軽微なものを除く。", "第7条に次のただし書を加える。\n　ただし、軽微なものを除く。")]
    [InlineData("報告しなければならない。", "報告しなければならない。この場合において、管理者は、記録を残す。", "第7条に後段として次のように加える。\n　この場合において、管理者は、記録を残す。")]
    [InlineData("この場合において、管理者の許可を得たときは、この限りでない。", "", "第6条後段を削る。")]
    [InlineData("直ちに管理者に報告しなければならない。", "速やかに管理者に報告しなければならない。ただし、軽微なものを除く。", "第7条中「直ちに」を「速やかに」に改め、同条に次のただし書を加える。\n　ただし、軽微なものを除く。")]
    // much at once, several places at once
    [InlineData("情報資産の台帳を作成しなければならない。\n2　管理者は、台帳を毎年1回見直すものとする。", "情報資産の台帳を作成しなければならない。\n2　所属長は、毎年度末に、紙の記録と電子の記録とを突き合わせて、誤りを正す。", "第4条第2項を次のように改める。\n2　所属長は、毎年度末に、紙の記録と電子の記録とを突き合わせて、誤りを正す。")]
    [InlineData("職員は、情報資産を", "職員等は、情報資産を", "第6条前段及び第7条中「職員」の次に「等」を加える。")]
    [InlineData("管理者は、情報資産の台帳を作成しなければならない。\n2　管理者は", "課長は、情報資産の台帳を作成しなければならない。\n2　課長は", "第4条第1項及び第2項中「管理者」を「課長」に改める。")]
    // provisions of the body, 別表 and 様式
    [InlineData("第2章　管理\n（台帳）", "（例外）\n第3条の2　理事長は、例外を認める。\n第2章　管理\n（台帳）", "第3条の次に次の1条を加える。\n　（例外）\n第3条の2　理事長は、例外を認める。")]
    [InlineData("第2章　管理\n（台帳）", "第2章　管理\n（責任者）\n第3条の2　責任者を置く。\n（台帳）", "第4条の前に次の1条を加える。\n　（責任者）\n第3条の2　責任者を置く。")]
    [InlineData("4月1日から施行する。\n", "4月1日から施行する。\n別表第1（第5条関係）\n区分　措置\n", "附則の次に次の別表を加える。\n別表第1（第5条関係）\n区分　措置")]
    [InlineData("4月1日から施行する。\n", "4月1日から施行する。\n別表第1（第5条関係）\n区分　措置\n別表第2（第6条関係）\n場所　許可\n", "附則の次に別表として次の2表を加える。\n別表第1（第5条関係）\n区分　措置\n別表第2（第6条関係）\n場所　許可")]
    [InlineData("（分類）\n第5条　情報資産は、別表第1のとおり分類する。ただし、公開されたものについては、この限りでない。", "第5条　削除", "第5条を次のように改める。\n第5条　削除")]
    [InlineData("（持出し）\n第6条　職員は、情報資産を持ち出してはならない。この場合において、管理者の許可を得たときは、この限りでない。\n第7条　職員は、情報資産を紛失したときは、直ちに管理者に報告しなければならない。\n（委任）\n第8条", "（委任）\n第6条", "第6条及び第7条を削り、第8条を第6条とする。")]
    [InlineData("（持出し）\n第6条　職員は、情報資産を持ち出してはならない。この場合において、管理者の許可を得たときは、この限りでない。\n第7条　職員は、情報資産を紛失したときは、直ちに管理者に報告しなければならない。\n（委任）\n第8条　この規程に定めるもののほか、必要な事項は、理事長が定める。", "第6条から第8条まで　削除", "第6条から第8条までを次のように改める。\n第6条から第8条まで　削除")]
    [InlineData("（持出し）\n第6条　職員は、情報資産を持ち出してはならない。この場合において、管理者の許可を得たときは、この限りでない。\n第7条　職員は、情報資産を紛失したときは、直ちに管理者に報告しなければならない。\n", "第6条及び第7条　削除\n", "第6条及び第7条を次のように改める。\n第6条及び第7条　削除")]
    [InlineData("（持出し）\n第6条　職員は、情報資産を持ち出してはならない。この場合において、管理者の許可を得たときは、この限りでない。\n第7条　職員は、情報資産を紛失したときは、直ちに管理者に報告しなければならない。\n", "第6条　削除\n第7条　削除\n", "第6条及び第7条を次のように改める。\n第6条　削除\n第7条　削除")]
    // what changes an article, and what comes behind it
    [InlineData("3　台帳の様式は、別に定める。\n", "（保存）\n第4条の2　台帳は、5年間保存する。\n", "第4条第3項を削り、同条の次に次の1条を加える。\n　（保存）\n第4条の2　台帳は、5年間保存する。")]
    [InlineData("毎年1回見直すものとする。\n3　台帳の様式は、別に定める。\n", "毎年2回見直すものとする。\n3　台帳の様式は、別に定める。\n（保存）\n第4条の2　台帳は、5年間保存する。\n", "第4条第2項中「1回」を「2回」に改め、同条の次に次の1条を加える。\n　（保存）\n第4条の2　台帳は、5年間保存する。")]
    // numbers
    [InlineData("（委任）\n第8条", "（点検）\n第8条　管理者は、毎年度、点検を行う。\n（委任）\n第9条", "第8条を第9条とし、第7条の次に次の1条を加える。\n　（点検）\n第8条　管理者は、毎年度、点検を行う。")]
    public void The_sentence_is_the_one_that_drafting_has_for_it(string was, string becomes, string expected)
    {
        var (old, @new) = (ProvisionText.Read(Rules).Tree, ProvisionText.Read(Rules.Replace(was, becomes, StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.Equal("○情報資産管理規程の一部を改正する規程\n　情報資産管理規程の一部を次のように改正する。\n　" + expected + "\n", written);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    /// <summary>Several articles under one caption: what goes or comes changes only itself.</summary>
    [Theory]
    [InlineData("第5条　職員は、紛失しない。", "第5条　削除", "第5条を次のように改める。\n第5条　削除")]
    [InlineData("（持出し）\n第4条", "第4条", "第4条の前の見出しを削る。")]
    [InlineData("（委任）\n", "", "第7条の見出しを削る。")]
    [InlineData("第5条　職員は", "（紛失）\n第5条　職員は", "第5条の前に見出しとして「（紛失）」を付する。")]
    [InlineData("第4条　職員は、持ち出さない。", "第4条　削除", "第4条を次のように改める。\n　（持出し）\n第4条　削除")]
    public void A_caption_that_articles_share_is_not_written_for_each(string was, string becomes, string expected)
    {
        const string shared = "○情報規程\n（持出し）\n第4条　職員は、持ち出さない。\n第5条　職員は、紛失しない。\n第6条　職員は、報告する。\n（委任）\n第7条　別に定める。\n";
        var (old, @new) = (ProvisionText.Read(shared).Tree, ProvisionText.Read(shared.Replace(was, becomes, StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.Equal("○情報規程の一部を改正する規程\n　情報規程の一部を次のように改正する。\n　" + expected + "\n", written);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    [Theory]
    [InlineData("2　体制", "2　組織", "2の見出しを「組織」に改める。")]
    [InlineData("(1)　管理者\n①　管理者は", "(1)　責任者\n①　責任者は", "2(1)の見出しを「責任者」に改め、2(1)①中「管理者」を「責任者」に改める。")]
    [InlineData("②　職員を指導する。\n", "", "2(1)②を削る。")]
    public void In_a_text_of_plain_numbers_it_is_as_well(string was, string becomes, string expected)
    {
        const string plain = "○情報基準\n1　目的\n情報資産を守る。\n2　体制\n(1)　管理者\n①　管理者は、課長とする。\n②　職員を指導する。\n";
        var (old, @new) = (ProvisionText.Read(plain).Tree, ProvisionText.Read(plain.Replace(was, becomes, StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.Equal("○情報基準の一部を改正する基準\n　情報基準の一部を次のように改正する。\n　" + expected + "\n", written);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    /// <summary>A division that has a name and no number is told by its name, and only where the number alone is not enough.</summary>
    [Theory]
    [InlineData("⑴　組織体制を", "⑴　組織を", "序文⑴中「体制」を削る。")]
    [InlineData("次のことを宣言する", "次のとおり宣言する", "序文中「ことを」を「とおり」に改める。")]
    [InlineData("資産を守る", "資産を管理する", "第1中「守る」を「管理する」に改める。")]
    [InlineData("⑵　基準を定める。\n", "⑵　教育を行う。\n⑶　基準を定める。\n", "序文⑵を⑶とし、序文⑴の次に次のように加える。\n⑵　教育を行う。")]
    [InlineData("⑵　基準を定める。\n", "⑵　基準を定める。\n⑶　教育を行う。\n", "序文⑵の次に次のように加える。\n⑶　教育を行う。")]
    public void What_is_counted_in_a_division_without_a_number_is_told_with_its_name(string was, string becomes, string expected)
    {
        const string policy = "○情報方針\n基本方針\n序文\n組合は、次のことを宣言する。\n⑴　組織体制を確立する。\n⑵　基準を定める。\n第1　目的\n資産を守る。\n第2　定義\n⑴　機器は、装置をいう。\n";
        var (old, @new) = (ProvisionText.Read(policy).Tree, ProvisionText.Read(policy.Replace(was, becomes, StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.Equal("○情報方針の一部を改正する方針\n　情報方針の一部を次のように改正する。\n　" + expected + "\n", written);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    /// <summary>Whether 追加した事項 is a caption or a sentence is read from those beside it, and no instrument says how texts are kept.</summary>
    [Theory]
    [InlineData("(1)　最高責任者\n", "(1)　追加した事項\n(2)　最高責任者\n", "第2条中第2号を第3号とし、第1号を第2号とし、同条に第1号として次の1号を加える。\n(1)　追加した事項")]
    [InlineData("(2)　統括管理者\n", "(2)　追加した事項\n(3)　統括管理者\n", "第2条中第2号を第3号とし、第1号の次に次の1号を加える。\n(2)　追加した事項")]
    public void A_numbered_line_that_comes_before_others_is_added_as_it_is_typed(string was, string becomes, string expected)
    {
        const string text = "○情報基準\n第1条　この基準は、体制を定める。\n第2条　管理体制\n次の体制とする。\n(1)　最高責任者\n副市長とする。\n(2)　統括管理者\n部長とする。\n";
        var now = text.Replace(was, becomes, StringComparison.Ordinal).Replace("(2)　統括", becomes.Contains("最高", StringComparison.Ordinal) ? "(3)　統括" : "(2)　統括", StringComparison.Ordinal);
        var (old, @new) = (ProvisionText.Read(text).Tree, ProvisionText.Read(now).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.Equal("○情報基準の一部を改正する基準\n　情報基準の一部を次のように改正する。\n　" + expected + "\n", written);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    [Theory]
    [InlineData("第5条―第8条|第9条・第10条", "第5条―第9条|第10条・第11条", "目次中「第5条―第8条」を「第5条―第9条」に、「第9条・第10条」を「第10条・第11条」に改める。")]
    [InlineData("第5条―第8条|第9条", "第5条―第9条|第10条", "目次中「第5条―第8条」を「第5条―第9条」に、「第9条」を「第10条」に改める。")]
    [InlineData("第9条・第10条|第9条", "第9条・第10条|第10条", "目次中「（第9条）」を「（第10条）」に改める。")]
    [InlineData("第9条|第9条", "第9条|第10条", "目次中「第3章　雑則（第9条）」を「第3章　雑則（第10条）」に改める。")]
    public void The_articles_of_a_chapter_are_quoted_as_a_whole_in_the_contents(string was, string becomes, string expected)
    {
        static ProvisionTree Text(string ranges) => ProvisionText.Read($"○情報規程\n目次\n　第1章　総則（第1条―第4条）\n　第2章　組織（{ranges.Split('|')[0]}）\n　第3章　雑則（{ranges.Split('|')[1]}）\n　附則\n第1章　総則\n（目的）\n第1条　目的を定める。\n附　則\nこの規程は、令和6年4月1日から施行する。\n").Tree;
        var (old, @new) = (Text(was), Text(becomes));
        var written = AmendingText.Between(old, @new);
        Assert.Equal("○情報規程の一部を改正する規程\n　情報規程の一部を次のように改正する。\n　" + expected + "\n", written);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    [Theory]
    [InlineData("情報管理規程", "訓令第5号", "この訓令は", "訓令")]
    [InlineData("情報管理規程", "訓令第5号", "この規程は", "規程")]
    [InlineData("情報管理規程", "訓令甲第5号", "", "訓令")]
    [InlineData("情報管理要綱", "告示第5号", "", "告示")]
    [InlineData("情報管理規則", "規則第5号", "", "規則")]
    [InlineData("情報管理要領", "", "", "要領")]
    [InlineData("情報管理要綱", "公告第5号", "", "要綱")]
    [InlineData("情報セキュリティポリシー", "", "", "規程")]
    public void The_title_follows_the_kind_of_the_text_as_it_calls_itself_or_is_numbered(string title, string number, string itself, string kind)
    {
        var text = $"○{title}\n{(number.Length > 0 ? "令和6年3月1日" + number + "\n" : "")}第1条　端末を守る。\n{(itself.Length > 0 ? "附　則\n" + itself + "、令和6年4月1日から施行する。\n" : "")}";
        var written = AmendingText.Between(ProvisionText.Read(text).Tree, ProvisionText.Read(text.Replace("端末", "機器", StringComparison.Ordinal)).Tree, InstrumentUsage.Municipal with { Effective = new DateOnly(2027, 4, 1) });
        Assert.StartsWith($"○{title}の一部を改正する{kind}\n", written, StringComparison.Ordinal);
        Assert.Contains($"この{kind}は、令和9年4月1日から施行する。", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "{0}　", 8, "8を9とし、3から7までを1ずつ繰り下げ、2の次に次のように加える。")]
    [InlineData("", "{0}　", 5, "5を6とし、4を5とし、3を4とし、2の次に次のように加える。")]
    [InlineData("1　定義\n", "({0})　", 9, "1中(9)を(10)とし、(3)から(8)までを1ずつ繰り下げ、(2)の次に次のように加える。")]
    [InlineData("", "第{0}条　", 8, "第8条を第9条とし、第3条から第7条までを1条ずつ繰り下げ、第2条の次に次の1条を加える。")]
    public void A_long_run_of_numbers_moves_in_one_clause_but_for_the_one_that_moves_first(string above, string label, int count, string expected)
    {
        string Text(params string[] words) => "○情報基準\n" + above + string.Concat(words.Select((word, at) => $"{string.Format(System.Globalization.CultureInfo.InvariantCulture, label, at + 1)}{word}を定める。\n"));
        string[] words = [.. "甲乙丙丁戊己庚辛壬"[..count].Select(sign => $"{sign}のこと")];
        var (old, @new) = (ProvisionText.Read(Text(words)).Tree, ProvisionText.Read(Text([.. words[..2], "新たな責務", .. words[2..]])).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.Contains("　" + expected + "\n", written, StringComparison.Ordinal);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
        // And back: they move up.
        Assert.Equal(old, AmendingText.Apply(@new, AmendingText.Between(@new, old)).Tree);
    }

    [Fact]
    public void A_branch_moves_in_the_run_of_its_number()
    {
        string Text(string first, params int[] numbers) => $"○情報基準\n第1条　目的を定める。\n{first}{string.Concat(numbers.Select((number, at) => $"第{number}条{(at == 2 ? "の2" : "")}　{"甲乙丙丁戊己庚"[at]}を定める。\n"))}";
        var (old, @new) = (ProvisionText.Read(Text("", 2, 3, 3, 4, 5)).Tree, ProvisionText.Read(Text("第2条　新たな責務とする。\n", 3, 4, 4, 5, 6)).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.Contains("　第5条を第6条とし、第2条から第4条までを1条ずつ繰り下げ、第1条の次に次の1条を加える。\n", written, StringComparison.Ordinal);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }
}
