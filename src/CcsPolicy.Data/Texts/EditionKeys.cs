using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Data.Texts;

/// <summary>
/// 系譜キーの保管。How the lineage keys of a text stand beside it: for each provision in document order its key and the line of the canonical text on
/// which it begins. With the lines an edition opens for good: should the reader of a later release cut the old text into other provisions, those that
/// begin where one began before keep their key, and the others get one that is always the same.
/// </summary>
public static class EditionKeys
{
    private const int KeyLength = 16;
    private const int EntryLength = KeyLength + sizeof(int);

    /// <param name="tree">The provisions with their keys.</param>
    /// <param name="canonical">What is stored as the text of the tree.</param>
    public static byte[] Write(ProvisionTree tree, string canonical)
    {
        var keys = Lineage.KeysOf(tree);
        var lines = ProvisionText.Read(canonical).Tree.All().Select(at => at.Provision.Line).ToList();
        if (lines.Count != keys.Length)
            throw new ArgumentException("The text is not that of the tree.", nameof(canonical));
        var bytes = new byte[keys.Length * EntryLength];
        for (var i = 0; i < keys.Length; i++)
        {
            var entry = bytes.AsSpan(i * EntryLength, EntryLength);
            keys[i].Value.TryWriteBytes(entry);
            BinaryPrimitives.WriteInt32BigEndian(entry[KeyLength..], lines[i]);
        }
        return bytes;
    }

    /// <summary>The keys in document order, as they were stored.</summary>
    public static ImmutableArray<LineageKey> Read(ReadOnlySpan<byte> stored) => [.. Entries(stored).Select(entry => entry.Key)];

    /// <summary>The tree that was read from the stored text, with its keys.</summary>
    public static ProvisionTree Put(ProvisionTree read, ReadOnlySpan<byte> stored)
    {
        var entries = Entries(stored);
        var lines = read.All().Select(at => at.Provision.Line).ToList();
        if (lines.SequenceEqual(entries.Select(entry => entry.Line)))
            return Lineage.WithKeys(read, [.. entries.Select(entry => entry.Key)]);
        // Several may begin on one line: they are told apart by their order there.
        var known = Counted(entries.Select(entry => entry.Line)).Zip(entries, (place, entry) => (place, entry.Key)).ToDictionary(pair => pair.place, pair => pair.Key);
        var seed = SHA256.HashData(stored);
        return Lineage.WithKeys(read, [.. Counted(lines).Select(place => known.TryGetValue(place, out var key) ? key : Derived(seed, place))]);
    }

    private static List<(LineageKey Key, int Line)> Entries(ReadOnlySpan<byte> stored)
    {
        if (stored.Length % EntryLength != 0)
            throw new InvalidDataException("Stored lineage keys are damaged.");
        var entries = new List<(LineageKey, int)>(stored.Length / EntryLength);
        for (var at = 0; at < stored.Length; at += EntryLength)
            entries.Add((new LineageKey(new Guid(stored.Slice(at, KeyLength))), BinaryPrimitives.ReadInt32BigEndian(stored[(at + KeyLength)..])));
        return entries;
    }

    private static List<(int Line, int Nth)> Counted(IEnumerable<int> lines)
    {
        var seen = new Dictionary<int, int>();
        return [.. lines.Select(line => (line, seen[line] = seen.GetValueOrDefault(line) + 1))];
    }

    private static LineageKey Derived(byte[] seed, (int Line, int Nth) place)
    {
        var bytes = new byte[seed.Length + 2 * sizeof(int)];
        seed.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(seed.Length), place.Line);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(seed.Length + sizeof(int)), place.Nth);
        return new LineageKey(new Guid(SHA256.HashData(bytes).AsSpan(0, KeyLength)));
    }
}
