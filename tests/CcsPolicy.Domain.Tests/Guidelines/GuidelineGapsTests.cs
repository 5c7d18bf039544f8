using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Guidelines;

public sealed class GuidelineGapsTests
{
    private static readonly PersonId Officer = new(new Guid("00000000-0000-4000-8000-0000000000ff"));
    private static readonly GuidelineId Guideline = new(new Guid("00000000-0000-4000-8000-0000000000aa"));
    private static readonly DocumentId Standard = new(new Guid("00000000-0000-4000-8000-0000000000bb"));
    private static readonly GuidelineEdition[] Editions = [.. Enumerable.Range(1, 3).Select(EditionOf)];

    /// <summary>Editions of a few items: few numbers and few words, so that items meet, move and go.</summary>
    private static readonly Gen<(string Number, string Words)[]> Tables =
        Gen.Select(Gen.Int[1, 7], Gen.Int[0, 5], (number, words) => ($"{number}", words == 0 ? "（略）" : $"言葉{words}")).Array[0, 7].Select(items => items.DistinctBy(item => item.Item1).ToArray());

    [Fact]
    public void Every_item_has_one_fate_and_no_item_of_the_new_edition_is_gone_to_twice() => Gen.Select(Tables, Tables).Sample((old, @new) =>
    {
        var (before, after) = (Items(1, old), Items(2, @new));
        var comparison = GuidelineComparison.Between(before, after);
        Assert.Equal(before, comparison.Changes.Select(change => change.Old));
        var reached = comparison.Changes.Select(change => change.New).OfType<GuidelineItem>().ToList();
        Assert.Equal(reached.Count, reached.Distinct().Count());
        Assert.Equal(after.Except(reached), comparison.Added);
        Assert.All(comparison.Changes, change => Assert.Equal(change.Fate, change switch
        {
            { New: null } => ItemFate.Removed,
            { New: { } now } when !now.SaysTheSameAs(change.Old) => ItemFate.WordsChanged,
            { New: { } now } => now.Number == change.Old.Number ? ItemFate.Unchanged : ItemFate.Renumbered,
        }));
        // What stands there as it stood went nowhere, and what changed its words kept its number.
        Assert.All(comparison.Changes.Where(change => after.Any(item => item.Number == change.Old.Number && item.SaysTheSameAs(change.Old))), change => Assert.Equal(ItemFate.Unchanged, change.Fate));
        Assert.All(comparison.Changes.Where(change => change.Fate == ItemFate.WordsChanged), change => Assert.Equal(change.Old.Number, change.New!.Number));
    });

    [Fact]
    public void The_way_back_says_the_same() => Gen.Select(Tables, Tables).Sample((old, @new) =>
    {
        var (there, back) = (GuidelineComparison.Between(Items(1, old), Items(2, @new)), GuidelineComparison.Between(Items(2, @new), Items(1, old)));
        Assert.Equal(there.Changes.Where(change => change.Fate == ItemFate.Removed).Select(change => change.Old.Number), back.Added.Select(item => item.Number));
        Assert.Equal(there.Added.Select(item => item.Number), back.Changes.Where(change => change.Fate == ItemFate.Removed).Select(change => change.Old.Number));
    });

    [Fact]
    public void Inserting_an_item_renumbers_what_follows_and_changes_no_words()
    {
        var comparison = GuidelineComparison.Between(
            Items(1, [("1", "目的"), ("2", "端末"), ("3", "記録")]), Items(2, [("1", "目的"), ("2", "体制"), ("3", "端末"), ("4", "記録")]));
        Assert.Equal([(ItemFate.Unchanged, "1"), (ItemFate.Renumbered, "3"), (ItemFate.Renumbered, "4")], comparison.Changes.Select(change => (change.Fate, change.New!.Number)));
        Assert.Equal(["2"], comparison.Added.Select(item => item.Number));
        Assert.Equal(ItemFate.Renumbered, comparison.Of("3")!.Fate);
        Assert.Null(comparison.Of("9"));
    }

    [Fact]
    public void A_number_that_was_given_to_something_else_is_no_change_of_words()
    {
        var comparison = GuidelineComparison.Between(
            Items(1, [("1", "端末には名を付けること。"), ("2", "記録を紙に残すこと。")]), Items(2, [("1", "端末及び媒体には名を付けること。"), ("2", "委託先を選ぶ前に確かめる。")]));
        Assert.Equal([ItemFate.WordsChanged, ItemFate.Removed], comparison.Changes.Select(change => change.Fate));
        Assert.Equal(["2"], comparison.Added.Select(item => item.Number));
    }

    [Fact]
    public void Words_that_stand_more_often_in_one_edition_do_not_tell_where_an_item_went()
    {
        var comparison = GuidelineComparison.Between(Items(1, [("1", "（略）"), ("2", "端末")]), Items(2, [("3", "（略）"), ("4", "（略）"), ("2", "端末")]));
        Assert.Equal([ItemFate.Removed, ItemFate.Unchanged], comparison.Changes.Select(change => change.Fate));
        Assert.Equal(["3", "4"], comparison.Added.Select(item => item.Number));
    }

    [Fact]
    public void Each_citation_is_open_or_done_and_an_item_is_cited_or_uncited() => Gen.Select(Tables, Tables, Gen.Bool.Array[14]).Sample((old, @new, cites) =>
    {
        var (before, after) = (Items(1, old), Items(2, @new));
        var citations = before.Concat(after).Where((_, at) => cites[at]).Select((item, at) => Cited(at, item)).ToList();
        var gaps = GuidelineGaps.Of(Editions[1], Editions, before.Concat(after).ToLookup(item => item.EditionId), citations);
        Assert.Equal(citations.Where(one => one.EditionId == Editions[0].Id), gaps.Open.Select(line => line.Citation));
        Assert.Equal(citations.Where(one => one.EditionId == Editions[1].Id), gaps.Done);
        var cited = gaps.Open.Select(line => line.Change.New?.Number).Concat(gaps.Done.Select(one => one.Item)).OfType<string>().ToHashSet();
        Assert.Equal(after.Where(item => !cited.Contains(item.Number)).Select(item => item.Number).Order(StringComparer.Ordinal), gaps.Uncited.Select(one => one.Item.Number).Order(StringComparer.Ordinal));
        // New ones first.
        Assert.Equal(gaps.Uncited.OrderByDescending(one => one.IsNew), gaps.Uncited);
        Assert.Subset(GuidelineComparison.Between(before, after).Added.ToHashSet(), gaps.Uncited.Where(one => one.IsNew).Select(one => one.Item).ToHashSet());
    });

    [Fact]
    public void A_citation_that_skipped_an_edition_is_held_against_what_it_was_read_in_and_a_later_one_is_done()
    {
        var (first, second, third) = (Items(1, [("1", "端末"), ("2", "記録")]), Items(2, [("1", "端末を守る"), ("2", "記録")]), Items(3, [("1", "端末"), ("2", "記録"), ("3", "研修")]));
        var items = first.Concat(second).Concat(third).ToLookup(item => item.EditionId);
        var citations = new[] { Cited(1, first[0]), Cited(2, second[0]), Cited(3, third[1]) };
        Assert.Equal([ItemFate.Unchanged, ItemFate.WordsChanged], GuidelineGaps.Of(Editions[2], Editions, items, citations).Open.Select(line => line.Change.Fate));
        var between = GuidelineGaps.Of(Editions[1], Editions, items, citations);
        Assert.Equal([ItemFate.WordsChanged], between.Open.Select(line => line.Change.Fate));
        Assert.Equal([citations[1], citations[2]], between.Done);
        Assert.Empty(between.Uncited);
        // Nothing is new in the first edition.
        Assert.All(GuidelineGaps.Of(Editions[0], Editions, items, []).Uncited, one => Assert.False(one.IsNew));
    }

    [Fact]
    public void A_citation_is_withdrawn_and_cited_anew_by_further_rows()
    {
        var rows = new List<GuidelineCitation>();
        var key = new LineageKey(new Guid("00000000-0000-4000-8000-000000000001"));
        var cited = GuidelineCitation.Cite(rows, new(Guid.NewGuid()), Standard, key, Editions[0], "1", Officer, default)!;
        rows.Add(cited);
        Assert.Null(GuidelineCitation.Cite(rows, new(Guid.NewGuid()), Standard, key, Editions[0], "1", Officer, default));
        rows.Add(cited.Withdraw(rows, new(Guid.NewGuid()), Officer, default)!);
        Assert.Empty(GuidelineCitation.Standing(rows));
        Assert.Null(cited.Withdraw(rows, new(Guid.NewGuid()), Officer, default));
        rows.Add(GuidelineCitation.Cite(rows, new(Guid.NewGuid()), Standard, key, Editions[0], "1", Officer, default)!);
        Assert.Equal([3], GuidelineCitation.Standing(rows).Select(row => row.Number));
        // The same item of another edition is another citation.
        rows.Add(GuidelineCitation.Cite(rows, new(Guid.NewGuid()), Standard, key, Editions[1], "1", Officer, default)!);
        Assert.Equal([3, 1], GuidelineCitation.Standing(rows).Select(row => row.Number));
    }

    private static GuidelineEdition EditionOf(int number) => new()
    {
        Id = new(new Guid(number, 0, 0, new byte[8])), GuidelineId = Guideline, Label = $"第{number}版", IssuedOn = new DateOnly(2020 + number, 3, 28), Hash = ContentHash.Of(""), RecordedBy = Officer, RecordedAt = default,
    };

    private static List<GuidelineItem> Items(int edition, IEnumerable<(string Number, string Words)> items) =>
        [.. items.Select((item, at) => new GuidelineItem { EditionId = Editions[edition - 1].Id, Ordinal = at + 1, Number = item.Number, Heading = "", Words = item.Words })];

    private static GuidelineCitation Cited(int at, GuidelineItem item) => new()
    {
        Id = new(new Guid(at, 1, 0, new byte[8])), DocumentId = Standard, Key = new Guid(at, 2, 0, new byte[8]), GuidelineId = Guideline, Item = item.Number, Number = 1, EditionId = item.EditionId,
        IsWithdrawn = false, RecordedBy = Officer, RecordedAt = default,
    };
}
