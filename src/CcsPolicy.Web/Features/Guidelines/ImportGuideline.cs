using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Guidelines;

/// <summary>An edition to be imported.</summary>
/// <param name="Guideline">Of which guideline; null for a new one.</param>
/// <param name="Code">Of a new guideline.</param>
/// <param name="Title">Of a new guideline.</param>
public sealed record ImportGuideline(GuidelineId? Guideline, string Code, string Title, string Label, DateOnly IssuedOn);

/// <summary>版の取込み。Takes an edition in with all its items, or nothing.</summary>
public sealed class ImportGuidelineHandler(ReaderDb store)
{
    /// <summary>The guideline of which an edition is to be imported; null when there is none, or for whoever does not import.</summary>
    public async Task<Guideline?> FindAsync(GuidelineId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return db.Reader.Can(Ability.EditStandards) ? await db.Guidelines.AsNoTracking().SingleOrDefaultAsync(guideline => guideline.Id == id, ct) : null;
    }

    /// <summary>Why the edition could not be imported; null when it could.</summary>
    public async Task<DomainError?> RefusalAsync(ImportGuideline ask, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        return await RefusalAsync(db, ask, ct);
    }

    public async Task<Result<GuidelineEditionId>> HandleAsync(ImportGuideline ask, GuidelineTable table, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(table);
        if (table.Errors.Count > 0)
            return table.Errors[0].Error;
        await using var db = await store.OpenAsync(ct);
        if (await RefusalAsync(db, ask, ct) is { } refusal)
            return refusal;
        var by = db.Reader.PersonId!.Value;
        var guideline = ask.Guideline ?? db.Ids.Next<GuidelineId>();
        if (ask.Guideline is null)
            db.Guidelines.Add(new Guideline { Id = guideline, Code = ask.Code, Title = ask.Title, RecordedBy = by, RecordedAt = db.Now });
        var id = db.Ids.Next<GuidelineEditionId>();
        var items = table.Rows.Select((row, at) => new GuidelineItem { EditionId = id, Ordinal = at + 1, Number = row.Number, Heading = row.Heading, Words = row.Words }).ToList();
        var hash = GuidelineItem.HashOf(items);
        db.GuidelineEditions.Add(new GuidelineEdition { Id = id, GuidelineId = guideline, Label = ask.Label, IssuedOn = ask.IssuedOn, Hash = hash, RecordedBy = by, RecordedAt = db.Now });
        db.GuidelineItems.AddRange(items);
        db.Record(new JournalFact("guideline.imported").With("guideline", guideline).With("edition", id).With("count", items.Count).With("hash", hash));
        return (await db.TrySaveAsync(ask.Guideline is null ? GuidelineErrors.CodeTaken : GuidelineErrors.LabelTaken, ct)).Error is { } overtaken ? overtaken : id;
    }

    private static async Task<DomainError?> RefusalAsync(PolicyDb db, ImportGuideline ask, CancellationToken ct)
    {
        if (!db.Reader.Can(Ability.EditStandards))
            return AccessErrors.NotAllowed;
        if (ask.Guideline is null && Guideline.Fits(ask.Code, ask.Title) is { } unfit)
            return unfit;
        if (GuidelineEdition.Fits(ask.Label) is { } unnamed)
            return unnamed;
        if (ask.Guideline is not { } id)
            return await db.Guidelines.AnyAsync(guideline => guideline.Code == ask.Code, ct) ? GuidelineErrors.CodeTaken : null;
        return !await db.Guidelines.AnyAsync(guideline => guideline.Id == id, ct) ? GuidelineErrors.NotFound
            : await db.GuidelineEditions.AnyAsync(edition => edition.GuidelineId == id && edition.Label == ask.Label, ct) ? GuidelineErrors.LabelTaken
            : null;
    }
}
