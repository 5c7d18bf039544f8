using System.Text;
using CcsPolicy.Domain.Journal;
using Xunit;

namespace CcsPolicy.Domain.Tests.Journal;

public sealed class TreeTests
{
    // The eight records of the test log that implementations of Certificate Transparency share, and its roots at some sizes.
    private static readonly string[] Known =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_are_those_that_others_have_for_the_same_records(int size, string root)
    {
        var edge = new TreeEdge();
        foreach (var record in Known.Take(size))
            edge.Add(TreeHash.OfLeaf(Convert.FromHexString(record)));
        Assert.Equal(root, Convert.ToHexStringLower(edge.Root.ToBytes()));
    }

    [Fact]
    public void The_edge_names_the_root_that_the_definition_gives_at_every_size()
    {
        var edge = new TreeEdge();
        for (var size = 0; size < 130; size++)
        {
            Assert.Equal(size, edge.Size);
            Assert.Equal(Defined(0, size), edge.Root);
            edge.Add(Leaf(size));
        }
    }

    [Fact]
    public void Full_subtrees_may_be_added_at_once()
    {
        var edge = new TreeEdge();
        edge.Add(Defined(0, 8), 8);
        edge.Add(Defined(8, 12), 4);
        edge.Add(Leaf(12));
        Assert.Equal(Defined(0, 13), edge.Root);
        Assert.Throws<ArgumentOutOfRangeException>(() => edge.Add(Defined(13, 15), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => edge.Add(Defined(13, 16), 3));
    }

    [Fact]
    public void An_entry_is_taken_as_the_next_one_with_its_own_hash_and_not_otherwise()
    {
        var edge = new TreeEdge();
        Assert.True(edge.TryAdd(0, Leaf(0).ToBytes(), Record(0)));
        Assert.False(edge.TryAdd(2, Leaf(1).ToBytes(), Record(1)));
        Assert.False(edge.TryAdd(1, Leaf(2).ToBytes(), Record(1)));
        Assert.False(edge.TryAdd(1, [], Record(1)));
        Assert.Equal(Defined(0, 1), edge.Root);
        Assert.True(edge.TryAdd(1, Leaf(1).ToBytes(), Record(1)));
        Assert.Equal(Defined(0, 2), edge.Root);
    }

    [Fact]
    public void Every_record_is_proved_at_its_place_and_at_no_other()
    {
        for (var size = 1L; size < 40; size++)
            for (var index = 0L; index < size; index++)
            {
                var proof = InclusionProof.Of(index, size, Defined);
                Assert.Equal(Defined(0, size), proof.RootFrom(Leaf(index)));
                Assert.NotEqual(Defined(0, size), proof.RootFrom(Leaf(index + 1)));
                // The neighbour has the same path but for its first step.
                foreach (var other in Enumerable.Range(0, (int)size).Where(other => other != index))
                    Assert.NotEqual(Defined(0, size), (proof with { Index = other }).RootFrom(Leaf(index)));
                Assert.Null((proof with { Path = [.. proof.Path, Leaf(0)] }).RootFrom(Leaf(index)));
                if (proof.Path.Count > 0)
                    Assert.Null((proof with { Path = [.. proof.Path.Skip(1)] }).RootFrom(Leaf(index)));
            }
    }

    [Fact]
    public void A_place_outside_the_tree_proves_nothing()
    {
        Assert.Null(new InclusionProof(3, 3, []).RootFrom(Leaf(3)));
        Assert.Null(new InclusionProof(-1, 3, []).RootFrom(Leaf(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProof.Of(3, 3, Defined));
    }

    [Fact]
    public void A_hash_is_read_as_it_was_written_and_nothing_else_is()
    {
        var hash = Leaf(5);
        Assert.Equal(hash, TreeHash.TryParse(hash.ToString()));
        Assert.Equal(hash, TreeHash.From(hash.ToBytes()));
        Assert.Null(TreeHash.TryParse(hash.ToString()[1..]));
        Assert.Null(TreeHash.TryParse(null));
        Assert.Null(TreeHash.TryParse(new string('*', 44)));
        Assert.Null(TreeHash.From(hash.ToBytes().AsSpan(1)));
    }

    private static TreeHash Leaf(long number) => TreeHash.OfLeaf(Record(number));

    private static byte[] Record(long number) => Encoding.ASCII.GetBytes($"record {number}");

    /// <summary>The definition of RFC 6962, word for word.</summary>
    private static TreeHash Defined(long from, long to)
    {
        if (from == to)
            return TreeHash.OfNothing;
        if (to - from == 1)
            return Leaf(from);
        var part = 1L;
        while (part * 2 < to - from)
            part *= 2;
        return TreeHash.OfNode(Defined(from, from + part), Defined(from + part, to));
    }
}
