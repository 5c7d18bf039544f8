using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Instrument, table and merged text say the same, or approval is refused.</summary>
public sealed class AmendmentAgreementTests
{
    private static readonly ProvisionTree Old = ProvisionText.Read("○管理規程\n（目的）\n第1条　目的を定める。\n（点検）\n第2条　年1回点検する。\n（委任）\n第3条　細目は別に定める。\n").Tree;

    private static readonly ProvisionTree New = ProvisionText.Read("○管理規程\n（目的）\n第1条　目的を定める。\n（点検）\n第2条　年2回点検する。\n（公表）\n第3条　結果を公表する。\n（委任）\n第4条　細目は別に定める。\n").Tree;

    private static readonly ProvisionTree Other = ProvisionText.Read("○管理規程\n（目的）\n第1条　目的を定める。\n（点検）\n第2条　年3回点検する。\n（委任）\n第3条　細目は別に定める。\n").Tree;

    [Fact]
    public void What_is_written_from_one_text_to_another_agrees_in_sentences_and_as_a_table()
    {
        Assert.True(AmendmentAgreement.Of(Old, New, new(AmendingText.BetweenEditions(Old, New)), TreeComparison.Between(Old, New)).Succeeded);
        Assert.True(AmendmentAgreement.Of(Old, New, AmendingText.TableBetweenEditions(Old, New), TreeComparison.Between(Old, New)).Succeeded);
        Assert.True(AmendmentAgreement.Of(Old, New, null, TreeComparison.Between(Old, New)).Succeeded);
    }

    [Fact]
    public void An_instrument_that_makes_another_text_or_cannot_be_applied_disagrees()
    {
        var comparison = TreeComparison.Between(Old, New);
        foreach (var instrument in new[] { AmendingText.Between(Old, Other), "", "　管理規程の一部を次のように改正する。\n　第9条を削る。\n", "何でもない文" })
            Assert.Equal(AmendmentErrors.InstrumentDisagrees, AmendmentAgreement.Of(Old, New, new(instrument), comparison).Error);
    }

    [Fact]
    public void A_comparison_of_another_text_on_either_side_disagrees()
    {
        var instrument = new WrittenInstrument(AmendingText.Between(Old, New));
        foreach (var comparison in new[] { TreeComparison.Between(Old, Other), TreeComparison.Between(Other, New), TreeComparison.Between(Old, Old) })
            Assert.Equal(AmendmentErrors.ComparisonDisagrees, AmendmentAgreement.Of(Old, New, instrument, comparison).Error);
    }

    /// <summary>No text that can be drafted may be refused by this alone: an office would not know how to go on.</summary>
    [Fact]
    public void Whatever_texts_there_are_what_is_written_of_them_agrees()
    {
        for (var seed = 1u; seed <= 60; seed++)
        {
            var random = new RandomTexts(seed);
            // With keys, as drafts have them, and without.
            var plain = ProvisionText.Read(ProvisionText.Write(random.Tree())).Tree;
            var old = seed % 2 == 0 ? Lineage.Begin(plain, A.Ids()) : plain;
            var amended = random.Amended(plain);
            // A draft may hold what would be read otherwise: it is written all the same.
            var read = seed % 5 == 0 ? amended : ProvisionText.Read(ProvisionText.Write(amended)).Tree;
            var @new = seed % 2 == 0 ? Lineage.Carry(old, read, A.Ids(2)) : read;
            var instrument = seed % 3 == 0 ? AmendingText.TableBetweenEditions(old, @new) : new(AmendingText.BetweenEditions(old, @new));
            var agreed = AmendmentAgreement.Of(old, @new, instrument, TreeComparison.Between(old, @new));
            Assert.True(agreed.Succeeded, $"{seed}: {agreed.Error?.Code}");
        }
    }

    [Fact]
    public void The_parts_of_an_instrument_are_its_lead_its_sentences_with_what_they_add_and_its_own_supplement()
    {
        var parts = new WrittenInstrument(AmendingText.Between(Old, New, new() { Effective = new(2027, 4, 1) })).Parts();
        Assert.Equal([0, .. Enumerable.Range(1, parts.Length - 2), 0], parts.Select(part => part.Number));
        Assert.Contains("の一部を次のように改正する。", parts[0].Words, StringComparison.Ordinal);
        Assert.Contains(parts, part => part.Number > 0 && part.Words.Contains("第3条　結果を公表する。", StringComparison.Ordinal));
        Assert.DoesNotContain(parts[..^1], part => part.Words.Contains("施行する", StringComparison.Ordinal));
        Assert.Contains("施行する", parts[^1].Words, StringComparison.Ordinal);
        Assert.Empty(new WrittenInstrument("").Parts());
    }

    [Fact]
    public void Of_a_table_each_row_that_changes_something_has_a_number()
    {
        var written = AmendingText.TableBetween(Old, New);
        var parts = written.Parts();
        Assert.Equal(written.Table!.Rows.Length + 2, parts.Length);
        Assert.Contains(parts, part => part.Number > 0 && part.Words.Contains("年1回", StringComparison.Ordinal) && part.Words.Contains("年2回", StringComparison.Ordinal));
        Assert.Contains(parts[1..^1], part => part.Number == 0);
        Assert.Equal(Enumerable.Range(1, parts.Max(part => part.Number)), parts.Where(part => part.Number > 0).Select(part => part.Number));
    }

    [Fact]
    public void A_sentence_is_found_by_its_words_and_of_several_alike_the_nearest()
    {
        WrittenSentence[] now = [new(0, "同じ"), new(1, "同じ"), new(2, "ほか"), new(3, "同じ")];
        Assert.Equal(3, new WrittenSentence(4, "同じ").StandingIn(now)!.Number);
        Assert.Equal(1, new WrittenSentence(1, "同じ").StandingIn(now)!.Number);
        Assert.Null(new WrittenSentence(2, "違う").StandingIn(now));
    }
}
