using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>A file as it was imported.</summary>
public sealed record SourceBytes(string Name, byte[] Bytes);

/// <summary>Hands out the file that a draft was imported from, to whoever may follow the amendment.</summary>
public sealed class ReadSourceFileHandler(ReaderDb store)
{
    public async Task<Result<SourceBytes>> HandleAsync(AmendmentId id, Guid file, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is null
            || await db.Files.AsNoTracking().SingleOrDefaultAsync(f => f.Id == file && f.AmendmentId == id, ct) is not { } stored)
            return DocumentErrors.NotFound;
        using var bytes = new MemoryStream();
        await foreach (var chunk in db.FileChunks.AsNoTracking().Where(c => c.FileId == file).OrderBy(c => c.Ordinal).AsAsyncEnumerable().WithCancellation(ct))
            bytes.Write(db.OpenBytes(stored.DocumentId, chunk.Bytes));
        return new SourceBytes(db.Open(stored.DocumentId, stored.Name), bytes.ToArray());
    }
}
