using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using CcsPolicy.Data.Backups;

namespace CcsPolicy.Data.Journalling;

/// <summary>Reads a record and compares the columns beside it, which may hold anything when somebody changed them.</summary>
internal sealed class LeafReader
{
    private const int SaltLength = 16;
    private const int AtLength = 28;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    private readonly List<Range> names = [];
    private readonly List<(string Name, string Value)> details = [];

    public List<(string Name, string Value)> Rows { get; } = [];

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

    /// <summary>False when it is no record of version 1. Members come in one order, each once.</summary>
    private bool ReadMembers(ReadOnlySpan<byte> record, StoredBatch batch, int row, out string? wrong)
    {
        var json = new Utf8JsonReader(record);
        wrong = null;
        var (seen, isRestore) = (Member.None, false);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberOf(ref json);
            if (member <= seen)
                return false;
            seen |= member;
            json.Read();
            switch (member)
            {
                case Member.Details:
                    if (!ReadStrings(ref json, record, isRestore ? details : null))
                        return false;
                    if (isRestore)
                        Restored = details.ToDictionary(detail => detail.Name, detail => detail.Value, StringComparer.Ordinal);
                    break;
                case Member.Rows:
                    if (!ReadStrings(ref json, record, Rows))
                        return false;
                    break;
                case Member.Salt:
                    if (json.ValueSpan.Length != 2 * SaltLength || Convert.FromHexString(json.ValueSpan, Salt, out _, out _) != OperationStatus.Done)
                        return false;
                    break;
                case Member.At:
                    // One form only: of those that a clock may be read from, others have other lengths or another end.
                    if (json.ValueIsEscaped || json.ValueSpan is not [.., (byte)'Z'] || json.ValueSpan.Length != AtLength)
                        return false;
                    At = json.GetDateTime();
                    if (!IsAt(json.ValueSpan, batch[row, 1].Letters))
                        wrong ??= "At";
                    break;
                case Member.Log:
                    if (batch[row, 5].Kind != StoredKind.Text || !json.ValueTextEquals(batch[row, 5].Letters))
                        wrong ??= "Log";
                    break;
                case Member.Mac:
                    if (json.ValueSpan.Length != 2 * RecordMac.Length || json.ValueSpan.ContainsAnyExcept(HexDigits))
                        return false;
                    break;
                case Member.Version:
                    if (json.GetInt32() != 1)
                        return false;
                    break;
                case Member.Action:
                    isRestore = json.ValueTextEquals(BackupFacts.Restored);
                    if (batch[row, 3].Kind != StoredKind.Text || !json.ValueTextEquals(batch[row, 3].Letters))
                        wrong ??= "Action";
                    break;
                default:
                    var (name, column) = member switch { Member.Id => ("Id", 0), Member.Actor => ("ActorId", 2), _ => ("DocumentId", 4) };
                    if (json.TokenType != JsonTokenType.String && (member == Member.Id || json.TokenType != JsonTokenType.Null))
                        return false;
                    if (!IsId(ref json, batch[row, column]))
                        wrong ??= name;
                    break;
            }
        }
        return (seen | Member.Rows) == Member.All && json.TokenType == JsonTokenType.EndObject && !json.Read();
    }

    /// <summary>The members of a record in their order.</summary>
    [Flags]
    private enum Member
    {
        None = 0,
        Action = 1,
        Actor = 2,
        At = 4,
        Details = 8,
        Document = 16,
        Id = 32,
        Log = 64,
        Rows = 128,
        Salt = 256,
        Version = 512,
        Mac = 1024,
        All = 2047,
    }

    /// <summary>None for a name that no member has.</summary>
    private static Member MemberOf(ref Utf8JsonReader json) =>
        json.ValueTextEquals("action"u8) ? Member.Action : json.ValueTextEquals("actor"u8) ? Member.Actor : json.ValueTextEquals("at"u8) ? Member.At
        : json.ValueTextEquals("details"u8) ? Member.Details : json.ValueTextEquals("document"u8) ? Member.Document : json.ValueTextEquals("id"u8) ? Member.Id
        : json.ValueTextEquals("log"u8) ? Member.Log : json.ValueTextEquals("rows"u8) ? Member.Rows : json.ValueTextEquals("salt"u8) ? Member.Salt : json.ValueTextEquals("v"u8) ? Member.Version
        : json.ValueTextEquals("mac"u8) ? Member.Mac : Member.None;

    /// <summary>Reads an object of strings, each name once; false for anything else.</summary>
    /// <param name="into">Takes names and values; null when nobody asks for them.</param>
    private bool ReadStrings(ref Utf8JsonReader json, ReadOnlySpan<byte> record, List<(string Name, string Value)>? into)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            return false;
        into?.Clear();
        names.Clear();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            // No word is made of a name to see that it comes once: it is compared where it stands.
            var name = new Range((int)json.TokenStartIndex, (int)json.TokenStartIndex + json.ValueSpan.Length + 2);
            foreach (var former in names)
                if (record[former].SequenceEqual(record[name]))
                    return false;
            if (json.ValueIsEscaped)
                return false;
            names.Add(name);
            var word = into is null ? "" : json.GetString()!;
            if (!json.Read() || json.TokenType != JsonTokenType.String)
                return false;
            // What is written with a backslash may be no word at all: it is read, so that this is seen.
            if (into is not null)
                into.Add((word, json.GetString()!));
            else if (json.ValueIsEscaped)
                _ = json.GetString();
        }
        return true;
    }

    // As SQLite keeps an instant: a space for the T, no Z, and no noughts at the end of the fraction.
    private static bool IsAt(ReadOnlySpan<byte> told, ReadOnlySpan<byte> column)
    {
        Span<byte> written = stackalloc byte[AtLength - 1];
        told[..^1].CopyTo(written);
        written["yyyy-MM-dd".Length] = (byte)' ';
        return column.SequenceEqual(written.TrimEnd((byte)'0').TrimEnd((byte)'.'));
    }

    private static bool IsId(ref Utf8JsonReader json, in StoredBytes column)
    {
        if (json.TokenType == JsonTokenType.Null)
            return column.Kind == StoredKind.None;
        // As PublicId writes it, without making a word of each.
        Span<byte> written = stackalloc byte[32];
        return column.Id is { } id && id.TryFormat(written, out _, "N") && json.ValueTextEquals(written);
    }
}
