using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>附則 that are bare or have 項, 条 and captions, and those of amendments behind them: from each to each, to the letter.</summary>
public sealed class SupplementsTests
{
    private const string Body = "情報管理規程\n　（目的）\n第1条　目的を定める。\n　（責務）\n第2条　責務を定める。\n";
    private const string Name = "　　　附　則\n";
    private const string First = "この規程は、令和5年4月1日から施行する。\n";
    private const string Second = "この規程の施行の際現に交付されている許可証は、なお効力を有する。\n";
    private const string Third = "文書規程は、廃止する。\n";
    private const string Bare = Name + "　" + First;
    private const string Numbered = Name + "1　" + First + "2　" + Second;
    private const string Captioned = Name + "　（施行期日）\n1　" + First + "　（経過措置）\n2　" + Second;
    private const string Amended = "　　　附　則（令和6年3月1日規程第2号）\n　この規程は、令和6年4月1日から施行する。\n";
    private const string AmendedCaptioned = "　　　附　則（令和6年3月1日規程第2号）\n　（施行期日）\n1　この規程は、令和6年4月1日から施行する。\n　（経過措置）\n2　改正前の規定は、なおその例による。\n";
    private const string AmendedAgain = "　　　附　則（令和7年3月1日規程第1号）\n　この規程は、令和7年4月1日から施行する。\n";

    private static readonly string[] All =
    [
        Bare, Bare + "　" + Second, Name + "1　" + First, Numbered, Numbered + "3　" + Third, Name + "　（施行期日）\n　" + First, Name + "　（施行期日）\n1　" + First, Captioned,
        Name + "　（施行期日）\n1　" + First + "2　" + Second, Name + "　（施行の日）\n1　" + First + "　（許可証）\n2　" + Second, Captioned + "　（文書規程の廃止）\n3　" + Third, Captioned + "3　前項の許可証は、1年に限る。\n",
        Name + "　（施行期日）\n第1条　" + First + "　（経過措置）\n第2条　" + Second, Name + "第1条　" + First + "第2条　" + Second, Name + "　（施行期日）\n第1条　" + First + "　（経過措置）\n第2条　" + Second + "　（委任）\n第3条　理事長が定める。\n",
        Bare + Amended, Bare + AmendedCaptioned, Captioned + Amended, Captioned + AmendedCaptioned, Captioned + AmendedCaptioned + AmendedAgain, Bare + Amended + AmendedAgain, Bare + "別表\n区分\t期間\n紙\t5年\n", Captioned + "別表\n区分\t期間\n紙\t5年\n",
    ];

    public static TheoryData<int> Froms => [.. Enumerable.Range(0, All.Length)];

    [Theory, MemberData(nameof(Froms))]
    public void From_each_to_each_the_instrument_gives_the_other_as_it_was_typed_and_writes_no_whole_text_anew(int from)
    {
        foreach (var to in All.Where(to => to != All[from]))
            foreach (var body in new[] { Body, Body.Replace("　（目的）\n", "", StringComparison.Ordinal).Replace("　（責務）\n", "", StringComparison.Ordinal) })
            {
                var (typed, old, @new) = (body + All[from], ProvisionText.Read(body + All[from]).Tree, ProvisionText.Read(body + to).Tree);
                var written = AmendingText.Between(old, @new);
                Assert.DoesNotContain("全部を次のように改める", written, StringComparison.Ordinal);
                var applied = AmendingText.Apply(old, written);
                Assert.Empty(applied.Refusals);
                Assert.Equal(@new, applied.Tree);
                // Of a table that comes the indents are not known.
                if (!to.Contains("別表", StringComparison.Ordinal) || All[from].Contains("別表", StringComparison.Ordinal))
                    Assert.Equal(body + to, KeptSpelling.Write(applied.Tree, typed));
            }
    }

    [Theory]
    [InlineData(Bare, Captioned, "　附則を附則第1項とし、同項に見出しとして「（施行期日）」を付し、附則に次の1項を加える。\n　（経過措置）\n2　" + Second)]
    [InlineData(Captioned, Bare, "　附則第2項を削り、附則第1項の見出し及び項番号を削る。\n")]
    [InlineData(Numbered, Bare, "　附則第2項を削り、附則第1項の項番号を削る。\n")]
    [InlineData(Name + "1　" + First, Bare, "　附則第1項の項番号を削る。\n")]
    [InlineData(Captioned, Numbered, "　附則第1項の見出しを削り、附則第2項の見出しを削る。\n")]
    [InlineData(Bare, Name + "　（施行期日）\n第1条　" + First, "　附則を次のように改める。\n附則\n　（施行期日）\n第1条　" + First)]
    [InlineData(Bare, Captioned + Amended, "　附則を附則第1項とし、同項に見出しとして「（施行期日）」を付し、附則に次の1項を加える。\n　（経過措置）\n2　" + Second + "　附則の次に次のように加える。\n附則（令和6年3月1日規程第2号）\nこの規程は、令和6年4月1日から施行する。\n")]
    [InlineData(Captioned + Amended, Captioned, "　附則（令和6年3月1日規程第2号）を削る。\n")]
    public void It_is_worded_as_an_officer_words_it(string from, string to, string sentences) =>
        Assert.EndsWith(sentences, AmendingText.Between(ProvisionText.Read(Body + from).Tree, ProvisionText.Read(Body + to).Tree), StringComparison.Ordinal);

    [Theory]
    [InlineData(Bare, Captioned + Amended)]
    [InlineData(Bare + Amended, Name + "　" + Second + AmendedAgain)]
    public void The_first_one_and_that_of_an_amendment_are_never_taken_for_one(string from, string to)
    {
        foreach (var (old, @new) in new[] { (from, to), (to, from) })
            Assert.All(TreeComparison.Between(ProvisionText.Read(Body + old).Tree, ProvisionText.Read(Body + @new).Tree).Rows.Where(row => row is { Old.Kind: ProvisionKind.SupplementaryProvision, New: not null }),
                row => Assert.Equal(row.Old!.Heading is null, row.New!.Heading is null));
    }

    [Theory]
    [InlineData(Bare + Amended)]
    [InlineData(Captioned + AmendedCaptioned + AmendedAgain)]
    public void A_text_that_has_none_gets_several(string to)
    {
        var (old, @new) = (ProvisionText.Read(Body).Tree, ProvisionText.Read(Body + to).Tree);
        var written = AmendingText.Between(old, @new);
        Assert.DoesNotContain("全部を次のように改める", written, StringComparison.Ordinal);
        Assert.Equal(@new, AmendingText.Apply(old, written).Tree);
    }

    [Fact]
    public void One_whose_number_was_mistyped_stays_the_same()
    {
        var corrected = Amended.Replace("第2号", "第3号", StringComparison.Ordinal);
        Assert.Contains(TreeComparison.Between(ProvisionText.Read(Body + Bare + Amended).Tree, ProvisionText.Read(Body + Bare + corrected).Tree).Rows, row => row is { Old.Heading: "令和6年3月1日規程第2号", New.Heading: "令和6年3月1日規程第3号" });
    }
}
