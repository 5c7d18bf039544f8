using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CcsPolicy.Domain.Basics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CcsPolicy.Data.Journalling;

/// <summary>What a stored value is, whatever its column should hold.</summary>
internal enum StoredKind
{
    None,
    Text,
    Bytes,
    Number,
}

/// <summary>A value in the form in which SQLite keeps it.</summary>
internal readonly ref struct StoredBytes(StoredKind kind, ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public StoredKind Kind => kind;

    /// <summary>The bytes of a text; nothing where it is none.</summary>
    public ReadOnlySpan<byte> Letters => kind == StoredKind.Text ? bytes : [];

    /// <summary>The bytes as they are; nothing where they are of another kind.</summary>
    public ReadOnlySpan<byte> Blob => kind == StoredKind.Bytes ? bytes : [];

    public long? Number => kind == StoredKind.Number ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : null;

    /// <summary>The id that the text is.</summary>
    public Guid? Id => StoredId.TryRead(Letters);

    /// <summary>In one written form, ids as <see cref="PublicId"/> writes them; null for no value.</summary>
    public string? Written() => kind switch
    {
        StoredKind.None => null,
        StoredKind.Bytes => Convert.ToHexString(bytes),
        StoredKind.Number => Number!.Value.ToString(CultureInfo.InvariantCulture),
        _ => Id is { } id ? PublicId.Write(id) : Encoding.UTF8.GetString(bytes),
    };

    /// <summary>The same where an id is expected, so that nothing else looks like one: text that is none stands in quotes, and bytes as x'…'.</summary>
    public string? Named() => Id is { } id ? PublicId.Write(id) : kind switch
    {
        StoredKind.None => null,
        StoredKind.Text => $"'{Written()}'",
        _ => $"x'{Written()}'",
    };

    public bool IsSame(in StoredBytes other) => kind == other.Kind && bytes.SequenceEqual(other.bytes);
}

/// <summary>Some rows as a database gives them, one value after another in one run of bytes: to make an object of each takes longer than to read and hash them.</summary>
internal sealed class StoredBatch
{
    private const int MostRows = 512;

    private readonly List<(StoredKind Kind, int Start)> values = [];
    private byte[] bytes = new byte[MostRows * 1024];
    private int length;
    private int columns;

    public int Count { get; private set; }

    public bool IsFull => Count == MostRows;

    public StoredBytes this[int row, int column]
    {
        get
        {
            var (at, (kind, start)) = ((row * columns) + column + 1, values[(row * columns) + column]);
            return new StoredBytes(kind, bytes.AsSpan(start..(at < values.Count ? values[at].Start : length)));
        }
    }

    public void Clear()
    {
        values.Clear();
        (length, Count) = (0, 0);
    }

    public void Add(DbDataReader row)
    {
        columns = row.FieldCount;
        var handle = (row as SqliteDataReader)?.Handle;
        var statement = handle?.DangerousGetHandle() ?? 0;
        for (var column = 0; column < columns; column++)
            // Where a word would be made of the bytes, and bytes of the word again, they are taken as they are.
            switch (statement == 0 ? raw.SQLITE_FLOAT : SqliteRow.TypeOf(statement, column))
            {
                case raw.SQLITE_TEXT:
                    Add(StoredKind.Text, SqliteRow.BytesOf(statement, column));
                    break;
                case raw.SQLITE_BLOB:
                    Add(StoredKind.Bytes, SqliteRow.BytesOf(statement, column));
                    break;
                case raw.SQLITE_INTEGER:
                    Add(SqliteRow.NumberOf(statement, column));
                    break;
                case raw.SQLITE_NULL:
                    Add(StoredKind.None, []);
                    break;
                default:
                    Add(StoredValue.Of(row, column));
                    break;
            }
        GC.KeepAlive(handle);
        Count++;
    }

    private void Add(object value)
    {
        switch (value)
        {
            case DBNull:
                Add(StoredKind.None, []);
                break;
            case byte[] blob:
                Add(StoredKind.Bytes, blob);
                break;
            case long or int or short:
                Add(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                Add(StoredKind.Text, Encoding.UTF8.GetBytes(StoredValue.Text(value)!));
                break;
        }
    }

    private void Add(long value)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        Add(StoredKind.Number, number);
    }

    private void Add(StoredKind kind, (nint At, int Length) value)
    {
        MakeRoom(value.Length);
        if (value.Length > 0)
            Marshal.Copy(value.At, bytes, length, value.Length);
        values.Add((kind, length));
        length += value.Length;
    }

    private void Add(StoredKind kind, ReadOnlySpan<byte> value)
    {
        MakeRoom(value.Length);
        value.CopyTo(bytes.AsSpan(length));
        values.Add((kind, length));
        length += value.Length;
    }

    private void MakeRoom(int more)
    {
        if (bytes.Length < length + more)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more));
    }
}
