using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>
/// 漏えいしたパスワード。Passwords that have leaked somewhere: a list that comes with the product, and, where the office has laid one down, the whole list of hashes of Have I Been Pwned
/// (<see cref="SecurityOptions.BreachedPasswords"/>). Both lie on this machine: no password and no part of a hash leaves it.
/// </summary>
public sealed class BreachedPasswords(IOptions<SecurityOptions> options)
{
    private const int HashLength = 40;
    private const int PrefixLength = 5;

    /// <summary>Longer than a line: a hash, a colon, a number.</summary>
    private const int LongestLine = 64;

    private static readonly Lazy<FrozenSet<string>> Shipped = new(Read);

    /// <summary>How many come with the product; shorter ones than a password may be are not among them.</summary>
    public static int CountOfList => Shipped.Value.Count;

    private string Place => options.Value.BreachedPasswords;

    /// <summary>Whether the password has leaked.</summary>
    /// <exception cref="IOException">The list of the office cannot be read.</exception>
    public bool Holds(string? typed)
    {
        var password = PasswordText.Of(typed);
        return Shipped.Value.Contains(password.Normalize(NormalizationForm.FormKC).ToLowerInvariant()) || (Place.Length > 0 && IsIn(Place, HashOf(password)));
    }

    /// <summary>Why the list of the office is no list; null when it is one, or none is named.</summary>
    public string? Fault()
    {
        try
        {
            // The password that leaked most often is in every such list.
            return Place.Length == 0 || IsIn(Place, HashOf("123456")) ? null : "the most common password of all is not in it: it is not the list, or not in the order of the hashes";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

#pragma warning disable CA5350 // The list is one of SHA-1; what is looked up in it is protected by nothing that SHA-1 would have to hold.
    private static string HashOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350

    /// <summary>A folder has a file for each five signs that a hash begins with; a file has all, in their order.</summary>
    private static bool IsIn(string place, string hash) =>
        !Directory.Exists(place) ? IsInFile(place, hash)
        : File.ReadLines(Path.Combine(place, hash[..PrefixLength] + ".txt")).Any(line => line.StartsWith(hash[PrefixLength..], StringComparison.OrdinalIgnoreCase));

    /// <summary>Halves the file until the line is found: some dozens of reads, however long it is.</summary>
    private static bool IsInFile(string file, string hash)
    {
        using var lines = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, LongestLine * 2, FileOptions.RandomAccess);
        var (low, high) = (0L, lines.Length);
        Span<byte> window = stackalloc byte[LongestLine * 2];
        while (low < high)
        {
            // The line that the middle lies in.
            var from = Math.Max(low, ((low + high) / 2) - LongestLine);
            lines.Position = from;
            var read = window[..lines.ReadAtLeast(window, window.Length, throwOnEndOfStream: false)];
            var before = read[..(int)(((low + high) / 2) - from)].LastIndexOf((byte)'\n') + 1;
            var line = read[before..];
            var length = line.IndexOf((byte)'\n') is >= 0 and var end ? end : line.Length;
            if (length < HashLength)
                return false;
            var order = string.Compare(Encoding.ASCII.GetString(line[..HashLength]), hash, StringComparison.OrdinalIgnoreCase);
            if (order == 0)
                return true;
            if (order > 0)
                high = from + before;
            else
                low = from + before + length + 1;
        }
        return false;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(BreachedPasswords).Assembly.GetManifestResourceStream("blocklist/breached-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
