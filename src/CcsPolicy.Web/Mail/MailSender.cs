using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using CcsPolicy.Domain.Basics;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CcsPolicy.Web.Mail;

/// <summary>送るメール。Plain text to one address.</summary>
/// <param name="Id">The same for the same mail, however often it is tried: whoever gets it twice can tell.</param>
public sealed record OutgoingMail(string Id, string To, string Subject, string Text);

/// <summary>送信の結果。</summary>
public enum MailFate
{
    /// <summary>The server has it.</summary>
    Taken,

    /// <summary>Not now: this mail has to wait, others may go.</summary>
    Later,

    /// <summary>This address is refused for good.</summary>
    Refused,

    /// <summary>The server takes nothing at the moment, from anybody.</summary>
    Down,
}

/// <summary>サーバーの答え。A number of SMTP or one word of ours, never the sentence behind it, which may name an address.</summary>
public readonly record struct MailAnswer(MailFate Fate, string Reply)
{
    public static MailAnswer Taken { get; } = new(MailFate.Taken, "250");
}

/// <summary>メールの送信。Speaks with the mail server of the configuration; the one class that does.</summary>
public sealed class MailSender(IOptions<MailOptions> options, TimeProvider clock)
{
    /// <summary>So long an answer of the server is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public bool IsOn => options.Value.IsOn;

    /// <summary>Whether mail can be sent there: one address of plain signs, without a name, a comment or a line of its own.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: > 2 and <= 254 } && text.All(letter => letter is > ' ' and < '\x7f') && MailboxAddress.TryParse(text, out var read) && read.Address == text && read.Route.Count == 0 && text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1;

    /// <summary>A line to the server, on which one mail follows the other; or why there is none.</summary>
    public async Task<(MailLine? Line, MailAnswer Answer)> ConnectAsync(CancellationToken ct)
    {
        var mail = options.Value;
#pragma warning disable CA2000 // The line lets it go, and so does every way out below.
        var client = new SmtpClient { Timeout = (int)Patience.TotalMilliseconds };
#pragma warning restore CA2000
        var authority = mail.AuthorityFile.Length > 0 ? X509CertificateLoader.LoadCertificateFromFile(mail.AuthorityFile) : null;
        try
        {
            if (authority is not null)
            {
                // Whoever has an authority of its own may have no list of what it revoked where the portal could ask.
                client.CheckCertificateRevocation = false;
                client.ServerCertificateValidationCallback = (_, shown, sent, errors) => IsVouchedFor(shown, sent, authority, errors);
            }
            using var limit = Limit(ct);
            await client.ConnectAsync(mail.Host, mail.Port, mail.Security switch { MailSecurity.StartTls => SecureSocketOptions.StartTls, MailSecurity.Tls => SecureSocketOptions.SslOnConnect, _ => SecureSocketOptions.None }, limit.Token);
            if (mail.User.Length > 0)
                await client.AuthenticateAsync(mail.User, mail.Secret(), limit.Token);
            return (new MailLine(client, authority, MailboxAddress.Parse(mail.From), clock), MailAnswer.Taken);
        }
        catch (Exception fault) when (IsOfTheServer(fault) && !ct.IsCancellationRequested)
        {
            client.Dispose();
            authority?.Dispose();
            return (null, new MailAnswer(MailFate.Down, WordOf(fault)));
        }
        catch
        {
            client.Dispose();
            authority?.Dispose();
            throw;
        }
    }

    internal static bool IsOfTheServer(Exception fault) => fault is IOException or SocketException or System.Security.Authentication.AuthenticationException or AuthenticationException or SslHandshakeException or CommandException or ProtocolException or TimeoutException
        or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException or OperationCanceledException;

    internal static string WordOf(Exception fault) => fault switch
    {
        SmtpCommandException command => ((int)command.StatusCode).ToString(CultureInfo.InvariantCulture),
        SslHandshakeException or System.Security.Authentication.AuthenticationException => "tls",
        NotSupportedException => "no-tls",
        AuthenticationException => "sign-in",
        TimeoutException or OperationCanceledException => "no-answer",
        SocketException => "unreachable",
        _ => "broken-off",
    };

    internal static CancellationTokenSource Limit(CancellationToken ct)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(2 * Patience);
        return limit;
    }

    private static bool IsVouchedFor(X509Certificate? shown, X509Chain? sent, X509Certificate2 authority, SslPolicyErrors errors)
    {
        if (shown is not X509Certificate2 certificate || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        // What the server sent along may stand between its certificate and the authority.
        if (sent is not null)
            chain.ChainPolicy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}

/// <summary>サーバーとの接続。</summary>
public sealed class MailLine : IAsyncDisposable
{
    private readonly SmtpClient client;
    private readonly X509Certificate2? authority;
    private readonly MailboxAddress from;
    private readonly TimeProvider clock;

    internal MailLine(SmtpClient client, X509Certificate2? authority, MailboxAddress from, TimeProvider clock) => (this.client, this.authority, this.from, this.clock) = (client, authority, from, clock);

    public async Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(mail);
        using var message = new MimeMessage { Subject = mail.Subject, MessageId = $"{mail.Id}@{from.Domain}", Date = clock.Now().ToOffset(TokyoTime.Offset), Body = new TextPart("plain") { Text = mail.Text } };
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", mail.To));
        // No answering machine replies to it.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        try
        {
            using var limit = MailSender.Limit(ct);
            await client.SendAsync(message, limit.Token);
            return MailAnswer.Taken;
        }
        catch (SmtpCommandException fault)
        {
            return new MailAnswer(FateOf(fault), MailSender.WordOf(fault));
        }
        catch (NotSupportedException)
        {
            return new MailAnswer(MailFate.Refused, "unfit");
        }
        catch (Exception fault) when (MailSender.IsOfTheServer(fault) && !ct.IsCancellationRequested)
        {
            return new MailAnswer(MailFate.Down, MailSender.WordOf(fault));
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (client.IsConnected)
                await client.DisconnectAsync(quit: true);
        }
        catch (Exception fault) when (MailSender.IsOfTheServer(fault))
        {
            // It had gone already.
        }
        client.Dispose();
        authority?.Dispose();
    }

    /// <summary>What is said of the sender holds for every mail; what is said of a recipient or a text, for this one.</summary>
    private static MailFate FateOf(SmtpCommandException fault) => (fault.ErrorCode, (int)fault.StatusCode) switch
    {
        (_, 421) => MailFate.Down,
        (SmtpErrorCode.RecipientNotAccepted, >= 500) => MailFate.Refused,
        (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted, _) => MailFate.Later,
        _ => MailFate.Down,
    };
}
