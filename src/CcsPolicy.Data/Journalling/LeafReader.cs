using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace CcsPolicy.Data.Journalling;

/// <summary>Reads a record and compares the columns beside it, which may hold anything when somebody changed them.</summary>
internal sealed class LeafReader
{
    private const string RestoredFact = "backup.restored";
    private const string Action = "Action";
    private const int SaltLength = 16;
    private const int AtLength = 28;

    internal const string SqlForm = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    public List<(string Name, string Hash)> Rows { get; } = [];

    public byte[] Salt { get; } = new byte[SaltLength];

    /// <summary>The instant of the record.</summary>
    public DateTime At { get; private set; }

    /// <summary>Details of a record that tells of a restore; otherwise null.</summary>
    public Dictionary<string, string>? Restored { get; private set; }

    /// <summary>Reads the record of a row of <see cref="StoredJournal.Entries"/>; answers the column that differs from it, <c>Bytes</c> when it is no record, or null. What is no record says nothing, of rows neither.</summary>
    public string? Read(ReadOnlySpan<byte> record, StoredBatch batch, int row)
    {
        Forget();
        try
        {
            if (Utf8.IsValid(record) && ReadMembers(record, batch, row, out var wrong))
                return wrong;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            // It is no record.
        }
        Forget();
        return "Bytes";
    }

    private void Forget()
    {
        Rows.Clear();
        (At, Restored) = (default, null);
    }

    /// <summary>False when it is no record of version 1.</summary>
    private bool ReadMembers(ReadOnlySpan<byte> record, StoredBatch batch, int row, out string? wrong)
    {
        var json = new Utf8JsonReader(record);
        wrong = null;
        var (seen, isRestore, isSalted) = (0, false, false);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            seen++;
            if (json.ValueTextEquals("details"u8))
            {
                if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                    return false;
                if (isRestore)
                    Restored = Strings(ref json);
                else
                    json.Skip();
            }
            else if (json.ValueTextEquals("rows"u8))
            {
                seen--;
                if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                    return false;
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    var name = json.GetString()!;
                    json.Read();
                    Rows.Add((name, json.GetString()!));
                }
            }
            else if (json.ValueTextEquals("salt"u8))
            {
                json.Read();
                isSalted = json.ValueSpan.Length == 2 * SaltLength && Convert.FromHexString(json.ValueSpan, Salt, out _, out _) == OperationStatus.Done;
            }
            else if (json.ValueTextEquals("at"u8))
            {
                json.Read();
                // One form only: of those that a clock may be read from, others have other lengths or another end.
                if (json.ValueIsEscaped || json.ValueSpan is not [.., (byte)'Z'] || json.ValueSpan.Length != AtLength)
                    return false;
                At = json.GetDateTime();
                if (!IsAt(json.ValueSpan, batch[row, 1].Letters))
                    wrong ??= "At";
            }
            else
            {
                var (name, column) = json.ValueTextEquals("id"u8) ? ("Id", 0) : json.ValueTextEquals("action"u8) ? (Action, 3)
                    : json.ValueTextEquals("actor"u8) ? ("ActorId", 2) : json.ValueTextEquals("document"u8) ? ("DocumentId", 4) : ("", -1);
                var isVersion = column < 0 && json.ValueTextEquals("v"u8);
                json.Read();
                if (column < 0)
                {
                    if (!isVersion || json.GetInt32() != 1)
                        return false;
                    continue;
                }
                isRestore |= name == Action && json.TokenType == JsonTokenType.String && json.ValueTextEquals(RestoredFact);
                if (!Equal(ref json, batch[row, column]))
                    wrong ??= name;
            }
        }
        return seen == 8 && isSalted && json.TokenType == JsonTokenType.EndObject && !json.Read();
    }

    // As SQLite keeps an instant: a space for the T, no Z, and no noughts at the end of the fraction.
    private static bool IsAt(ReadOnlySpan<byte> told, ReadOnlySpan<byte> column)
    {
        Span<byte> written = stackalloc byte[AtLength - 1];
        told[..^1].CopyTo(written);
        written["yyyy-MM-dd".Length] = (byte)' ';
        return column.SequenceEqual(written.TrimEnd((byte)'0').TrimEnd((byte)'.'));
    }

    private static bool Equal(ref Utf8JsonReader json, in StoredBytes column)
    {
        if (json.TokenType == JsonTokenType.Null || column.Kind != StoredKind.Text)
            return json.TokenType == JsonTokenType.Null && column.Kind == StoredKind.None;
        if (column.Id is not { } id)
            return json.ValueTextEquals(column.Letters);
        // As PublicId writes it, without making a word of each.
        Span<byte> written = stackalloc byte[32];
        return id.TryFormat(written, out _, "N") && json.ValueTextEquals(written);
    }

    private static Dictionary<string, string> Strings(ref Utf8JsonReader json)
    {
        var strings = new Dictionary<string, string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            strings[name] = json.GetString() ?? "";
        }
        return strings;
    }
}
