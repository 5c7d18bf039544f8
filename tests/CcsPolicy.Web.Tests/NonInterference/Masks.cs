using System.Text.RegularExpressions;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// The closed list of what may differ between two worlds: what is random by design and sealed, each replaced by as many dots as it has signs, so that its
/// length is compared. Whoever adds a mask adds it here, where it is seen.
/// </summary>
internal static partial class Masks
{
    /// <summary>What is masked, and why.</summary>
    public static readonly (string What, Regex Signs)[] All =
    [
        // Antiforgery tokens, cookies of sessions and of forms, state of components: sealed by ASP.NET data protection, with a random part.
        ("sealed values", Sealed()),
        // Made anew for each answer of a page with an editor.
        ("nonce", Nonce()),
        // Random numbers by which the framework finds the places of a prerendered component again.
        ("ids of prerendered components", Prerendered()),
        // What a passkey is to sign: random, and of one length.
        ("challenges of passkeys", Challenge()),
    ];

    /// <summary>The product gives patterns two seconds; what a test looks through on a busy machine may take longer.</summary>
    private const int Unlimited = -1;

    public static string Over(string text)
    {
        // In the markers of components a plus or a stroke of base64 takes six signs and changes their length.
        if (text.Contains("<!--Blazor", StringComparison.Ordinal))
            text = Marker().Replace(text, marker => marker.Value.Replace("\\u002B", "+", StringComparison.Ordinal).Replace("\\u002F", "/", StringComparison.Ordinal));
        foreach (var (_, signs) in All)
            // Looking back from every sign of a long answer takes long: only one that speaks of a challenge is looked through.
            if (signs != All[^1].Signs || text.Contains("challenge", StringComparison.Ordinal))
                text = signs.Replace(text, found => new string('•', found.Length));
        return text;
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_+/=-]*", RegexOptions.None, Unlimited)]
    private static partial Regex Sealed();

    [GeneratedRegex("(?<=nonce(-|=\"))[0-9a-f]{32}", RegexOptions.None, Unlimited)]
    private static partial Regex Nonce();

    [GeneratedRegex("(?<=\"prerenderId\":\")[0-9a-f]{32}", RegexOptions.None, Unlimited)]
    private static partial Regex Prerendered();

    [GeneratedRegex("(?<=challenge(&quot;|\\\\?\"):(&quot;|\\\\?\"))[A-Za-z0-9_-]{43}", RegexOptions.None, Unlimited)]
    private static partial Regex Challenge();

    [GeneratedRegex("<!--Blazor[^>]*>", RegexOptions.None, Unlimited)]
    private static partial Regex Marker();
}
