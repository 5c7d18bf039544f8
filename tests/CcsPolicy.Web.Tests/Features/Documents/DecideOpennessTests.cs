using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Documents;
using Microsoft.EntityFrameworkCore;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Documents;

public sealed class DecideOpennessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_procedure_opened_by_the_ciso_is_read_by_all_staff_until_it_is_closed_again_and_what_was_acknowledged_stays_proven()
    {
        await using var scenario = await AScenario.CreateAsync();
        var (shelf, procedure, edition) = await ProcedureAsync(scenario);
        Assert.False(await SeesAsync(scenario, scenario.Staff, procedure));
        await DecideAsync(scenario, procedure, Openness.AllStaff, "全員が端末を持ち出すことになったため");
        Assert.True(await SeesAsync(scenario, scenario.Staff, procedure));
        Assert.False(await SeesAsync(scenario, scenario.Dispatched, procedure));

        var open = TodayOf(scenario);
        await shelf.AcknowledgedAsync(edition, scenario.Staff);
        scenario.Clock.Advance(TimeSpan.FromDays(1));
        await DecideAsync(scenario, procedure, Openness.NeedToKnow, "対象を絞るため");
        scenario.Clock.Advance(TimeSpan.FromDays(1));

        Assert.False(await SeesAsync(scenario, scenario.Staff, procedure));
        await using var db = await scenario.OpenAsync(scenario.Ciso);
        Assert.Contains(await RowsAsync(db, procedure, open), row => row.Person.Id == scenario.Staff && row.Acknowledgement is not null);
        Assert.DoesNotContain(await RowsAsync(db, procedure, TodayOf(scenario)), row => row.Person.Id == scenario.Staff);
        var history = AScenario.Value(await Handler(scenario, scenario.Ciso).ViewAsync(procedure, Ct)).History;
        Assert.Equal(["対象を絞るため", "全員が端末を持ち出すことになったため"], history.Select(entry => entry.Reason));
        Assert.Equal(2, await db.Journal.CountAsync(j => j.Action == "document.openness-decided" && j.DocumentId == procedure, Ct));
    }

    [Fact]
    public async Task For_everybody_but_the_ciso_there_is_no_deciding_about_a_procedure()
    {
        await using var scenario = await AScenario.CreateAsync();
        var (_, procedure, _) = await ProcedureAsync(scenario);
        foreach (var person in new[] { scenario.Officer, scenario.Custodian, scenario.Deputy, scenario.Manager, scenario.Staff })
        {
            Assert.Equal(DocumentErrors.NotFound, (await Handler(scenario, person).ViewAsync(procedure, Ct)).Error);
            Assert.Equal(DocumentErrors.NotFound, (await Handler(scenario, person).HandleAsync(new(procedure, Openness.AllStaff, "開く", Guid.Empty), Ct)).Error);
        }
        Assert.False(await SeesAsync(scenario, scenario.Staff, procedure));
    }

    [Fact]
    public async Task The_officer_makes_a_standard_public_and_the_second_of_two_at_once_is_told()
    {
        await using var scenario = await AScenario.CreateAsync();
        var (standard, _) = await scenario.InForceAsync();
        var (first, second) = (Handler(scenario, scenario.Officer), Handler(scenario, scenario.OtherOfficer));
        var seen = AScenario.Value(await first.ViewAsync(standard, Ct)).RowVersion;
        Assert.Null((await first.HandleAsync(new(standard, Openness.Public, "公表するため", seen), Ct)).Error);
        Assert.Equal(DocumentErrors.ChangedMeanwhile, (await second.HandleAsync(new(standard, Openness.AllStaff, "絞るため", seen), Ct)).Error);
        var view = AScenario.Value(await second.ViewAsync(standard, Ct));
        Assert.Equal((Openness.Public, Audience.AllWorkers, 1), (view.Openness, view.Audience, view.History.Count));
        Assert.Equal(DocumentErrors.PolicyStaysOpen, (await second.HandleAsync(new(standard, Openness.NeedToKnow, "隠すため", view.RowVersion), Ct)).Error);
    }

    [Fact]
    public async Task The_page_changes_the_openness_asks_for_a_reason_and_is_absent_for_those_who_do_not_decide()
    {
        await using var portal = new Portal();
        var department = await portal.AddDepartmentAsync("10", "総務課");
        var (ciso, keeper) = (await portal.AddPersonAsync("真壁 和代", Role.Ciso), await portal.AddPersonAsync("管理 太郎"));
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        var procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
        var url = $"/catalogue/{procedure}/openness";
        using var client = await portal.SignedInAsync(ciso);
        var without = await (await client.PostFormAsync(url, "openness", ("To", "AllStaff"), ("Reason", " "))).PageAsync();
        Assert.Contains("理由を入力", without.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("AllStaff", without.QuerySelector("input[name=To][checked]")!.GetAttribute("value"));
        Assert.Equal(302, (int)(await client.PostFormAsync(url, "openness", ("To", "AllStaff"), ("Reason", "全員が使うため"))).StatusCode);
        Assert.Contains("全員が使うため", (await client.PageAsync(url)).QuerySelector(".steps")!.TextContent, StringComparison.Ordinal);
        // A procedure open to all staff is no secret to them; whoever does not decide still has no such page.
        foreach (var other in new[] { officer, keeper })
        {
            using var others = await portal.SignedInAsync(other);
            var (absent, answer) = (await others.GetAsync($"/catalogue/{Guid.NewGuid():N}/openness", Ct), await others.GetAsync(url, Ct));
            Assert.Equal((404, await absent.Content.ReadAsStringAsync(Ct)), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct)));
        }
    }

    private static DateOnly TodayOf(AScenario scenario) => Domain.Basics.TokyoTime.Today(scenario.Clock);

    private static DecideOpennessHandler Handler(AScenario scenario, PersonId person) => new(scenario.As(person));

    private static async Task<(Shelf Shelf, DocumentId Document, EditionId Edition)> ProcedureAsync(AScenario scenario)
    {
        var shelf = await Shelf.OpenAsync(scenario.Database.Databases);
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "PR-01", "端末持出し手順", custodian: scenario.Custodian);
        return (shelf, procedure, await shelf.EditionAsync(procedure, SampleTexts.Procedure, TodayOf(scenario)));
    }

    private static async Task DecideAsync(AScenario scenario, DocumentId document, Openness to, string reason)
    {
        var handler = Handler(scenario, scenario.Ciso);
        var seen = AScenario.Value(await handler.ViewAsync(document, Ct)).RowVersion;
        AScenario.Value(await handler.HandleAsync(new DecideOpenness(document, to, reason, seen), Ct));
    }

    private static async Task<bool> SeesAsync(AScenario scenario, PersonId person, DocumentId document)
    {
        await using var db = await scenario.OpenAsync(person);
        return await db.Documents.AnyAsync(d => d.Id == document, Ct);
    }

    private static async Task<List<BoardRow>> RowsAsync(Data.PolicyDb db, DocumentId document, DateOnly day)
    {
        var board = await db.BoardAsync(day, Ct);
        return [.. board.Rows(new BoardQuestion(document))];
    }
}
