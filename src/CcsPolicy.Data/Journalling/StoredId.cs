using System.Buffers.Text;
using System.Text;

namespace CcsPolicy.Data.Journalling;

/// <summary>The one form in which SQLite keeps ids: 36 signs, capitals and hyphens. An id that is written in any other way is none, since the database does not find it by the id either.</summary>
internal static class StoredId
{
    private const int Length = 36;

    public static Guid? TryRead(ReadOnlySpan<byte> text) =>
        text.Length == Length && !text.ContainsAnyInRange((byte)'a', (byte)'f') && Utf8Parser.TryParse(text, out Guid id, out var used, 'D') && used == Length ? id : null;

    public static Guid? TryRead(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return text.Length == Length && Encoding.UTF8.TryGetBytes(text, bytes, out var written) ? TryRead(bytes[..written]) : null;
    }
}
