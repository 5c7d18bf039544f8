using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using ServiceProvider = SmtpServer.ComponentModel.ServiceProvider;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>A real mail server (SmtpServer) on a port of this machine, which keeps what it took and refuses what the test says.</summary>
internal sealed class MailPost : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly Task turn;

    /// <param name="certificate">With one it begins encrypted after STARTTLS and asks for a sign-in.</param>
    public MailPost(X509Certificate2? certificate = null)
    {
        Port = FreePort();
        var options = new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port));
            if (certificate is not null)
                endpoint.Certificate(certificate).AuthenticationRequired();
        }).Build();
        var services = new ServiceProvider();
        services.Add(new Store(this));
        services.Add((IMailboxFilter)new Filter(this));
        services.Add(new DelegatingUserAuthenticator((user, password) => (user, password) == ("portal", "a password")));
        turn = new SmtpServer.SmtpServer(options, services).StartAsync(end.Token);
    }

    public int Port { get; }

    /// <summary>Every mail that was taken, in its order, as it came.</summary>
    public ConcurrentQueue<(string To, string Raw)> Taken { get; } = new();

    /// <summary>What is answered to a recipient; null: taken.</summary>
    public Func<string, SmtpResponse?> AnswerTo { get; set; } = _ => null;

    /// <summary>What is answered to the sender; null: taken.</summary>
    public Func<SmtpResponse?> AnswerToAll { get; set; } = () => null;

    /// <summary>Done when a mail was taken, before the answer goes back.</summary>
    public Func<Task> OnTaken { get; set; } = () => Task.CompletedTask;

    public int Asked { get; private set; }

    public IReadOnlyList<MimeMessage> Messages => [.. Taken.Select(mail => Read(mail.Raw))];

    public static MimeMessage Read(string raw)
    {
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(raw));
        return MimeMessage.Load(bytes);
    }

    /// <summary>A port of this machine on which nobody listens.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await turn;
        end.Dispose();
    }

    private static string Written(IMailbox mailbox) => $"{mailbox.User}@{mailbox.Host}";

    private sealed class Store(MailPost post) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            foreach (var to in transaction.To)
                post.Taken.Enqueue((Written(to), Encoding.Latin1.GetString(buffer.ToArray())));
            await post.OnTaken();
            return SmtpResponse.Ok;
        }
    }

    private sealed class Filter(MailPost post) : MailboxFilter
    {
        public override Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken)
        {
            post.Asked++;
            return post.AnswerToAll() is { } refusal ? throw new SmtpResponseException(refusal) : Task.FromResult(true);
        }

        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
            post.AnswerTo(Written(to)) is { } refusal ? throw new SmtpResponseException(refusal) : Task.FromResult(true);
    }
}
