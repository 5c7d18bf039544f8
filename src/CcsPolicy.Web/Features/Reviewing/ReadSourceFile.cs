using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Files;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>A file as it was imported.</summary>
public sealed record SourceBytes(string Name, byte[] Bytes);

/// <summary>Hands out the file that a draft was imported from, to whoever may follow the amendment.</summary>
public sealed class ReadSourceFileHandler(ReaderDb store)
{
    public async Task<Result<SourceBytes>> HandleAsync(AmendmentId id, Guid file, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await db.FindAmendmentAsync(id, ct) is not null && await db.OpenFileAsync(file, ct) is { } found && found.File.AmendmentId == id
            ? new SourceBytes(found.Name, found.Bytes)
            : DocumentErrors.NotFound;
    }
}
