using System.Text.RegularExpressions;
using CcsPolicy.Web.Tests.NonInterference;
using CcsPolicy.Web.Tests.Shell;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>Every form of the product: the named ones as its components write them, and the endpoints that take a post.</summary>
internal static partial class FormsOfTheCode
{
    public static IReadOnlyList<string> All(World world) => [.. Named, .. Channels.Of(world).Where(channel => channel.Posts).Select(channel => "POST " + channel.Pattern)];

    /// <summary>Component and name.</summary>
    public static IReadOnlyList<string> Named { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "src", "CcsPolicy.Web"), "*.razor", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Names().Matches(File.ReadAllText(file)).Select(form => $"{Path.GetFileNameWithoutExtension(file)} {NameOf(form.Groups[1].Value)}")).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Of a name that is put together, what all of them begin with.</summary>
    private static string NameOf(string written) => !written.StartsWith('@') ? written : Beginning().Match(written) is { Success: true } found ? found.Groups[1].Value + "*" : "*";

    [GeneratedRegex("""@formname="(@\([^\n]*?\)(?=")|[^"]+)["]""")]
    private static partial Regex Names();

    [GeneratedRegex("\"([a-z-]+-)[\"{]")]
    private static partial Regex Beginning();
}
