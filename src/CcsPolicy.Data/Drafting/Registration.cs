using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Drafting;

/// <summary>What a document is registered with.</summary>
public sealed record NewDocument(
    Tier Tier, string Code, string Title, InstrumentKind Instrument, DepartmentId Owner, PersonId Custodian, Openness Openness, Audience Audience);

/// <summary>規程の登録。</summary>
public static class Registration
{
    /// <summary>
    /// Puts down a new document with its key for the next save. A code is compared with those of documents that the reader may know, and with no others:
    /// a refusal for a hidden one would tell that it exists.
    /// </summary>
    public static async Task<Result<PolicyDocument>> RegisterAsync(this PolicyDb db, NewDocument ask, CancellationToken ct)
    {
        var reader = db.Reader;
        if (!reader.MayRegister(ask.Tier) || (ask.Tier == Tier.Procedure && !reader.SeesCatalogue && ask.Custodian != reader.PersonId))
            return DocumentErrors.NotYoursToRegister;
        if (PolicyDocument.OpennessFits(ask.Tier, ask.Openness) is { } refusal)
            return refusal;
        if ((PolicyDocument.InstrumentFits(ask.Tier, ask.Instrument) ?? PolicyDocument.CodeFits(ask.Code)) is { } unfit)
            return unfit;
        if (TypedWords.HasUnseen(ask.Title.Trim()))
            return TypedWords.UnseenSigns;
        if (await db.IsCodeTakenAsync(ask.Code, null, ct))
            return DocumentErrors.CodeTaken;
        if (!await db.HasDepartmentAsync(ask.Owner, ct))
            return DocumentErrors.NoSuchDepartment;
        if (!PolicyDocument.MayBeKeptBy(ask.Tier, ask.Owner, await db.Employments.AsNoTracking().Where(e => e.PersonId == ask.Custodian).ToListAsync(ct),
            await db.Assignments.AsNoTracking().Where(a => a.PersonId == ask.Custodian).ToListAsync(ct), reader.Day))
            return DocumentErrors.NoSuchCustodian;
        var id = db.Ids.Next<DocumentId>();
        db.CreateKeyFor(id);
        var document = new PolicyDocument
        {
            Id = id, Tier = ask.Tier, Code = db.Seal(id, ask.Code.Trim()), Title = db.Seal(id, ask.Title.Trim()), Instrument = ask.Instrument, AmendedBy = PolicyDocument.MethodOf(ask.Instrument),
            OwnerDepartmentId = ask.Owner, FirstCustodianId = ask.Custodian, Openness = ask.Openness, Audience = ask.Audience, CreatedAt = db.Now,
        };
        db.Documents.Add(document);
        db.Record(new JournalFact("document.registered").With("tier", ask.Tier).With("openness", ask.Openness).With("custodian", ask.Custodian), document);
        return document;
    }

    /// <summary>Whether there is such a department on the reader's day.</summary>
    public static Task<bool> HasDepartmentAsync(this PolicyDb db, DepartmentId id, CancellationToken ct)
    {
        var day = db.Reader.Day;
        return db.Departments.AnyAsync(d => d.Id == id && (d.Until == null || d.Until >= day), ct);
    }

    /// <summary>Whether another document that the reader may know has the code.</summary>
    public static async Task<bool> IsCodeTakenAsync(this PolicyDb db, string code, DocumentId? except, CancellationToken ct)
    {
        var wanted = code.Trim();
        var known = await db.Documents.AsNoTracking().Select(d => new { d.Id, d.Code }).ToListAsync(ct);
        return known.Any(d => d.Id != except && string.Equals(db.Open(d.Id, d.Code), wanted, StringComparison.Ordinal));
    }
}
