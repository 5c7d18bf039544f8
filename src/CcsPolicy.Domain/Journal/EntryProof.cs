using System.Text.Encodings.Web;
using System.Text.Json;

namespace CcsPolicy.Domain.Journal;

/// <summary>
/// 記録の証明。An entry of the journal with its way to a root that was signed, as it is taken out for an audit: checked without server and database. See docs/reference/journal-format.md.
/// </summary>
/// <param name="Record">The bytes of the entry as text.</param>
/// <param name="Signed">The way, for a procedure its tree in the commitment of an hour, the checkpoint that it leads to, and the public key (SubjectPublicKeyInfo, DER); null when no checkpoint covers the entry yet, so that nothing is proved of it.</param>
public sealed record EntryProof(string Record, (InclusionProof Way, (byte[] Salt, InclusionProof Way)? InHour, SignedNote Note, byte[] Key)? Signed)
{
    /// <summary>What a proof of this form calls itself.</summary>
    public const string Form = "ccspolicy-entry-1";

    /// <summary>What the first line of a file about procedures calls itself: its classification, for whom it was made and when. It proves nothing.</summary>
    public const string MarkingForm = "ccspolicy-marking-1";

    /// <summary>The line of the marking, without its end: JSON in UTF-8.</summary>
    public static byte[] WriteMarking(string words) => JsonSerializer.SerializeToUtf8Bytes(new { what = MarkingForm, words }, Plain);

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line of the file, without its end: JSON in UTF-8.</summary>
    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("what", Form);
            json.WriteString("record", Record);
            if (Signed is var (way, inHour, note, key))
            {
                json.WriteNumber("index", way.Index);
                json.WriteNumber("size", way.Size);
                way.WritePath(json);
                if (inHour is { } hour)
                    HourCommitment.Write(json, hour);
                json.WriteString("note", note.Write());
                json.WriteBase64String("key", key);
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
