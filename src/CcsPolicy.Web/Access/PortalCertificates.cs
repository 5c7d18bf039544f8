using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CcsPolicy.Web.Access;

/// <summary>ポータルの証明書。The certificates that the configuration names for the addresses on which the portal ends https itself.</summary>
internal static class PortalCertificates
{
    /// <summary>Of each address, of each name that an address answers to, and the one for all others.</summary>
    public static IReadOnlyList<IConfigurationSection> Sections(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        return [.. endpoints.Concat(endpoints.SelectMany(endpoint => endpoint.GetSection("Sni").GetChildren())).Select(one => one.GetSection("Certificate"))
            .Append(configuration.GetSection("Kestrel:Certificates:Default")).Where(section => (section["Path"] ?? section["Subject"]) is { Length: > 0 })];
    }

    /// <summary>The certificate, or why the server could not use it.</summary>
    public static (X509Certificate2? Certificate, SurroundingFault? Fault) Load(IConfigurationSection section, IConfiguration configuration)
    {
        X509Certificate2? certificate;
        try
        {
            certificate = Find(section, configuration["contentRoot"] ?? "");
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, new($"{section.Path} の証明書を読めません。場所、パスワード、読む権限を確かめてください（{fault.Message}）。", $"The certificate of {section.Path} cannot be read. Look at its path, password and rights. ({fault.Message})"));
        }
        if (certificate is null)
            return (null, new($"{section.Path} の証明書が見つかりません。名前と証明書ストアを確かめてください。", $"The certificate of {section.Path} is not found. Look at its name and at the store."));
        if (certificate.HasPrivateKey)
            return (certificate, null);
        certificate.Dispose();
        return (null, new($"{section.Path} に秘密鍵がありません。秘密鍵の入ったファイルか、KeyPath を設定してください。", $"{section.Path} has no private key. Set a file that holds it, or KeyPath."));
    }

    private static X509Certificate2? Find(IConfigurationSection section, string root)
    {
        if (section["Path"] is { Length: > 0 } path)
            return section["KeyPath"] is { Length: > 0 } key
                ? section["Password"] is { Length: > 0 } password ? X509Certificate2.CreateFromEncryptedPemFile(At(path), password, At(key)) : X509Certificate2.CreateFromPemFile(At(path), At(key))
                : X509CertificateLoader.LoadPkcs12FromFile(At(path), section["Password"], X509KeyStorageFlags.EphemeralKeySet);
        using var store = new X509Store(section["Store"] ?? "My", Enum.TryParse<StoreLocation>(section["Location"], out var location) ? location : StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadOnly);
        return store.Certificates.Find(X509FindType.FindBySubjectName, section["Subject"] ?? "", validOnly: false).OrderByDescending(one => one.NotAfter).FirstOrDefault();

        string At(string file) => Path.Combine(root, file);
    }
}
