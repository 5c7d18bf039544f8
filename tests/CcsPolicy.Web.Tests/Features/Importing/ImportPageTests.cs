using AngleSharp.Html.Dom;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Importing;

public sealed class ImportPageTests
{
    private const string First = "庁舎管理規程\n制定　令和5年3月31日\n第1条（目的） 甲を定める。\n附則\nこの規程は、令和5年4月1日から施行する。\n";
    private const string Second = "鍵管理規程\n制定　令和6年9月10日\n第1条（目的） 乙を定める。\n附則\nこの規程は、令和6年10月1日から施行する。\n";

    [Fact]
    public async Task Another_text_brings_its_own_title_and_dates_and_what_was_typed_stays()
    {
        await using var portal = new Portal();
        await portal.AddDepartmentAsync("10", "総務課");
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);

        var one = await (await client.PostFormAsync(SiteUrls.Import, "import", ("Form.Text", First), ("Form.Act", "read"))).PageAsync();
        Assert.Equal(("庁舎管理規程", "令和5年3月31日", "令和5年4月1日"), Shown(one));

        var two = await (await client.PostFormAsync(one, SiteUrls.Import, "import", ("Form.Text", Second), ("Form.EffectiveFrom", "R7.1.1"), ("Form.Act", "read"))).PageAsync();
        Assert.Equal(("鍵管理規程", "令和6年9月10日", "R7.1.1"), Shown(two));

        var again = await (await client.PostFormAsync(two, SiteUrls.Import, "import", ("Form.Text", First), ("Form.Act", "read"))).PageAsync();
        Assert.Equal(("庁舎管理規程", "令和5年3月31日", "R7.1.1"), Shown(again));
    }

    private static (string?, string?, string?) Shown(IHtmlDocument page) => (Value(page, "Form.New.Title"), Value(page, "Form.EnactedOn"), Value(page, "Form.EffectiveFrom"));

    private static string? Value(IHtmlDocument page, string name) => page.QuerySelector($"input[name='{name}']")?.GetAttribute("value");
}
