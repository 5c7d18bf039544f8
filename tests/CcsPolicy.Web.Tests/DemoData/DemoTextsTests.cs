using System.Text.RegularExpressions;
using CcsPolicy.Web.DemoData;
using Xunit;

namespace CcsPolicy.Web.Tests.DemoData;

public sealed partial class DemoTextsTests
{
    private static readonly DemoYear November2026 = new(new DateOnly(2026, 11, 24));

    public static TheoryData<string> Editions => [.. DemoTexts.Editions];

    [Fact]
    public void Every_text_that_the_program_carries_is_listed() =>
        Assert.Equal(
            DemoTexts.Editions.Order(StringComparer.Ordinal),
            typeof(DemoTexts).Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("demo/", StringComparison.Ordinal))
                .Select(name => name["demo/".Length..^".txt".Length])
                .Where(name => name != "people")
                .Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Editions))]
    public void No_placeholder_is_left_in_a_text(string name)
    {
        var text = DemoTexts.Read(name, November2026);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("}}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2026, 4, 1, 2026)]
    [InlineData(2026, 3, 31, 2025)]
    [InlineData(2027, 1, 5, 2026)]
    public void The_year_begins_on_the_first_of_April(int year, int month, int day, int fiscalYear) =>
        Assert.Equal(fiscalYear, new DemoYear(new DateOnly(year, month, day)).FiscalYear);

    [Theory]
    [InlineData("F.4.1", "2026-04-01")]
    [InlineData("F-1.10.1", "2025-10-01")]
    [InlineData("F+1.4.1", "2027-04-01")]
    [InlineData("2018.4.1", "2018-04-01")]
    public void A_day_is_read_relative_to_the_year_or_as_it_stands(string written, string day) =>
        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd"), November2026.Day(written));

    [Fact]
    public void Dates_are_written_in_the_era() =>
        Assert.Equal("令和7年10月1日と令和9年4月1日", November2026.Fill("{{F-1.10.1}}と{{F+1.4.1}}"));

    [Theory]
    [InlineData("standard-1", 10_000, 15_000)]
    [InlineData("standard-2", 10_000, 15_000)]
    [InlineData("basic-policy-3", 2_500, 5_000)]
    [InlineData("personal-number-1", 3_500, 6_000)]
    public void Texts_have_the_size_of_real_ones(string name, int least, int most) =>
        Assert.InRange(DemoTexts.Read(name, November2026).Length, least, most);

    [Theory, MemberData(nameof(Editions))]
    public void No_sentence_of_the_real_policy_is_used(string name)
    {
        if (SharedFile("seed/basic-policy.txt") is not { } path)
        {
            Assert.Skip("shared/seed is not there.");
            return;
        }
        var real = Sentences(File.ReadAllText(path)).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(real);
        Assert.DoesNotContain(Sentences(DemoTexts.Read(name, November2026)), real.Contains);
    }

    [Fact]
    public void A_copied_sentence_would_be_found() =>
        Assert.Equal(["組合の情報資産を守るために必要な対策を定める"], Sentences("1 目的\n\n(1) 組合の情報資産を守るために、必要な対策を定める。"));

    /// <summary>Sentences of 15 characters and more, without their number, marks and spaces.</summary>
    private static IEnumerable<string> Sentences(string text) =>
        from line in text.Split('\n')
        from sentence in line.Split('。')
        let bare = NumberOrSpaceOrMark().Replace(sentence, "")
        where bare.Length >= 15
        select bare;

    private static string? SharedFile(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (new FileInfo(Path.Combine(folder.FullName, "shared", path)) is { Exists: true } file)
                return file.FullName;
        return null;
    }

    [GeneratedRegex(@"^\s*(?:- )?(?:[①-⑳]|\(\d+\)|\d+ )\s*|[\s、「」]", RegexOptions.NonBacktracking)]
    private static partial Regex NumberOrSpaceOrMark();
}
