using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>Colours and faces as files: what can be said of them without a browser.</summary>
public sealed partial class LookTests
{
    private static readonly string Root = Path.Combine(Repository.Root, "src", "CcsPolicy.Web", "wwwroot");

    [Theory]
    [InlineData("ink", "paper", 7)]
    [InlineData("ink", "raised", 7)]
    [InlineData("ink-soft", "paper", 4.5)]
    [InlineData("ink-soft", "raised", 4.5)]
    [InlineData("ink-faint", "paper", 4.5)]
    [InlineData("accent", "paper", 4.5)]
    [InlineData("accent", "raised", 4.5)]
    [InlineData("accent", "accent-soft", 4.5)]
    [InlineData("on-accent", "accent", 4.5)]
    [InlineData("on-accent", "accent-strong", 4.5)]
    [InlineData("tier-basic", "paper", 4.5)]
    [InlineData("tier-standard", "paper", 4.5)]
    [InlineData("tier-procedure", "paper", 4.5)]
    [InlineData("bad", "paper", 4.5)]
    [InlineData("bad", "bad-soft", 4.5)]
    [InlineData("soon", "paper", 4.5)]
    [InlineData("soon", "soon-soft", 4.5)]
    [InlineData("good", "paper", 4.5)]
    [InlineData("ink", "added", 7)]
    [InlineData("ink", "removed", 7)]
    [InlineData("ink", "target", 7)]
    [InlineData("line-strong", "paper", 3)]
    public void A_colour_stands_out_from_its_ground_in_light_and_in_dark(string colour, string ground, double least)
    {
        var tokens = Colour().Matches(File.ReadAllText(Path.Combine(Root, "css", "tokens.css")))
            .ToDictionary(match => match.Groups[1].Value, match => (Light: match.Groups[2].Value, Dark: match.Groups[3].Value));
        Assert.True(Contrast(tokens[colour].Light, tokens[ground].Light) >= least, $"light {Contrast(tokens[colour].Light, tokens[ground].Light):0.00}");
        Assert.True(Contrast(tokens[colour].Dark, tokens[ground].Dark) >= least, $"dark {Contrast(tokens[colour].Dark, tokens[ground].Dark):0.00}");
    }

    [Theory]
    [InlineData("gothic", 2)]
    [InlineData("mincho", 1)]
    public void Every_face_that_a_sheet_names_is_there_and_every_file_is_named(string family, int weights)
    {
        var named = Face().Matches(File.ReadAllText(Path.Combine(Root, "css", $"fonts-{family}.css"))).Select(match => match.Groups[1].Value).Order().ToList();
        Assert.Equal(Directory.GetFiles(Path.Combine(Root, "fonts", family)).Select(Path.GetFileName).Order(), named);
        Assert.Equal(weights, named.Count(file => file.StartsWith("119-", StringComparison.Ordinal)));
        Assert.True(File.Exists(Path.Combine(Root, "fonts", $"OFL-{family}.txt")));
    }

    [Fact]
    [Trait("ASVS", "V3.6.1"), Trait("ASVS", "V14.2.3")]
    public void No_sheet_and_no_script_names_another_host()
    {
        foreach (var file in Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".css" or ".js"))
            Assert.DoesNotMatch(@"(url\(|@import|import |fetch\()\s*[""']?(https?:)?//", File.ReadAllText(file));
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex) =>
        new[] { (1, 0.2126), (3, 0.7152), (5, 0.0722) }.Sum(part =>
        {
            var value = int.Parse(hex.AsSpan(part.Item1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return part.Item2 * (value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4));
        });

    [GeneratedRegex(@"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")]
    private static partial Regex Colour();

    [GeneratedRegex(@"url\(\.\./fonts/[a-z]+/([^)]+)\)")]
    private static partial Regex Face();
}
