using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>
/// The stored form of an operation: one JSON object, members in a fixed order, no spaces, what has its usual value left out.
/// <c>v</c> is the version of this form; names of kinds and places are those of the enumerations and must not be renamed.
/// </summary>
internal static class DraftOperationJson
{
    private const int Version = 1;

    private static readonly JsonWriterOptions Canonical = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(DraftOperation operation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Canonical))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            WriteMembers(json, operation);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Result<DraftOperation> Read(string stored)
    {
        try
        {
            using var json = JsonDocument.Parse(stored);
            var root = json.RootElement;
            return root.GetProperty("v").GetInt32() == Version ? ReadMembers(root) : DraftErrors.Unreadable;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return DraftErrors.Unreadable;
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, DraftOperation operation)
    {
        switch (operation)
        {
            case DraftOperation.ReplaceText change:
                json.WriteString("op", "replace-text");
                json.WriteString("title", DraftWording.CleanLine(change.Text.Title));
                WriteLines(json, "preamble", change.Text.Preamble);
                WriteLines(json, "contents", change.Text.Contents);
                ProvisionJson.Write(json, change.Text.Provisions);
                break;
            case DraftOperation.SetTitle change:
                json.WriteString("op", "set-title");
                json.WriteString("title", DraftWording.CleanLine(change.Title));
                break;
            case DraftOperation.SetPreamble change:
                json.WriteString("op", "set-preamble");
                WriteLines(json, "lines", change.Lines);
                break;
            case DraftOperation.SetContents change:
                json.WriteString("op", "set-contents");
                WriteLines(json, "lines", change.Lines);
                break;
            case DraftOperation.SetText change:
                WriteKey(json, "set-text", change.Key);
                json.WriteString("text", DraftWording.Clean(change.Text));
                break;
            case DraftOperation.SetHeading change:
                WriteKey(json, "set-heading", change.Key);
                if (change.Heading is { } heading)
                    json.WriteString("heading", DraftWording.CleanLine(heading));
                json.WriteString("place", change.Place.ToString());
                break;
            case DraftOperation.SetLabel change:
                WriteKey(json, "set-label", change.Key);
                json.WriteString("label", DraftWording.CleanLine(change.Label));
                break;
            case DraftOperation.Renumber change:
                json.WriteString("op", "renumber");
                json.WriteStartObject("labels");
                foreach (var (key, label) in change.Labels)
                    json.WriteString(key.ToString(), DraftWording.CleanLine(label));
                json.WriteEndObject();
                break;
            case DraftOperation.Insert change:
                json.WriteString("op", "insert");
                WritePlace(json, change.Place);
                ProvisionJson.Write(json, change.Provisions);
                break;
            case DraftOperation.Replace change:
                WriteKey(json, "replace", change.Key);
                ProvisionJson.Write(json, change.Provisions);
                break;
            case DraftOperation.Delete change:
                WriteKey(json, "delete", change.Key);
                break;
            case DraftOperation.Move change:
                WriteKey(json, "move", change.Key);
                WritePlace(json, change.Place);
                break;
            case DraftOperation.Rekey change:
                json.WriteString("op", "rekey");
                json.WriteStartObject("keys");
                foreach (var (key, to) in change.Keys)
                    json.WriteString(key.ToString(), to.ToString());
                json.WriteEndObject();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }

    private static Result<DraftOperation> ReadMembers(JsonElement json) => Text(json, "op") switch
    {
        "replace-text" => new DraftOperation.ReplaceText(new ProvisionTree
        {
            Title = Text(json, "title"),
            Preamble = Lines(json, "preamble"),
            Contents = Lines(json, "contents"),
            Provisions = ProvisionJson.Read(json),
        }),
        "set-title" => new DraftOperation.SetTitle(Text(json, "title")),
        "set-preamble" => new DraftOperation.SetPreamble(Lines(json, "lines")),
        "set-contents" => new DraftOperation.SetContents(Lines(json, "lines")),
        "set-text" => new DraftOperation.SetText(Key(json), Text(json, "text")),
        "set-heading" => new DraftOperation.SetHeading(Key(json), json.TryGetProperty("heading", out var heading) ? heading.GetString() : null, Enum.Parse<HeadingPlace>(Text(json, "place"))),
        "set-label" => new DraftOperation.SetLabel(Key(json), Text(json, "label")),
        "renumber" => new DraftOperation.Renumber([.. json.GetProperty("labels").EnumerateObject().Select(label => new NewLabel(ParseKey(label.Name), label.Value.GetString() ?? ""))]),
        "insert" => new DraftOperation.Insert(Place(json), ProvisionJson.Read(json)),
        "replace" => new DraftOperation.Replace(Key(json), ProvisionJson.Read(json)),
        "delete" => new DraftOperation.Delete(Key(json)),
        "move" => new DraftOperation.Move(Key(json), Place(json)),
        "rekey" => new DraftOperation.Rekey([.. json.GetProperty("keys").EnumerateObject().Select(pair => new NewKey(ParseKey(pair.Name), ParseKey(pair.Value.GetString() ?? "")))]),
        _ => DraftErrors.Unreadable,
    };

    private static void WriteKey(Utf8JsonWriter json, string operation, LineageKey key)
    {
        json.WriteString("op", operation);
        json.WriteString("key", key.ToString());
    }

    private static void WritePlace(Utf8JsonWriter json, DraftPlace place)
    {
        json.WriteString("at", place.Side.ToString());
        json.WriteString("by", place.Key.ToString());
    }

    private static void WriteLines(Utf8JsonWriter json, string name, ImmutableArray<string> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in DraftWording.CleanLines(lines))
            json.WriteStringValue(line);
        json.WriteEndArray();
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    private static ImmutableArray<string> Lines(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(line => line.GetString() ?? "")];

    private static LineageKey Key(JsonElement json) => ParseKey(Text(json, "key"));

    private static LineageKey ParseKey(string text) => new(Guid.ParseExact(text, "N"));

    private static DraftPlace Place(JsonElement json) => DraftPlace.Of(Enum.Parse<DraftSide>(Text(json, "at")), ParseKey(Text(json, "by")));
}
