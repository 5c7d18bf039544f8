using System.Buffers.Binary;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>実施手順の木の約束。One hash over the trees of procedures.</summary>
internal static class Commitment
{
    /// <summary>The salt, then for each tree in the order of its written id: id (32 letters), size (8 bytes, big-endian), root; hashed as a leaf.</summary>
    public static TreeHash Of(byte[] salt, IEnumerable<(Guid Tree, long Size, TreeHash Root)> trees)
    {
        using var bytes = new MemoryStream();
        bytes.Write(salt);
        Span<byte> size = stackalloc byte[8];
        foreach (var tree in trees.Where(tree => tree.Size > 0).Select(tree => (Id: PublicId.Write(tree.Tree), tree.Size, tree.Root)).OrderBy(tree => tree.Id, StringComparer.Ordinal))
        {
            bytes.Write(System.Text.Encoding.ASCII.GetBytes(tree.Id));
            BinaryPrimitives.WriteInt64BigEndian(size, tree.Size);
            bytes.Write(size);
            bytes.Write(tree.Root.ToBytes());
        }
        return TreeHash.OfLeaf(bytes.ToArray());
    }
}
