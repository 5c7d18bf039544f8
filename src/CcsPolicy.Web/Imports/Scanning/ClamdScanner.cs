using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CcsPolicy.Web.Imports.Scanning;

/// <summary>clamd による検査。ClamAV's service by its command INSTREAM: the bytes go to it from memory, and no file is made.</summary>
public sealed class ClamdScanner : MalwareScanner
{
    private const int Piece = 64 * 1024;
    private const int LongestAnswer = 1024;

    /// <summary>Until an answer is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly EndPoint address;

    /// <exception cref="FormatException">It is neither <c>unix:</c> with a path nor <c>tcp://</c> with host and port.</exception>
    public ClamdScanner(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        this.address = Read(address) ?? throw new FormatException($"{ClamdSetting}: '{address}' is neither unix:/path nor tcp://host:port.");
    }

    /// <summary>What is sent passes no wire: a socket of the system, or this machine. The protocol itself is not encrypted.</summary>
    public bool IsHere => address is not DnsEndPoint { Host: var host } || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    public override async Task<ScanAnswer> LookAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var socket = address is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, patience.Token);
            await using var line = new NetworkStream(socket);
            await line.WriteAsync("zINSTREAM\0"u8.ToArray(), patience.Token);
            var length = new byte[4];
            for (var at = 0; at < bytes.Length; at += Piece)
            {
                var piece = bytes.Slice(at, Math.Min(Piece, bytes.Length - at));
                BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
                await line.WriteAsync(length, patience.Token);
                await line.WriteAsync(piece, patience.Token);
            }
            await line.WriteAsync(new byte[4], patience.Token);
            return Understood(await AnswerAsync(line, patience.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ScanAnswer(ScanOutcome.NotLooked, "clamd gave no answer in time");
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return new ScanAnswer(ScanOutcome.NotLooked, fault.Message);
        }
    }

    /// <summary>Only the very word says that nothing was found: whatever else comes, nobody has looked.</summary>
    private static ScanAnswer Understood(string answer) => answer switch
    {
        "stream: OK" => new ScanAnswer(ScanOutcome.Clean),
        _ when answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal) && answer.Length > "stream: ".Length + " FOUND".Length => new ScanAnswer(ScanOutcome.Malware, answer[8..^6]),
        _ => new ScanAnswer(ScanOutcome.NotLooked, answer.Length == 0 ? "clamd hung up" : answer),
    };

    private static async Task<string> AnswerAsync(NetworkStream line, CancellationToken cancel)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        while (length < answer.Length && await line.ReadAsync(answer.AsMemory(length), cancel) is > 0 and var more)
        {
            length += more;
            if (answer.AsSpan(0, length).IndexOf((byte)0) is >= 0 and var end)
                return Encoding.ASCII.GetString(answer, 0, end);
        }
        return "";
    }

    private static EndPoint? Read(string address) =>
        address.StartsWith("unix:", StringComparison.Ordinal) && address.Length > 5 ? new UnixDomainSocketEndPoint(address["unix:".Length..])
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri is { Scheme: "tcp", Port: > 0, Host.Length: > 0 } ? new DnsEndPoint(uri.Host, uri.Port) : null;
}
