using System.Xml.Linq;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

public sealed class SourceTreeTests
{
    private const int LongestFile = 400;

    [Fact]
    public void The_domain_takes_no_package_and_no_project() =>
        Assert.Empty(References("src/CcsPolicy.Domain/CcsPolicy.Domain.csproj", "PackageReference").Concat(References("src/CcsPolicy.Domain/CcsPolicy.Domain.csproj", "ProjectReference")));

    [Fact]
    public void The_data_project_knows_the_domain_and_no_other_project() =>
        Assert.Equal(["CcsPolicy.Domain.csproj"], References("src/CcsPolicy.Data/CcsPolicy.Data.csproj", "ProjectReference").Select(path => Path.GetFileName(path.Replace('\\', '/'))));

    [Theory]
    [InlineData("Domain")]
    [InlineData("Data")]
    [InlineData("Web")]
    public void The_lock_file_names_every_runtime_that_the_product_is_published_for_so_that_publishing_changes_none(string project)
    {
        var published = XDocument.Load(Path.Combine(Root(), "Directory.Build.props")).Descendants("RuntimeIdentifiers").Single().Value.Split(';');
        Assert.Contains("win-x64", published);
        var locked = File.ReadAllText(Path.Combine(Root(), "src", $"CcsPolicy.{project}", "packages.lock.json"));
        Assert.All(published, runtime => Assert.Contains($"\"net10.0/{runtime}\": {{", locked, StringComparison.Ordinal));
    }

    [Fact]
    public void No_source_file_is_longer_than_a_person_reads() => Assert.Empty(TooLong(SourceFiles()).ToList());

    [Fact]
    public void A_planted_file_that_is_too_long_is_found()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.cs");
        File.WriteAllLines(file, Enumerable.Repeat("//", LongestFile + 1));
        try
        {
            Assert.NotEmpty(TooLong([file]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Nothing_is_fetched_from_another_origin() =>
        Assert.DoesNotContain(Files("src", ".cs", ".razor").Concat(Files("src/CcsPolicy.Web/wwwroot", ".css", ".js")), NamesAnotherOrigin);

    private static bool NamesAnotherOrigin(string file) => File.ReadLines(file).Any(line =>
        line.Contains("src=\"http", StringComparison.Ordinal) || line.Contains("url(http", StringComparison.Ordinal) || line.Contains("@import url", StringComparison.Ordinal));

    private static IEnumerable<string> TooLong(IEnumerable<string> files) => files.Where(file => File.ReadLines(file).Count() > LongestFile);

    private static IEnumerable<string> SourceFiles() =>
        Files("src", ".cs", ".razor", ".css").Concat(Files("tests", ".cs")).Where(file => !file.Contains("Migrations", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}lib{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root(), folder), "*", SearchOption.AllDirectories)
            .Where(file => endings.Contains(Path.GetExtension(file)) && !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "App_Data"));

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Path.Combine(Root(), project)).Descendants(kind).Select(reference => reference.Attribute("Include")!.Value);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CcsPolicy.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("CcsPolicy.sln was not found above the tests.");
    }
}
