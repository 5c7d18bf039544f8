using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// TLS の決まり。What the portal speaks where it ends https itself: TLS 1.2 and 1.3, with suites of forward secrecy and authenticated encryption, the strongest first.
/// On Windows the system decides the suites and their order, not the program.
/// </summary>
internal static class TlsRules
{
    public const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>In the order in which they are preferred.</summary>
    public static readonly IReadOnlyList<TlsCipherSuite> Suites =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256, TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ];

    public static void Apply(HttpsConnectionAdapterOptions https)
    {
        https.SslProtocols = Protocols;
        if (OperatingSystem.IsWindows())
            return;
        var policy = new CipherSuitesPolicy(Suites);
#pragma warning disable CA1416 // Left above where it is not to be had.
        https.OnAuthenticate = (_, connection) => connection.CipherSuitesPolicy = policy;
#pragma warning restore CA1416
    }
}
