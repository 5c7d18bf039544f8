using System.Text;

namespace CcsPolicy.Web.Access;

/// <summary>A password as it is compared and counted.</summary>
internal static class PasswordText
{
    /// <summary>What keyboards and input methods write differently (widths, composed signs) is made one form before hashing.</summary>
    public static string Normal(string? typed)
    {
        var text = typed ?? "";
        // Longer than any that is accepted: cut, so that nobody makes us normalize megabytes.
        if (text.Length > 4 * PasswordRules.MaximumLength)
            text = text[..(4 * PasswordRules.MaximumLength)];
        return IsWhole(text) ? text.Normalize(NormalizationForm.FormKC) : text;
    }

    /// <summary>Length in characters as a person counts them: code points, not code units.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    private static bool IsWhole(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (rune == Rune.ReplacementChar)
                return false;
        return true;
    }
}
