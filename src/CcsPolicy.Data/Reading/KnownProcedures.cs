using System.Collections.Frozen;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Reading;

/// <summary>実施手順の控え。Which documents are procedures, without their words; kept under the access stamp, and never handed to whoever asks for one.</summary>
public sealed class KnownProcedures(PolicyDbFactory databases, Readers readers, KnownDocuments documents, EditionTexts texts) : IDisposable
{
    private readonly KeptUnderStamp<FrozenDictionary<DocumentId, PolicyDocument>> all = new(databases, async (db, ct) =>
        (await db.Documents.WithoutReader().AsNoTracking().Where(d => d.Tier == Tier.Procedure).ToListAsync(ct)).ToFrozenDictionary(d => d.Id));

    /// <summary>A context for the reader that tells what it hands out of procedures.</summary>
    /// <param name="asked">The stamps under which the reader was made just now; null to ask.</param>
    /// <param name="onlyLooks">Nothing is changed where it is used, so that those stamps hold to its end.</param>
    public async Task<PolicyDb> OpenForAsync(Reader reader, ShownContent shown, Stamps? asked, bool onlyLooks, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(shown);
        if (!shown.IsReady)
            shown.Begin(reader, asked is { } stamps ? await all.AsOfAsync(stamps, ct) : await all.NowAsync(ct));
        var db = databases.OpenFor(reader);
        (db.Shown, db.Kept) = (shown, new KeptRows(readers, documents, texts, onlyLooks ? asked : null));
        return db;
    }

    public void Dispose() => all.Dispose();
}
