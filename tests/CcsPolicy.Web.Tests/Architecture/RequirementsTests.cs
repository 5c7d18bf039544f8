using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Web.Tests.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>docs/asvs.md against the traits of the tests; <c>tests/asvs.sh</c> counts what is in both.</summary>
public sealed partial class RequirementsTests
{
    private const int ByTheSelection = 228;
    private static readonly List<Row> Rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "asvs.md")).Select(Row.Read).OfType<Row>()];

    private static readonly ILookup<string, string> Tests = (
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        where !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj")
        from trait in Trait().Matches(File.ReadAllText(file))
        select (Id: trait.Groups[1].Value, Class: Path.GetFileName(file).Split('.')[0])).Distinct().ToLookup(test => test.Id, test => test.Class);

    [Fact]
    public void The_list_holds_each_requirement_that_applies_once()
    {
        Assert.Equal(Rows.Count, Rows.DistinctBy(row => row.Id).Count());
        Assert.Equal(ByTheSelection, Rows.Count(row => !row.OpenId));
        Assert.Equal((65, 128, 35), (OfLevel(1), OfLevel(2), OfLevel(3)));

        static int OfLevel(int level) => Rows.Count(row => row.Level == level && !row.OpenId);
    }

    [Fact]
    public void Every_trait_names_a_requirement_of_the_list() => Assert.Empty(Tests.Select(test => test.Key).Except(Rows.Select(row => row.Id)));

    [Fact]
    public void The_list_names_the_tests_that_there_are_and_says_where_there_is_none() => Assert.All(Rows, row =>
        Assert.True(row.Test == (Tests.Contains(row.Id) ? string.Join(", ", Tests[row.Id].Order(StringComparer.Ordinal)) : "—"),
            $"docs/asvs.md says of {row.Id}: {row.Test}. Run: bash tests/asvs.sh --write"));

    [Fact]
    public void What_has_a_test_names_its_control_and_nothing_else_is_said_to_have_failed_without_it() => Assert.All(Rows, row =>
    {
        Assert.True(row.Test == "—" || row.Control.Length > 0, $"docs/asvs.md names no control for {row.Id}.");
        Assert.True(row.Off.Length == 0 || (row.Test != "—" && DateOnly.TryParseExact(row.Off, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
            $"docs/asvs.md: {row.Id} is said to fail without its control, on no day or without a test.");
    });

    [GeneratedRegex("""Trait\("ASVS", *"(V[0-9.]+)"\)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Trait();

    private sealed record Row(string Id, int Level, bool OpenId, string Test, string Control, string Off)
    {
        public static Row? Read(string line)
        {
            if (!line.StartsWith("| V", StringComparison.Ordinal)) return null;
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            Assert.True(cells.Length == 7, $"docs/asvs.md: a row has five cells. {line}");
            return new(cells[1], cells[2][0] - '0', cells[2].EndsWith("(OpenID)", StringComparison.Ordinal), cells[3], cells[4], cells[5]);
        }
    }
}
