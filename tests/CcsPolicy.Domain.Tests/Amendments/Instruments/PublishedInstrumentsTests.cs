using System.Globalization;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Tests.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>
/// How many instruments that cities have published are read without a line that is not read; docs/reference/amending-text.md states the figures. With CCSPOLICY_SHOW_UNREAD=1 what is not read is printed.
/// </summary>
public sealed class PublishedInstrumentsTests(ITestOutputHelper output)
{
    private const string Form = "様式";
    private const string Torn = "崩れ";

    private sealed record Published(string Name, string Mark, string Text);

    [Fact]
    public void Of_the_published_instruments_as_many_are_read_as_the_page_says()
    {
        var all = All();
        var unread = all.Where(one => one.Mark.Length == 0).Select(one => (one.Name, AmendingText.Read(one.Text).Unread)).Where(one => !one.Unread.IsEmpty).ToList();
        if (Environment.GetEnvironmentVariable("CCSPOLICY_SHOW_UNREAD") == "1")
            output.WriteLine(string.Concat(unread.SelectMany(one => one.Unread.Select(line => $"\n{one.Name}: {line.Error.Code} {line.Words}"))));
        var (forms, torn) = (all.Count(one => one.Mark == Form), all.Count(one => one.Mark == Torn));
        var others = all.Count - forms - torn;
        Assert.True(all.Count >= 150);
        var figures = string.Create(CultureInfo.InvariantCulture, $"| {all.Count} | {forms} | {torn} | {others} | {others - unread.Count} | {100.0 * (others - unread.Count) / others:0.0} % |");
        Assert.Contains(figures, File.ReadAllText(Path.Combine(SampleFiles.Root, "docs", "reference", "amending-text.md")), StringComparison.Ordinal);
    }

    private static List<Published> All() => [.. Directory.GetFiles(Folder(), "*.txt").Order(StringComparer.Ordinal).SelectMany(file => File.ReadAllText(file).Split("## ", StringSplitOptions.RemoveEmptyEntries).Select(One))];

    private static Published One(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var words = text[..end].Split(' ');
        return new(text[..end], words[^1] is Form or Torn ? words[^1] : "", text[(end + 1)..]);
    }

    private static string Folder() => Path.Combine(SampleFiles.Root, "tests", "CcsPolicy.Domain.Tests", "Amendments", "Instruments", "Published");
}
