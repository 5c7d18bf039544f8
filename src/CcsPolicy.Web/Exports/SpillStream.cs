namespace CcsPolicy.Web.Exports;

/// <summary>
/// 書出しの中継。Takes the synchronous writes of a zip or text writer into memory and hands them on asynchronously,
/// because a response must not be written to synchronously and a million rows must not be held.
/// </summary>
internal sealed class SpillStream(Stream target) : Stream
{
    private const int Enough = 64 * 1024;

    private readonly MemoryStream pending = new(2 * Enough);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Hands on what has gathered, if it is worth a write.</summary>
    public ValueTask DrainIfFullAsync(CancellationToken cancel) => pending.Length < Enough ? ValueTask.CompletedTask : DrainAsync(cancel);

    public async ValueTask DrainAsync(CancellationToken cancel)
    {
        await target.WriteAsync(pending.GetBuffer().AsMemory(0, (int)pending.Length), cancel);
        pending.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => pending.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => pending.Write(buffer);

    public override void WriteByte(byte value) => pending.WriteByte(value);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
