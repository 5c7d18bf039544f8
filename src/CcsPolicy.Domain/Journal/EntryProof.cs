using System.Text.Encodings.Web;
using System.Text.Json;

namespace CcsPolicy.Domain.Journal;

/// <summary>
/// 記録の証明。An entry of the general journal with its way to a root that was signed, as it is taken out for an audit: checked without server and database. See docs/reference/journal-format.md.
/// </summary>
/// <param name="Record">The bytes of the entry as text.</param>
/// <param name="Signed">The way, the checkpoint that it leads to, and the public key (SubjectPublicKeyInfo, DER); null when no checkpoint covers the entry yet, so that nothing is proved of it.</param>
public sealed record EntryProof(string Record, (InclusionProof Way, SignedNote Note, byte[] Key)? Signed)
{
    /// <summary>What a proof of this form calls itself.</summary>
    public const string Form = "ccspolicy-entry-1";

    /// <summary>One line of the file, without its end: JSON in UTF-8.</summary>
    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("what", Form);
            json.WriteString("record", Record);
            if (Signed is var (way, note, key))
            {
                json.WriteNumber("index", way.Index);
                json.WriteNumber("size", way.Size);
                way.WritePath(json);
                json.WriteString("note", note.Write());
                json.WriteBase64String("key", key);
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }
}
