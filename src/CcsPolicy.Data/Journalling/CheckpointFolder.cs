using System.Globalization;
using System.Text;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// 控えの置き場所。A folder on another host or share to which checkpoints go: a file of notes and one of leaves for each month, to which is only ever added. See
/// docs/reference/journal-format.md.
/// </summary>
/// <param name="Path">Full path.</param>
public sealed record CheckpointFolder(string Path)
{
    public const string General = "general";
    public const string Procedures = "procedures";

    private const string Dash = "— ";

    /// <summary>What is put behind a line that a kill or a full disk cut off.</summary>
    private const string CutOff = " (cut off)";

    /// <summary>Bytes at the end of a file of notes in which its last one lies: several of the longest.</summary>
    private const int End = 16_384;

    public bool Exists => Directory.Exists(Path);

    private string KeyFile => System.IO.Path.Combine(Path, JournalKey.PublicFile);

    /// <summary>All notes of a tree, in the order in which they came. What was written only in part is passed over; a line of a signature that signs nothing is a note without one.</summary>
    public IEnumerable<SignedNote> Notes(string tree) => Files(tree, "notes").SelectMany(file => NotesIn(TextOf(file)));

    /// <summary>The newest note; null when there is none.</summary>
    public SignedNote? Last(string tree) => Files(tree, "notes").Reverse().Select(file => NotesIn(EndOf(file)).LastOrDefault(IsWhole) ?? NotesIn(TextOf(file)).LastOrDefault(IsWhole)).FirstOrDefault(note => note is not null);

    /// <summary>The newest note of each tree, as it is written; none of what cannot be read.</summary>
    public IEnumerable<string> Lasts()
    {
        try
        {
            return [.. new[] { General, Procedures }.Select(Last).OfType<SignedNote>().Select(note => note.Write())];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The leaves of the general tree by their numbers; of two with one number the later stands, as after a restore.</summary>
    public Dictionary<long, TreeHash> Leaves()
    {
        var leaves = new Dictionary<long, TreeHash>();
        foreach (var line in Files(General, "leaves").SelectMany(File.ReadLines))
            if (line.Split(' ') is [var number, var hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && TreeHash.TryParse(hash) is { } leaf)
                leaves[at] = leaf;
        return leaves;
    }

    /// <summary>Makes the folder, lays the public key into it, and makes the first file of notes with nothing in it, where that was not done; false when it cannot be: then no note would find its way either.</summary>
    public bool TryBegin(string publicKey, DateTimeOffset at)
    {
        try
        {
            Begin(publicKey);
            if (!Files(General, "notes").Any())
                Append(FileOf(General, at), "", "\n");
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Begin(string publicKey)
    {
        if (!Directory.Exists(Path))
        {
            Directory.CreateDirectory(Path);
            DurableName.FlushFolderOf(System.IO.Path.TrimEndingDirectorySeparator(Path));
        }
        if (!File.Exists(KeyFile))
            Append(KeyFile, "", publicKey);
        else if (!TextOf(KeyFile).Contains("-----END", StringComparison.Ordinal))
        {
            // A kill or a full disk left a part of it.
            using var stream = new FileStream(KeyFile, FileMode.Truncate, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(publicKey));
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Adds a note after its leaves, and comes back when both are on the disk.</summary>
    /// <exception cref="IOException">The folder cannot be reached.</exception>
    public void Add(string tree, DateTimeOffset at, SignedNote note, IReadOnlyList<(long Number, TreeHash Leaf)> leaves, string publicKey)
    {
        Begin(publicKey);
        var file = FileOf(tree, at);
        if (leaves.Count > 0)
            Append(System.IO.Path.ChangeExtension(file, "leaves"), "", string.Concat(leaves.Select(leaf => string.Create(CultureInfo.InvariantCulture, $"{leaf.Number} {leaf.Leaf}\n"))));
        Append(file, "\n", note.Write());
    }

    /// <summary>The file into which a note of this time goes. Files are read in the order of their names: where a clock once ran ahead, its month goes on.</summary>
    private string FileOf(string tree, DateTimeOffset at)
    {
        var month = Files(tree, "notes").Select(file => System.IO.Path.GetFileNameWithoutExtension(file)[(tree.Length + 1)..]).Append(at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture)).Max(StringComparer.Ordinal)!;
        return System.IO.Path.Combine(Path, $"{tree}-{month}.notes");
    }

    private static bool IsWhole(SignedNote note) => note.Signature.Length > 0;

    // Whatever else the first bytes of the file look like, it is UTF-8.
    private static string TextOf(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF');

    // It is asked every few seconds, often over a network: a month of notes is not read for its last one. What may be cut at its beginning goes up to the first empty line.
    private static string EndOf(string file)
    {
        using var stream = File.OpenRead(file);
        stream.Seek(-Math.Min(stream.Length, End), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return stream.Length <= End ? text : text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];
    }

    private IEnumerable<string> Files(string tree, string kind) =>
        Directory.Exists(Path) ? Directory.GetFiles(Path, $"{tree}-????-??.{kind}").Order(StringComparer.Ordinal) : [];

    // A note is a block of lines, an empty line, and a line with the signature; an empty line stands before each but the first. A line ends with a line feed and nothing else, and the last of a file counts when it
    // is closed. Each signature that stands anywhere else was put there by somebody: it is a note that no key has signed.
    private static IEnumerable<SignedNote> NotesIn(string text)
    {
        var (block, before) = (new StringBuilder(), "");
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n'))
            if (line.Length == 0)
                (before, block) = (block.ToString(), new StringBuilder());
            else if (line.EndsWith(CutOff, StringComparison.Ordinal))
                continue;
            else if (line.StartsWith(Dash, StringComparison.Ordinal))
            {
                yield return SignedNote.TryParse($"{(block.Length == 0 ? before : "")}\n{line}\n") ?? new SignedNote("", "", "");
                (before, block) = ("", new StringBuilder());
            }
            else
                block.Append(line).Append('\n');
    }

    private static void Append(string file, string between, string text)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var isNew = stream.Length == 0;
        if (!isNew)
        {
            stream.Seek(-1, SeekOrigin.End);
            // A kill or a full disk cut the last line off. It stays, and says so: nothing like a signature can come of it.
            stream.Write(Encoding.ASCII.GetBytes((stream.ReadByte() == '\n' ? "" : CutOff + "\n") + between));
        }
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
        if (isNew)
            DurableName.FlushFolderOf(file);
    }
}
