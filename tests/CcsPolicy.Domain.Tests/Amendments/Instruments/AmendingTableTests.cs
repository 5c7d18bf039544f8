using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>新旧対照表方式: the table itself is the amending text.</summary>
public sealed class AmendingTableTests
{
    private const string Rules = """
        ○情報管理規程
        （目的）
        第1条　この規程は、情報資産の管理を定める。
        （義務）
        第2条　職員は、情報資産を守る。
        2　職員は、次の各号に掲げることをしない。
        (1)　情報資産の持出し
        (2)　情報資産の複製
        (3)　端末の改造
        3　前項の規定は、契約職員に準用する。
        （点検）
        第3条　所属長は、毎年度1回点検する。
        2　所属長は、結果を報告する。
        （記録）
        第4条　所属長は、記録を残す。
        （委任）
        第5条　必要な事項は、別に定める。
        附　則
        この規程は、令和6年4月1日から施行する。
        別表（第2条関係）
        区分	期間
        紙	5年
        電磁的記録	3年

        """;

    [Fact]
    public void The_table_from_one_text_to_another_gives_exactly_the_other()
    {
        var (all, tables) = (0, 0);
        for (var seed = 0u; seed < 1_000; seed++)
        {
            var rules = new RandomRules(seed);
            var old = rules.Tree();
            var @new = rules.Amended(old);
            var written = AmendingText.TableBetween(old, @new, table: ComparisonTableUsage.Usual with { NewOnLeft = seed % 2 == 0 }).Text;
            if (old.Equals(@new))
            {
                Assert.Empty(written);
                continue;
            }
            var applied = AmendingText.Apply(old, written);
            Assert.True(applied.Succeeded && applied.Tree.Equals(@new), $"{seed}: {written}");
            // As a file has it each row is by itself.
            if (IsTable(written))
                Assert.True(AmendingText.Apply(old, Apart(written)) is { Succeeded: true } apart && apart.Tree.Equals(@new), $"{seed}: {written}");
            all++;
            tables += IsTable(written) ? 1 : 0;
        }
        // Sentences are written only of what no table can say.
        Assert.InRange(tables, all * 99 / 100, all);
    }

    [Fact]
    public void So_it_does_for_texts_of_any_make()
    {
        for (var seed = 0u; seed < 1_000; seed++)
        {
            var texts = new RandomTexts(seed);
            var old = texts.Tree();
            var @new = texts.Amended(old);
            var written = AmendingText.TableBetween(old, @new).Text;
            Assert.True(old.Equals(@new) ? written.Length == 0 : AmendingText.Makes(AmendingText.Apply(old, written), @new), $"{seed}: {written}");
        }
    }

    [Fact]
    public void It_shows_what_changes_and_leaves_out_the_rest()
    {
        var old = ProvisionText.Read(Rules).Tree;
        var @new = ProvisionText.Read(Rules.Replace("毎年度1回", "毎年度2回", StringComparison.Ordinal).Replace("電磁的記録\t3年", "電磁的記録\t10年", StringComparison.Ordinal)).Tree;
        Assert.Equal(
            """
            ○情報管理規程の一部を改正する規程
            　情報管理規程の一部を次の表のように改正する。
            改正後	改正前
            第1条・第2条　（略）	第1条・第2条　（略）
            （点検）	（点検）
            第3条　所属長は、毎年度{+2回+}点検する。	第3条　所属長は、毎年度{-1回-}点検する。
            2　（略）	2　（略）
            第4条・第5条　（略）	第4条・第5条　（略）
            附則　（略）	附則　（略）
            別表　（略）	別表　（略）
            区分⇥期間	区分⇥期間
            （略）	（略）
            電磁的記録⇥{+10年+}	電磁的記録⇥{-3年-}
            備考　改正部分は、改正前の欄では{-と-}で、改正後の欄では{+と+}で囲んだ部分である。

            　　附　則
            　この規程は、令和9年4月1日から施行する。

            """.ReplaceLineEndings("\n"), AmendingText.TableBetween(old, @new, InstrumentUsage.Municipal with { Effective = new DateOnly(2027, 4, 1) }).Text);
    }

    public static TheoryData<string, string> AsOfficesWrite => new()
    {
        // Only the articles that change are in it.
        { "改正後\t改正前\n（点検）\t（点検）\n第3条　所属長は、毎年度2回点検する。\t第3条　所属長は、毎年度1回点検する。\n2　（略）\t2　（略）", "第3条　所属長は、毎年度2回点検する。\n2　所属長は、結果を報告する。\n（記録）" },
        // A cell holds several lines, which do not stand beside each other; a remark follows.
        { "現行\t改正案\n（点検）\t（点検）\n第3条　所属長は、毎年度1回点検する。\t第3条　所属長は、毎年度2回点検する。\n2　（略）\t2　所属長は、記録する。\n\t3　（略）\n\n（委任）\t（委任）\n第5条　必要な事項は、別に定める。\t第5条　必要な事項は、理事長が定める。\n\n備考　改正部分は、下線の部分である。", "2　所属長は、記録する。\n3　所属長は、結果を報告する。\n（記録）\n第4条　所属長は、記録を残す。\n（委任）\n第5条　必要な事項は、理事長が定める。" },
        // What is new comes by its number among what is left out.
        { "改正後\t改正前\n\n第1条　この規程は、情報を守る。\t第1条　この規程は、情報資産の管理を定める。\n\n（公表）\t（新設）\n第4条の2　所属長は、公表する。\t\n", "第4条　所属長は、記録を残す。\n（公表）\n第4条の2　所属長は、公表する。\n（委任）\n第5条" },
        { "改正後\t改正前\n第１条～第３条　［略］\t第１条～第３条　［略］\n［削る］\t（記録）\n\t第４条　所属長は、記録を残す。\n（委任）\t（委任）\n第４条　（略）\t第５条　（略）", "2　所属長は、結果を報告する。\n（委任）\n第4条　必要な事項は、別に定める。\n附" },
        { "新\t旧\n第1条　（略）\t第1条　（略）\n（公表）\t（新設）\n第2条　公表する。\t\n第3条～第6条　（略）\t第2条～第5条　（略）", "（公表）\n第2条　公表する。\n（義務）\n第3条　職員は、情報資産を守る。" },
        { "改正前\t改正後\n2　職員は、次の各号に掲げることをしない。\t2　職員は、次の各号に掲げることをしてはならない。\n(1)　（略）\t(1)　（略）\n(2)　情報資産の複製\t（削る）\n(3)　端末の改造\t(2)　端末の改造", "2　職員は、次の各号に掲げることをしてはならない。\n(1)　情報資産の持出し\n(2)　端末の改造\n3　前項" },
        // What is new stands behind all that （略） stands for, each row by itself.
        { "改正後\t改正前\n\n2　（略）\t2　（略）\n\n3　職員は、届け出る。\t（新設）\n\n4　（略）\t3　（略）\n", "(3)　端末の改造\n3　職員は、届け出る。\n4　前項の規定は、契約職員に準用する。" },
        { "改正後\t改正前\n\n別表（第2条関係）\t別表（第2条関係）\n\n区分⇥期間\t区分⇥期間\n\n（略）\t（略）\n\n磁気テープ⇥2年\t（新設）\n", "電磁的記録\t3年\n磁気テープ\t2年\n" },
        { "改正後\t改正前\n\n第1条～第3条　（略）\t第1条～第3条　（略）\n\n（公表）\t（新設）\n\n第3条の2　公表する。\t\n\n第4条・第5条　（略）\t第4条・第5条　（略）\n", "2　所属長は、結果を報告する。\n（公表）\n第3条の2　公表する。\n（記録）\n第4条" },
        { "改正後\t改正前\n（削る）\t第4条　（略）\n第4条　（略）\t第5条　（略）", "2　所属長は、結果を報告する。\n（委任）\n第4条　必要な事項は、別に定める。\n附" },
        { "改正後（案）\t現行の欄\n－\t（記録）\n－\t第4条　所属長は、記録を残す。\n第4条　（略）\t第5条　（略）", "2　所属長は、結果を報告する。\n（委任）\n第4条　必要な事項は、別に定める。\n附" },
        { "改正後\t改正前\n第1条―第3条　（略）\t第1条―第3条　（略）\n第4条　記録する。\t第4条　所属長は、記録を残す。", "（記録）\n第4条　記録する。\n（委任）" },
        { "改正前\t改正後\n（点検）\t（同左）\n第3条　所属長は、毎年度1回点検する。\t第3条　所属長は、毎年度2回点検する。\n2　（略）\t同左", "（点検）\n第3条　所属長は、毎年度2回点検する。\n2　所属長は、結果を報告する。\n（記録）" },
        { "現行\t改正案\n\n（記録）\t［同左］\n第4条　所属長は、記録を残す。\t\n\n第5条　必要な事項は、別に定める。\t第5条　必要な事項は、理事長が定める。\n", "（記録）\n第4条　所属長は、記録を残す。\n（委任）\n第5条　必要な事項は、理事長が定める。" },
        { "改正後\t改正前\n（点検）\t（点検）\n第3条　所属長は、毎年度2回点検する。\t第3条　所属長は、毎年度1回点検する。\n（削る）\t2　（略）", "第3条　所属長は、毎年度2回点検する。\n（記録）" },
        // New ones behind some that the table does not show.
        { "改正後\t改正前\n第2条　職員は、情報を守る。\t第2条　職員は、情報資産を守る。\n4　届け出る。\t（新設）", "第2条　職員は、情報を守る。\n2　職員は、次の各号に掲げることをしない。\n(1)　情報資産の持出し\n(2)　情報資産の複製\n(3)　端末の改造\n3　前項の規定は、契約職員に準用する。\n4　届け出る。\n（点検）" },
        { "改正後\t改正前\n\n2　職員は、次に掲げることをしない。\t2　職員は、次の各号に掲げることをしない。\n\n(4)　接続\t（新設）\n\n（点検）\t（点検）\n\n第3条　所属長は、点検する。\t第3条　所属長は、毎年度1回点検する。\n", "2　職員は、次に掲げることをしない。\n(1)　情報資産の持出し\n(2)　情報資産の複製\n(3)　端末の改造\n(4)　接続\n3　前項" },
        { "改正後\t改正前\n第2条　（略）\t第2条　（略）\n第2項・第3項　（略）\t第2項・第3項　（略）\n4　届け出る。\t（新設）", "契約職員に準用する。\n4　届け出る。\n（点検）" },
        { "改正後\t改正前\t備考\n別表（第2条関係）\t別表（第2条関係）\t\n（略）\t（略）\t\n電磁的記録⇥10年\t電磁的記録⇥3年\t変更", "紙\t5年\n電磁的記録\t10年\n" },
    };

    [Theory, MemberData(nameof(AsOfficesWrite))]
    public void A_table_as_offices_write_it_is_applied(string table, string expected)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Rules).Tree, "情報管理規程の一部を改正する規程\n　情報管理規程（令和6年規程第1号）の一部を次のように改正する。\n" + table + "\n　　附　則\n　この規程は、公告の日から施行する。\n");
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
        Assert.Equal("　　附　則\n　この規程は、公告の日から施行する。", amended.Instrument.Supplementary);
    }

    public static TheoryData<string, int, DomainError> Unfit => new()
    {
        { "改正後\t改正前\n第3条　所属長は、毎月点検する。\t第3条　所属長は、毎日点検する。", 3, InstrumentErrors.TableLineMissing },
        { "改正後\t改正前\n（削る）\t第3条　所属長は、毎年度1回点検する。", 3, InstrumentErrors.TableDeletesInPart },
        { "改正後\t改正前\n第5条　必要な事項は、別に定める。\t第5条　必要な事項は、別に定める。", 1, InstrumentErrors.TableChangesNothing },
        { "改正後\t改正前\n第4条　（削除）\t第4条　所属長は、記録を残す。", 3, InstrumentErrors.TableLineUnread },
        { "改正後\t改正前\n第5条　定める。\t第5条　必要な事項は、別に定める。\n備考　改正部分は、下線の部分である。\n第4条を削る。", 5, InstrumentErrors.TableLineUnread },
        { "第1条を次に掲げるとおりとする。\n改正後\t改正前\n第5条　定める。\t第5条　必要な事項は、別に定める。", 2, InstrumentErrors.TableLineUnread },
        { "改正後\t改正前\n第4条　（略）\t第3条　（略）", 1, InstrumentErrors.TableNumbersClash },
        { "改正後\t改正前\n第3条　所属長は、毎年度2回点検する。\t第3条　所属長は、毎年度1回点検する。\n4　公表する。\t（新設）", 4, InstrumentErrors.TableNumbersClash },
        { "改正後\t改正前\n第1条・第2条　（略）\t第1条・第2条　（略）\n2　記録する。\t2　職員は、次の各号に掲げることをしない。", 4, InstrumentErrors.TableLineMissing },
        { "改正後\t改正前\n（点検）\t（点検）\n第3条　所属長は、点検する。\t第3条　所属長は、毎年度1回点検する。\n2　（略）\t2　所属長は、結果を報告する。", 5, InstrumentErrors.TableOmissionsDiffer },
        { "改正後\t改正前\n第5条　定める。\t第5条　必要な事項は、別に定める。\n\n第1条　定める。\t第1条　この規程は、情報資産の管理を定める。", 5, InstrumentErrors.TableLineMissing },
        { "改正後\t改正前\n第5条　定める。\t第5条　必要な事項は、別に定める。\n第1条を改める。", 4, InstrumentErrors.TableLineUnread },
    };

    [Theory, MemberData(nameof(Unfit))]
    public void What_does_not_fit_is_refused_with_its_line_and_nothing_is_applied(string table, int line, DomainError error)
    {
        var old = ProvisionText.Read(Rules).Tree;
        var amended = AmendingText.Apply(old, "　情報管理規程の一部を次の表のように改正する。\n" + table);
        var refusal = Assert.Single(amended.Refusals);
        Assert.Equal((line, error), (refusal.Line, refusal.Error));
        Assert.Same(old, amended.Tree);
    }

    [Theory]
    [InlineData("改正後\t改正前\n2　届け出る。\t2　報告する。", 3)]
    [InlineData("改正後\t改正前\n（略）\t（略）\n2　届け出る。\t2　報告する。\n（略）\t（略）", 4)]
    public void A_line_that_may_mean_either_of_two_places_is_refused(string table, int line)
    {
        var old = ProvisionText.Read("○規程\n第1条　点検する。\n2　報告する。\n第2条　記録する。\n2　報告する。\n").Tree;
        var refusal = Assert.Single(AmendingText.Apply(old, "　規程の一部を次の表のように改正する。\n" + table).Refusals);
        Assert.Equal((line, InstrumentErrors.TableLineTwice), (refusal.Line, refusal.Error));
        Assert.Contains("第2条　記録する。\n2　届け出る。", ProvisionText.Write(AmendingText.Apply(old, "　規程の一部を次の表のように改正する。\n改正後\t改正前\n第2条　（略）\t第2条　（略）\n2　届け出る。\t2　報告する。").Tree), StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_of_a_form_among_sentences_makes_no_table_of_them()
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Rules).Tree, "　情報管理規程の一部を次のように改正する。\n　第3条第1項中「毎年度」を「毎月」に改める。\n　別表を次のように改める。\n別表\n区分\t改正前\t改正後\n氏名\tあ\tい\n");
        Assert.Empty(amended.Refusals);
        Assert.Contains("毎月1回", ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
        Assert.Contains("氏名\tあ\tい", ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
        Assert.False(AmendingText.IsInstrument("○届出規程\n第1条　届け出る。\n様式\n改正後\t改正前\n氏名\t住所\n"));
    }

    [Fact]
    public void A_table_for_another_text_is_refused() =>
        Assert.Equal(InstrumentErrors.OtherText, Assert.Single(AmendingText.Apply(ProvisionText.Read(Rules).Tree, "　会計規程の一部を次の表のように改正する。\n改正後\t改正前\n第5条　定める。\t第5条　必要な事項は、別に定める。").Refusals).Error);

    private static string Apart(string written) => string.Join('\n', written.Split('\n').Select(line => line.Contains('\t') ? line + "\n" : line));

    private static bool IsTable(string written) => written.Contains("改正後\t改正前", StringComparison.Ordinal) || written.Contains("改正前\t改正後", StringComparison.Ordinal);
}
