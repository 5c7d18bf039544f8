using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

public sealed class SentencesByProvisionTests
{
    [Fact]
    public void Every_provision_that_changed_is_touched_by_a_sentence_and_every_sentence_touches_a_provision()
    {
        var (all, none) = (0, 0);
        for (var seed = 0u; seed < 400; seed++)
        {
            var rules = new RandomRules(seed);
            var old = Lineage.Begin(rules.Tree(), IdSource.Random);
            var @new = Lineage.Carry(old, rules.Amended(old), IdSource.Random);
            var (text, _) = AmendmentEntry.Parted(old, @new);
            var rows = TreeComparison.Between(old, text).Changes.Where(row => row.Change != ProvisionChange.Moved).ToList();
            var found = SentencesByProvision.Between(old, @new);
            all += rows.Count == 0 ? 0 : 1;
            if (rows.Count == 0 || ReferenceEquals(found, SentencesByProvision.None))
            {
                none += rows.Count == 0 ? 0 : 1;
                continue;
            }
            var instrument = AmendingText.BetweenEditions(old, @new);
            foreach (var row in rows)
            {
                var sentences = found.Touching(row.Shown.Key);
                Assert.True(sentences.Length > 0, $"{seed}: {row.Shown.Label} in\n{instrument}");
                Assert.All(sentences, sentence => Assert.Contains(sentence, instrument, StringComparison.Ordinal));
            }
        }
        Assert.InRange(none, 0, all / 4);
    }

    [Fact]
    public void A_sentence_is_told_with_the_lines_that_follow_it_to_the_provision_that_it_makes()
    {
        var old = Lineage.Begin(ProvisionText.Read("管理規程\n\n第1条 職員は、資産を守る。\n第2条 所属長は、点検する。\n").Tree, IdSource.Random);
        var @new = Lineage.Carry(old, ProvisionText.Read("管理規程\n\n第1条 職員は、資産を守る。\n第2条 所属長は、毎年点検する。\n第3条 結果は、報告する。\n").Tree, IdSource.Random);
        var found = SentencesByProvision.Between(old, @new);
        Assert.Empty(found.Touching(@new.Provisions[0].Key));
        Assert.Contains("毎年", Assert.Single(found.Touching(@new.Provisions[1].Key)), StringComparison.Ordinal);
        Assert.EndsWith("第3条　結果は、報告する。", Assert.Single(found.Touching(@new.Provisions[2].Key)), StringComparison.Ordinal);
        Assert.Empty(found.Touching(new LineageKey(Guid.NewGuid())));
    }
}
