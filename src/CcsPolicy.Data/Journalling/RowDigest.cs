using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 行のハッシュ。One hash over a row as it is stored, the same from every database and from values read without knowing their types. See docs/reference/journal-format.md.
/// </summary>
internal sealed class RowDigest
{
    private readonly ArrayBufferWriter<byte> bytes = new(1024);

    /// <summary>Begins a row; the salt of its journal entry comes first, so that a guess cannot be tried against the hash alone.</summary>
    public RowDigest Begin(ReadOnlySpan<byte> salt)
    {
        bytes.ResetWrittenCount();
        bytes.Write(salt);
        return this;
    }

    /// <summary>Adds a column. Columns come in ordinal order of their names. One without a value adds nothing: so a column that comes later leaves the hashes of older rows as they are.</summary>
    public void Add(string column, object? value)
    {
        if (value is null or DBNull)
            return;
        switch (value)
        {
            case bool truth:
                Add(column, 'i', truth ? "1"u8 : "0"u8);
                break;
            case byte or short or int or long:
                Add(column, 'i', Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
                break;
            case byte[] stored:
                Add(column, 'b', stored);
                break;
            case Guid id:
                Add(column, 'u', PublicId.Write(id));
                break;
            case string text when StoredId.TryRead(text) is { } id:
                Add(column, 'u', PublicId.Write(id));
                break;
            case double real:
                // None is ever recorded, nor anything below: only somebody else can have put it there.
                Add(column, 'r', real.ToString(CultureInfo.InvariantCulture));
                break;
            case string or DateOnly or DateTime:
                Add(column, 't', Text(value));
                break;
            default:
                Add(column, 'o', StoredValue.Text(value) ?? "");
                break;
        }
    }

    /// <summary>The hash over all columns so far, as 64 lower-case hexadecimal digits.</summary>
    public string End() => Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));

    /// <summary>A value in the form in which it stands in the name of a row, whatever somebody put there.</summary>
    public static string Written(object value) => value switch
    {
        Guid id => PublicId.Write(id),
        string text => StoredId.TryRead(text) is { } id ? PublicId.Write(id) : text,
        _ => StoredValue.Text(value) ?? "",
    };

    // What SQLite keeps as text the other databases keep as types of their own; all have the form that SQLite keeps.
    private static string Text(object value) => value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : StoredValue.Text(value)!;

    private void Add(string column, char kind, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Head(column, kind, length);
        bytes.Advance(Encoding.UTF8.GetBytes(text, bytes.GetSpan(length)));
        bytes.Write("\n"u8);
    }

    private void Add(string column, char kind, ReadOnlySpan<byte> value)
    {
        Head(column, kind, value.Length);
        bytes.Write(value);
        bytes.Write("\n"u8);
    }

    private void Head(string column, char kind, int length)
    {
        bytes.Advance(Encoding.ASCII.GetBytes(column, bytes.GetSpan(column.Length)));
        var head = bytes.GetSpan(16);
        (head[0], head[1], head[2]) = ((byte)':', (byte)kind, (byte)':');
        length.TryFormat(head[3..], out var digits, provider: CultureInfo.InvariantCulture);
        head[3 + digits] = (byte)':';
        bytes.Advance(4 + digits);
    }
}
