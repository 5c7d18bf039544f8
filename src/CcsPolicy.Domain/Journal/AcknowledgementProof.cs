using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Journal;

/// <summary>証明が成り立たない理由。Which part of a proof of an acknowledgement does not hold; the first that does not.</summary>
public enum ProofFault
{
    /// <summary>操作記録が、確認のものではない</summary>
    Record,

    /// <summary>控えの文面が、この記録の木のものではない</summary>
    Note,

    /// <summary>署名が、この鍵のものではない</summary>
    Signature,

    /// <summary>操作記録が、署名された木の中にない</summary>
    Tree,

    /// <summary>確認した文が、控えのハッシュと合わない</summary>
    Statement,
}

/// <summary>What was agreed to, in words, with what else the hash of the receipt was made of. Only where anybody may compute that hash: not of procedures.</summary>
/// <param name="At">When it was acknowledged, to the millisecond.</param>
public sealed record ProvenStatement(DateTimeOffset At, ContentHash Seen, string Words)
{
    internal ContentHash HashWith(AcknowledgementRecord record) =>
        Acknowledgement.HashOf(ContentHasher.Open, record.Receipt, record.Edition, record.Person, At, Seen, Words);
}

/// <summary>
/// 確認の証明。Shows to whoever has the public key of the journal, without server and database, that an acknowledgement stands in the record under a signature. It holds the record itself, its way to the root
/// that was signed, the signed checkpoint and the key. See docs/reference/journal-format.md; the page receipt-check.html does the same as <see cref="Check"/>.
/// </summary>
/// <param name="Record">The bytes of the entry as text.</param>
/// <param name="InTree">Its way to the root of its tree.</param>
/// <param name="InHour">For a procedure: its tree in the commitment of an hour, and the way to the root of that; null for others.</param>
/// <param name="Note">The first checkpoint that covers it.</param>
/// <param name="Key">The public key: SubjectPublicKeyInfo, DER.</param>
public sealed record AcknowledgementProof(
    string Record, InclusionProof InTree, (byte[] Salt, InclusionProof Way)? InHour, SignedNote Note, byte[] Key, ProvenStatement? Statement)
{
    /// <summary>The fact that is journalled for each acknowledgement, and proved.</summary>
    public const string Fact = "edition.acknowledged";

    private const string General = "/general";
    private const string Procedures = "/procedures";

    /// <summary>Null when all of it holds, for whoever trusts the key.</summary>
    public ProofFault? Check()
    {
        if (AcknowledgementRecord.TryRead(Record) is not { } fact)
            return ProofFault.Record;
        if (Checkpoint.TryParse(Note.Text) is not { } point || point.Origin != Note.Name || !point.Origin.EndsWith(InHour is null ? General : Procedures, StringComparison.Ordinal)
            || (InHour is not null && point.At != DateTimeOffset.FromUnixTimeSeconds(point.Size * 3600)))
            return ProofFault.Note;
        if (!IsSigned())
            return ProofFault.Signature;
        if (RootFrom(fact) != point.Root || (InHour is null && InTree.Size != point.Size))
            return ProofFault.Tree;
        return (Statement is null) == (InHour is null) || (Statement is { } told && told.HashWith(fact) != fact.Hash) ? ProofFault.Statement : null;
    }

    private bool IsSigned()
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Key, out _);
            // Some bits around the point are not looked at; whoever compares fingerprints compares these bytes.
            return key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(Key) && Note.IsSignedBy(key);
        }
        catch (Exception fault) when (fault is CryptographicException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private TreeHash? RootFrom(AcknowledgementRecord fact)
    {
        var root = InTree.RootFrom(TreeHash.OfLeaf(Encoding.UTF8.GetBytes(Record)));
        return InHour is not { } hour ? root
            : hour.Salt.Length == HourCommitment.SaltLength && hour.Way.Size == 1 << HourCommitment.Floors && root is { } found
                ? hour.Way.RootFrom(new CommittedTree(fact.Document.ToString(), InTree.Size, found, hour.Salt, (int)hour.Way.Index).Leaf) : null;
    }

    /// <summary>The file that is handed out: JSON in UTF-8.</summary>
    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("what", "ccspolicy-acknowledgement-1");
            json.WriteString("record", Record);
            json.WriteNumber("index", InTree.Index);
            json.WriteNumber("size", InTree.Size);
            InTree.WritePath(json);
            if (InHour is { } hour)
                HourCommitment.Write(json, hour);
            json.WriteString("note", Note.Write());
            json.WriteBase64String("key", Key);
            if (Statement is { } told)
            {
                json.WriteStartObject("statement");
                json.WriteNumber("at", told.At.ToUnixTimeMilliseconds());
                json.WriteString("seen", told.Seen.ToString());
                json.WriteString("words", told.Words);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null when it is anything else, be it by one byte.</summary>
    public static AcknowledgementProof? TryParse(ReadOnlySpan<byte> file)
    {
        try
        {
            using var json = JsonDocument.Parse(Encoding.UTF8.GetString(file));
            var all = json.RootElement;
            var read = new AcknowledgementProof(
                Text(all, "record"), new InclusionProof(all.GetProperty("index").GetInt64(), all.GetProperty("size").GetInt64(), PathIn(all)),
                all.TryGetProperty("hour", out var hour)
                    ? (hour.GetProperty("salt").GetBytesFromBase64(), new InclusionProof(hour.GetProperty("place").GetInt64(), 1 << HourCommitment.Floors, PathIn(hour))) : null,
                SignedNote.TryParse(Text(all, "note")) ?? throw new FormatException(), all.GetProperty("key").GetBytesFromBase64(),
                all.TryGetProperty("statement", out var told)
                    ? new ProvenStatement(DateTimeOffset.FromUnixTimeMilliseconds(told.GetProperty("at").GetInt64()), ContentHash.TryParse(Text(told, "seen")) ?? throw new FormatException(), Text(told, "words")) : null);
            return read.Write().AsSpan().SequenceEqual(file) ? read : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? throw new FormatException();

    private static List<TreeHash> PathIn(JsonElement of) => [.. of.GetProperty("path").EnumerateArray().Select(hash => TreeHash.TryParse(hash.GetString()) ?? throw new FormatException())];
}

/// <summary>確認の記録。What the entry of an acknowledgement says of itself.</summary>
/// <param name="Receipt">受付番号</param>
internal sealed record AcknowledgementRecord(PersonId Person, DocumentId Document, EditionId Edition, string Receipt, ContentHash Hash)
{
    /// <summary>Reads the bytes of an entry as text; null when it is no acknowledgement.</summary>
    public static AcknowledgementRecord? TryRead(string record)
    {
        try
        {
            using var json = JsonDocument.Parse(record);
            var (all, details) = (json.RootElement, json.RootElement.GetProperty("details"));
            return all.GetProperty("action").ValueEquals(AcknowledgementProof.Fact) && PublicId.TryParse<PersonId>(all.GetProperty("actor").GetString()) is { } person
                && PublicId.TryParse<DocumentId>(all.GetProperty("document").GetString()) is { } document && PublicId.TryParse<EditionId>(details.GetProperty("edition").GetString()) is { } edition
                && details.GetProperty("receipt").GetString() is { } receipt && ContentHash.TryParse(details.GetProperty("hash").GetString()) is { } hash
                ? new AcknowledgementRecord(person, document, edition, receipt, hash) : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
