using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Drafting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

public sealed class SaveDraftTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<ProvisionTree> TreeAsync(AScenario office, AmendmentId id) =>
        AScenario.Value(await office.Drafts(office.Officer).ReadAsync(id, Ct)).Text.Tree;

    private static string KeyOf(ProvisionTree tree, string label) => tree.All().First(at => at.Provision.Label == label).Provision.Key.ToString();

    [Fact]
    public async Task A_provision_is_rewritten_and_keeps_its_lineage()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync();
        var before = await TreeAsync(office, id);
        var drafts = office.Drafts(office.Officer);
        Assert.Equal(2, AScenario.Value(await drafts.SaveAsync(id, new DraftAct(1, "text", KeyOf(before, "第1条"), "（目的）\n第1条　この基準は、情報を守るために定める。"), Ct)));
        var after = await TreeAsync(office, id);
        Assert.Equal("この基準は、情報を守るために定める。", after.Provisions[0].Text);
        Assert.Equal(before.Provisions[0].Key, after.Provisions[0].Key);
        Assert.Equal(before.Provisions[1..].AsSpan().ToArray(), after.Provisions[1..].AsSpan().ToArray());
    }

    [Fact]
    public async Task A_second_tab_is_told_and_what_the_first_saved_stands()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync();
        var key = KeyOf(await TreeAsync(office, id), "第1条");
        var drafts = office.Drafts(office.Officer);
        AScenario.Value(await drafts.SaveAsync(id, new DraftAct(1, "text", key, "（目的）\n第1条　先に保存した文。"), Ct));
        Assert.Equal(AmendmentErrors.SavedElsewhere, (await drafts.SaveAsync(id, new DraftAct(1, "text", key, "（目的）\n第1条　後から保存した文。"), Ct)).Error);
        Assert.Equal("先に保存した文。", (await TreeAsync(office, id)).Provisions[0].Text);
    }

    [Fact]
    public async Task Of_two_people_who_save_at_once_one_is_saved_and_one_is_told()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync();
        var key = KeyOf(await TreeAsync(office, id), "第1条");
        var made = await Task.WhenAll(new[] { office.Officer, office.OtherOfficer }.Select(person => Task.Run(() =>
            office.Drafts(person).SaveAsync(id, new DraftAct(1, "text", key, $"（目的）\n第1条　{person}の文。"), Ct))));
        Assert.Equal(AmendmentErrors.SavedElsewhere, Assert.Single(made, m => !m.Succeeded).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(2, await db.DraftSteps.CountAsync(Ct));
    }

    [Fact]
    public async Task What_another_process_saved_is_noticed_and_built_upon()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync();
        var tree = await TreeAsync(office, id);
        using var keptThere = new KeptDrafts(office.Clock);
        var (here, there) = (office.Drafts(office.Officer), new SaveDraftHandler(office.As(office.OtherOfficer), keptThere));
        AScenario.Value(await there.SaveAsync(id, new DraftAct(1, "text", KeyOf(tree, "第1条"), "（目的）\n第1条　あちらで保存した文。"), Ct));
        Assert.Equal(AmendmentErrors.SavedElsewhere, (await here.SaveAsync(id, new DraftAct(1, "text", KeyOf(tree, "第3条"), "第3条　こちらの文。"), Ct)).Error);
        Assert.Equal(3, AScenario.Value(await here.SaveAsync(id, new DraftAct(2, "text", KeyOf(tree, "第3条"), "第3条　こちらの文。"), Ct)));
        var now = await TreeAsync(office, id);
        Assert.Equal(("あちらで保存した文。", "こちらの文。"), (now.Provisions[0].Text, now.Provisions[2].Text));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(AScenario.Value(await db.ReadDraftAsync((await db.FindAmendmentAsync(id, Ct))!, Ct)).Tree, now);
    }

    [Fact]
    public async Task Whoever_has_no_need_to_know_finds_no_draft_though_it_is_kept_for_its_custodian()
    {
        await using var office = await AScenario.CreateAsync();
        var document = AScenario.Value(await new RegisterDocumentHandler(office.As(office.Ciso)).HandleAsync(office.ADocument(Tier.Procedure, "P-01", "媒体の持出し"), Ct));
        var id = AScenario.Value(await new BeginAmendmentHandler(office.As(office.Custodian)).HandleAsync(new BeginAmendment(document, EditionKind.Enactment, Significance.Substantive), Ct));
        AScenario.Value(await office.Drafts(office.Custodian).SaveWholeAsync(id, 0, SampleTexts.Procedure, Ct));
        Assert.NotEmpty(AScenario.Value(await office.Drafts(office.Custodian).ReadAsync(id, Ct)).Text.Tree.Provisions);
        foreach (var person in new[] { office.Officer, office.Staff })
        {
            Assert.Equal(DocumentErrors.NotFound, (await office.Drafts(person).ReadAsync(id, Ct)).Error);
            Assert.Equal(DocumentErrors.NotFound, (await office.Drafts(person).SaveAsync(id, new DraftAct(1, "title", null, "題名"), Ct)).Error);
        }
    }

    [Fact]
    public async Task A_provision_is_inserted_the_rest_renumbered_moved_and_deleted()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync();
        var drafts = office.Drafts(office.Officer);
        var first = KeyOf(await TreeAsync(office, id), "第1条");
        AScenario.Value(await drafts.SaveAsync(id, new DraftAct(1, "insert", first, "（適用範囲）\n第2条　この基準は、全ての職員に適用する。"), Ct));
        var inserted = (await TreeAsync(office, id)).Provisions[1];
        Assert.Equal("適用範囲", inserted.Heading);
        AScenario.Value(await drafts.SaveAsync(id, new DraftAct(2, "renumber", inserted.Key.ToString(), null), Ct));
        Assert.Equal(["第1条", "第2条", "第3条", "第4条"], (await TreeAsync(office, id)).Provisions.Select(p => p.Label));
        AScenario.Value(await drafts.SaveAsync(id, new DraftAct(3, "down", inserted.Key.ToString(), null), Ct));
        Assert.Equal(inserted.Key, (await TreeAsync(office, id)).Provisions[2].Key);
        AScenario.Value(await drafts.SaveAsync(id, new DraftAct(4, "delete", inserted.Key.ToString(), null), Ct));
        Assert.DoesNotContain((await TreeAsync(office, id)).Provisions, p => p.Key == inserted.Key);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_and_changes_nothing()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync();
        var before = await TreeAsync(office, id);
        var drafts = office.Drafts(office.Officer);
        Assert.False((await drafts.SaveAsync(id, new DraftAct(1, "text", KeyOf(before, "第1条"), "   "), Ct)).Succeeded);
        Assert.Equal(DraftErrors.UnknownProvision, (await drafts.SaveAsync(id, new DraftAct(1, "text", new string('a', 32), "第9条　文。"), Ct)).Error);
        Assert.False((await drafts.SaveAsync(id, new DraftAct(1, "publish", null, null), Ct)).Succeeded);
        Assert.Equal(before, await TreeAsync(office, id));
    }

    [Fact]
    public async Task A_submitted_text_takes_no_more_changes()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync();
        var key = KeyOf(await TreeAsync(office, id), "第1条");
        await office.InReviewAsync(id);
        var drafts = office.Drafts(office.Officer);
        Assert.Equal(AmendmentErrors.NotInDraft, (await drafts.SaveAsync(id, new DraftAct(1, "text", key, "第1条　文。"), Ct)).Error);
    }

    [Fact]
    public async Task Whoever_may_not_edit_saves_nothing()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync();
        var key = KeyOf(await TreeAsync(office, id), "第1条");
        Assert.Equal(AmendmentErrors.NotYours, (await office.Drafts(office.Manager).SaveAsync(id, new DraftAct(1, "text", key, "第1条　文。"), Ct)).Error);
        Assert.Equal(DocumentErrors.NotFound, (await office.Drafts(office.Staff).SaveAsync(id, new DraftAct(1, "text", key, "第1条　文。"), Ct)).Error);
    }

    [Fact]
    public async Task Operations_of_a_draft_lie_sealed()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync(SampleTexts.Procedure);
        await using var db = await office.OpenAsync(office.Officer);
        var step = await db.DraftSteps.SingleAsync(Ct);
        Assert.DoesNotContain("持出し簿", System.Text.Encoding.UTF8.GetString(step.Operation.ToArray()));
        Assert.Contains("持出し簿", db.Open(step.DocumentId, step.Operation));
    }

    [Fact]
    public void The_list_of_a_long_text_holds_articles_and_headings_only()
    {
        var tree = ProvisionText.Read("規程\n第1章　総則\n（目的）\n第1条　文。\n(1)　号。\n2　項。\n第2条　文。\n附　則\n1　この規程は、令和8年4月1日から施行する。\n2　旧規程は、廃止する。\n").Tree;
        var rows = DraftOutline.Of(tree);
        Assert.Equal(["第1章", "第1条", "第2条"], rows.Take(3).Select(row => row.Label));
        Assert.Equal(4, rows.Count);
        Assert.Equal([true, false, false, false], rows.Select(row => row.IsHeading));
    }
}
