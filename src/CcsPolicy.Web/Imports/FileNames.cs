using System.Globalization;

namespace CcsPolicy.Web.Imports;

/// <summary>
/// ファイル名。The name that somebody's browser gives to a file is only a label: it never says where anything is kept. Folders, signs that steer the
/// direction of writing and others that are not seen are left out, so that it looks as what it is to whoever gets the file.
/// </summary>
public static class FileNames
{
    /// <summary>Signs of a name, ending included.</summary>
    public const int Most = 120;

    private const string NotInNames = "\"*:<>?|";

    public static string Clean(string given)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var seen = string.Concat(last.EnumerateRunes().Where(IsSeen).Select(rune => rune.ToString())).Trim(' ', '.');
        if (seen.Length <= Most)
            return seen.Length == 0 ? "file" : seen;
        var ending = Path.GetExtension(seen) is { Length: <= 10 } own ? own : "";
        var stem = seen[..(Most - ending.Length)];
        return (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + ending;
    }

    private static bool IsSeen(System.Text.Rune rune) => !(rune.IsAscii && NotInNames.Contains((char)rune.Value, StringComparison.Ordinal))
        && System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
