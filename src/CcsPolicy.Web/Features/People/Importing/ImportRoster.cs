using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People.Importing;

/// <summary>What a file would do. <see cref="Sealed"/> carries the file through the page to the confirmation; null when there are errors.</summary>
public sealed record RosterPreview(IReadOnlyList<RosterChange> Changes, IReadOnlyList<RosterError> Errors, string? Sealed)
{
    public int Count(RosterOutcome outcome) => Changes.Count(change => change.Outcome == outcome);
}

/// <summary>How the confirmation went: everything recorded, or another preview because the list had changed.</summary>
public sealed record RosterImported(int New, int Changed, int Ending, RosterPreview? Instead);

/// <summary>Previews a file of people and then, when that is confirmed, records all of it in one transaction or nothing.</summary>
public sealed class ImportRosterHandler(ReaderDb store, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan PreviewTime = TimeSpan.FromHours(1);
    private const int HeadLength = 16 + 8 + SHA256.HashSizeInBytes;

    private readonly IDataProtector protector = protection.CreateProtector("CcsPolicy.Roster.v1");

    public async Task<Result<RosterPreview>> PreviewAsync(byte[] bytes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var read = RosterFile.Read(bytes);
        return read.Error is { } refusal ? refusal : await PreviewAsync(db, read.Value, bytes, ct);
    }

    public async Task<Result<RosterImported>> ApplyAsync(string? token, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        if (Open(token, db.Reader.PersonId) is not var (bytes, seen))
            return RosterErrors.Expired;
        var file = RosterFile.Read(bytes);
        if (file.Error is { } refusal)
            return refusal;
        var preview = await PreviewAsync(db, file.Value, bytes, ct);
        if (preview.Sealed is null || !CryptographicOperations.FixedTimeEquals(HashOf(preview.Changes), seen))
            return new RosterImported(0, 0, 0, preview);
        foreach (var change in preview.Changes)
            Write(db, change);
        db.Record(new JournalFact("people.imported").With("file", ContentHash.Of(bytes))
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
        return new RosterImported(preview.Count(RosterOutcome.New), preview.Count(RosterOutcome.Changed), preview.Count(RosterOutcome.Ending), null);
    }

    private async Task<RosterPreview> PreviewAsync(PolicyDb db, RosterFile file, byte[] bytes, CancellationToken ct)
    {
        var present = new RosterPresent(
            await db.People.ToDictionaryAsync(p => p.StaffNumber, StringComparer.Ordinal, ct),
            (await db.Employments.Where(e => e.WithdrawnAt == null).ToListAsync(ct)).ToLookup(e => e.PersonId),
            (await db.Assignments.Where(a => a.WithdrawnAt == null && a.Role == null).ToListAsync(ct)).ToLookup(a => a.PersonId),
            await db.Departments.AsNoTracking().ToListAsync(ct), await db.Posts.AsNoTracking().ToListAsync(ct));
        var plan = RosterPlan.Make(file, present, db.Reader.Day, db.Reader.PersonId);
        var errors = file.Errors.Concat(plan.Errors).OrderBy(error => error.Line).ToList();
        return new RosterPreview(plan.Changes, errors, errors.Count == 0 ? Seal(bytes, plan.Changes, db.Reader.PersonId) : null);
    }

    private static void Write(PolicyDb db, RosterChange change)
    {
        var (row, by, now) = (change.Row, db.Reader.PersonId, db.Now);
        var person = change.Person;
        if (person is null)
        {
            person = new Person { Id = db.Ids.Next<PersonId>(), StaffNumber = row.StaffNumber, Name = row.Name, Kana = row.Kana, Mail = row.Mail };
            db.People.Add(person);
        }
        else
        {
            (person.Name, person.Kana) = (row.Name, row.Kana);
            if (row.HasMail)
                person.Mail = row.Mail;
        }
        change.EmploymentsToWithdraw.ForEach(employment => employment.Withdraw(now));
        change.AssignmentsToWithdraw.ForEach(assignment => assignment.Withdraw(now));
        foreach (var (kind, from, until) in change.EmploymentsToRecord)
            db.Employments.Add(new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = person.Id, Kind = kind, From = from, Until = until, RecordedAt = now, RecordedBy = by });
        foreach (var (department, post, from, until) in change.AssignmentsToRecord)
            db.Assignments.Add(new Assignment
            {
                Id = db.Ids.Next<AssignmentId>(), PersonId = person.Id, DepartmentId = department, PostId = post, From = from, Until = until, RecordedAt = now, RecordedBy = by,
            });
    }

    private string Seal(byte[] bytes, IReadOnlyList<RosterChange> changes, PersonId? by)
    {
        using var buffer = new MemoryStream();
        buffer.Write((by?.Value ?? Guid.Empty).ToByteArray());
        buffer.Write(BitConverter.GetBytes((clock.Now() + PreviewTime).UtcTicks));
        buffer.Write(HashOf(changes));
        using (var packed = new BrotliStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            packed.Write(bytes);
        return WebEncoders.Base64UrlEncode(protector.Protect(buffer.ToArray()));
    }

    private (byte[] File, byte[] Seen)? Open(string? token, PersonId? by)
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
            return (file.ToArray(), bytes[24..HeadLength]);
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
