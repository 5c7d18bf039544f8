using System.Net;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Terminals;

public sealed class TerminalTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_no_PC_reads_and_acknowledges_at_a_terminal_that_the_manager_opened_and_the_record_says_so()
    {
        await using var office = await TerminalOffice.OpenAsync();
        using var manager = await office.Portal.SignedInAsync(office.Chief);
        var slip = (await TerminalOffice.GiveAsync(manager, office.One));
        using var terminal = await office.StartAsync(manager);

        var choosing = await TerminalOffice.EnterAsync(terminal, TerminalOffice.Wide(office.NumberOf(office.One)), slip);
        Assert.Equal(401, (int)(await terminal.GetAsync("/account/session", Ct)).StatusCode);
        Assert.Contains("6桁から12桁", await TerminalOffice.ChooseAsync(terminal, choosing, "234567"), StringComparison.Ordinal);
        Assert.Contains("6桁から12桁", await TerminalOffice.ChooseAsync(terminal, choosing, slip), StringComparison.Ordinal);
        Assert.Contains("6桁から12桁", await TerminalOffice.ChooseAsync(terminal, choosing, "777777"), StringComparison.Ordinal);
        Assert.Contains("暗証番号が違います", await TerminalOffice.ChooseAsync(terminal, choosing, "592604", "592605"), StringComparison.Ordinal);
        await TerminalOffice.ChooseAsync(terminal, choosing, "592604");

        var home = await terminal.PageAsync(SiteUrls.Home);
        Assert.Contains("共用端末です", home.Body!.TextContent, StringComparison.Ordinal);
        var address = SiteUrls.Acknowledge(office.Standard, office.Edition);
        var recorded = await terminal.PostFormAsync(address, SiteUrls.Acknowledgements, ("confirmed", "true"));
        var receipt = await terminal.PageAsync(recorded.Headers.Location!.OriginalString);
        Assert.Contains("共用端末で（2階 休憩室、開いた所属長 用務 長）", receipt.Body!.TextContent, StringComparison.Ordinal);
        await using (var db = office.Portal.Databases.OpenFor(office.Shelf.SeesAll))
        {
            var kept = await db.Acknowledgements.SingleAsync(Ct);
            var opened = await db.SharedTerminals.SingleAsync(Ct);
            Assert.Equal((office.One, AcknowledgementMethod.SharedTerminal, opened.Id, (DepartmentId?)office.Depot), (kept.PersonId, kept.Method, kept.TerminalId!.Value, kept.DepartmentId));
            Assert.Equal((office.Chief, office.Depot), (opened.OpenedBy, opened.DepartmentId));
            Assert.Equal(["account.pin-chosen", "account.pin-given-out", "account.signed-in", "edition.acknowledged", "terminal.opened", "terminal.started"],
                (await db.Journal.Where(entry => entry.Action.StartsWith("terminal.") || entry.Action.StartsWith("account.pin") || entry.Action == "account.signed-in" || entry.Action == "edition.acknowledged").Select(entry => entry.Action).ToListAsync(Ct)).Order(StringComparer.Ordinal));
        }

        var ended = await terminal.PostFormAsync(SiteUrls.Home, SiteUrls.SignOut);
        Assert.Equal(SiteUrls.SharedTerminal + "?out=1", ended.Headers.Location!.OriginalString);
        Assert.Contains("次の人が使えます", (await terminal.PageAsync(SiteUrls.SharedTerminal + "?out=1")).Body!.TextContent, StringComparison.Ordinal);
        // The one from paper served once; what was sent with the choice serves no second one.
        Assert.Contains("違うか", (await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), slip)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("違うか", await TerminalOffice.ChooseAsync(terminal, choosing, "592605"), StringComparison.Ordinal);
        await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), "592604");
        Assert.Equal(204, (int)(await terminal.GetAsync("/account/session", Ct)).StatusCode);
    }

    [Fact]
    public async Task At_a_terminal_a_person_has_no_procedure_no_office_and_nothing_of_the_own_account()
    {
        await using var office = await TerminalOffice.OpenAsync();
        var procedure = await office.Shelf.DocumentAsync(Tier.Procedure, "P-1", "手順", custodian: office.Chief);
        await office.Shelf.EditionAsync(procedure, "手順\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var manager = await office.Portal.SignedInAsync(office.Chief);
        using var deputy = await office.Portal.SignedInAsync(office.Deputy);
        Assert.Equal(200, (int)(await manager.GetAsync(SiteUrls.Document(procedure), Ct)).StatusCode);
        var slip = (await TerminalOffice.GiveAsync(deputy, office.Chief));
        using var terminal = await office.StartAsync(manager);
        var choosing = await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.Chief), slip);
        await TerminalOffice.ChooseAsync(terminal, choosing, "592604");

        Assert.Equal(200, (int)(await terminal.GetAsync(SiteUrls.Home, Ct)).StatusCode);
        Assert.Equal(200, (int)(await terminal.GetAsync(SiteUrls.Document(office.Standard), Ct)).StatusCode);
        Assert.Equal(404, (int)(await terminal.GetAsync(SiteUrls.Document(procedure), Ct)).StatusCode);
        foreach (var closed in new[] { SiteUrls.Password, SiteUrls.SecondFactor, SiteUrls.Sessions, SiteUrls.Confirm, "/account/passkeys", "/inbox/calendar", SiteUrls.Following, SiteUrls.Terminals })
            Assert.Equal((closed, 403), (closed, (int)(await terminal.GetAsync(closed, Ct)).StatusCode));
    }

    [Fact]
    public async Task It_is_over_when_the_manager_closes_it_when_its_time_is_over_when_nobody_does_anything_and_when_who_opened_it_manages_no_more()
    {
        await using var office = await TerminalOffice.OpenAsync();
        using var manager = await office.Portal.SignedInAsync(office.Chief);
        var pin = await office.ChosenAsync(manager, office.One);

        using var first = await office.StartAsync(manager);
        await TerminalOffice.EnterAsync(first, office.NumberOf(office.One), pin);
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(200, (int)(await first.GetAsync(SiteUrls.Home, Ct)).StatusCode);
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(6));
        var idle = await first.GetAsync(SiteUrls.Home, Ct);
        Assert.Equal((HttpStatusCode.Redirect, SiteUrls.SharedTerminal), (idle.StatusCode, idle.Headers.Location!.OriginalString));

        await TerminalOffice.EnterAsync(first, office.NumberOf(office.One), pin);
        var open = (await manager.PageAsync(SiteUrls.Terminals)).QuerySelectorAll("button[name=Terminal]").Select(button => button.GetAttribute("value")!).ToList();
        Assert.Equal(302, (int)(await manager.PostFormAsync(SiteUrls.Terminals, "close", ("Terminal", open[^1]))).StatusCode);
        Assert.Equal(302, (int)(await first.GetAsync(SiteUrls.Home, Ct)).StatusCode);
        Assert.Contains("開始コード", (await first.PageAsync(SiteUrls.SharedTerminal)).Body!.TextContent, StringComparison.Ordinal);

        using var second = await office.StartAsync(manager);
        await TerminalOffice.EnterAsync(second, office.NumberOf(office.One), pin);
        for (var minute = 0; minute < 118; minute += 4)
        {
            Assert.Equal(200, (int)(await second.GetAsync(SiteUrls.Home, Ct)).StatusCode);
            office.Portal.Clock.Advance(TimeSpan.FromMinutes(4));
        }
        Assert.Equal(302, (int)(await second.GetAsync(SiteUrls.Home, Ct)).StatusCode);

        using var again = await office.Portal.SignedInAsync(office.Chief);
        using var third = await office.StartAsync(again);
        await office.EndManagingAsync();
        Assert.DoesNotContain("職員番号", (await third.PageAsync(SiteUrls.SharedTerminal)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_tries_close_the_PIN_other_departments_do_not_come_in_and_a_code_works_once_and_not_for_long()
    {
        await using var office = await TerminalOffice.OpenAsync();
        using var manager = await office.Portal.SignedInAsync(office.Chief);
        var pin = await office.ChosenAsync(manager, office.One);
        using var other = await office.Portal.SignedInAsync(office.OtherChief);
        Assert.DoesNotContain(office.NumberOf(office.One), (await other.PageAsync(SiteUrls.Terminals)).Body!.TextContent, StringComparison.Ordinal);
        using (var elsewhere = await office.StartAsync(other))
            Assert.Contains("違うか", (await TerminalOffice.EnterAsync(elsewhere, office.NumberOf(office.One), pin)).Body!.TextContent, StringComparison.Ordinal);

        using var terminal = await office.StartAsync(manager);
        for (var time = 0; time < 5; time++)
            Assert.Contains("違うか", (await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), "000001")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("違うか", (await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), pin)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("停止", (await manager.PageAsync(SiteUrls.Terminals)).QuerySelectorAll("label.check").Single(label => label.TextContent.Contains(office.NumberOf(office.One), StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);

        var code = await TerminalOffice.CodeAsync(manager);
        using var late = office.Portal.Anonymous();
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Contains("始められません", await TerminalOffice.TypeAsync(late, code), StringComparison.Ordinal);
        using var fresh = await office.Portal.SignedInAsync(office.Chief);
        var another = await TerminalOffice.CodeAsync(fresh);
        using var one = office.Portal.Anonymous();
        using var two = office.Portal.Anonymous();
        Assert.Equal("", await TerminalOffice.TypeAsync(one, another));
        Assert.Contains("始められません", await TerminalOffice.TypeAsync(two, another), StringComparison.Ordinal);

        var slip = (await TerminalOffice.GiveAsync(fresh, office.Two));
        office.Portal.Clock.Advance(TimeSpan.FromDays(14));
        using var later = await office.Portal.SignedInAsync(office.Chief);
        using var stale = await office.StartAsync(later);
        Assert.Contains("違うか", (await TerminalOffice.EnterAsync(stale, office.NumberOf(office.Two), slip)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_signed_in_in_the_browser_is_signed_out_when_it_becomes_the_terminal_and_who_is_in_when_the_manager_manages_no_more_is_out()
    {
        await using var office = await TerminalOffice.OpenAsync();
        using var manager = await office.Portal.SignedInAsync(office.Chief);
        var pin = await office.ChosenAsync(manager, office.One);
        var code = await TerminalOffice.CodeAsync(manager);
        Assert.Equal("", await TerminalOffice.TypeAsync(manager, code));
        Assert.Equal(401, (int)(await manager.GetAsync("/account/session", Ct)).StatusCode);

        await TerminalOffice.EnterAsync(manager, office.NumberOf(office.One), pin);
        Assert.Equal(200, (int)(await manager.GetAsync(SiteUrls.Home, Ct)).StatusCode);
        await office.EndManagingAsync();
        Assert.Equal(302, (int)(await manager.GetAsync(SiteUrls.Home, Ct)).StatusCode);
    }

    [Fact]
    public async Task Staff_read_there_what_all_staff_read_but_no_procedure_and_take_back_there_what_was_a_mistake()
    {
        await using var office = await TerminalOffice.OpenAsync();
        var ofStaff = await office.Shelf.DocumentAsync(Tier.Standard, "K-2", "職員等の基準", Openness.AllStaff);
        await office.Shelf.EditionAsync(ofStaff, "職員等の基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var opened = await office.Shelf.DocumentAsync(Tier.Procedure, "P-2", "開かれた手順", Openness.AllStaff);
        await office.Shelf.EditionAsync(opened, "開かれた手順\n\n1 目的\n守る。\n", new(2026, 4, 1));
        using var manager = await office.Portal.SignedInAsync(office.Chief);
        using var own = await office.Portal.SignedInAsync(office.One);
        var pin = await office.ChosenAsync(manager, office.One);
        using var terminal = await office.StartAsync(manager);
        await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), pin);

        Assert.Equal((200, 200), ((int)(await own.GetAsync(SiteUrls.Document(opened), Ct)).StatusCode, (int)(await own.GetAsync(SiteUrls.Document(ofStaff), Ct)).StatusCode));
        Assert.Equal((404, 200), ((int)(await terminal.GetAsync(SiteUrls.Document(opened), Ct)).StatusCode, (int)(await terminal.GetAsync(SiteUrls.Document(ofStaff), Ct)).StatusCode));
        var receipt = (await terminal.PostFormAsync(SiteUrls.Acknowledge(office.Standard, office.Edition), SiteUrls.Acknowledgements, ("confirmed", "true"))).Headers.Location!.OriginalString.Split('?')[0];
        Assert.Equal(302, (int)(await terminal.PostFormAsync(receipt, "take-back", ("Reason", "押し間違えた。"))).StatusCode);
        Assert.Contains("押し間違えた。", (await terminal.PageAsync(receipt)).Body!.TextContent, StringComparison.Ordinal);
        // No page of a terminal leads to one that is not served there.
        foreach (var link in (await terminal.PageAsync(SiteUrls.Home)).QuerySelectorAll("a[href^='/']").Concat((await terminal.PageAsync(SiteUrls.Inbox)).QuerySelectorAll("a[href^='/']")).Select(link => link.GetAttribute("href")!).Distinct())
            Assert.Equal((link, false), (link, (int)(await terminal.GetAsync(link, Ct)).StatusCode is 403 or 404));
    }

    [Fact]
    public async Task Who_reads_on_stays_and_a_page_that_lies_open_alone_keeps_nobody_in()
    {
        await using var office = await TerminalOffice.OpenAsync();
        using var manager = await office.Portal.SignedInAsync(office.Chief);
        var pin = await office.ChosenAsync(manager, office.One);
        using var terminal = await office.StartAsync(manager);
        await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), pin);
        for (var minute = 0; minute < 12; minute += 4)
        {
            office.Portal.Clock.Advance(TimeSpan.FromMinutes(4));
            Assert.Equal(204, (int)(await terminal.GetAsync("/account/session?read=1", Ct)).StatusCode);
        }
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(204, (int)(await terminal.GetAsync("/account/session", Ct)).StatusCode);
        office.Portal.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(401, (int)(await terminal.GetAsync("/account/session", Ct)).StatusCode);
    }

    [Fact]
    public async Task Tries_at_another_terminal_close_no_PIN_tries_at_once_all_count()
    {
        await using var office = await TerminalOffice.OpenAsync();
        using var manager = await office.Portal.SignedInAsync(office.Chief);
        var pin = await office.ChosenAsync(manager, office.One);
        using var other = await office.Portal.SignedInAsync(office.OtherChief);
        using (var elsewhere = await office.StartAsync(other))
            for (var time = 0; time < 6; time++)
                await TerminalOffice.EnterAsync(elsewhere, office.NumberOf(office.One), "000001");
        using var terminal = await office.StartAsync(manager);
        await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), pin);
        Assert.Equal(204, (int)(await terminal.GetAsync("/account/session", Ct)).StatusCode);
        await terminal.PostFormAsync(SiteUrls.Home, SiteUrls.SignOut);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), "000001")));
        Assert.Contains("違うか", (await TerminalOffice.EnterAsync(terminal, office.NumberOf(office.One), pin)).Body!.TextContent, StringComparison.Ordinal);
        await using var db = office.Portal.Databases.OpenFor(office.Shelf.SeesAll);
        Assert.Equal(5, await db.AccountPins.Select(one => one.Refused).SingleAsync(Ct));
        Assert.Equal(12, await db.Journal.CountAsync(entry => entry.Action == "account.sign-in-refused", Ct));
    }
}
