using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Documents;

/// <summary>Changes what is said about a document beside its text. <paramref name="RowVersion"/>: the document as it was seen.</summary>
public sealed record DescribeDocument(DocumentId Id, string Code, InstrumentKind Instrument, AmendingMethod AmendedBy, DepartmentId Owner, Guid RowVersion);

/// <summary>A document's particulars as they are on record, and the departments to choose from.</summary>
public sealed record ParticularsView(
    DocumentId Id, Tier Tier, string Code, string Title, InstrumentKind Instrument, AmendingMethod AmendedBy, DepartmentId Owner, string OwnerName, string Custodian, Openness Openness,
    bool MayChangeCustodian, bool MayOpen, Guid RowVersion, IReadOnlyList<(DepartmentId Id, string Name)> Departments);

/// <summary>規程の情報の変更。Of two who change at once the second is told and saves nothing; the title is part of the text and changes with it.</summary>
public sealed class DescribeDocumentHandler(ReaderDb store)
{
    public async Task<Result<ParticularsView>> ViewAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(id, ct) is not { } document || !db.Reader.MayDescribe(document))
            return DocumentErrors.NotFound;
        var departments = await db.Departments.AsNoTracking().ToListAsync(ct);
        var custodian = await db.CustodianAsync(document, ct);
        return new ParticularsView(id, document.Tier, db.Open(id, document.Code), await db.TitleAsync(document, ct), document.Instrument, document.AmendedBy, document.OwnerDepartmentId,
            departments.Single(d => d.Id == document.OwnerDepartmentId).Name, (await db.NamesAsync([custodian], ct))[custodian], document.Openness,
            db.Reader.Can(document.Tier == Tier.Procedure ? Ability.SeeProcedureCatalogue : Ability.EditStandards), db.Reader.MayOpen(document), document.RowVersion,
            [.. departments.Where(d => d.Until is not { } until || until >= db.Reader.Day || d.Id == document.OwnerDepartmentId)
                .OrderBy(d => d.Code, StringComparer.Ordinal).Select(d => (d.Id, d.Name))]);
    }

    public async Task<Result<Done>> HandleAsync(DescribeDocument ask, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = await store.OpenAsync(ct);
        if (await db.FindDocumentAsync(ask.Id, ct) is not { } document || !db.Reader.MayDescribe(document))
            return DocumentErrors.NotFound;
        if (document.RowVersion != ask.RowVersion)
            return DocumentErrors.ChangedMeanwhile;
        var code = ask.Code.Trim();
        if ((PolicyDocument.CodeFits(code) ?? PolicyDocument.InstrumentFits(document.Tier, ask.Instrument)) is { } unfit)
            return unfit;
        if (await db.IsCodeTakenAsync(code, ask.Id, ct))
            return DocumentErrors.CodeTaken;
        if (ask.Owner != document.OwnerDepartmentId)
        {
            if (!await db.HasDepartmentAsync(ask.Owner, ct))
                return DocumentErrors.NoSuchDepartment;
            if (await db.Amendments.AnyAsync(a => a.DocumentId == ask.Id && a.Stage == AmendmentStage.InReview, ct))
                return DocumentErrors.OwnerInReview;
        }
        var codeChanges = db.Open(ask.Id, document.Code) != code;
        if (codeChanges)
            document.Code = db.Seal(ask.Id, code);
        (document.Instrument, document.AmendedBy, document.OwnerDepartmentId) = (ask.Instrument, ask.AmendedBy, ask.Owner);
        if (db.Entry(document).State == EntityState.Unchanged)
            return Done.Instance;
        db.Record(new JournalFact("document.described").With("code", codeChanges ? "changed" : null).With("instrument", ask.Instrument).With("amended-by", ask.AmendedBy).With("department", ask.Owner), document);
        return await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct);
    }
}
