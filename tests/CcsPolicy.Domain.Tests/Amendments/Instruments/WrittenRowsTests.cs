using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>表の行の改正文: rows that come and go are said as offices say them.</summary>
public sealed class WrittenRowsTests
{
    private const string Head = "○会館使用料規程\n第1条　使用料は、別表のとおりとする。\n別表（第1条関係）\n室名　午前　午後\n";
    private const string Rooms = "大会議室　1,000円　2,000円\n小会議室　500円　1,000円\n和室　400円　800円\n";

    [Theory]
    [InlineData("大会議室　1,000円　2,000円\n和室　400円　800円\n", "別表小会議室の項を削る。")]
    [InlineData("和室　400円　800円\n", "別表大会議室の項及び小会議室の項を削る。")]
    [InlineData("浴室　100円　100円\n", "別表大会議室の項、小会議室の項及び和室の項を削り、同表室名の項の次に次のように加える。\n浴室　100円　100円")]
    [InlineData("大会議室　1,000円　2,000円\n小会議室　500円　1,000円\n研修室　700円　900円\n和室　400円　800円\n", "別表小会議室の項の次に次のように加える。\n研修室　700円　900円")]
    [InlineData("大会議室　1,000円　2,000円\n小会議室　500円　1,000円\n和室　400円　800円\n研修室　700円　900円\n浴室　100円　100円\n", "別表和室の項の次に次のように加える。\n研修室　700円　900円\n浴室　100円　100円")]
    [InlineData("研修室　700円　900円\n" + Rooms, "別表大会議室の項の前に次のように加える。\n研修室　700円　900円")]
    [InlineData("小会議室　500円　1,100円\n研修室　700円　900円\n和室　400円　800円\n", "別表大会議室の項を削り、同表小会議室の項中「1,000円」を「1,100円」に改め、同項の次に次のように加える。\n研修室　700円　900円")]
    [InlineData("大会議室　1,000円　2,000円\n小会議室　500円　1,000円\n茶室　400円　800円\n", "別表中「和室」を「茶室」に改める。")]
    [InlineData("大会議室　1,000円　2,000円\n茶室　400円　800円\n", "別表小会議室の項を削り、同表和室の項中「和室」を「茶室」に改める。")]
    [InlineData("大会議室　1,000円　2,000円\n　平日　900円\n小会議室　500円　1,000円\n和室　400円　800円\n浴室　1円　1円\n", null)]
    public void Rows_that_come_and_go_are_named(string rows, string? expected)
    {
        var (old, @new) = (ProvisionText.Read(Head + Rooms + "備考　冷房を含む。\n").Tree, ProvisionText.Read(Head + rows + "備考　冷房を含む。\n").Tree);
        var written = AmendingText.Between(old, @new);
        if (expected is not null)
            Assert.Equal("　会館使用料規程の一部を次のように改正する。\n　" + expected + "\n", written[(written.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(ProvisionText.Write(@new), ProvisionText.Write(AmendingText.Apply(old, written).Tree));
    }

    [Theory]
    [InlineData("2\t報告書\t10年\n3\t申請書\t3年\n", "2\t報告書\t10年\n", "別表第1の3の項を削る。")]
    [InlineData("2\t報告書\t10年\n3\t申請書\t3年\n", "", "別表第1の2の項及び3の項を削る。")]
    [InlineData("3\t申請書\t3年\n", "3\t申請書\t3年\n4\t台帳\t1年\n", "別表第1の3の項の次に次のように加える。\n4\t台帳\t1年")]
    [InlineData("2\t報告書\t10年\n3\t申請書\t3年\n", "3\t申請書\t5年\n", "別表第1の2の項を削り、同表の3の項中「3年」を「5年」に改める。")]
    public void A_row_that_has_a_number_is_told_apart_from_the_number_of_its_table(string was, string becomes, string expected)
    {
        const string text = "○文書規程\n第1条　期間は、別表第1のとおりとする。\n別表第1（第1条関係）\n区分\t名称\t期間\n1\t会議録\t5年\n2\t報告書\t10年\n3\t申請書\t3年\n別表第2（第1条関係）\n区分\t名称\n1\t甲\n";
        var (old, @new) = (ProvisionText.Read(text).Tree, ProvisionText.Read(text.Replace(was, becomes, StringComparison.Ordinal)).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.Equal("○文書規程の一部を改正する規程\n　文書規程の一部を次のように改正する。\n　" + expected + "\n", written);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    [Fact]
    public void A_table_within_an_article_and_a_block_of_several_lines_are_named_too()
    {
        var old = ProvisionText.Read("○事務規程\n第1条　事務は、次の表のとおりとする。\n| 部 | 課 | 事務 |\n| 管理部 | 総務課 | 文書 |\n|  | 経理課 | 出納 |\n| 事業部 | 事業課 | 事業 |\n第2条　この規程による。\n").Tree;
        var @new = ProvisionText.Read("○事務規程\n第1条　事務は、次の表のとおりとする。\n| 部 | 課 | 事務 |\n| 事業部 | 事業課 | 事業 |\n| 監査部 | 監査課 | 監査 |\n第2条　この規程による。\n").Tree;
        var written = AmendingText.Between(old, @new);
        Assert.Contains("　第1条の表管理部の部を削り、同表事業部の項の次に次のように加える。\n| 監査部 | 監査課 | 監査 |\n", written, StringComparison.Ordinal);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    [Fact]
    public void Whatever_becomes_of_a_table_the_instrument_makes_it()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var old = Table(random, random.Next(2, 9));
            var @new = new List<string>(old);
            for (var edit = random.Next(1, 5); edit > 0; edit--)
                switch (random.Next(4))
                {
                    case 0 when @new.Count > 0:
                        @new.RemoveAt(random.Next(@new.Count));
                        break;
                    case 1:
                        @new.Insert(random.Next(@new.Count + 1), Table(random, 1)[0]);
                        break;
                    case 2 when @new.Count > 0:
                        var at = random.Next(@new.Count);
                        @new[at] = @new[at].Replace("円", "0円", StringComparison.Ordinal);
                        break;
                    case 3 when @new.Count > 1:
                        @new.Reverse(0, 2);
                        break;
                }
            var (before, after) = (ProvisionText.Read(Head + string.Join('\n', old) + "\n").Tree, ProvisionText.Read(Head + string.Join('\n', @new) + "\n").Tree);
            if (before.Equals(after))
                continue;
            var amended = AmendingText.Apply(before, AmendingText.Between(before, after));
            Assert.True(amended.Succeeded && amended.Tree.Equals(after), $"{seed}\n{AmendingText.Between(before, after)}\n{string.Join('\n', amended.Refusals)}");
        }
    }

    private static List<string> Table(Random random, int rows) =>
        [.. Enumerable.Range(0, rows).Select(_ => string.Join(random.Next(2) == 0 ? "　" : "  ", $"第{random.Next(40)}室", $"{random.Next(1, 9)}00円", $"{random.Next(1, 9)}00円"))];
}
