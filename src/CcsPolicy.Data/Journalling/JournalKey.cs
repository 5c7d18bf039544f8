using System.Security.Cryptography;

namespace CcsPolicy.Data.Journalling;

/// <summary>記録の署名鍵。Signs checkpoints: ECDSA on P-256. Its private part lies in the key folder, which nobody reads by way of the product; its public part goes out beside the checkpoints.</summary>
public sealed class JournalKey : IDisposable
{
    /// <summary>Name of the public part beside checkpoints.</summary>
    public const string PublicFile = "journal-key.pem";

    private JournalKey(ECDsa key) => Key = key;

    public ECDsa Key { get; }

    /// <summary>The public part: PEM, SubjectPublicKeyInfo.</summary>
    public string Public => Key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>Reads the key, or makes one that only its owner can read when there is none.</summary>
    public static JournalKey ReadOrCreate(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path))
        {
            key.ImportFromPem(File.ReadAllText(path));
            return new JournalKey(key);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var beside = path + ".new";
        File.Delete(beside);
        using (var stream = new FileStream(beside, options))
        {
            using (var writer = new StreamWriter(stream, leaveOpen: true))
                writer.WriteLine(key.ExportPkcs8PrivateKeyPem());
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, path);
        return new JournalKey(key);
    }

    public void Dispose() => Key.Dispose();
}
