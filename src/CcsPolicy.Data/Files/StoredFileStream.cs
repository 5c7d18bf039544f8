using CcsPolicy.Data.Rows;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Files;

/// <summary>
/// A stored file from any place on, a megabyte at a time: for a film, of which a browser asks for parts. Each stretch is unsealed by itself, so a changed one is found; that all of them together are the file that was
/// stored is seen only where it is opened whole (<see cref="FileStore.OpenFileAsync"/>).
/// </summary>
/// <param name="db">Belongs to the stream from here on.</param>
internal sealed class StoredFileStream(PolicyDb db, StoredFile file) : Stream
{
    private const int AtOnce = 16;
    private byte[] held = [];
    private long heldFrom;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.Length == 0)
            return 0;
        if (Position < heldFrom || Position >= heldFrom + held.Length)
            await HoldAsync((int)(Position / FileStore.ChunkLength), cancellationToken);
        var from = (int)(Position - heldFrom);
        var count = Math.Min(buffer.Length, held.Length - from);
        if (count <= 0)
            throw new InvalidDataException($"The stored file {file.Id:N} is damaged.");
        held.AsMemory(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A stored file is read without blocking.");

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await db.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            db.Dispose();
        base.Dispose(disposing);
    }

    private async Task HoldAsync(int first, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var next = first;
        var (id, end) = (file.Id, first + AtOnce);
        foreach (var chunk in await db.FileChunks.AsNoTracking().Where(c => c.FileId == id && c.Ordinal >= first && c.Ordinal < end).OrderBy(c => c.Ordinal).ToListAsync(ct))
        {
            var opened = db.OpenBytes(file.DocumentId, chunk.Bytes);
            // All but the last are full: otherwise nothing would stand where it is looked for.
            if (chunk.Ordinal != next++ || (opened.Length != FileStore.ChunkLength && ((long)chunk.Ordinal * FileStore.ChunkLength) + opened.Length != file.Length))
                throw new InvalidDataException($"The stored file {file.Id:N} is damaged.");
            bytes.Write(opened);
        }
        (held, heldFrom) = (bytes.ToArray(), (long)first * FileStore.ChunkLength);
    }
}
