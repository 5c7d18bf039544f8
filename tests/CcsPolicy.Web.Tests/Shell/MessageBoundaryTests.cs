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
}
