using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

public sealed class InstrumentDatesTests
{
    private const string Rules = """
        文書規程
        第1条　甲を定める。
        第2条　乙を定める。
        2　丙を定める。
        第3条　丁を定める。
        第12条　戊を定める。
        附　則
        この規程は、平成27年4月1日から施行する。

        """;

    private const string Sentences = """
        文書規程の一部を次のように改正する。
        第1条中「甲」を「子」に改める。
        第2条第1項中「乙」を「丑」に改め、同条第2項中「丙」を「寅」に改める。
        第3条を第4条とし、第2条の次に次の1条を加える。
        第3条　卯を定める。
        第12条中「戊」を「辰」に改める。
        附　則

        """;

    [Theory]
    [InlineData("この規程は、令和8年4月1日から施行する。", "2026-03-31", "甲乙丙丁戊")]
    [InlineData("この規程は、令和8年4月1日から施行する。", "2026-04-01", "子丑寅卯丁辰")]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第2条第2項の改正規定は、同年10月1日から施行する。", "2026-04-01", "子丑丙卯丁辰")]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第2条第2項の改正規定は、同年10月1日から施行する。", "2026-10-01", "子丑寅卯丁辰")]
    [InlineData("１　この規程は、令和8年4月1日から施行する。ただし、第1条及び第2条の改正規定は令和8年10月1日から、第12条の改正規定は令和9年4月1日から施行する。", "2026-10-01", "子丑寅卯丁戊")]
    [InlineData("１　この規程は、令和8年4月1日から施行する。ただし、第1条及び第2条の改正規定は令和8年10月1日から、第12条の改正規定は令和9年4月1日から施行する。", "2026-04-01", "甲乙丙卯丁戊")]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、次の各号に掲げる規定は、当該各号に定める日から施行する。\n(1)　第1条の改正規定　令和8年10月1日\n(2)　第2条第2項及び第12条の改正規定　令和9年4月1日", "2026-12-01", "子丑丙卯丁戊")]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第1条及び第12条の改正規定は、令和9年4月1日から施行する。", "2026-04-01", "甲丑寅卯丁戊")]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第3条を第4条とする改正規定及び第2条の次に1条を加える改正規定は、令和9年4月1日から施行する。", "2026-04-01", "子丑寅丁辰")]
    [InlineData("この規程は、令和八年四月一日から施行する。ただし、第一条の改正規定は、令和九年四月一日から施行する。", "2026-04-01", "甲丑寅卯丁辰")]
    [InlineData("この規程は、公布の日から施行する。ただし、第1条の改正規定は、令和9年4月1日から施行する。", "2020-01-01", "甲丑寅卯丁辰")]
    // 同条 and 同項 in the 附則 are what it named before, a bare 第2項 is of the same article.
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第2条の改正規定及び同条の次に1条を加える改正規定は、同年10月1日から施行する。", "2026-04-01", "子乙丙丁辰")]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第2条第1項の改正規定及び同条第2項の改正規定は、同年10月1日から施行する。", "2026-04-01", "子乙丙卯丁辰")]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第2条第1項及び第2項の改正規定は、同年10月1日から施行する。", "2026-04-01", "子乙丙卯丁辰")]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第3条を第4条とし、第2条の次に1条を加える改正規定は、同年10月1日から施行する。", "2026-04-01", "子丑寅丁辰")]
    public void Each_clause_is_applied_from_its_day_on(string supplementary, string on, string words)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Rules).Tree, Sentences + supplementary, on: DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(amended.Refusals);
        Assert.Equal(words, string.Concat(amended.Tree.All().Where(at => at.Provision.Text.EndsWith("を定める。", StringComparison.Ordinal)).Select(at => at.Provision.Text[..1])));
    }

    [Theory]
    [InlineData("この規程は、令和8年4月1日から施行する。ただし、第2条第2項の改正規定は、同年10月1日から施行する。", "2026-04-01 2026-10-01")]
    [InlineData("１　この規程は、令和8年4月1日から施行する。ただし、第1条及び第2条の改正規定は令和8年10月1日から、第12条の改正規定は令和9年4月1日から施行する。", "2026-04-01 2026-10-01 2027-04-01")]
    [InlineData("この規程は、公布の日から施行する。ただし、第3条を第4条とする改正規定及び第2条の次に1条を加える改正規定は、令和9年4月1日から施行する。", "2026-03-20 2027-04-01")]
    [InlineData("この規程は、令和8年4月1日から施行する。", "2026-04-01")]
    public void Taken_in_part_by_part_it_makes_what_it_makes_at_once(string supplementary, string days)
    {
        var (made, at, enacted) = (ProvisionText.Read(Rules).Tree, days.Split(' ').Select(day => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).ToList(), new DateOnly(2026, 3, 10));
        for (var i = 0; i < at.Count; i++)
        {
            // Out of turn, nothing is taken in.
            foreach (var other in at.Skip(i + 1))
                Assert.Equal(InstrumentErrors.EarlierDatesFirst, Assert.Single(Taken(other, at.Take(i)).Refusals).Error);
            var part = Taken(at[i], at.Take(i));
            Assert.Empty(part.Refusals);
            made = part.Tree;
        }
        AmendedText Taken(DateOnly day, IEnumerable<DateOnly> onRecord) => TakenInstrument.On(made, onRecord, Sentences + supplementary, enacted, day, IdSource.Random);
        var whole = AmendingText.Apply(ProvisionText.Read(Rules).Tree, Sentences + supplementary);
        Assert.Equal(new AmendmentEntry(enacted).AddTo(whole.Tree, whole.Instrument).Value, made);
    }

    [Fact]
    public void Beside_its_days_no_part_of_it_is_taken_in()
    {
        var (old, instrument) = (ProvisionText.Read(Rules).Tree, Sentences + "この規程は、令和8年4月1日から施行する。ただし、第1条の改正規定は、令和9年4月1日から施行する。");
        foreach (DateOnly? day in new DateOnly?[] { null, new(2026, 3, 31), new(2026, 4, 2), new(2028, 4, 1) })
            Assert.Equal((old, InstrumentErrors.DatesDiffer), TakenInstrument.On(old, [], instrument, new(2026, 3, 10), day, IdSource.Random) is var taken ? (taken.Tree, Assert.Single(taken.Refusals).Error) : default);
    }

    [Fact]
    public void A_day_for_what_the_instrument_does_not_amend_is_refused()
    {
        var old = ProvisionText.Read(Rules).Tree;
        var amended = AmendingText.Apply(old, Sentences + "この規程は、令和8年4月1日から施行する。ただし、第5条の改正規定は、令和9年4月1日から施行する。", on: new DateOnly(2026, 4, 1));
        Assert.Equal((old, InstrumentErrors.DateForNothing), (amended.Tree, Assert.Single(amended.Refusals).Error));
    }

    [Theory]
    [InlineData(0, 0, "　この規程は、令和8年4月1日から施行する。")]
    [InlineData(1, 0, "　この規程は、令和8年4月1日から施行する。ただし、第12条の改正規定は、同年10月1日から施行する。")]
    [InlineData(2, 0, "　この規程は、令和8年4月1日から施行する。ただし、次の各号に掲げる規定は、当該各号に定める日から施行する。\n　(1)　第12条の改正規定　令和8年10月1日\n　(2)　第1条の改正規定　令和9年4月1日")]
    [InlineData(1, 2, "　（施行期日）\n1　この規程は、令和8年4月1日から施行する。ただし、第12条の改正規定は、同年10月1日から施行する。\n　（経過措置）\n2　なお従前の例による。\n3　台帳は、作り直さない。")]
    public void What_is_written_is_read_with_the_same_days(int later, int transition, string expected)
    {
        var old = ProvisionText.Read(Rules).Tree;
        var usage = InstrumentUsage.Municipal with
        {
            Effective = new DateOnly(2026, 4, 1),
            Later = [.. new[] { new LaterEffect("第12条", new(2026, 10, 1)), new LaterEffect("第1条", new(2027, 4, 1)) }.Take(later)],
            Transition = [.. new[] { "なお従前の例による。", "台帳は、作り直さない。" }.Take(transition)],
        };
        var written = AmendingText.Between(old, AmendingText.Apply(old, Sentences).Tree, usage);
        Assert.EndsWith("　　附　則\n" + expected + "\n", written, StringComparison.Ordinal);
        var dates = InstrumentDates.Of(AmendingText.Read(written)).Value;
        Assert.Equal(new DateOnly(2026, 4, 1), dates.Rest);
        Assert.Equal(usage.Later.Select(one => one.Day).Prepend(new(2026, 4, 1)), dates.Days);
    }

    [Fact]
    public void The_days_are_told_in_their_order()
    {
        var dates = InstrumentDates.Of(AmendingText.Read(Sentences + "この規程は、令和8年4月1日から施行する。ただし、第1条の改正規定は、令和9年4月1日から施行する。")).Value;
        Assert.Equal((new DateOnly(2026, 4, 1), 2), (dates.Rest, dates.Days.Length));
        Assert.Equal(new DateOnly(2027, 4, 1), dates.Days[^1]);
    }
}
