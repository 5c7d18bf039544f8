using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Importing;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Importing;

public sealed class RealPolicyTests
{
    private static readonly string? RealText = Find("seed/basic-policy.txt");

    [Fact]
    public async Task The_real_policy_is_imported_without_loss_and_its_dates_are_proposed()
    {
        Assert.SkipWhen(RealText is null, "The real policy is not beside the repository.");
        var reading = ReadSource.Read((await File.ReadAllTextAsync(RealText!, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
        Assert.Equal((EditionKind.PartialAmendment, new DateOnly(2022, 9, 29)), (reading.Dates.Kind, reading.Dates.EnactedOn!.Value));
        Assert.Equal("date.effective-before-enactment", Assert.Single(reading.Diagnostics, d => d.Severity == DiagnosticSeverity.Warning).Code);
        var kept = string.Concat(reading.Tree.All().Select(at => at.Provision.Label + at.Provision.Heading + at.Provision.Text)) + reading.Tree.Title + string.Concat(reading.Tree.Preamble);
        foreach (var character in reading.Text.Where(c => !char.IsWhiteSpace(c) && c is not ('○' or '-' or '（' or '）')).Distinct())
            Assert.Equal(reading.Text.Count(c => c == character), kept.Count(c => c == character));
        await using var office = await AScenario.CreateAsync();
        await office.InForceAsync(reading.Text, office.ADocument(Tier.BasicPolicy, "BP-1", reading.Tree.Title));
    }

    private static string? Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "..", "shared", path) is var candidate && File.Exists(candidate))
                return candidate;
        return null;
    }
}
