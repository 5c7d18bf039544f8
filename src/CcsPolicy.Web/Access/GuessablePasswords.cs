using System.Collections.Frozen;
using System.Text;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Access;

/// <summary>
/// Passwords that are tried first. Long ones are seldom on a list by themselves; they are a common word, a word of this office or the person's own
/// name, drawn out by digits, repetition or rows of keys. So a password is reduced to what is left without these, and that must be something.
/// </summary>
internal static class GuessablePasswords
{
    /// <summary>Words that are near at hand in such an office.</summary>
    private static readonly string[] OfficeWords =
    [
        "ccspolicy", "policy", "kyosai", "kyousai", "kyosaikumiai", "kyousaikumiai", "kumiai", "shichoson", "shityouson", "shichosonkyosai", "shokuin", "syokuin",
        "joho", "jouhou", "security", "sekyuritei", "nenkin", "somu", "soumu", "password", "pasuwado", "pasuwaado", "admin", "administrator", "welcome", "portal",
        "パスワード", "共済", "共済組合", "組合", "市町村", "市町村職員共済組合", "職員", "情報", "情報セキュリティ", "セキュリティ", "ポリシー", "総務", "年金", "令和", "平成",
    ];

    private static readonly string[] Rows =
        ["qwertyuiop", "asdfghjkl", "zxcvbnm", "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "abcdefghijklmnopqrstuvwxyz", "あいうえおかきくけこさしすせそたちつてと", "いろはにほへとちりぬるを"];

    private static readonly Lazy<FrozenSet<string>> Common = new(Read);

    /// <summary>The words of the office, as the page on accounts lists them.</summary>
    public static IReadOnlyList<string> WordsOfTheOffice => OfficeWords;

    public static int CountOfList => Common.Value.Count;

    /// <summary>Why the password is refused, or null.</summary>
    public static DomainError? Check(string password, Person person, string accountName)
    {
        var folded = Folded(password).ToLowerInvariant();
        var near = Near(person, accountName);
        return IsKnown(folded, near) || IsKnown(Unmasked(folded), near) ? PasswordErrors.Guessable : null;
    }

    // Widths and composed signs are one here: whoever guesses tries them all. A text with half a sign in it cannot be folded, and is nobody's word.
    private static string Folded(string text) => text.EnumerateRunes().Contains(Rune.ReplacementChar) ? text : text.Normalize(NormalizationForm.FormKC);

    private static bool IsKnown(string text, HashSet<string> near)
    {
        if (Common.Value.Contains(text) || text.EnumerateRunes().Distinct().Count() < 5)
            return true;
        var left = Letters(text).Select(Shortest).Where(run => !IsRow(run)).Distinct(StringComparer.Ordinal).ToList();
        if (left.Count == 0)
            return !HasUnruledDigits(text);
        return left.All(run => near.Contains(run) || IsMadeOf(run, near)) || (left.Count == 1 && (left[0].Length < 4 || IsOneOrTwo(left[0], near)));
    }

    /// <summary>The person's own words, those of the office, and what both are when joined.</summary>
    private static HashSet<string> Near(Person person, string accountName)
    {
        var words = new HashSet<string>(OfficeWords, StringComparer.Ordinal);
        foreach (var word in (string?[])[person.StaffNumber, accountName, .. Parts(person.Name), .. Parts(person.Kana), .. Parts(person.Mail)])
            if (word is { Length: > 1 })
                words.UnionWith(Letters(word.Normalize(NormalizationForm.FormKC).ToLowerInvariant()).Append(word.ToLowerInvariant()));
        return words;
    }

    private static string[] Parts(string? text) => text?.Split([' ', '　', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether the run is nothing but two or three known words, one of them near at hand.</summary>
    private static bool IsMadeOf(string run, HashSet<string> near)
    {
        foreach (var word in near)
        {
            if (word.Length < 2 || run.IndexOf(word, StringComparison.Ordinal) is var at && at < 0)
                continue;
            if (Fits(run[..at], near) && Fits(run[(at + word.Length)..], near))
                return true;
        }
        return false;
    }

    /// <summary>Whether the run is one known word or row, or two of them.</summary>
    private static bool IsOneOrTwo(string run, HashSet<string> near) =>
        IsPiece(run, near) || Enumerable.Range(3, Math.Max(0, run.Length - 5)).Any(at => IsPiece(run[..at], near) && IsPiece(run[at..], near));

    private static bool IsPiece(string text, HashSet<string> near) => near.Contains(text) || Common.Value.Contains(text) || IsRow(text);

    private static bool Fits(string rest, HashSet<string> near) => rest.Length < 3 || near.Contains(rest) || Common.Value.Contains(rest) || IsRow(rest);

    private static List<string> Letters(string text)
    {
        var runs = new List<string>();
        var run = new StringBuilder();
        foreach (var sign in text + " ")
        {
            if (char.IsLetter(sign) || sign == 'ー')
                run.Append(sign);
            else if (run.Length > 0)
            {
                runs.Add(run.ToString());
                run.Clear();
            }
        }
        return runs;
    }

    /// <summary>abcabcabc is abc.</summary>
    private static string Shortest(string run)
    {
        for (var period = 1; period <= run.Length / 2; period++)
        {
            var repeats = true;
            for (var at = period; at < run.Length && repeats; at++)
                repeats = run[at] == run[at - period];
            if (repeats)
                return run[..period];
        }
        return run;
    }

    private static bool IsRow(string run)
    {
        if (run.Length < 3)
            return run.Length == 1;
        var reversed = new string([.. run.Reverse()]);
        return Rows.Any(row => (row + row).Contains(run, StringComparison.Ordinal) || (row + row).Contains(reversed, StringComparison.Ordinal));
    }

    /// <summary>Fifteen digits with no rule in them are a password; a count, a repetition or a few dates are none.</summary>
    private static bool HasUnruledDigits(string text)
    {
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        var steps = digits.Zip(digits.Skip(1), (a, b) => (b - a + 10) % 10).GroupBy(step => step).Select(group => group.Count()).DefaultIfEmpty(0).Max();
        return Shortest(digits).Length == digits.Length && digits.Length >= PasswordRules.MinimumLength && steps <= digits.Length / 2;
    }

    /// <summary>p@ssw0rd is password.</summary>
    private static string Unmasked(string text) => string.Concat(text.Select(sign => sign switch
    {
        '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => sign,
    }));

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(GuessablePasswords).Assembly.GetManifestResourceStream("blocklist/common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
