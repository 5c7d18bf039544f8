using System.Security.Cryptography;
using CcsPolicy.Data.Protection;

namespace CcsPolicy.Data.Journalling;

/// <summary>記録の署名鍵。Signs checkpoints: ECDSA on P-256. Its private part lies in the key folder, which nobody reads by way of the product; its public part goes out beside the checkpoints.</summary>
public sealed class JournalKey : IDisposable
{
    /// <summary>Name of the private part in the key folder.</summary>
    public const string FileName = "journal.key";

    /// <summary>Name of the public part beside checkpoints.</summary>
    public const string PublicFile = "journal-key.pem";

    /// <summary>Names of former public parts in the key folder. The operator lays one there when a key was lost: what it signed goes on to count for whoever verifies, and what comes after it is signed on top of it.</summary>
    public const string FormerFiles = "journal-key-former*.pem";

    private readonly string path;

    private JournalKey(ECDsa key, string path) => (Key, this.path) = (key, Path.GetFullPath(path));

    public ECDsa Key { get; }

    /// <summary>This key alone, where only what it signed itself counts.</summary>
    internal TrustedKeys Own => new([Key]);

    /// <summary>The public part: PEM, SubjectPublicKeyInfo.</summary>
    public string Public => Key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>指紋: SHA-256 of the SubjectPublicKeyInfo in groups of four hexadecimal digits, for people to compare.</summary>
    public string Fingerprint => string.Join(' ', Convert.ToHexStringLower(SHA256.HashData(Key.ExportSubjectPublicKeyInfo())).Chunk(4).Select(group => new string(group)));

    /// <summary>Reads the key, or makes one that only its owner can read when there is none.</summary>
    public static JournalKey ReadOrCreate(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path))
        {
            key.ImportFromPem(File.ReadAllText(path));
            return new JournalKey(key, path);
        }
        PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        PrivateFile.Write(path, [key.ExportPkcs8PrivateKeyPem()], overwrite: false);
        return new JournalKey(key, path);
    }

    /// <summary>The public part, and former ones that lie beside it, as keys of their own: by these the record is verified.</summary>
    /// <exception cref="CryptographicException">What lies there as a former key is none.</exception>
    public IReadOnlyList<ECDsa> OfPublic() =>
        [ECDsa.Create(Key.ExportParameters(includePrivateParameters: false)), .. Directory.GetFiles(Path.GetDirectoryName(path)!, FormerFiles).Order(StringComparer.Ordinal).Select(ReadPublic)];

    /// <summary>Reads a public key.</summary>
    /// <exception cref="CryptographicException">The file holds none.</exception>
    public static ECDsa ReadPublic(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return key;
        }
        catch (ArgumentException fault)
        {
            throw new CryptographicException($"{path}: {fault.Message}", fault);
        }
    }

    public void Dispose() => Key.Dispose();
}
