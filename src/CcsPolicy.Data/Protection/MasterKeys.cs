using System.Security.Cryptography;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// 主鍵の束。The master keys of an installation: the newest wraps what is new, each older one still opens what it wraps. They lie in one file outside the
/// database, a key a line in Base64, the newest first.
/// </summary>
public sealed class MasterKeys
{
    private readonly string? file;
    private volatile IReadOnlyList<MasterKey> keys;

    private MasterKeys(string? file, IReadOnlyList<MasterKey> keys)
    {
        this.file = file;
        this.keys = keys;
    }

    /// <summary>Keys that lie in no file; for tests and tools.</summary>
    public static MasterKeys Of(params IReadOnlyList<MasterKey> keys) => new(null, keys);

    /// <summary>Reads the key file, or makes one that only its owner can read when there is none.</summary>
    public static MasterKeys ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Write(path, [NewLine()]);
        }
        return new MasterKeys(path, Read(path));
    }

    /// <summary>The newest: it wraps what is new.</summary>
    public MasterKey Current => keys[0];

    /// <summary>The newest, also when another process has added it since: looked up in the file, for the rare moment in which a document is made.</summary>
    public MasterKey Newest()
    {
        if (file is not null)
            keys = Read(file);
        return Current;
    }

    /// <summary>The key of this id. One that another process has added since is found in the file.</summary>
    /// <exception cref="CryptographicException">There is none: the key file is not the one that belongs to this database.</exception>
    public MasterKey Of(string id) => Known(id) ?? ReadAgain(id)
        ?? throw new CryptographicException($"The master key {id} is not in the key file: it belongs to another database, or a key has been taken out of it.");

    /// <summary>Whether a key of this id is in the file, as it is now.</summary>
    public bool Has(string id) => (Known(id) ?? ReadAgain(id)) is not null;

    /// <summary>Puts a new key before the others. The file holds either what it held before or all of it, whenever the power fails.</summary>
    public MasterKey Add()
    {
        var path = file ?? throw new InvalidOperationException("These keys lie in no file.");
        Write(path, [NewLine(), .. Lines(path)]);
        keys = Read(path);
        return Current;
    }

    /// <summary>Leaves nothing but the newest in the file.</summary>
    public void KeepOnlyCurrent()
    {
        var path = file ?? throw new InvalidOperationException("These keys lie in no file.");
        Write(path, [Lines(path)[0]]);
        keys = Read(path);
    }

    private MasterKey? Known(string id) => keys.FirstOrDefault(key => key.Id == id);

    private MasterKey? ReadAgain(string id)
    {
        if (file is null)
            return null;
        keys = Read(file);
        return Known(id);
    }

    private static string NewLine() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string[] Lines(string path) => [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static List<MasterKey> Read(string path) =>
        Lines(path) is { Length: > 0 } lines ? [.. lines.Select(line => new MasterKey(Convert.FromBase64String(line)))]
            : throw new CryptographicException($"The key file {path} holds no key.");

    private static void Write(string path, IEnumerable<string> lines) => PrivateFile.Write(path, lines, overwrite: true);
}
