using System.Collections.Immutable;
using System.Text.Json;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>Provisions as a flat list with depths: however deep a text nests, its stored form does not.</summary>
internal static class ProvisionJson
{
    private const string Name = "provisions";

    public static void Write(Utf8JsonWriter json, ImmutableArray<Provision> provisions)
    {
        json.WriteStartArray(Name);
        foreach (var (provision, depth) in DraftWording.Clean(provisions).SelectMany(root => root.WithDescendants()))
        {
            json.WriteStartObject();
            json.WriteNumber("depth", depth);
            json.WriteString("kind", provision.Kind.ToString());
            json.WriteString("label", provision.Label);
            if (provision.Heading is { } heading)
                json.WriteString("heading", heading);
            if (provision.HeadingPlace != HeadingPlace.SameLine)
                json.WriteString("place", provision.HeadingPlace.ToString());
            if (provision.Text.Length > 0)
                json.WriteString("text", provision.Text);
            json.WriteString("key", provision.Key.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static ImmutableArray<Provision> Read(JsonElement json)
    {
        var rows = new List<(Provision Provision, int Depth)>();
        foreach (var row in json.GetProperty(Name).EnumerateArray())
        {
            var depth = row.GetProperty("depth").GetInt32();
            if (depth < 1 || depth > (rows.Count == 0 ? 1 : rows[^1].Depth + 1))
                throw new FormatException("A provision stands deeper than under the one before.");
            rows.Add((ReadOne(row), depth));
        }
        return FlatTree.Build(rows);
    }

    private static Provision ReadOne(JsonElement row) => new()
    {
        Kind = Enum.Parse<ProvisionKind>(row.GetProperty("kind").GetString()!),
        Label = row.GetProperty("label").GetString() ?? "",
        Heading = row.TryGetProperty("heading", out var heading) ? heading.GetString() : null,
        HeadingPlace = row.TryGetProperty("place", out var place) ? Enum.Parse<HeadingPlace>(place.GetString()!) : HeadingPlace.SameLine,
        Text = row.TryGetProperty("text", out var text) ? text.GetString() ?? "" : "",
        Key = new(Guid.ParseExact(row.GetProperty("key").GetString()!, "N")),
    };
}
