using System.Net.Sockets;
using System.Text;
using CcsPolicy.Testing.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>Where one message ends and the next begins, spoken byte by byte: a proxy and the portal must never differ about it.</summary>
public sealed class MessageBoundaryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("ASVS", "V4.2.1")]
    public async Task The_end_of_a_message_is_told_by_its_transfer_encoding_or_by_one_length_and_everything_else_is_refused()
    {
        await using var host = await ShellHost.StartAsync();
        const string Next = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        foreach (var (what, message, answers) in new[]
        {
            ("one length", "Content-Length: 3\r\n\r\na=b", new[] { "400", "200" }),
            ("an encoding beside a length", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ["400"]),
            ("two lengths", "Content-Length: 3\r\nContent-Length: 40\r\n\r\na=b", ["400"]),
            ("a length that is none", "Content-Length: 3x\r\n\r\na=b", ["400"]),
            ("an encoding that is not the last", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", ["400"]),
            ("an encoding with a space before its colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", ["400"]),
            ("a folded header", "X: a\r\n Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\na=b", ["400"]),
            ("a piece whose length is none", "Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n", ["400"]),
        })
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", new Uri(host.Address).Port, Ct);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /display/choose HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n" + message + Next), Ct);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var said = await reader.ReadToEndAsync(Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct);
            var statuses = said.Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries).Where(part => char.IsAsciiDigit(part[0])).Select(part => part[..3]).ToArray();
            Assert.True(answers.SequenceEqual(statuses), $"{what}: {string.Join(' ', statuses)}");
        }
    }

    /// <summary>The portal never sees these, so that its headers are not on them (docs/security.md says so): nothing else is either.</summary>
    [Theory]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost", "400")]
    [InlineData("GET /find?q=a\0b HTTP/1.1\r\nHost: localhost", "400")]
    [InlineData("GET /find HTTP/1.1\r\nHost: localhost\r\nX: a\0b", "400")]
    [InlineData("GET /find HTTP/1.1", "400")]
    [InlineData("GET /find?q={8} HTTP/1.1\r\nHost: localhost", "414")]
    [InlineData("GET /find HTTP/1.1\r\nHost: localhost\r\nX: {32}", "431")]
    [Trait("ASVS", "V13.4.6")]
    public async Task What_the_server_refuses_before_it_is_a_request_says_nothing(string message, string status)
    {
        await using var host = await ShellHost.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(host.Address).Port, Ct);
        var stream = client.GetStream();
        var filled = message.Replace("{8}", new string('a', 8 * 1024), StringComparison.Ordinal).Replace("{32}", new string('a', 32 * 1024), StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(filled + "\r\n\r\n"), Ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = (await reader.ReadToEndAsync(Ct).WaitAsync(TimeSpan.FromSeconds(20), Ct)).Split("\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", lines[0], StringComparison.Ordinal);
        Assert.Equal(["Connection: close", "Content-Length: 0", "Date"], lines[1..^2].Select(line => line.StartsWith("Date: ", StringComparison.Ordinal) ? "Date" : line).Order(StringComparer.Ordinal));
        Assert.Equal(["", ""], lines[^2..]);
    }
}
