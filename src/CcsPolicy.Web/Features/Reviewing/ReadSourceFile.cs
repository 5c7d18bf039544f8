using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Files;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>A file as it was imported.</summary>
public sealed record SourceBytes(string Name, byte[] Bytes);

/// <summary>
/// Hands out the file that a draft of a policy or standard was imported from, to whoever may follow the amendment. That of a procedure is handed out to nobody: what leaves the portal of a
/// procedure carries its classification, the reader and the time on each page, and the bytes of somebody else's file cannot.
/// </summary>
public sealed class ReadSourceFileHandler(ReaderDb store)
{
    public async Task<Result<SourceBytes>> HandleAsync(AmendmentId id, Guid file, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await db.FindAmendmentAsync(id, ct) is { Document.Tier: not Tier.Procedure } && await db.OpenFileAsync(file, ct) is { } found && found.File.AmendmentId == id
            ? new SourceBytes(found.Name, found.Bytes)
            : DocumentErrors.NotFound;
    }
}
