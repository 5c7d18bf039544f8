using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

public sealed class AmendingTextTests
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
        第4条　所属長は、結果を報告する。
        附　則
        この規程は、令和6年4月1日から施行する。

        """;

    [Fact]
    public void The_instrument_from_one_text_to_another_gives_exactly_the_other()
    {
        var (all, whole) = (0, 0);
        for (var seed = 0u; seed < 2_000; seed++)
        {
            var rules = new RandomRules(seed);
            var old = rules.Tree();
            var @new = rules.Amended(old);
            var written = AmendingText.Between(old, @new);
            Assert.True(old.Equals(@new) ? written.Length == 0 : AmendingText.Apply(old, written).Tree.Equals(@new), $"{seed}: {written}");
            all++;
            whole += written.Contains("全部を次のように改める", StringComparison.Ordinal) ? 1 : 0;
        }
        // What sentences of their own can say is not written anew as a whole.
        Assert.InRange(whole, 0, all / 100);
    }

    [Theory]
    [InlineData(false, "　　附　則\n　この規程は、令和9年4月1日から施行する。\n")]
    [InlineData(true, "　　附　則\n　この規程は、令和九年四月一日から施行する。\n")]
    public void With_a_day_it_ends_with_its_own_supplementary_provision_which_changes_nothing_in_the_text(bool isNational, string end)
    {
        var old = ProvisionText.Read(Rules).Tree;
        var @new = ProvisionText.Read(Rules.Replace("毎年度1回", "毎年度2回", StringComparison.Ordinal)).Tree;
        var written = AmendingText.Between(old, @new, (isNational ? InstrumentUsage.National : InstrumentUsage.Municipal) with { Effective = new DateOnly(2027, 4, 1) });
        Assert.EndsWith(end, written, StringComparison.Ordinal);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    [Fact]
    public void So_it_does_for_texts_of_any_make()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var texts = new RandomTexts(seed);
                var old = texts.Tree();
                var @new = texts.Amended(old);
                var written = AmendingText.Between(old, @new);
                return old.Equals(@new) ? written.Length == 0 : AmendingText.Makes(AmendingText.Apply(old, written), @new) && !written.Contains('⟦', StringComparison.Ordinal);
            },
            iter: 2_000);
    }

    [Theory]
    [InlineData("　第2条第2項中「次の各号」を「次」に、「しない」を「してはならない」に改め、同項第2号を削り、同項第3号を同項第2号とする。", "2　職員は、次に掲げることをしてはならない。\n(1)　情報資産の持出し\n(2)　端末の改造\n3")]
    [InlineData("　第三条中「毎年度一回」を削る。", null)]
    [InlineData("　第3条中「毎年度1回」の次に「以上」を加え、「点検する」を「点検し、記録する」に改める。", "第3条　所属長は、毎年度1回以上点検し、記録する。")]
    [InlineData("　第3条中「毎年度1回」の下に「以上」を加える。", "毎年度1回以上点検する。")]
    [InlineData("　第4条を第5条とし、第3条の次に次の１条を加える。\n　（記録）\n第4条　所属長は、記録を残す。", "（記録）\n第4条　所属長は、記録を残す。\n第5条　所属長は、結果を報告する。")]
    [InlineData("　第２条第１項中「情報資産」を「情報」に改める。", "第2条　職員は、情報を守る。\n2")]
    [InlineData("　第2条第3項を次のように改める。\n３　前項の規定は、全ての者に準用する。", "前項の規定は、全ての者に準用する。")]
    [InlineData("　第1条の見出しを「（趣旨）」に改める。", "（趣旨）\n第1条")]
    [InlineData("　第2条第3項に次のただし書を加える。\n　　ただし、第2号を除く。", "3　前項の規定は、契約職員に準用する。ただし、第2号を除く。")]
    [InlineData("　題名を次のように改める。\n　　　情報保護規程", "○情報保護規程")]
    [InlineData("　第2条第2項に次の1号を加える。\n(4)　許可のない接続", "(3)　端末の改造\n(4)　許可のない接続")]
    [InlineData("　第2条第2項第1号及び第2号を削り、同項第3号を同項第1号とする。", "2　職員は、次の各号に掲げることをしない。\n(1)　端末の改造\n3")]
    [InlineData("　本則に次の1条を加える。\n　（委任）\n第5条　必要な事項は、別に定める。", "（委任）\n第5条　必要な事項は、別に定める。\n附")]
    public void An_instrument_as_offices_write_it_is_applied(string sentences, string? expected)
    {
        var amended = AmendingText.Apply(ProvisionText.Read(Rules).Tree, "○情報管理規程の一部を改正する規程\n　情報管理規程（令和6年規程第1号）の一部を次のように改正する。\n" + sentences + "\n　　附　則\n　この規程は、公告の日から施行する。\n");
        if (expected is null)
        {
            Assert.Equal(InstrumentErrors.WordsMissing, Assert.Single(amended.Refusals).Error);
            return;
        }
        Assert.Empty(amended.Refusals);
        Assert.Contains(expected, ProvisionText.Write(amended.Tree), StringComparison.Ordinal);
    }

    public static TheoryData<string, int, DomainError> Unfit => new()
    {
        { "　第3条中「ない字句」を「字句」に改める。", 2, InstrumentErrors.WordsMissing },
        { "　第2条中「情報資産」を「情報」に改める。", 2, InstrumentErrors.WordsTwice },
        { "　第9条中「情報資産」を「情報」に改める。", 2, InstrumentErrors.PlaceIsMissing },
        { "　第3条を第4条とする。", 2, InstrumentErrors.NumberTaken },
        { "　第3条の次に次の1条を加える。\n第4条　加える。", 2, InstrumentErrors.NumberTaken },
        { "　第3条の次に次の1条を加える。", 2, InstrumentErrors.BlockMissing },
        { "　第1条中「管理」を「保護」に改める。\n　第3条をよくする。", 3, InstrumentErrors.Unread },
        { "　第3条中「毎年度1回」を「毎年」に、「年度1回点検」を「点検」に改める。", 2, InstrumentErrors.WordsOverlap },
    };

    [Theory, MemberData(nameof(Unfit))]
    public void What_does_not_fit_is_refused_with_its_line_and_nothing_is_applied(string sentences, int line, DomainError error)
    {
        var old = ProvisionText.Read(Rules).Tree;
        var amended = AmendingText.Apply(old, "　情報管理規程の一部を次のように改正する。\n" + sentences);
        Assert.Contains(amended.Refusals, refusal => refusal.Line == line && refusal.Error == error);
        Assert.Same(old, amended.Tree);
    }

    [Fact]
    public void An_instrument_for_another_text_is_refused() =>
        Assert.Equal(InstrumentErrors.OtherText, Assert.Single(AmendingText.Apply(ProvisionText.Read(Rules).Tree, "　文書管理規程の一部を次のように改正する。\n　第1条中「管理」を「保護」に改める。").Refusals).Error);

    [Fact]
    public void Five_articles_that_move_alike_move_in_one_clause_but_for_the_one_that_moves_first()
    {
        ProvisionTree Text(int first, params string[] more) => ProvisionText.Read("○情報管理規程\n" + string.Concat(more) + string.Concat(Enumerable.Range(0, 5).Select(n => $"第{first + n}条　{(char)('甲' + n)}は、これを定める。\n"))).Tree;
        var written = AmendingText.Between(Text(1), Text(2, "第1条　初めに、これを定める。\n"));
        Assert.Contains("　第5条を第6条とし、第1条から第4条までを1条ずつ繰り下げ、第2条の前に次の1条を加える。\n第1条　初めに、これを定める。\n", written, StringComparison.Ordinal);
    }

    /// <summary>An article that loses its caption shares the one before it, as it will be read.</summary>
    [Fact]
    public void A_caption_that_goes_is_one_sentence_and_the_text_stays_spelled_as_it_was()
    {
        const string Typed = "情報管理規程\n　（目的）\n第1条　目的を定める。\n　（責務）\n第2条　責務を定める。\n　（委任）\n第3条　委任を定める。\n　　　附　則\n　この規程は、令和5年4月1日から施行する。\n";
        var becomes = Typed.Replace("　（委任）\n", "", StringComparison.Ordinal);
        var old = ProvisionText.Read(Typed).Tree;
        var written = AmendingText.Between(old, ProvisionText.Read(becomes).Tree);
        Assert.Contains("第3条の見出しを削る。", written, StringComparison.Ordinal);
        Assert.Equal(becomes, KeptSpelling.Write(AmendingText.Apply(old, written).Tree, Typed));
        Assert.DoesNotContain("⟦", KeptSpelling.Write(AmendingText.Apply(old, "　情報管理規程の一部を次のように改正する。\n　第1条の見出しを削る。\n　第2条の見出しを削る。\n").Tree, Typed), StringComparison.Ordinal);
    }
}
