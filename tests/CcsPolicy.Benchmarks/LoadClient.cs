using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// 負荷の客。Sends requests over connections that stay open and reads each answer whole, with as little work of its own as it can: what is measured is
/// the server, though both share the machine.
/// </summary>
internal static class LoadClient
{
    /// <summary>Requests per second of one request repeated on several connections; every answer must have the status.</summary>
    public static async Task<double> RateAsync(int port, byte[] request, int connections, TimeSpan length, int status = 200)
    {
        using var ending = new CancellationTokenSource(length);
        return await RateAsync(port, request, connections, ending.Token, status);
    }

    /// <summary>The same until it is ended.</summary>
    public static async Task<double> RateAsync(int port, byte[] request, int connections, CancellationToken ending, int status = 200)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await Connection.OpenAsync(port);
            var done = 0;
            while (!ending.IsCancellationRequested)
            {
                var answer = await connection.SendAsync(request);
                if (answer.Status != status)
                    throw new InvalidOperationException($"Answered {answer.Status}, not {status}.");
                done++;
            }
            return done;
        })));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Sends each request once, over a number of clients; the rate, and how many answers had the status.</summary>
    public static async Task<(double Rate, int Right)> EachOnceAsync(int port, IReadOnlyList<byte[]> requests, int clients, int status)
    {
        var next = -1;
        var clock = Stopwatch.StartNew();
        var right = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            using var connection = await Connection.OpenAsync(port);
            var done = 0;
            while (Interlocked.Increment(ref next) is var at && at < requests.Count)
                done += (await connection.SendAsync(requests[at])).Status == status ? 1 : 0;
            return done;
        })));
        return (requests.Count / clock.Elapsed.TotalSeconds, right.Sum());
    }

    public static byte[] Get(string path, string? cookies = null) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n{(cookies is null ? "" : $"Cookie: {cookies}\r\n")}\r\n");

    public static byte[] Post(string path, string cookies, IEnumerable<KeyValuePair<string, string>> form)
    {
        var body = string.Join('&', form.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}"));
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
    }

    /// <summary>The body of one answer.</summary>
    public static async Task<(int Status, int Length)> OnceAsync(int port, byte[] request)
    {
        using var connection = await Connection.OpenAsync(port);
        return await connection.SendAsync(request);
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private static readonly byte[] Last = "0\r\n\r\n"u8.ToArray();
        private readonly byte[] buffer = new byte[256 * 1024];

        public static async Task<Connection> OpenAsync(int port)
        {
            var connection = new Connection();
            await connection.socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            return connection;
        }

        public async ValueTask<(int Status, int Length)> SendAsync(byte[] request)
        {
            await socket.SendAsync(request);
            var read = 0;
            int head;
            do
                read += await ReceiveAsync(read);
            while ((head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0);
            var headers = Encoding.ASCII.GetString(buffer, 0, head);
            if (headers.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
                return (int.Parse(headers.AsSpan(9, 3), CultureInfo.InvariantCulture), await ReadChunksAsync(head + 4, read));
            var length = LengthIn(headers);
            for (var left = head + 4 + length - read; left > 0;)
                left -= await ReceiveAsync(0);
            return (int.Parse(headers.AsSpan(9, 3), CultureInfo.InvariantCulture), length);
        }

        /// <summary>Until the last chunk, which is empty: nothing follows it on a connection that sends one request at a time. Answers the bytes of all chunks, sizes included.</summary>
        private async ValueTask<int> ReadChunksAsync(int begin, int read)
        {
            var (length, end) = (read - begin, buffer.AsSpan(Math.Max(begin, read - Last.Length), Math.Min(Last.Length, read - begin)).ToArray());
            while (!end.AsSpan().SequenceEqual(Last))
            {
                var more = await ReceiveAsync(0);
                length += more;
                end = [.. end.Concat(buffer.AsSpan(0, more).ToArray()).TakeLast(Last.Length)];
            }
            return length;
        }

        private async ValueTask<int> ReceiveAsync(int from)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(from));
            return count > 0 ? count : throw new IOException("The server closed the connection.");
        }

        private static int LengthIn(string headers)
        {
            var at = headers.IndexOf("Content-Length:", StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                throw new InvalidOperationException("An answer without a length: " + headers);
            var end = headers.IndexOf('\r', at);
            return int.Parse(headers.AsSpan((at + 15)..(end < 0 ? headers.Length : end)).Trim(), CultureInfo.InvariantCulture);
        }

        public void Dispose() => socket.Dispose();
    }
}
