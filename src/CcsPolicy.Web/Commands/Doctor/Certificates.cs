using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>証明書の診断。Whether the portal is reached by https, and how long the certificates are valid that its configuration names.</summary>
internal static class Certificates
{
    private const string Subject = "証明書 / certificate";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> Look(IConfiguration configuration, TimeProvider clock, bool production)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        var sections = endpoints.Select(endpoint => endpoint.GetSection("Certificate")).Append(configuration.GetSection("Kestrel:Certificates:Default")).Where(section => section.GetChildren().Any()).ToList();
        var byHttps = endpoints.Select(endpoint => endpoint["Url"]).Append(configuration["urls"]).Any(url => url?.Contains("https:", StringComparison.OrdinalIgnoreCase) == true);
        var behindProxy = configuration.GetSection("Proxies").GetChildren().Any();
        if (production && !byHttps && !behindProxy)
            yield return new(Weight.Fault, Subject, "HTTPS で待ち受けず、Proxies もありません。証明書を設定して https:// で待ち受けるか、HTTPS を受けるリバースプロキシのアドレスを Proxies:0 に書いてください。",
                "The portal neither listens on https nor names a proxy. Set a certificate and an https address, or name the reverse proxy that ends https in Proxies:0.");
        else if (production && byHttps && sections.Count == 0)
            yield return new(Weight.Fault, Subject, "https:// で待ち受けますが、証明書がありません。Kestrel:Certificates:Default に書いてください。", "There is an https address and no certificate. Set Kestrel:Certificates:Default.");
        else if (sections.Count == 0)
            yield return new(Weight.Sound, Subject, behindProxy ? "HTTPS はリバースプロキシが受けます。証明書の期限はプロキシで確かめてください。" : "証明書は設定されていません。", behindProxy ? "The reverse proxy ends https; look at its certificate there." : "No certificate is set.");
        foreach (var section in sections)
            yield return Judge(section, clock.Now());
    }

    private static Finding Judge(IConfigurationSection section, DateTimeOffset now)
    {
        try
        {
            using var certificate = Load(section);
            if (certificate is null)
                return new(Weight.Fault, Subject, $"{section.Path} の証明書が見つかりません。名前と証明書ストアを確かめてください。", $"The certificate of {section.Path} is not found. Look at its name and at the store.");
            var (from, until) = (new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
            var day = TokyoTime.DateOf(until).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            if (!certificate.HasPrivateKey)
                return new(Weight.Fault, Subject, $"{section.Path} に秘密鍵がありません。秘密鍵の入ったファイルか、KeyPath を設定してください。", $"{section.Path} has no private key. Set a file that holds it, or KeyPath.");
            if (now < from || now > until)
                return new(Weight.Fault, Subject, $"{section.Path} の証明書は有効期間の外です（{day} まで）。新しい証明書に替えてください。", $"The certificate of {section.Path} is not valid now (until {day}). Put a new one in its place.");
            if (until - now < Soon)
                return new(Weight.Warning, Subject, $"{section.Path} の証明書は {day} に切れます。新しい証明書を用意してください。", $"The certificate of {section.Path} ends on {day}. Get a new one.");
            return new(Weight.Sound, Subject, $"{section.Path} の証明書は {day} まで有効です。", $"The certificate of {section.Path} is valid until {day}.");
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(Weight.Fault, Subject, $"{section.Path} の証明書を読めません。場所、パスワード、読む権限を確かめてください（{fault.Message}）。", $"The certificate of {section.Path} cannot be read. Look at its path, password and rights. ({fault.Message})");
        }
    }

    private static X509Certificate2? Load(IConfigurationSection section)
    {
        if (section["Path"] is { Length: > 0 } path)
            return section["KeyPath"] is { Length: > 0 } key
                ? section["Password"] is { Length: > 0 } password ? X509Certificate2.CreateFromEncryptedPemFile(path, password, key) : X509Certificate2.CreateFromPemFile(path, key)
                : X509CertificateLoader.LoadPkcs12FromFile(path, section["Password"], X509KeyStorageFlags.EphemeralKeySet);
        using var store = new X509Store(section["Store"] ?? "My", Enum.TryParse<StoreLocation>(section["Location"], out var location) ? location : StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates.Find(X509FindType.FindBySubjectName, section["Subject"] ?? "", validOnly: false).OrderByDescending(one => one.NotAfter).FirstOrDefault();
    }
}
