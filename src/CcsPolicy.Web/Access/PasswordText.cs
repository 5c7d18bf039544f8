namespace CcsPolicy.Web.Access;

/// <summary>A password as it is compared and counted.</summary>
internal static class PasswordText
{
    /// <summary>Exactly what was typed. What is longer than any password can be is left at a length that is still too long for one, so that nobody makes us hash megabytes.</summary>
    public static string Of(string? typed) => typed is null ? "" : typed.Length > 4 * PasswordRules.MaximumLength ? typed[..(4 * PasswordRules.MaximumLength)] : typed;

    /// <summary>Length in characters as a person counts them: code points, not code units.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();
}
