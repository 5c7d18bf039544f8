using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Instruments as gazettes print them: other figures and widths, the whole text, the end of it.</summary>
public sealed class GazetteTests
{
    private const string Rules = """
        情報資産管理規程
        （目的）
        第1条　この規程は、情報資産（第2条に定めるものをいう。）の管理を定める。
        （分類）
        第2条　情報資産は、別表第1のとおり分類する。ただし、公開されたものを除き、公開の日から30日を経たものに限る。
        2　管理者は、次の各号に掲げることをする。
        (1)　台帳の作成
        (2)　台帳の点検
        （委任）
        第10条　必要な事項は、公開して定める。
        附　則
        この規程は、平成27年4月1日から施行する。
        別表第1（第2条関係）
        区分	措置
        機密性2	施錠
        機密性1	なし
        備考　区分は、毎年見直す。

        """;

    [Theory]
    // Full width, as a gazette is typed
    [InlineData("第２条第２項第２号を同項第３号とし、同項第１号の次に次の１号を加える。\n（２）　台帳の保存（１０年）", "(2)　台帳の保存（10年）\n(3)　台帳の点検")]
    [InlineData("第１０条を第１１条とし、第２条の次に次の１条を加える。\n　（点検）\n第１０条　管理者は、点検する。\n２　前項の点検は、２回とする。", "（点検）\n第10条　管理者は、点検する。\n2　前項の点検は、2回とする。\n（委任）\n第11条　必要")]
    [InlineData("第１条中「第２条」を「第２条第１項」に改める。", "情報資産（第2条第1項に定める")]
    [InlineData("第２条第１項中「３０日」を「６０日」に改める。", "60日を経た")]
    // National figures
    [InlineData("第十条中「必要な」の下に「第二条の」を加え、同条を第十一条とする。", "第11条　必要な第2条の事項")]
    [InlineData("第一条中「第二条」を「前二条」に改める。", "情報資産（前2条に定める")]
    // Signs of another width within the text's own figures
    [InlineData("第1条中「(第2条に定める」を「（次条に定める」に改める。", "情報資産（次条に定める")]
    // Parts
    [InlineData("第2条第1項ただし書中「公開」を「公表」に改める。", null)]
    [InlineData("第2条第1項ただし書中「除き、公開」を「除き、公表」に改める。", "公開されたものを除き、公表の日から")]
    [InlineData("第2条第1項本文中「分類する」を「分ける」に改める。", "別表第1のとおり分ける。ただし")]
    [InlineData("第2条第1項本文を次のように改める。\n情報資産は、分類する。", "第2条　情報資産は、分類する。ただし、公開")]
    [InlineData("第2条第1項本文中「公開」を「公表」に改める。", null)]
    // Rows at the end of a table
    [InlineData("別表第1に次のように加える。\n機密性0　なし", "機密性1\tなし\n機密性0　なし\n備考")]
    public void An_instrument_of_another_typeface_is_applied_in_that_of_the_text(string sentences, string? expected)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Rules).Tree, "情報資産管理規程の一部を次のように改正する。\n" + sentences);
        Assert.Equal(expected is null, !amended.Succeeded);
        Assert.Contains(expected ?? "公開されたものを除き", ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("○情報資産の管理に関する規程\n　情報資産管理規程（平成27年規程第6号）の全部を改正する。\n（趣旨）\n第1条　新しい。\n附　則\nこの規程は、令和8年4月1日から施行する。", "情報資産の管理に関する規程")]
    [InlineData("情報資産管理規程の全部を改正する規程\n情報資産管理規程の全部を次のように改正する。\n（趣旨）\n第1条　新しい。\n附　則\nこの規程は、令和8年4月1日から施行する。", "情報資産管理規程")]
    [InlineData("情報資産管理規程の全部を改正する規程\n情報資産管理規程の全部を次のように改正する。\n情報資産規程\n（趣旨）\n第1条　新しい。\n附　則\nこの規程は、令和8年4月1日から施行する。", "情報資産規程")]
    public void A_full_revision_is_the_text_that_follows(string instrument, string title)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Rules).Tree, instrument);
        Assert.Empty(amended.Refusals);
        Assert.Equal(title, amended.Tree.Title);
        Assert.Equal(["新しい。", "この規程は、令和8年4月1日から施行する。"], amended.Tree.Provisions.Select(root => root.Text));
    }

    [Fact]
    public void A_repeal_leaves_nothing_and_is_of_this_text_or_refused()
    {
        var old = ProvisionText.Read(Rules).Tree;
        const string Repeal = "を廃止する規程\n情報資産管理規程（平成27年規程第6号）は、廃止する。\n附　則\nこの規程は、令和8年4月1日から施行する。";
        Assert.Equal(new ProvisionTree(), AmendingText.Apply(old, "情報資産管理規程" + Repeal).Tree);
        Assert.Equal([InstrumentErrors.OtherText], AmendingText.Apply(old, Repeal.Replace("情報資産管理規程", "文書規程", StringComparison.Ordinal)).Refusals.Select(refusal => refusal.Error));
        Assert.Equal([InstrumentErrors.Unread], AmendingText.Apply(old, Repeal.Replace("附　則", "第1条中「甲」を削る。", StringComparison.Ordinal)).Refusals.Select(refusal => refusal.Error));
    }

    private const string Plain = """
        情報セキュリティ基本方針
        1 対策
        (1) 組織体制
        組合の情報資産について、体制を確立する。
        (2) 強靱性
        次の対策を講じる。
        ① 原則として、通信をできないようにする。
        ② 不正な通信を監視する。
        2 監査
        監査を実施する。

        """;

    [Theory]
    [InlineData("1(2)①中「原則として」を「必ず」に改める。", "① 必ず、通信")]
    [InlineData("1の(2)の①中「原則として」を「必ず」に改める。", "① 必ず、通信")]
    [InlineData("１の（２）の②を削る。", "できないようにする。\n2 監査")]
    [InlineData("1の(2)に次のように加える。\n③　通信先を限定する。", "③ 通信先を限定する。\n2 監査")]
    public void Places_of_a_text_without_articles_are_joined_as_the_office_does(string sentence, string expected)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Plain).Tree, sentence);
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, CcsPolicy.Domain.Amendments.Drafting.KeptSpelling.Write(amended.Tree, Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void No_lone_particle_is_quoted()
    {
        var written = AmendingText.Between(ProvisionText.Read(Plain).Tree, ProvisionText.Read(Plain.Replace("組合の情報", "組合の全ての情報", StringComparison.Ordinal)).Tree);
        Assert.Contains("1(1)中「組合の」の次に「全ての」を加える。", written, StringComparison.Ordinal);
    }
}
