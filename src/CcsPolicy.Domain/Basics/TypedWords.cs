using System.Globalization;
using System.Text;

namespace CcsPolicy.Domain.Basics;

/// <summary>
/// 書かれた言葉。What people type for others to read: a request, the reason of a grant. One rule for all of them, which looks at nothing but the words.
/// </summary>
public static class TypedWords
{
    /// <summary>How many letters a question takes at least.</summary>
    public const int FewestOfAQuestion = 4;

    /// <summary>How many letters a reason takes at least: 異動, 退職.</summary>
    public const int FewestOfAReason = 2;

    /// <summary>How many characters are taken at most; the fields of pages take less.</summary>
    public const int Most = 1_000;

    /// <summary>
    /// The refusal of words that others could not read as they were meant: signs that are not seen or that steer the direction of writing, or hardly a letter. Signs that an
    /// office has made itself (外字) and variants of a letter (異体字) are letters to whoever has them.
    /// </summary>
    /// <param name="missing">What is said where nothing, or next to nothing, was written.</param>
    /// <param name="fewest">How many letters or digits it takes.</param>
    public static DomainError? Refusal(string? words, int fewest, DomainError missing)
    {
        if (words?.Length > Most)
            return TooLong;
        var letters = 0;
        foreach (var rune in (words ?? "").EnumerateRunes())
        {
            if (IsUnseen(rune))
                return UnseenSigns;
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse)
                letters++;
        }
        return letters == 0 ? missing : letters < fewest ? TooShort : null;
    }

    /// <summary>Whether the error is one of words: it stands at the field in which they were typed.</summary>
    public static bool IsAboutWords(DomainError error) => error == UnseenSigns || error == TooShort || error == TooLong;

    /// <summary>Whether the words have a sign that nobody sees, ends of lines and tabulators aside.</summary>
    public static bool HasUnseen(string words) => words.EnumerateRunes().Any(IsUnseen);

    private static bool IsUnseen(Rune rune) => rune.Value is not ('\n' or '\r' or '\t')
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>A sign that is not seen.</summary>
    public static readonly DomainError UnseenSigns = new("words.unseen-signs",
        "目に見えない文字（書く向きを変える文字や制御文字）が入っています。まだ記録していません。入力した内容は画面に残っています。入力し直してください。",
        "There are signs in it that nobody sees (such as ones that change the direction of writing). Nothing was recorded; what you wrote is still on the page. Type it anew.");

    /// <summary>More than anybody would read there.</summary>
    public static readonly DomainError TooLong = new("words.too-long",
        $"{Most:#,0}字までで書いてください。まだ記録していません。", $"Write {Most:#,0} characters at most. Nothing was recorded.");

    /// <summary>Hardly a letter.</summary>
    public static readonly DomainError TooShort = new("words.too-short",
        "読む人に分かるように、もう少し詳しく書いてください。まだ記録していません。入力した内容は画面に残っています。",
        "Write a little more, so that whoever reads it understands. Nothing was recorded; what you wrote is still on the page.");
}
