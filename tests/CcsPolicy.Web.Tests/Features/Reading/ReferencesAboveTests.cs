using AngleSharp.Dom;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

/// <summary>上位への参照。Where a text names a provision of a document above it, the words lead there.</summary>
public sealed class ReferencesAboveTests
{
    private const string Policy = "基本方針\n\n1 定義\n(1) 機密性\n許された者だけが使えることをいう。\n(2) 情報資産\n情報及び機器をいう。\n2 目的\n守る。\n";
    private const string Standard = "対策基準\n\n第1条 基本方針1(2)の資産を守る。同方針2による。第2条による。\n第2条 監査基準2による。\n";

    [Fact]
    public async Task The_words_lead_to_the_edition_that_was_in_force_with_the_text()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.DocumentAsync(Tier.BasicPolicy, "BP-01", "基本方針");
        var first = await shelf.EditionAsync(policy, Policy, new(2024, 4, 1), title: "基本方針");
        var standard = await shelf.DocumentAsync(Tier.Standard, "SP-01", "対策基準");
        await shelf.EditionAsync(standard, Standard, new(2024, 4, 1), title: "対策基準");
        var second = await shelf.EditionAsync(policy, Policy.Replace("2 目的", "2 趣旨\n置く。\n3 目的", StringComparison.Ordinal), new(2025, 4, 1), EditionKind.PartialAmendment, title: "基本方針");
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        Assert.Equal([$"1(2) /documents/{policy}/editions/{second}#1.2 基本方針 1(2)", $"2 /documents/{policy}/editions/{second}#2 基本方針 2", "第2条 #2 "], Links(await client.PageAsync(SiteUrls.Document(standard))));
        Assert.Equal([$"1(2) /documents/{policy}/editions/{first}#1.2 基本方針 1(2)", $"2 /documents/{policy}/editions/{first}#2 基本方針 2", "第2条 #2 "], Links(await client.PageAsync(SiteUrls.DocumentOn(standard, new DateOnly(2024, 6, 1)))));
    }

    [Fact]
    public async Task To_a_provision_that_is_withheld_from_a_reader_nothing_leads()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.DocumentAsync(Tier.BasicPolicy, "BP-01", "基本方針");
        await shelf.EditionAsync(policy, Policy, new(2024, 4, 1), title: "基本方針");
        var standard = await shelf.DocumentAsync(Tier.Standard, "SP-01", "対策基準");
        await shelf.EditionAsync(standard, Standard, new(2024, 4, 1), title: "対策基準");
        await shelf.WithholdAsync(policy, Openness.AllStaff, "(2)");
        using var inside = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        using var outside = await portal.SignedInAsync(await shelf.PersonAsync("受託 次郎", EmploymentKind.Contractor));
        Assert.Contains(Links(await inside.PageAsync(SiteUrls.Document(standard))), link => link.StartsWith("1(2) ", StringComparison.Ordinal));
        Assert.DoesNotContain(Links(await outside.PageAsync(SiteUrls.Document(standard))), link => link.StartsWith("1(2) ", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Links(IDocument page) => page.QuerySelectorAll("a.pv-ref").Select(link => $"{link.TextContent} {link.GetAttribute("href")} {link.GetAttribute("title")}");
}
