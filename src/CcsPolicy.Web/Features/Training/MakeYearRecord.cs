using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports.Parcels;
using CcsPolicy.Web.Shell.Ui;
using CcsPolicy.Web.Texts;
using CcsPolicy.Web.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Features.Training;

/// <summary>
/// 年度の記録。What the reader was to take in a fiscal year, took, attended and acknowledged, as a file of the reader's own. Of documents that the reader may not know any more nothing stands in it; where it names a
/// procedure, each page carries classification, reader and time.
/// </summary>
internal sealed class MakeYearRecordHandler(ReaderDb store, Readers readers, KnownDocuments known, DomainWords words, IStringLocalizer<TrainingText> text, IStringLocalizer<TextsText> texts, TimeProvider clock)
{
    /// <summary>No portal has records of earlier years.</summary>
    public const int EarliestYear = 2000;

    /// <summary>Null for a year that has not begun, or in which there was no portal.</summary>
    public async Task<Parcel?> OfAsync(int year, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (db.Reader.PersonId is not { } me || year < EarliestYear || year > FiscalYear.Of(db.Reader.Day))
            return null;
        var documents = (await known.AllAsync(db.Reader, store.Asked, ct)).ToDictionary(one => one.Document.Id);
        var person = await db.People.AsNoTracking().Where(row => row.Id == me).Select(row => new { row.Name, row.StaffNumber }).SingleAsync(ct);
        var versions = (await db.CourseVersions.AsNoTracking().Select(v => new { v.Id, v.CourseId, v.DocumentId, v.Number, v.Title, v.IsOpen }).ToListAsync(ct)).FindAll(v => documents.ContainsKey(v.DocumentId));
        var latest = CourseVersion.Latest(versions, v => v.CourseId, v => v.Number).ToDictionary(v => v.CourseId);
        var own = await OwnCourses.OfAsync(db, year, ct);
        var attempts = own.Attempts.SelectMany(of => of).Where(a => latest.ContainsKey(a.CourseId) && IsOf(year, TokyoTime.DateOf(a.At))).OrderBy(a => a.At).ToList();
        var attended = own.Attended.SelectMany(of => of).Where(a => latest.ContainsKey(a.CourseId) && IsOf(year, a.HeldOn)).OrderBy(a => a.HeldOn).ThenBy(a => a.Number).ToList();
        // A year past is told by where the reader stood at its end, and by the courses that there were, closed since or not.
        var isPast = year < FiscalYear.Of(db.Reader.Day);
        var then = isPast ? await readers.AsOfAsync(me, FiscalYear.Last(year), ct) : db.Reader;
        var plans = own.Plans.Where(plan => latest.TryGetValue(plan.CourseId, out var version) && (isPast || version.IsOpen) && own.DueOn(plan.CourseId, documents[plan.DocumentId], then) is not null).OrderBy(plan => plan.DueOn).ToList();
        var read = (await db.StandingAcknowledgements().AsNoTracking().Where(row => row.PersonId == me).OrderBy(row => row.At).ToListAsync(ct)).FindAll(row => documents.ContainsKey(row.DocumentId) && IsOf(year, TokyoTime.DateOf(row.At)));

        var named = plans.Select(plan => plan.DocumentId).Concat(attempts.Select(a => a.DocumentId)).Concat(attended.Select(a => a.DocumentId)).Concat(read.Select(row => row.DocumentId)).Distinct().Select(id => documents[id].Document).ToList();
        var (now, title) = (clock.Now(), text["RecordTitle"].Value);
        return new Parcel(title, person.Name, now, MarkingOf(named, db.Reader, now), text["RecordMissing"],
        [
            new(title, false,
            [
                new ParcelPart.Grid([],
                    [[text["Year"], text["YearOf", year]], [text["Person"], person.Name], [text["StaffNumber"], person.StaffNumber], [text["RecordMadeAt"], ShownDate.At(now)]], [1, 4]),
                .. Table(text["Plan"], [text["Course"], text["Document"], text["DueOn"], text["DoneOn"]], [4, 4, 3, 3], plans.Select(plan => ImmutableArray.Create(
                    CourseTitle(plan.CourseId), TitleOf(plan.DocumentId), ShownDate.Of(plan.DueOn), own.DoneOn(plan.CourseId) is { } done ? ShownDate.Of(done) : text["NotDone"].Value))),
                .. Table(text["Quiz"], [text["At"], text["Course"], text["Score"], text["PassMark"], text["Result"]], [4, 6, 2, 2, 2], attempts.Select(a => ImmutableArray.Create(
                    ShownDate.At(a.At), db.Open(a.DocumentId, versions.First(v => v.Id == a.VersionId).Title), text["Points", a.Score], text["Points", a.PassMark], text[a.IsPassed ? "Passed" : "NotPassed"]))),
                .. Table(text["Attendance"], [text["HeldOn"], text["Course"], text["Place"]], [3, 6, 5], attended.Select(a => ImmutableArray.Create(ShownDate.Of(a.HeldOn), CourseTitle(a.CourseId), db.Open(a.DocumentId, a.Place)))),
                .. Table(text["RecordRead"], [text["At"], text["Document"], text["RecordEdition"], text["RecordReceipt"]], [4, 6, 2, 5], read.Select(row => ImmutableArray.Create(
                    ShownDate.At(row.At), documents[row.DocumentId].TitleOf(row.EditionId, db), words.EditionNumber(documents[row.DocumentId].Order.NumberAt(row.EditionId, row.At)), row.ReceiptNumber))),
            ]),
        ]);

        string CourseTitle(CourseId course) => db.Open(latest[course].DocumentId, latest[course].Title);

        string TitleOf(DocumentId document) => documents[document].TitleOn(db.Reader.Day, db);
    }

    private static bool IsOf(int year, DateOnly day) => FiscalYear.Of(day) == year;

    /// <summary>That of the most closed procedure which it names; null where it names none.</summary>
    private string? MarkingOf(IReadOnlyCollection<PolicyDocument> named, Reader reader, DateTimeOffset now) =>
        named.Where(document => document.Tier == Tier.Procedure).OrderByDescending(document => document.Openness == Openness.NeedToKnow).FirstOrDefault() is { } procedure
            ? ProcedureMarking.Of(procedure.Tier, procedure.Openness, reader, now, texts) : null;

    /// <summary>A table under its name; a line that says so where there is nothing.</summary>
    private IEnumerable<ParcelPart> Table(string name, ImmutableArray<string> heads, ImmutableArray<int> shares, IEnumerable<ImmutableArray<string>> rows)
    {
        ImmutableArray<ImmutableArray<string>> all = [.. rows];
        yield return new ParcelPart.Indented([name, .. all.IsEmpty ? ["　" + text["RecordNothing"].Value] : Array.Empty<string>()]);
        if (!all.IsEmpty)
            yield return new ParcelPart.Grid(heads, all, shares);
    }
}
