using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace CcsPolicy.Data.Journalling;

/// <summary>What the columns of an entry say, in the written form of its record.</summary>
internal readonly record struct EntryColumns(string Id, string At, string? Actor, string Action, string? Document);

/// <summary>Reads a record and compares the columns beside it.</summary>
internal sealed class LeafReader
{
    private const string RestoredFact = "backup.restored";

    public List<(string Name, string Hash)> Rows { get; } = [];

    public byte[] Salt { get; private set; } = [];

    /// <summary>The instant of the record.</summary>
    public DateTime At { get; private set; }

    /// <summary>Details of a record that tells of a restore; otherwise null.</summary>
    public Dictionary<string, string>? Restored { get; private set; }

    /// <summary>Reads the record; answers the column that differs from it, <c>Bytes</c> when it is no record, or null.</summary>
    public string? Read(ReadOnlySpan<byte> record, in EntryColumns columns)
    {
        Rows.Clear();
        (Salt, At, Restored) = ([], default, null);
        try
        {
            return ReadMembers(record, columns);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return "Bytes";
        }
    }

    private string? ReadMembers(ReadOnlySpan<byte> record, in EntryColumns columns)
    {
        var json = new Utf8JsonReader(record);
        string? wrong = null;
        var seen = 0;
        var isRestore = columns.Action == RestoredFact;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            seen++;
            if (json.ValueTextEquals("details"u8))
            {
                json.Read();
                if (isRestore)
                    Restored = Strings(ref json);
                else
                    json.Skip();
            }
            else if (json.ValueTextEquals("rows"u8))
            {
                seen--;
                json.Read();
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
                Salt = Convert.FromHexString(json.GetString()!);
            }
            else if (json.ValueTextEquals("at"u8))
            {
                json.Read();
                At = json.GetDateTime();
                if (At.ToString(SqlForm, CultureInfo.InvariantCulture) != columns.At)
                    wrong ??= "At";
            }
            else
            {
                var (name, value) = json.ValueTextEquals("id"u8) ? ("Id", columns.Id) : json.ValueTextEquals("action"u8) ? ("Action", columns.Action)
                    : json.ValueTextEquals("actor"u8) ? ("ActorId", columns.Actor) : json.ValueTextEquals("document"u8) ? ("DocumentId", columns.Document)
                    : json.ValueTextEquals("v"u8) ? ("v", "1") : ("Bytes", null);
                json.Read();
                if (name == "v" ? json.GetInt32() != 1 : name == "Bytes" || !Equal(ref json, value))
                    wrong ??= name == "v" ? "Bytes" : name;
            }
        }
        return wrong ?? (seen == 8 && Salt.Length == 16 && json.TokenType == JsonTokenType.EndObject ? null : "Bytes");
    }

    internal const string SqlForm = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    private static bool Equal(ref Utf8JsonReader json, string? value) => json.TokenType == JsonTokenType.Null ? value is null : value is not null && json.ValueTextEquals(value);

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
