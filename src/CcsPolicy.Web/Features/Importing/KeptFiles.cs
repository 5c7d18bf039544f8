using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Web.Features.Importing;

/// <summary>取込元の保存。The source of an import, sealed in chunks beside the draft that was made of it.</summary>
internal static class KeptFiles
{
    private const int ChunkLength = 256 * 1024;

    public static void Add(PolicyDb db, PolicyDocument document, AmendmentId amendment, SourceOriginal source)
    {
        var id = db.Ids.Next();
        db.Files.Add(new StoredFile
        {
            Id = id, DocumentId = document.Id, AmendmentId = amendment, Name = db.Seal(document.Id, source.Name), MediaType = source.MediaType,
            Length = source.Bytes.Length, Hash = ContentHash.Of(source.Bytes), StoredBy = db.Reader.PersonId!.Value, StoredAt = db.Now,
        });
        for (int at = 0, ordinal = 0; at < source.Bytes.Length; at += ChunkLength, ordinal++)
            db.FileChunks.Add(new FileChunk
            {
                FileId = id, Ordinal = ordinal, DocumentId = document.Id,
                Bytes = db.Seal(document.Id, source.Bytes.AsSpan(at, Math.Min(ChunkLength, source.Bytes.Length - at))),
            });
    }
}
