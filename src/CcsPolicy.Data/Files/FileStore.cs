using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Files;

/// <summary>A file as it was stored.</summary>
public sealed record OpenedFile(StoredFile File, string Name, byte[] Bytes);

/// <summary>Files that hang on a document: in the database, in sealed stretches, never changed.</summary>
public static class FileStore
{
    /// <summary>Bytes of a stretch before it is sealed.</summary>
    public const int ChunkLength = 64 * 1024;

    /// <summary>Files that one person may have stored: they are never deleted, and nobody alone fills the disk.</summary>
    public const int MostOfPerson = 5_000;

    /// <summary>Bytes that one person may have stored, all files together.</summary>
    public const long MostBytesOfPerson = 5_000_000_000;

    /// <summary>Whether the reader may store one more of this length.</summary>
    public static async Task<bool> HasRoomForFileAsync(this PolicyDb db, long length, CancellationToken ct)
    {
        var by = db.Reader.PersonId;
        var own = db.Files.Where(file => file.StoredBy == by);
        return await own.CountAsync(ct) < MostOfPerson && await own.SumAsync(file => file.Length, ct) + length <= MostBytesOfPerson;
    }

    /// <summary>Adds the file to what the context saves next. The caller records the fact and limits the length.</summary>
    public static async Task<StoredFile> AddFileAsync(
        this PolicyDb db, PolicyDocument document, AmendmentId? amendment, string name, string mediaType, Stream content, CancellationToken ct, CourseId? course = null)
    {
        if (db.Reader.PersonId is not { } by)
            throw new InvalidOperationException("A file is stored by somebody.");
        var id = db.Ids.Next();
        using var hash = db.HasherOf(document).Begin();
        var buffer = new byte[ChunkLength];
        long length = 0;
        for (var ordinal = 0; await content.ReadAtLeastAsync(buffer, ChunkLength, throwOnEndOfStream: false, ct) is > 0 and var read; ordinal++)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
            db.FileChunks.Add(new FileChunk { FileId = id, Ordinal = ordinal, DocumentId = document.Id, Bytes = db.Seal(document.Id, buffer.AsSpan(0, read)) });
        }
        var file = new StoredFile
        {
            Id = id,
            DocumentId = document.Id,
            AmendmentId = amendment,
            CourseId = course,
            Name = db.Seal(document.Id, name),
            MediaType = mediaType,
            Length = length,
            Hash = ContentHash.From(hash.GetHashAndReset()),
            StoredBy = by,
            StoredAt = db.Now,
        };
        db.Files.Add(file);
        return file;
    }

    /// <summary>The bytes from any place on, for parts of a long file.</summary>
    /// <param name="db">Belongs to the stream from here on.</param>
    /// <param name="file">Read through the filter of the reader of the context.</param>
    public static Stream StreamOf(this PolicyDb db, StoredFile file)
    {
        db.Shown?.TextRead(file.DocumentId, "file", file.Id.ToString("N"));
        return new StoredFileStream(db, file);
    }

    /// <summary>The file, or null when there is none that the reader may know.</summary>
    /// <exception cref="InvalidDataException">When the stretches do not make up what was stored.</exception>
    public static async Task<OpenedFile?> OpenFileAsync(this PolicyDb db, Guid id, CancellationToken ct)
    {
        if (await db.Files.AsNoTracking().Include(f => f.Document).SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
            return null;
        db.Shown?.TextRead(file.DocumentId, "file", file.Id.ToString("N"));
        // First: it may read the key, and no database answers that while it gives the stretches.
        var name = db.Open(file.DocumentId, file.Name);
        using var bytes = new MemoryStream(checked((int)file.Length));
        await foreach (var chunk in db.FileChunks.AsNoTracking().Where(c => c.FileId == id).OrderBy(c => c.Ordinal).AsAsyncEnumerable().WithCancellation(ct))
            bytes.Write(db.OpenBytes(file.DocumentId, chunk.Bytes));
        var whole = bytes.ToArray();
        if (db.HasherOf(file.Document!).Of(whole) != file.Hash)
            throw new InvalidDataException($"The stored file {id:N} is damaged.");
        return new OpenedFile(file, name, whole);
    }
}
