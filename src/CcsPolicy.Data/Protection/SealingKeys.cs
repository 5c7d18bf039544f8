using System.Buffers.Binary;
using System.Security.Cryptography;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// 規程の鍵の束。The keys of one document by number, from 1. The newest seals, each opens what it sealed: a sealed value begins with the number of its key (two bytes, big-endian), then comes what
/// <see cref="Cipher"/> makes, which begins with the version of the algorithm. So key and algorithm can be others tomorrow, and <see cref="Resealing"/> brings what is there over.
/// </summary>
internal sealed class SealingKeys(DocumentId document, IReadOnlyList<byte[]> keys)
{
    private const int NumberLength = sizeof(ushort);

    /// <summary>Under it hashes are made, always: they are on record, and made under another key they would stand for nothing.</summary>
    public byte[] First => keys[0];

    /// <summary>The number of the newest, which seals.</summary>
    public int Newest => keys.Count;

    /// <summary>With one more, the newest from then on.</summary>
    public SealingKeys With(byte[] key) => new(document, [.. keys, key]);

    public SealedText Seal(ReadOnlySpan<byte> plain, IdSource ids)
    {
        var number = new byte[NumberLength];
        BinaryPrimitives.WriteUInt16BigEndian(number, checked((ushort)Newest));
        return new([.. number, .. Cipher.Seal(keys[Newest - 1], plain, document.Value.ToByteArray(), ids)]);
    }

    /// <exception cref="CryptographicException">It was sealed by none of these keys, or for another document, or was changed.</exception>
    public byte[] Open(SealedText words) => NumberIn(words) is var number && number >= 1 && number <= Newest
        ? Cipher.Open(keys[number - 1], words.Bytes.Span[NumberLength..], document.Value.ToByteArray())
        : throw new CryptographicException("These words were sealed by a key that the document does not have.");

    /// <summary>The number of the key that sealed the words; 0 when they are too short to tell.</summary>
    public static int NumberIn(SealedText words) => words.Bytes.Length > NumberLength ? BinaryPrimitives.ReadUInt16BigEndian(words.Bytes.Span) : 0;
}
