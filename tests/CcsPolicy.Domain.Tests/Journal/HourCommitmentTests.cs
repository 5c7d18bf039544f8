using CcsPolicy.Domain.Journal;
using Xunit;

namespace CcsPolicy.Domain.Tests.Journal;

public sealed class HourCommitmentTests
{
    private static readonly Random Numbers = new(20261128);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60)]
    [InlineData(3000)]
    public void Every_tree_leads_to_the_root_and_its_proof_has_one_length(int count)
    {
        var (salt, trees) = (Bytes(16), Trees(count));
        var commitment = HourCommitment.Of(salt, trees);
        Assert.Equal(commitment.Root, HourCommitment.Of(salt, trees.Reverse()).Root);
        Assert.Equal(count, trees.Select(tree => commitment.Of(tree.Tree)!.Value.Tree.Place).Distinct().Count());
        foreach (var (id, size, root) in trees)
        {
            var (tree, path) = commitment.Of(id)!.Value;
            Assert.Equal((size, root, HourCommitment.Floors), (tree.Size, tree.Root, path.Count));
            Assert.Equal(commitment.Root, new InclusionProof(tree.Place, 1 << HourCommitment.Floors, path).RootFrom(tree.Leaf));
            Assert.NotEqual(commitment.Root, new InclusionProof(tree.Place, 1 << HourCommitment.Floors, path).RootFrom((tree with { Size = size + 1 }).Leaf));
        }
        Assert.Null(commitment.Of(Guid.NewGuid()));
    }

    [Fact]
    public void A_proof_shows_no_hash_that_another_tree_or_another_hour_shows_and_places_lie_anywhere()
    {
        var trees = Trees(40);
        var (one, other) = (HourCommitment.Of(Bytes(16), trees), HourCommitment.Of(Bytes(16), trees));
        Assert.NotEqual(one.Root, other.Root);
        var places = trees.Select(tree => one.Of(tree.Tree)!.Value.Tree.Place).ToList();
        Assert.NotEqual(places, [.. trees.Select(tree => other.Of(tree.Tree)!.Value.Tree.Place)]);
        Assert.True(places.Count(place => place < 32768) is > 5 and < 35);
        // The leaf beside it is the same kind of thing whether a tree stands there or none.
        var alone = HourCommitment.Of(Bytes(16), [trees[0]]);
        Assert.All(alone.Of(trees[0].Tree)!.Value.Path, hash => Assert.NotEqual(TreeHash.OfNothing, hash));
    }

    [Fact]
    public void Without_a_tree_or_with_trees_without_leaves_there_is_a_root_all_the_same()
    {
        var salt = Bytes(16);
        Assert.Equal(HourCommitment.Of(salt, []).Root, HourCommitment.Of(salt, [(Guid.NewGuid(), 0, TreeHash.OfNothing)]).Root);
        Assert.NotEqual(HourCommitment.Of(salt, []).Root, HourCommitment.Of(Bytes(16), []).Root);
    }

    private static (Guid Tree, long Size, TreeHash Root)[] Trees(int count) =>
        [.. Enumerable.Range(1, count).Select(number => (new Guid(Bytes(16)), (long)number, TreeHash.From(Bytes(32))!.Value))];

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        Numbers.NextBytes(bytes);
        return bytes;
    }
}
