using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Matters;

public sealed class MattersTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_somebody_says_about_a_provision_reaches_the_officer_and_the_ciso_alone_decides_on_an_exception()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n\n2 施錠\n部屋を施錠する。\n", new(2026, 4, 1));
        using var staff = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        using var other = await portal.SignedInAsync(await shelf.PersonAsync("別の 人"));
        using var officer = await portal.SignedInAsync(await shelf.PersonAsync("担当 人", EmploymentKind.Employee, Role.SecurityOfficer));
        using var ciso = await portal.SignedInAsync(await shelf.PersonAsync("最高 人", EmploymentKind.Employee, Role.Ciso));
        var form = SiteUrls.NewMatter(document, edition);

        var nowhere = await staff.PostFormAsync(form, form, ("_handler", "matter"), ("Kind", "Exception"), ("Provision", "第99条"), ("Words", "鍵がない。"));
        var kept = await nowhere.Content.ReadAsStringAsync(Ct);
        Assert.Contains("その条項はありません", kept, StringComparison.Ordinal);
        Assert.Contains("鍵がない。", kept, StringComparison.Ordinal);
        var raised = await staff.PostFormAsync(form, form, ("_handler", "matter"), ("Kind", "Exception"), ("Provision", "２"), ("Words", "鍵がない。"));
        var address = raised.Headers.Location!.ToString().Replace("https://localhost", "", StringComparison.Ordinal).Split('?')[0];
        Assert.StartsWith(SiteUrls.Matters + "/", address, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await other.GetAsync(address, Ct)).StatusCode);
        Assert.DoesNotContain("対策基準", (await other.PageAsync(SiteUrls.Matters)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        Assert.Contains("回答を待っているもの", (await officer.PageAsync(SiteUrls.Matters)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("鍵がない。", (await officer.PageAsync(address)).QuerySelector("blockquote")!.TextContent, StringComparison.Ordinal);
        await officer.PostFormAsync(address, address, ("_handler", "answer"), ("Outcome", "Granted"), ("Until", "2027-03-31"), ("Words", "よい。"));
        Assert.DoesNotContain("例外を認める", (await staff.PageAsync(address)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var late = await ciso.PostFormAsync(address, address, ("_handler", "answer"), ("Outcome", "Granted"), ("Until", "2031-03-31"), ("Words", "よい。"));
        Assert.Contains("3年以内", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(302, (int)(await ciso.PostFormAsync(address, address, ("_handler", "answer"), ("Outcome", "Granted"), ("Until", "2027-03-31"), ("Words", "よい。"))).StatusCode);
        var answered = (await staff.PageAsync(address)).QuerySelector("main")!.TextContent;
        Assert.Contains("例外を認める", answered, StringComparison.Ordinal);
        Assert.Contains("令和9年3月31日", answered, StringComparison.Ordinal);
        // Of two who answer at once, the second is told; a further answer holds from then on.
        var stale = await ciso.PostFormAsync(address, address, ("_handler", "answer"), ("Known", "0"), ("Outcome", "Denied"), ("Words", "だめ。"));
        Assert.Contains("別の人が回答しました", await stale.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_says_or_reads_anything_about_a_procedure_that_is_not_open()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "P-1", "手順");
        var edition = await shelf.EditionAsync(procedure, "手順\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var staff = await portal.SignedInAsync(await shelf.PersonAsync("青木 花"));
        Assert.Equal(404, (int)(await staff.GetAsync(SiteUrls.NewMatter(procedure, edition), Ct)).StatusCode);
    }
}
