using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.People.Moving;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People.Importing;

/// <summary>What a file would do. <see cref="Sealed"/> carries the file through the page to the confirmation; null when there are errors.</summary>
/// <param name="Follows">Null where nobody's stays change.</param>
public sealed record RosterPreview(IReadOnlyList<RosterChange> Changes, IReadOnlyList<RosterError> Errors, Consequences? Follows, string? Sealed)
{
    /// <summary>発令日: the days on which people begin to stand otherwise than before, the first one first, with those people. Each becomes a change of its own, so that one that is in effect keeps no other from being undone.</summary>
    public IEnumerable<IGrouping<DateOnly, RosterChange>> Days => Changes.Where(change => change.FirstDay is not null).GroupBy(change => change.FirstDay!.Value).OrderBy(day => day.Key);

    public int Count(RosterOutcome outcome) => Changes.Count(change => change.Outcome == outcome);
}

/// <summary>How the confirmation went: everything recorded, or another preview because the list had changed.</summary>
/// <param name="Change">The change of personnel; null when nobody's stays changed, or on several days.</param>
public sealed record RosterImported(int New, int Changed, int Ending, PersonnelChangeId? Change, RosterPreview? Instead);

/// <summary>Previews a file of people and then, when that is confirmed, records all of it in one transaction or nothing.</summary>
public sealed class ImportRosterHandler(ReaderDb store, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan PreviewTime = TimeSpan.FromHours(1);
    private const int HeadLength = 16 + 8 + 4 + SHA256.HashSizeInBytes;

    private readonly IDataProtector protector = protection.CreateProtector("CcsPolicy.Roster.v1");

    /// <param name="effective">発令日 as typed, for rows that have none of their own.</param>
    public async Task<Result<RosterPreview>> PreviewAsync(byte[] bytes, string? effective, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        DateOnly? day = null;
        if (!string.IsNullOrWhiteSpace(effective))
        {
            var typed = EraDateText.Parse(effective);
            if (!typed.Succeeded)
                return RosterErrors.DayUnfit;
            day = typed.Value.Date;
        }
        var read = RosterFile.Read(bytes);
        return read.Error is { } refusal ? refusal : await PreviewAsync(db, read.Value, bytes, day, ct);
    }

    public async Task<Result<RosterImported>> ApplyAsync(string? token, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        if (Open(token, db.Reader.PersonId) is not var (bytes, effective, seen))
            return RosterErrors.Expired;
        var file = RosterFile.Read(bytes);
        if (file.Error is { } refusal)
            return refusal;
        var preview = await PreviewAsync(db, file.Value, bytes, effective, ct);
        if (preview.Sealed is null || !CryptographicOperations.FixedTimeEquals(HashOf(preview.Changes), seen))
            return new RosterImported(0, 0, 0, null, preview);
        var made = preview.Days.ToDictionary(day => day.Key, day => new PersonnelChange
        {
            Id = db.Ids.Next<PersonnelChangeId>(), EffectiveOn = day.Key, File = ContentHash.Of(bytes), RecordedAt = db.Now, RecordedBy = db.Reader.PersonId,
        });
        foreach (var change in preview.Changes)
            RosterRows.Write(db, change, change.FirstDay is { } day ? made[day] : null);
        db.PersonnelChanges.AddRange(made.Values);
        db.Record(new JournalFact("people.imported").With("file", ContentHash.Of(bytes)).With("changes", made.Count)
            .With("new", preview.Count(RosterOutcome.New)).With("changed", preview.Count(RosterOutcome.Changed)).With("ending", preview.Count(RosterOutcome.Ending)));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Somebody recorded one of these people at the same moment; the transaction has been undone.
            return RosterErrors.ChangedMeanwhile;
        }
        return new RosterImported(preview.Count(RosterOutcome.New), preview.Count(RosterOutcome.Changed), preview.Count(RosterOutcome.Ending), made.Count == 1 ? made.Values.First().Id : null, null);
    }

    private async Task<RosterPreview> PreviewAsync(PolicyDb db, RosterFile file, byte[] bytes, DateOnly? effective, CancellationToken ct)
    {
        var assignments = await db.Assignments.Where(a => a.WithdrawnAt == null).ToListAsync(ct);
        var present = new RosterPresent(
            await db.People.ToDictionaryAsync(p => p.StaffNumber, StringComparer.Ordinal, ct),
            (await db.Employments.ToListAsync(ct)).ToLookup(e => e.PersonId), assignments.Where(a => a.Role is null).ToLookup(a => a.PersonId),
            await db.Departments.AsNoTracking().ToListAsync(ct), await db.Posts.AsNoTracking().ToListAsync(ct));
        var plan = RosterPlan.Make(file, present, db.Reader.Day, effective, db.Reader.PersonId);
        var errors = file.Errors.Concat(plan.Errors).OrderBy(error => error.Line).ToList();
        var follows = errors.Count > 0 || !plan.Changes.Exists(change => change.FirstDay is not null) ? null
            : Consequences.Of(RosterRows.Moves(plan.Changes, present, assignments, db.Now), assignments, present.Departments, present.Posts, [.. await db.Users.Where(a => a.ClosedAt == null).Select(a => a.PersonId).ToListAsync(ct)]);
        return new RosterPreview(plan.Changes, errors, follows, errors.Count == 0 ? Seal(bytes, effective, plan.Changes, db.Reader.PersonId) : null);
    }

    private string Seal(byte[] bytes, DateOnly? effective, IReadOnlyList<RosterChange> changes, PersonId? by)
    {
        using var buffer = new MemoryStream();
        buffer.Write((by?.Value ?? Guid.Empty).ToByteArray());
        buffer.Write(BitConverter.GetBytes((clock.Now() + PreviewTime).UtcTicks));
        buffer.Write(BitConverter.GetBytes(effective?.DayNumber ?? -1));
        buffer.Write(HashOf(changes));
        using (var packed = new BrotliStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            packed.Write(bytes);
        return WebEncoders.Base64UrlEncode(protector.Protect(buffer.ToArray()));
    }

    private (byte[] File, DateOnly? Effective, byte[] Seen)? Open(string? token, PersonId? by)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        try
        {
            var bytes = protector.Unprotect(WebEncoders.Base64UrlDecode(token));
            if (new Guid(bytes.AsSpan(0, 16)) != (by?.Value ?? Guid.Empty) || BitConverter.ToInt64(bytes, 16) < clock.Now().UtcTicks)
                return null;
            using var packed = new BrotliStream(new MemoryStream(bytes, HeadLength, bytes.Length - HeadLength), CompressionMode.Decompress);
            using var file = new MemoryStream();
            packed.CopyTo(file);
            return (file.ToArray(), BitConverter.ToInt32(bytes, 24) is >= 0 and var day ? DateOnly.FromDayNumber(day) : null, bytes[28..HeadLength]);
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>What was shown, so that something else is never recorded.</summary>
    private static byte[] HashOf(IReadOnlyList<RosterChange> changes)
    {
        var shown = new StringBuilder();
        foreach (var change in changes)
            shown.Append(change.Row.StaffNumber).Append('\n').Append(change.Outcome).Append('\n').AppendJoin('\n', change.Effects).Append('\n');
        return SHA256.HashData(Encoding.UTF8.GetBytes(shown.ToString()));
    }
}
