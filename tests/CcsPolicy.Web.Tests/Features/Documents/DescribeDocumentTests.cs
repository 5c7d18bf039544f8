using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Documents;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Documents;

public sealed class DescribeDocumentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_kind_and_department_change_with_a_journal_entry_that_holds_no_words()
    {
        await using var scenario = await AScenario.CreateAsync();
        var (standard, edition) = await scenario.InForceAsync();
        var handler = new DescribeDocumentHandler(scenario.As(scenario.Officer));
        var seen = AScenario.Value(await handler.ViewAsync(standard, Ct));
        AScenario.Value(await handler.HandleAsync(new(standard, " SP-99 ", InstrumentKind.Rules, seen.AmendedBy, scenario.OtherDepartment, seen.RowVersion), Ct));
        var now = AScenario.Value(await handler.ViewAsync(standard, Ct));
        Assert.Equal(("SP-99", InstrumentKind.Rules, "保健課", seen.Title), (now.Code, now.Instrument, now.OwnerName, now.Title));
        await using var db = await scenario.OpenAsync(scenario.Officer);
        var entry = await db.Journal.SingleAsync(j => j.Action == "document.described", Ct);
        Assert.Equal((standard, scenario.Officer), (entry.DocumentId, entry.ActorId));
        Assert.DoesNotContain("SP-99", System.Text.Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal);
        Assert.Equal(edition, (await db.Editions.SingleAsync(e => e.DocumentId == standard, Ct)).Id);
    }

    [Fact]
    public async Task The_second_of_two_who_change_at_once_is_told_and_changes_nothing()
    {
        await using var scenario = await AScenario.CreateAsync();
        var (standard, _) = await scenario.InForceAsync();
        var (first, second) = (new DescribeDocumentHandler(scenario.As(scenario.Officer)), new DescribeDocumentHandler(scenario.As(scenario.OtherOfficer)));
        var seen = AScenario.Value(await first.ViewAsync(standard, Ct));
        AScenario.Value(await first.HandleAsync(new(standard, "A-1", seen.Instrument, seen.AmendedBy, seen.Owner, seen.RowVersion), Ct));
        Assert.Equal(DocumentErrors.ChangedMeanwhile, (await second.HandleAsync(new(standard, "B-1", seen.Instrument, seen.AmendedBy, seen.Owner, seen.RowVersion), Ct)).Error);
        Assert.Equal("A-1", AScenario.Value(await second.ViewAsync(standard, Ct)).Code);
    }

    [Fact]
    public async Task The_department_stays_while_an_amendment_is_in_review()
    {
        await using var scenario = await AScenario.CreateAsync();
        var (standard, _) = await scenario.InForceAsync();
        await scenario.InReviewAsync(await scenario.AmendedAsync(standard));
        var handler = new DescribeDocumentHandler(scenario.As(scenario.Officer));
        var seen = AScenario.Value(await handler.ViewAsync(standard, Ct));
        Assert.Equal(DocumentErrors.OwnerInReview, (await handler.HandleAsync(new(standard, seen.Code, seen.Instrument, seen.AmendedBy, scenario.OtherDepartment, seen.RowVersion), Ct)).Error);
        Assert.Null((await handler.HandleAsync(new(standard, "SP-02", seen.Instrument, seen.AmendedBy, seen.Owner, seen.RowVersion), Ct)).Error);
    }

    [Fact]
    public async Task A_code_is_compared_with_what_the_reader_may_know_and_with_nothing_else()
    {
        await using var scenario = await AScenario.CreateAsync();
        var shelf = await Shelf.OpenAsync(scenario.Database.Databases);
        await shelf.DocumentAsync(Tier.Procedure, "HIDDEN", "隠れた手順");
        await shelf.DocumentAsync(Tier.Standard, "KNOWN", "別の基準");
        var (standard, _) = await scenario.InForceAsync();
        var handler = new DescribeDocumentHandler(scenario.As(scenario.Officer));
        var seen = AScenario.Value(await handler.ViewAsync(standard, Ct));
        Assert.Equal(DocumentErrors.CodeTaken, (await handler.HandleAsync(new(standard, "KNOWN", seen.Instrument, seen.AmendedBy, seen.Owner, seen.RowVersion), Ct)).Error);
        Assert.Equal(DocumentErrors.CodeMissing, (await handler.HandleAsync(new(standard, " ", seen.Instrument, seen.AmendedBy, seen.Owner, seen.RowVersion), Ct)).Error);
        Assert.Null((await handler.HandleAsync(new(standard, "HIDDEN", seen.Instrument, seen.AmendedBy, seen.Owner, seen.RowVersion), Ct)).Error);
    }

    [Fact]
    public async Task On_the_page_the_second_keeps_what_was_entered_sees_what_is_on_record_and_can_then_save()
    {
        await using var portal = new Portal();
        var department = await portal.AddDepartmentAsync("10", "総務課");
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        var standard = await portal.AddDocumentAsync(Tier.Standard, "S-1", "対策基準", department, officer);
        var hidden = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, await portal.AddPersonAsync("管理 太郎"));
        var url = $"/catalogue/{standard}/particulars";
        using var client = await portal.SignedInAsync(officer);
        var open = await client.PageAsync(url);
        Assert.Equal(302, (int)(await client.PostFormAsync(url, "particulars", ("Code", "S-2"))).StatusCode);
        var told = await (await client.PostFormAsync(open, url, "particulars", ("Code", "S-3"), ("Instrument", "Rules"))).PageAsync();
        Assert.Contains("他の人が先に変更しました", told.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("S-2", told.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("S-3", told.QuerySelector("input[name=Code]")!.GetAttribute("value"));
        Assert.Equal(302, (int)(await client.PostFormAsync(told, url, "particulars")).StatusCode);
        Assert.Contains("S-3", (await client.PageAsync($"/catalogue/{standard}")).Body!.TextContent, StringComparison.Ordinal);
        var (absent, answer) = (await client.GetAsync($"/catalogue/{Guid.NewGuid():N}/particulars", Ct), await client.GetAsync($"/catalogue/{hidden}/particulars", Ct));
        Assert.Equal((404, await absent.Content.ReadAsStringAsync(Ct)), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct)));
    }
}
