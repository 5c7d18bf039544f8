using CcsPolicy.Data;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Scanning;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Training;

/// <summary>A file of a course: of several with one name, the latest.</summary>
public sealed record CourseFileLine(Guid Id, string Name, string MediaType, long Length)
{
    public CourseFileKind Kind => CourseFiles.KindOf(MediaType);
}

/// <summary>A file as it is handed out.</summary>
public sealed record OpenedCourseFile(string Name, string MediaType, Stream Bytes)
{
    public CourseFileKind Kind => CourseFiles.KindOf(MediaType);
}

/// <summary>
/// Adds files to a course and hands them out: those that its text calls to whoever may open the course, the others to whoever writes it. A course about a procedure has none: what leaves the portal of a procedure
/// carries its classification and the reader, and these bytes cannot.
/// </summary>
public sealed class CourseFilesHandler(ReaderDb store, KnownDocuments known, MalwareScanner scanner)
{
    public async Task<Result<Done>> AddAsync(CourseId id, string? name, byte[] bytes, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        await using var db = await store.OpenAsync(ct);
        if (await StandingCourse.ToWriteAsync(db, known, store.Asked, id, ct) is not { } course)
            return TrainingErrors.NotFound;
        if (course.Document.Tier == Tier.Procedure)
            return TrainingErrors.FilesOfProcedure;
        if (CourseFiles.MediaTypeOf(bytes) is not { } mediaType || bytes.Length > CourseFiles.MostOf(CourseFiles.KindOf(mediaType)))
            return TrainingErrors.FileUnfit;
        if (await db.Files.CountAsync(file => file.CourseId == id, ct) >= CourseFiles.Most)
            return TrainingErrors.TooManyFiles;
        if ((await scanner.LookAsync(bytes, ct)).Outcome != ScanOutcome.Clean)
            return TrainingErrors.FileNotLookedThrough;
        if (!await db.HasRoomForFileAsync(bytes.Length, ct))
            return ImportErrors.QuotaReached;
        await db.PutCourseFileAsync(course.Document, id, CourseFiles.NameOf(name, mediaType), mediaType, bytes, ct);
        return await db.TrySaveAsync(TrainingErrors.ChangedMeanwhile, ct);
    }

    /// <summary>The file; null where there is none for this reader.</summary>
    public async Task<OpenedCourseFile?> OpenAsync(CourseId id, Guid file, CancellationToken ct)
    {
        PolicyDb? db = await store.OpenAsync(ct);
        try
        {
            if (await StandingCourse.FindAsync(db, known, store.Asked, id, ct) is not { } course || course.Document.Tier == Tier.Procedure
                || (await course.FilesAsync(db, ct)).FirstOrDefault(one => one.Id == file) is not { } line
                || (!db.Reader.MayEdit(course.Document) && !MarkdownText.FilesOf(db.Open(course.Document.Id, course.Version.Text)).Contains(line.Name)))
                return null;
            // A film is read where the browser asks; anything else is short, and seen to be whole.
            if (line.Kind != CourseFileKind.Video)
                return await db.OpenFileAsync(file, ct) is { } whole ? new(line.Name, line.MediaType, new MemoryStream(whole.Bytes)) : null;
            var bytes = db.StreamOf(await db.Files.AsNoTracking().SingleAsync(one => one.Id == file, ct));
            db = null;
            return new(line.Name, line.MediaType, bytes);
        }
        finally
        {
            if (db is not null)
                await db.DisposeAsync();
        }
    }
}
