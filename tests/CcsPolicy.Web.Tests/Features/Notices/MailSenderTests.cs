using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcsPolicy.Web.Mail;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>Encryption and sign-in against a real server.</summary>
public sealed class MailSenderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ccspolicy-mail-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Mail_goes_encrypted_to_a_server_that_the_offices_own_authority_vouches_for_and_to_no_other()
    {
        using var authority = Authority();
        using var stranger = Authority();
        using var server = Issued(authority, "localhost");
        await using var post = new MailPost(server);
        Assert.Equal(MailFate.Taken, await SendAsync(post, authority));
        Assert.Single(post.Taken);
        Assert.Equal((MailFate.Down, "tls"), await AnswerAsync(post, stranger));
        Assert.Equal((MailFate.Down, "tls"), await AnswerAsync(post, authority, host: "127.0.0.1"));
        Assert.Equal((MailFate.Down, "tls"), await AnswerAsync(post, null));
        Assert.Equal((MailFate.Down, "sign-in"), await AnswerAsync(post, authority, password: "another"));
        Assert.Single(post.Taken);
    }

    [Fact]
    public async Task A_server_that_offers_no_encryption_gets_no_mail_where_it_is_wanted()
    {
        await using var post = new MailPost();
        Assert.Equal((MailFate.Down, "no-tls"), await AnswerAsync(post, null));
        Assert.Empty(post.Taken);
    }

    [Fact]
    public async Task Where_nobody_answers_it_is_said_in_a_word()
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = MailPost.FreePort(), Security = MailSecurity.None, From = "policy@example.jp" };
        Assert.Equal((MailFate.Down, "unreachable"), await AnswerAsync(options));
        // Something that is no mail server, and hangs up.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        options.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var hangsUp = Task.Run(async () => (await listener.AcceptTcpClientAsync(Ct)).Dispose(), Ct);
        Assert.Equal((MailFate.Down, "broken-off"), await AnswerAsync(options));
        await hangsUp;
    }

    private async Task<MailFate> SendAsync(MailPost post, X509Certificate2 authority)
    {
        var (line, _) = await new MailSender(Options.Create(Settings(post, authority, "localhost", "a password")), TimeProvider.System).ConnectAsync(Ct);
        await using (line)
            return (await line!.SendAsync(new OutgoingMail("1", "a@example.jp", "件名", "本文"), Ct)).Fate;
    }

    private Task<(MailFate, string)> AnswerAsync(MailPost post, X509Certificate2? authority, string host = "localhost", string password = "a password") => AnswerAsync(Settings(post, authority, host, password));

    private static async Task<(MailFate, string)> AnswerAsync(MailOptions options)
    {
        var (line, answer) = await new MailSender(Options.Create(options), TimeProvider.System).ConnectAsync(Ct);
        Assert.Null(line);
        return (answer.Fate, answer.Reply);
    }

    private MailOptions Settings(MailPost post, X509Certificate2? authority, string host, string password)
    {
        var file = "";
        if (authority is not null)
            File.WriteAllText(file = Path.Combine(folder.FullName, authority.Thumbprint + ".pem"), authority.ExportCertificatePem());
        return new MailOptions { Host = host, Port = post.Port, Security = MailSecurity.StartTls, User = "portal", Password = password, AuthorityFile = file, From = "policy@example.jp" };
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=組合の認証局", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }

    private static X509Certificate2 Issued(X509Certificate2 authority, string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(20), [1, 2, 3, 4]);
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
