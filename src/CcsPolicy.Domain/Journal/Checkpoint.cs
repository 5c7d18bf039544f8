using System.Globalization;

namespace CcsPolicy.Domain.Journal;

/// <summary>
/// 記録の控え。Size and root of a tree of records at an instant, in the form of C2SP tlog-checkpoint: three lines, and one more that says when. Signed as a <see cref="SignedNote"/> and
/// kept outside, it binds every record up to its size.
/// </summary>
/// <param name="Origin">Names the tree: the name of the installation and which tree it is. No spaces, no plus sign.</param>
/// <param name="Size">Number of records.</param>
/// <param name="At">When it was made, in UTC.</param>
public sealed record Checkpoint(string Origin, long Size, TreeHash Root, DateTimeOffset At)
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The lines that are signed; each ends with a line feed.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\nat {At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)}\n");

    /// <summary>Reads the lines; null when they are not those of a checkpoint, to the letter.</summary>
    public static Checkpoint? TryParse(string text) =>
        text.Split('\n') is [{ Length: > 0 } origin, var size, var root, var at, ""]
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && TreeHash.TryParse(root) is { } hash
            && at.StartsWith("at ", StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(at[3..], Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && new Checkpoint(origin, number, hash, instant) is var read && read.Write() == text
            ? read
            : null;
}
