using CcsPolicy.Data.Protection;

namespace CcsPolicy.Web.Features.JournalReading;

/// <summary>
/// 尋ねるアドレス。An address of which somebody asks the journal whether it was refused. The journal holds keyed hashes only, so whoever asks has to know the address.
/// </summary>
/// <param name="Typed">As it was typed: a path of the portal, or a whole address out of a mail or a browser.</param>
public sealed record AskedAddress(string Typed, string Hash)
{
    private const int Longest = 2000;

    /// <summary>How many signs of a hash are shown: enough to tell entries apart.</summary>
    public const int ShownLength = 16;

    /// <summary>Null when there is nothing to ask for.</summary>
    public static AskedAddress? Of(string? typed, AddressHashes hashes)
    {
        typed = typed?.Trim();
        if (string.IsNullOrEmpty(typed) || typed.Length > Longest)
            return null;
        var path = Uri.TryCreate(typed, UriKind.Absolute, out var whole) && whole.Scheme.StartsWith("http", StringComparison.Ordinal) ? whole.AbsolutePath : typed.Split('?', '#')[0];
        return new AskedAddress(typed, hashes.Of(PathString.FromUriComponent(path.StartsWith('/') ? path : "/" + path).Value ?? ""));
    }
}
