using System.Security.Cryptography;

namespace CcsPolicy.Data.Backups;

/// <summary>
/// 復旧の鍵。The public half of a key that one person keeps for recovery: RSA with 3072 bits. The private half never lies on the server; it is kept on a medium of its own, under a passphrase.
/// </summary>
/// <param name="Name">Who keeps the private half; a file name without its ending.</param>
/// <param name="Fingerprint">First 16 signs of the SHA-256 of the public part, in hexadecimal.</param>
public sealed record RecoveryKey(string Name, string Fingerprint, string Pem)
{
    /// <summary>Folder within the key folder.</summary>
    public const string Folder = "recovery";

    /// <summary>Rounds of PBKDF2 over the passphrase, as OWASP recommends for SHA-256.</summary>
    private const int Rounds = 600_000;

    internal static readonly RSAEncryptionPadding Padding = RSAEncryptionPadding.OaepSHA256;

    /// <summary>Makes a pair; the private half as PKCS #8, sealed by the passphrase (PBES2 with AES-256).</summary>
    public static (RecoveryKey Public, string PrivatePem) Make(string name, string passphrase)
    {
        using var key = RSA.Create(3072);
        var pbe = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Rounds);
        return (Of(name, key), key.ExportEncryptedPkcs8PrivateKeyPem(passphrase, pbe) + "\n");
    }

    /// <summary>The keys that lie in the folder, in the order of their names.</summary>
    public static IReadOnlyList<RecoveryKey> ReadAll(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        return [.. Directory.GetFiles(folder, "*.pem").Order(StringComparer.Ordinal).Select(file =>
        {
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return Of(Path.GetFileNameWithoutExtension(file), key);
        })];
    }

    /// <summary>Opens a private half; null when the passphrase is wrong or the file is none.</summary>
    public static OpenedRecoveryKey? Open(string privatePem, string passphrase)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromEncryptedPem(privatePem, passphrase);
            return new OpenedRecoveryKey(key, Of("", key).Fingerprint);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>Seals a share for whoever keeps the private half.</summary>
    internal byte[] Seal(byte[] share)
    {
        using var key = RSA.Create();
        key.ImportFromPem(Pem);
        return key.Encrypt(share, Padding);
    }

    private static RecoveryKey Of(string name, RSA key) =>
        new(name, Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16], key.ExportSubjectPublicKeyInfoPem() + "\n");
}

/// <summary>A private half while it is used.</summary>
public sealed class OpenedRecoveryKey(RSA key, string fingerprint) : IDisposable
{
    public string Fingerprint { get; } = fingerprint;

    internal byte[] Open(byte[] share) => key.Decrypt(share, RecoveryKey.Padding);

    public void Dispose() => key.Dispose();
}
