using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Journal;

/// <summary>
/// 実施手順の木の約束。One hash over the trees of procedures as they stand at a full hour: the root of a tree of 65,536 places. A tree stands at a place that the salt of the hour chooses, and what is empty
/// is filled with what looks like a hash. So one tree can be proved to be among them, and neither that proof nor the root tells how many others there are, which, or where.
/// See docs/reference/journal-format.md.
/// </summary>
public sealed class HourCommitment
{
    /// <summary>Floors between a place and the root.</summary>
    public const int Floors = 16;

    /// <summary>Bytes of the salt of a leaf.</summary>
    public const int SaltLength = 16;

    private readonly byte[] salt;
    private readonly Dictionary<string, CommittedTree> trees = new(StringComparer.Ordinal);
    private readonly List<Dictionary<int, TreeHash>> floors = [];

    private HourCommitment(byte[] salt) => this.salt = salt;

    public TreeHash Root => At(Floors, 0);

    /// <summary>Builds it.</summary>
    /// <param name="salt">Random, of the hour; whoever knows it knows all places.</param>
    /// <param name="of">Id, size and root of each tree; those without leaves do not count.</param>
    public static HourCommitment Of(byte[] salt, IEnumerable<(Guid Tree, long Size, TreeHash Root)> of)
    {
        var made = new HourCommitment(salt);
        var leaves = new Dictionary<int, TreeHash>();
        foreach (var (id, size, root) in of.Where(tree => tree.Size > 0).Select(tree => (PublicId.Write(tree.Tree), tree.Size, tree.Root)).OrderBy(tree => tree.Item1, StringComparer.Ordinal))
        {
            int place = BinaryPrimitives.ReadUInt16BigEndian(made.Mask("place" + id));
            while (leaves.ContainsKey(place))
                place = (place + 1) % (1 << Floors);
            var tree = new CommittedTree(id, size, root, made.Mask("leaf" + id)[..SaltLength], place);
            leaves.Add(place, tree.Leaf);
            made.trees.Add(id, tree);
        }
        made.floors.Add(leaves);
        for (var floor = 1; floor <= Floors; floor++)
            made.floors.Add(leaves = leaves.Keys.Select(index => index / 2).Distinct().ToDictionary(index => index, index => TreeHash.OfNode(made.At(floor - 1, 2 * index), made.At(floor - 1, (2 * index) + 1))));
        return made;
    }

    /// <summary>The tree and the neighbours from its place up to the root; null when it is not among them.</summary>
    public (CommittedTree Tree, IReadOnlyList<TreeHash> Path)? Of(Guid tree) =>
        trees.TryGetValue(PublicId.Write(tree), out var found) ? (found, [.. Enumerable.Range(0, Floors).Select(floor => At(floor, (found.Place >> floor) ^ 1))]) : null;

    /// <summary>Writes how a tree stands in the commitment of an hour, as a member of a proof.</summary>
    internal static void Write(Utf8JsonWriter json, (byte[] Salt, InclusionProof Way) hour)
    {
        json.WriteStartObject("hour");
        json.WriteBase64String("salt", hour.Salt);
        json.WriteNumber("place", hour.Way.Index);
        hour.Way.WritePath(json);
        json.WriteEndObject();
    }

    private TreeHash At(int floor, int index) =>
        floors.Count > floor && floors[floor].TryGetValue(index, out var hash) ? hash : TreeHash.From(Mask($"none{(char)('a' + floor)}{index:x4}"))!.Value;

    private byte[] Mask(string what) => HMACSHA256.HashData(salt, Encoding.ASCII.GetBytes(what));
}

/// <summary>約束の中の木。A tree as it stands in a commitment.</summary>
/// <param name="Id">32 lower-case hexadecimal digits.</param>
/// <param name="Salt">Of this tree in this hour alone; tells nothing of others.</param>
/// <param name="Place">Below 65,536.</param>
public sealed record CommittedTree(string Id, long Size, TreeHash Root, byte[] Salt, int Place)
{
    /// <summary>The hash by which it stands there: over salt, id in ASCII, size in eight bytes (big-endian) and root.</summary>
    public TreeHash Leaf
    {
        get
        {
            var bytes = new byte[Salt.Length + Id.Length + 8 + TreeHash.Length];
            Salt.CopyTo(bytes, 0);
            Encoding.ASCII.GetBytes(Id, bytes.AsSpan(Salt.Length));
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Salt.Length + Id.Length), Size);
            Root.CopyTo(bytes.AsSpan(Salt.Length + Id.Length + 8));
            return TreeHash.OfLeaf(bytes);
        }
    }
}
