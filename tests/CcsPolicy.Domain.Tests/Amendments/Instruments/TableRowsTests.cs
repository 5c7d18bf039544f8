using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Rows, columns and notes of tables, and forms: what cities write of them, applied to a text.</summary>
public sealed class TableRowsTests
{
    private const string Rules = """
        ○施設管理規程
        第1条　単価は、次の表のとおりとする。
        項目	単価	備考
        電話	100円	月額
        通信	100円	年額
        第2条　この規程による。
        附　則
        この規程は、令和6年4月1日から施行する。
        別表（第1条関係）
        名称　位置
        本館　青葉町1番地
        別館　若葉町2番地
        別表第1（第1条関係）
        区分	職名	額
        本部	所長	100円
        	次長	90円
        支部	所長	80円
        備考
        1　額は、月額とする。
        2　端数は、切り捨てる。
        別表第2（第2条関係）
        1　市長　生活保護の事務　情報
        2　教育委員会　学校の事務　情報
        別表第3
        1　施設利用料
        区分　額
        会議室　100円
        和室　200円
        2　設備利用料
        区分　額
        マイク　10円
        第1号様式（第3条関係）
        申請書
        第2号様式（第3条関係）
        届書

        """;

    [Theory]
    [InlineData("別表本館の項中「1番地」を「3番地」に改める。", "本館　青葉町3番地\n別館　若葉町2番地")]
    [InlineData("別表の別館の項を削る。", "名称　位置\n本館　青葉町1番地\n別表第1")]
    [InlineData("別表中本館の項を削り、別館の項中「別館」を「本館」に改める。", "名称　位置\n本館　若葉町2番地\n別表第1")]
    [InlineData("別表本館の項及び別館の項中「町」を「台」に改める。", "本館　青葉台1番地\n別館　若葉台2番地")]
    [InlineData("別表本館の項の次に次のように加える。\n分館　　緑町5番地", "本館　青葉町1番地\n分館　　緑町5番地\n別館")]
    [InlineData("別表本館の項の前に次のように加える。\n分館　　緑町5番地", "名称　位置\n分館　　緑町5番地\n本館")]
    [InlineData("別表本館の項を次のように改める。\n本館　緑町1番地\n分館　緑町2番地", "名称　位置\n本館　緑町1番地\n分館　緑町2番地\n別館")]
    [InlineData("別表の位置の欄を次のように改める。\n位置\n緑町1番地\n緑町2番地", "名称　位置\n本館　緑町1番地\n別館　緑町2番地")]
    [InlineData("別表本館の項位置の欄中「青葉」を「緑」に改め、同表別館の項中「若葉」を「緑」に改める。", "本館　緑町1番地\n別館　緑町2番地")]
    [InlineData("第1条の表電話の項中「100円」を「120円」に改める。", "電話\t120円\t月額\n通信\t100円\t年額")]
    [InlineData("第1条の表通信の項単価の欄を次のように改める。\n150円", "電話\t100円\t月額\n通信\t150円\t年額")]
    [InlineData("第1条の表中「月額」を「週額」に改める。", "電話\t100円\t週額")]
    [InlineData("第1条の表単価の欄中「100円」を削る。", null)]
    [InlineData("別表第1本部の部次長の項中「90円」を「95円」に改める。", "次長\t95円")]
    [InlineData("別表第1本部の部次長の項を削る。", "本部\t所長\t100円\n支部\t所長\t80円\n備考")]
    [InlineData("別表第1本部の部を削る。", "区分\t職名\t額\n支部\t所長\t80円\n備考")]
    [InlineData("別表第1備考以外の部分を次のように改める。\n別表第1（第5条関係）\n区分\t額\n本部\t1円", "別表第1（第5条関係）\n区分\t額\n本部\t1円\n備考\n1　額は")]
    [InlineData("別表第1中「80円」を「85円」に改め、同表備考2中「切り捨てる」を「切り上げる」に改める。", "支部\t所長\t85円\n備考\n1　額は、月額とする。\n2　端数は、切り上げる。")]
    [InlineData("別表第1の備考第1項を削り、同表の備考第2項中「端数」を「端」に改め、同項を同表の備考第1項とする。", "備考\n1　端は、切り捨てる。")]
    [InlineData("別表第2の1の項中「生活保護」を「福祉」に改める。", "1　市長　福祉の事務　情報")]
    [InlineData("別表第2の2の項を削る。", "1　市長　生活保護の事務　情報\n別表第3")]
    [InlineData("別表第3の1施設利用料の表中和室の項を削る。", "会議室　100円\n2　設備利用料")]
    [InlineData("別表第3の2設備利用料の表マイクの項中「10円」を「20円」に改める。", "マイク　20円")]
    [InlineData("第1号様式から第2号様式までを削る。", "マイク　10円")]
    [InlineData("第2号様式を次のように改める。\n第2号様式（第4条関係）\n届出書", "申請書\n第2号様式（第4条関係）\n届出書")]
    [InlineData("別表第1中「80円」を「85円」に改め、同表を別表第4とする。", "別表第4（第1条関係）")]
    public void A_row_or_a_column_is_changed_added_and_deleted(string sentences, string? expected)
    {
        var amended = Apply(sentences);
        if (expected is null)
        {
            Assert.Equal(InstrumentErrors.WordsTwice, Assert.Single(amended.Refusals).Error);
            return;
        }
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
    }

    public static TheoryData<string, DomainError> Unfit => new()
    {
        { "別表東館の項を削る。", InstrumentErrors.RowUnclear },
        { "別表第1所長の項を削る。", InstrumentErrors.RowUnclear },
        { "別表第1本部の部所長の項を削る。", InstrumentErrors.RowUnclear },
        { "別表の面積の欄を次のように改める。\n1\n2", InstrumentErrors.RowUnclear },
        { "別表の位置の欄を次のように改める。\n緑町1番地", InstrumentErrors.BlockUnreadable },
        { "別表第1額の欄を次のように改める。\n額\n1円\n2円\n3円", InstrumentErrors.RowUnclear },
        { "第2条の表中「規程」を「規則」に改める。", InstrumentErrors.RowUnclear },
        { "別表本館の項中「2番地」を「3番地」に改める。", InstrumentErrors.WordsMissing },
        { "別表本館の項を削り、同表西館の項を削る。", InstrumentErrors.RowUnclear },
        { "別表第2備考以外の部分を次のように改める。\n1　市長", InstrumentErrors.PlaceIsMissing },
        { "別表本館の項を別表別館の項とする。", InstrumentErrors.RowUnclear },
    };

    [Theory, MemberData(nameof(Unfit))]
    public void A_row_that_is_not_there_or_not_the_only_one_is_refused_and_nothing_is_applied(string sentences, DomainError error)
    {
        var old = ProvisionText.Read(Rules).Tree;
        var amended = AmendingText.Apply(old, "　施設管理規程の一部を次のように改正する。\n　第2条中「この規程」を「次」に改める。\n　" + sentences);
        Assert.Contains(amended.Refusals, refusal => refusal.Line == 3 && refusal.Error == error);
        Assert.Same(old, amended.Tree);
    }

    private const string Duties = "○施設管理規程\n第1条　事務は、次の表のとおりとする。\n| 部 | 課 | 事務 |\n| 管理部 | 総務課 | (1)　文書 |\n|  |  | (2)　公印 |\n|  |  | (3)　人事 |\n|  | 経理課 | (1)　出納 |\n第2条　この規程による。\n";

    [Theory]
    [InlineData("第1条の表管理部の部総務課の項中第3号を第5号とし、第2号を第4号とし、第1号の次に次の2号を加える。\n|  |  | (2)　広報 |\n|  |  | (3)　広聴 |", "(1)　文書 |\n|  |  | (2)　広報 |\n|  |  | (3)　広聴 |\n|  |  | (4)　公印 |\n|  |  | (5)　人事 |\n|  | 経理課")]
    [InlineData("第1条の表管理部の部総務課の項中第2号から第3号までを1号ずつ繰り下げる。", "|  |  | (3)　公印 |\n|  |  | (4)　人事 |")]
    [InlineData("第1条の表管理部の部総務課の項第2号中「公印」を「公印等」に改め、同項第3号を削る。", "|  |  | (2)　公印等 |\n|  | 経理課")]
    [InlineData("第1条の表管理部の部経理課の項に次の1号を加える。\n|  |  | (2)　契約 |", "(1)　出納 |\n|  |  | (2)　契約 |\n")]
    [InlineData("第1条の表管理部の部総務課の項中第3号を第2号とする。", null)]
    [InlineData("第1条の表管理部の部総務課の項第1号を削る。", null)]
    [InlineData("第1条の表管理部の部総務課の項第7号を削る。", null)]
    [InlineData("第2条本文（各号列記以外の部分に限る。）中「規程」を「規則」に改める。", "第2条　この規則による。")]
    public void The_items_of_a_row_are_changed_numbered_added_and_deleted(string sentences, string? expected)
    {
        var old = ProvisionText.Read(Duties).Tree;
        var amended = AmendingText.Apply(old, "　施設管理規程の一部を次のように改正する。\n　" + sentences);
        Assert.True(expected is null == !amended.Succeeded, string.Join('\n', amended.Refusals));
        if (expected is null)
            Assert.Same(old, amended.Tree);
        else
            Assert.Contains(expected, ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
    }

    private static AmendedText Apply(string sentences) => AmendingText.Apply(ProvisionText.Read(Rules).Tree, "　施設管理規程の一部を次のように改正する。\n　" + sentences);
}
