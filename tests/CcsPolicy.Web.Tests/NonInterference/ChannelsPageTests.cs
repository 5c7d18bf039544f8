using System.Globalization;
using System.Text;
using CcsPolicy.Web.Tests.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

public sealed class ChannelsPageTests
{
    private static readonly (string Kind, string Heading)[] Kinds =
    [
        ("address", "Addresses"), ("form", "Forms, by the page that shows them (`*`: a name made of an id)"), ("act", "What the editor sends to be saved"),
        ("call", "What the editor's script may call over the circuit"), ("event", "What can be pressed in the editor"), ("mail", "Mail that is put down to be sent"),
    ];

    /// <summary>Written anew by <c>CCSPOLICY_WRITE_DOCS=1 dotnet test --project tests/CcsPolicy.Web.Tests --filter-class '*ChannelsPageTests'</c>.</summary>
    [Fact]
    public async Task The_page_on_channels_is_what_the_code_has()
    {
        await using var world = World.Open(await WorldSeed.GetAsync());
        var (path, page) = (Path.Combine(Repository.Root, "docs", "reference", "channels.md"), Page([.. ChannelTests.Listed(Channels.Of(world)), .. Islands.CommandsOf(Forms.Product)]));
        if (Environment.GetEnvironmentVariable("CCSPOLICY_WRITE_DOCS") == "1")
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(path) && (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n") == page,
            "docs/reference/channels.md differs from the code: run CCSPOLICY_WRITE_DOCS=1 dotnet test --project tests/CcsPolicy.Web.Tests --filter-class '*ChannelsPageTests'");
    }

    private static string Page(List<Way> ways)
    {
        var page = new StringBuilder("""
            # Channels: every way by which something could come out

            Listed from the running product and its compiled code; a test compares this page with them. An observer without the need to know goes through each of them in both worlds
            ([security](../security.md), "What is proved, and how"); one that none reaches fails the build, unless it stands below with a reason.

            """);
        foreach (var (kind, heading) in Kinds)
        {
            var names = ways.Where(way => way.Kind == kind && !ChannelTests.Unreached.ContainsKey(way)).Select(way => way.Name).ToList();
            page.Append(CultureInfo.InvariantCulture, $"\n## {heading}: {names.Count}\n\n");
            // The names that the compiler gives to what is pressed say nothing to a reader.
            page.Append(kind == "event" ? "Each handler that the editor and its parts hand to the browser, found in the compiled code.\n" : string.Join(", ", names.Select(name => $"`{name}`")) + ".\n");
        }
        page.Append(CultureInfo.InvariantCulture, $"\n## Reached by nobody who observes: {ChannelTests.Unreached.Count}\n\n");
        foreach (var (way, reason) in ChannelTests.Unreached)
            page.Append(CultureInfo.InvariantCulture, $"- {way.Kind} `{way.Name}`: {reason}\n");
        return page.ToString().ReplaceLineEndings("\n");
    }
}
