using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Documents;

/// <summary>Registers a document, without a text so far.</summary>
public sealed class RegisterDocumentHandler(ReaderDb store)
{
    public async Task<Result<DocumentId>> HandleAsync(NewDocument ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        var made = await db.RegisterAsync(ask, ct);
        if (made.Error is { } refusal)
            return refusal;
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => made.Value.Id);
    }
}
