using System.Buffers.Binary;
using System.Security.Cryptography;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 記録の認証符号。The last member of every record, made over all that stands before it with a key that the database does not hold unwrapped: whoever can write to the database alone cannot add an entry that
/// gets a place and a signature.
/// </summary>
internal static class RecordMac
{
    /// <summary>Bytes of a code: HMAC-SHA-256 cut to 128 bits.</summary>
    public const int Length = 16;

    private static ReadOnlySpan<byte> Begin => ",\"mac\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>The record with its code.</summary>
    /// <param name="record">A JSON object without the member.</param>
    public static byte[] AddTo(PolicyDb db, ReadOnlySpan<byte> record) =>
        [.. record[..^1], .. Begin, .. System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Of(db, record[..^1]))), .. End];

    /// <summary>Whether the product has made this record.</summary>
    public static bool IsIn(PolicyDb db, ReadOnlySpan<byte> record)
    {
        Span<byte> code = stackalloc byte[Length];
        var at = record.Length - End.Length - (2 * Length) - Begin.Length;
        return at > 0 && record[at..].StartsWith(Begin) && record.EndsWith(End)
            && Convert.FromHexString(record[(at + Begin.Length)..^End.Length], code, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(code, Of(db, record[..at]));
    }

    /// <summary>The code of a place and of the record in it, under a key of its own.</summary>
    /// <param name="before">The leaf before it in its tree; null for the first. So the place means nothing in a tree that has gone on in another way, as after a restore.</param>
    public static byte[] OfPlace(PolicyDb db, JournalEntryId entry, Guid tree, long number, long? hour, TreeHash leaf, TreeHash? before)
    {
        Span<byte> place = stackalloc byte[48 + (2 * TreeHash.Length)];
        place.Clear();
        entry.Value.TryWriteBytes(place);
        tree.TryWriteBytes(place[16..]);
        BinaryPrimitives.WriteInt64BigEndian(place[32..], number);
        BinaryPrimitives.WriteInt64BigEndian(place[40..], hour ?? -1);
        leaf.ToBytes().CopyTo(place[48..]);
        before?.ToBytes().CopyTo(place[(48 + TreeHash.Length)..]);
        return HMACSHA256.HashData(PurposeKey.Places.Of(db), place)[..Length];
    }

    /// <summary>Whether the product has given this record this place.</summary>
    public static bool IsOfPlace(PolicyDb db, byte[] code, JournalEntryId entry, Guid tree, long number, long? hour, TreeHash leaf, TreeHash? before) =>
        CryptographicOperations.FixedTimeEquals(code, OfPlace(db, entry, tree, number, hour, leaf, before));

    /// <summary>Reads both keys, if nothing here has asked for them yet.</summary>
    public static void ReadKeys(PolicyDb db) => _ = (PurposeKey.Records.Of(db), PurposeKey.Places.Of(db));

    private static ReadOnlySpan<byte> Of(PolicyDb db, ReadOnlySpan<byte> record) => HMACSHA256.HashData(PurposeKey.Records.Of(db), record).AsSpan(0, Length);
}
