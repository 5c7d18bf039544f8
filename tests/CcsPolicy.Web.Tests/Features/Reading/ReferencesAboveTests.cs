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

    [Fact]
    public async Task A_standard_beside_it_and_what_stands_before_the_body_lead_there_too_by_their_short_names()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var policy = await shelf.DocumentAsync(Tier.BasicPolicy, "BP-01", "青葉組合基本方針");
        var first = await shelf.EditionAsync(policy, Policy.Replace("基本方針", "青葉組合基本方針", StringComparison.Ordinal), new(2024, 4, 1), title: "青葉組合基本方針");
        var measures = await shelf.DocumentAsync(Tier.Standard, "SP-01", "青葉組合情報セキュリティ対策基準");
        var beside = await shelf.EditionAsync(measures, "青葉組合情報セキュリティ対策基準\n\n1 体制\n(1) 責任者\n置く。\n2 点検\n行う。\n", new(2024, 4, 1), title: "青葉組合情報セキュリティ対策基準");
        var standard = await shelf.DocumentAsync(Tier.Standard, "SP-02", "運用規程");
        await shelf.EditionAsync(standard, "運用規程\n\nこの規程は、青葉組合基本方針（以下「基本方針」という。）2の規定により、情報セキュリティ対策基準（以下「対策基準」という。）1(1)の責任者について定める。\n\n第1条 対策基準2の点検による。\n", new(2024, 4, 1), title: "運用規程");
        using var client = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
        Assert.Equal(
            [$"2 /documents/{policy}/editions/{first}#2 青葉組合基本方針 2", $"1(1) /documents/{measures}/editions/{beside}#1.1 青葉組合情報セキュリティ対策基準 1(1)", $"2 /documents/{measures}/editions/{beside}#2 青葉組合情報セキュリティ対策基準 2"],
            Links(await client.PageAsync(SiteUrls.Document(standard))));
        // A text does not lead to itself by its own name.
        Assert.Empty(Links(await client.PageAsync(SiteUrls.Document(measures))));
    }

    private static IEnumerable<string> Links(IDocument page) => page.QuerySelectorAll("a.pv-ref").Select(link => $"{link.TextContent} {link.GetAttribute("href")} {link.GetAttribute("title")}");
}
