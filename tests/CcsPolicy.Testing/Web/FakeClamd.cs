using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CcsPolicy.Web.Imports.Scanning;

namespace CcsPolicy.Testing.Web;

/// <summary>A server that speaks what clamd speaks (INSTREAM, in the form that ends with a zero) over loopback or a socket of the system, finds the pattern of EICAR, and remembers what it was sent.</summary>
public sealed class FakeClamd : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly Task turn;
    private readonly CancellationTokenSource end = new();

    public FakeClamd(string? path = null)
    {
        listener = path is null ? new Socket(SocketType.Stream, ProtocolType.Tcp) : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(path is null ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(path));
        listener.Listen();
        Address = path is null ? $"tcp://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}" : "unix:" + path;
        turn = Task.Run(ServeAsync);
    }

    /// <summary>As in the setting <c>Scanning:Clamd</c>.</summary>
    public string Address { get; }

    /// <summary>Said in place of the true answer.</summary>
    public string? Says { get; set; }

    public ConcurrentQueue<byte[]> Received { get; } = new();

    /// <summary>Nobody answers any more.</summary>
    public async Task StopAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await turn;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!end.IsCancellationRequested)
            try
            {
                using var caller = await listener.AcceptAsync(end.Token);
                await using var line = new NetworkStream(caller);
                await AnswerAsync(line);
            }
            catch (Exception fault) when (fault is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The caller hung up, or the test is over.
            }
    }

    private async Task AnswerAsync(NetworkStream line)
    {
        var command = new byte["zINSTREAM\0".Length];
        await line.ReadExactlyAsync(command, end.Token);
        if (Encoding.ASCII.GetString(command) != "zINSTREAM\0")
        {
            await line.WriteAsync("UNKNOWN COMMAND\0"u8.ToArray(), end.Token);
            return;
        }
        using var whole = new MemoryStream();
        var length = new byte[4];
        for (; ; )
        {
            await line.ReadExactlyAsync(length, end.Token);
            var piece = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
            if (piece.Length == 0)
                break;
            await line.ReadExactlyAsync(piece, end.Token);
            whole.Write(piece);
        }
        Received.Enqueue(whole.ToArray());
        var said = Says ?? (whole.ToArray().AsSpan().IndexOf(MalwareScanner.TestPattern) >= 0 ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
        await line.WriteAsync(Encoding.ASCII.GetBytes(said + "\0"), end.Token);
    }
}
