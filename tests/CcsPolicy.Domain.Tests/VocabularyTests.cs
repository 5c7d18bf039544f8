using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;
using Xunit;

namespace CcsPolicy.Domain.Tests;

public sealed partial class VocabularyTests
{
    [Fact]
    public void Every_public_type_of_the_domain_is_in_the_vocabulary()
    {
        var missing = PublicTypes().Except(ListedTypes()).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, $"Add a row to docs/reference/vocabulary.md for: {string.Join(", ", missing)}");
    }

    [Fact]
    public void The_vocabulary_lists_no_type_that_is_gone()
    {
        var gone = ListedTypes().Except(PublicTypes()).Order(StringComparer.Ordinal).ToList();
        Assert.True(gone.Count == 0, $"Take these rows out of docs/reference/vocabulary.md: {string.Join(", ", gone)}");
    }

    [Fact]
    public void Every_row_has_a_Japanese_term() =>
        Assert.All(Rows(), row => Assert.Matches("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsCJKUnifiedIdeographs}]", row.Groups["term"].Value));

    [Fact]
    public void A_type_is_listed_once() =>
        Assert.Empty(Rows().CountBy(row => row.Groups["type"].Value).Where(count => count.Value > 1).Select(count => count.Key));

    /// <summary>Types of their own, without generic arity. An id is listed with the word before it: 〜Id.</summary>
    private static HashSet<string> PublicTypes() =>
    [
        .. from type in typeof(DomainError).Assembly.GetExportedTypes()
           where !type.IsNested
           let name = type.Name.Split('`')[0]
           where name == "PublicId" || name == "ITypedId" || !name.EndsWith("Id", StringComparison.Ordinal)
           select name,
    ];

    private static HashSet<string> ListedTypes() => [.. Rows().Select(row => row.Groups["type"].Value)];

    private static MatchCollection Rows() => Row().Matches(File.ReadAllText(VocabularyPath()));

    private static string VocabularyPath()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (new FileInfo(Path.Combine(folder.FullName, "docs", "reference", "vocabulary.md")) is { Exists: true } file)
                return file.FullName;
        throw new FileNotFoundException("docs/reference/vocabulary.md was not found above the tests.");
    }

    [GeneratedRegex(@"^\| `(?<type>\w+)` \| (?<term>[^|]*) \|", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}
