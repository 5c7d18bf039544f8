using System.Text.RegularExpressions;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>What a print, a page or a text layer does to a text changes its lines and not its outline.</summary>
public sealed partial class LayoutChangeTests
{
    private static readonly Dictionary<string, Func<string, string>> Changes = new()
    {
        ["double spaced"] = text => text.Replace("\n", "\n\n", StringComparison.Ordinal),
        ["without blank lines"] = text => BlankLines().Replace(text, "\n"),
        ["indented"] = text => LineStart().Replace(text, "　"),
        ["blanks at the end of lines"] = text => text.Replace("\n", "　 \n", StringComparison.Ordinal),
        ["full-width"] = text => string.Concat(text.Select(Widened)),
        ["half-width"] = text => string.Concat(text.Select(sign => sign is >= '！' and <= '～' ? (char)(sign - '！' + '!') : sign)),
        ["on pages"] = text => OnPages(text, "－ {0} －", ""),
        ["on pages with a head"] = text => OnPages(text, "{0} / 99", "組合例規集 第3版"),
        ["gaps within labels"] = text => ArticleLabel().Replace(text, "第 $1 $2"),
        ["wide gaps after labels"] = text => FirstGap().Replace(text, "$1　　"),
        ["captions on the line of the article"] = text => CaptionLine().Replace(text, "$1$2"),
    };

    /// <summary>Broken for width themselves: more blank lines within their sentences leave nothing to tell the break by.</summary>
    private static readonly string[] Broken = ["pdf-wrapped", "wrapped-caption"];

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_outline_of_every_sample_stays_the_same(string change)
    {
        foreach (var name in SampleFiles.Names().Select(row => row.Data).Except(Broken))
        {
            var text = Changes[change](SampleFiles.Text(name));
            var reading = ProvisionText.Read(text);
            var outline = reading.Tree.All().Select(unit => SampleFiles.OutlineLine(unit.Depth, unit.Provision.Label, unit.Provision.Heading));
            Assert.True(SampleFiles.Outline(name).Lines.SequenceEqual(outline), $"{name} {change}:\n{string.Join('\n', outline)}");
            Accounts.AssertComplete(text, reading);
        }
    }

    private static char Widened(char sign) => sign switch
    {
        ' ' => '　',
        >= '!' and <= '~' when !"|#*-_<>".Contains(sign, StringComparison.Ordinal) => (char)(sign - '!' + '！'),
        _ => sign,
    };

    private static string OnPages(string text, string number, string head)
    {
        var page = 0;
        return string.Join('\n', text.Split('\n').SelectMany((line, at) =>
            (at + 1) % 30 > 0 ? [line] : new[] { line, string.Format(System.Globalization.CultureInfo.InvariantCulture, number, ++page), head }));
    }

    [GeneratedRegex(@"\n\s*\n+")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"^(?=.*\S)", RegexOptions.Multiline)]
    private static partial Regex LineStart();

    [GeneratedRegex(@"(?<=^[ 　]*)第([0-9０-９]+)([条章節])", RegexOptions.Multiline)]
    private static partial Regex ArticleLabel();

    [GeneratedRegex(@"^([ 　]*\S+)[ 　]", RegexOptions.Multiline)]
    private static partial Regex FirstGap();

    [GeneratedRegex(@"^[ 　]*([(（][^）)\n。]*[）)])[ 　]*\n+[ 　]*(第[^\s条]+条)", RegexOptions.Multiline)]
    private static partial Regex CaptionLine();
}
