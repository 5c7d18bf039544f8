using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

public sealed class CorrectReferencesTests
{
    private static readonly DateOnly Before = new(2026, 4, 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CorrectReferencesHandler References(AScenario office, PersonId person) => new(office.As(person), office.Kept);

    private static async Task<(DocumentId Document, AmendmentId Draft)> MovedAsync(AScenario office)
    {
        var (document, _) = await office.InForceAsync(SampleTexts.Referring, office.ADocument(code: "SP-07", title: "点検実施基準"));
        return (document, await office.AmendedAsync(document, SampleTexts.ReferringMoved));
    }

    private static IEnumerable<string> Told(IEnumerable<Consequence> references) => references.Select(one => $"{one.At} {one.Written}→{one.Proposed}");

    private static async Task<int> SavesAsync(AScenario office, DocumentId document)
    {
        await using var db = await office.OpenAsync(office.Officer);
        return await db.Journal.CountAsync(entry => entry.DocumentId == document && entry.Action == "draft.saved", Ct);
    }

    [Fact]
    public async Task References_that_the_new_numbers_leave_behind_are_listed()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft) = await MovedAsync(office);
        var view = AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct));
        Assert.Equal(["第4条 第2条→第3条", "第5条 第2条→第3条"], Told(view.Left.Within));
        Assert.True(view.MayEdit);
        Assert.False(AScenario.Value(await References(office, office.Ciso).ReadAsync(draft, Ct)).MayEdit);
        Assert.Equal(DocumentErrors.NotFound, (await References(office, office.Staff).ReadAsync(draft, Ct)).Error);
    }

    [Fact]
    public async Task One_wording_is_put_in_as_a_step_of_the_draft()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, draft) = await MovedAsync(office);
        var view = AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct));
        var (one, saved) = (view.Left.Within[1], await SavesAsync(office, document));
        Assert.Equal(view.Sequence + 1, AScenario.Value(await References(office, office.Officer).PutInAsync(draft, view.Sequence, one.Place, Ct)));
        Assert.Equal(["第4条 第2条→第3条"], Told(AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct)).Left.Within));
        await using var db = await office.OpenAsync(office.Officer);
        var tree = AScenario.Value(await db.ReadDraftAsync((await db.FindAmendmentAsync(draft, Ct))!, Ct)).Tree;
        Assert.Equal("統括責任者は、前条の報告及び第3条の記録を確かめる。", tree.Provisions[4].Text);
        Assert.Equal(saved + 1, await SavesAsync(office, document));
    }

    [Fact]
    public async Task All_wordings_are_put_in_at_once()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft) = await MovedAsync(office);
        var view = AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct));
        Assert.Equal(view.Sequence + 2, AScenario.Value(await References(office, office.Officer).PutInAsync(draft, view.Sequence, null, Ct)));
        Assert.Empty(AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct)).Left.Within);
    }

    [Fact]
    public async Task On_a_draft_that_somebody_else_has_saved_since_nothing_is_put_in()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft) = await MovedAsync(office);
        var view = AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct));
        AScenario.Value(await References(office, office.OtherOfficer).PutInAsync(draft, view.Sequence, view.Left.Within[0].Place, Ct));
        Assert.Equal(AmendmentErrors.SavedElsewhere, (await References(office, office.Officer).PutInAsync(draft, view.Sequence, null, Ct)).Error);
    }

    [Fact]
    public async Task After_submission_nothing_is_put_in()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft) = await MovedAsync(office);
        var view = AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct));
        await office.InReviewAsync(draft);
        Assert.Equal(AmendmentErrors.NotInDraft, (await References(office, office.Officer).PutInAsync(draft, view.Sequence, null, Ct)).Error);
    }

    [Fact]
    public async Task Another_document_is_listed_for_those_alone_who_may_know_it()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft) = await MovedAsync(office);
        var (standard, _) = await office.InForceAsync("対策細則\n\n第1条　点検実施基準第2条の記録は、保存する。\n", office.ADocument(code: "SP-08", title: "対策細則"), Before);
        var shelf = await Shelf.OpenAsync(office.Database.Databases);
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "P-01", "点検手順", custodian: office.Custodian);
        await shelf.EditionAsync(procedure, "点検手順\n\n第1条　点検実施基準第3条の報告は、様式による。\n", Before);
        var forOfficer = AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct));
        var forCiso = AScenario.Value(await References(office, office.Ciso).ReadAsync(draft, Ct));
        Assert.Equal([standard], forOfficer.Left.Elsewhere.Select(other => other.Document.Id));
        Assert.Equal([standard], forOfficer.MayAmend);
        Assert.Equal(["第1条 第2条→第3条"], Told(forOfficer.Left.Elsewhere[0].References));
        Assert.Equal([standard, procedure], forCiso.Left.Elsewhere.Select(other => other.Document.Id));
        // What is asked at the publication, and so may be noticed by others, goes by what everybody may know.
        Assert.Equal((3, 3), (forOfficer.Left.Dangling, forCiso.Left.Dangling));
    }

    [Fact]
    public async Task What_stands_beside_the_editor_is_what_the_page_lists_also_when_other_texts_were_read_before_and_one_has_been_replaced()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft) = await MovedAsync(office);
        var (standard, _) = await office.InForceAsync("対策細則\n\n第1条　点検実施基準第2条の記録は、保存する。\n", office.ADocument(code: "SP-08", title: "対策細則"), Before);
        await office.InForceAsync("別の細則\n\n第1条　何も引かない。\n", office.ADocument(code: "SP-09", title: "別の細則"), Before);
        var (comparison, known) = (AScenario.Value(await office.Drafts(office.Officer).ReadAsync(draft, Ct)).Text.Comparison(), new CitingTexts());
        for (var times = 0; times < 2; times++)
        {
            var beside = await References(office, office.Officer).BesideAsync(draft, comparison, known, Ct);
            Assert.Equal(["第4条 第2条→第3条", "第5条 第2条→第3条"], Told(beside.Within));
            Assert.Equal(["第1条 第2条→第3条"], Told(Assert.Single(beside.Elsewhere).References));
        }
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(standard, "対策細則\n\n第1条　点検実施基準の記録は、保存する。\n"))));
        Assert.Empty((await References(office, office.Officer).BesideAsync(draft, comparison, known, Ct)).Elsewhere);
        // Who follows it without writing it has no editor.
        Assert.Empty((await References(office, office.Ciso).BesideAsync(draft, comparison, known, Ct)).Within);
    }

    [Fact]
    public async Task An_amendment_of_the_other_document_is_opened_where_there_is_one()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft) = await MovedAsync(office);
        var (standard, _) = await office.InForceAsync("対策細則\n\n第1条　点検実施基準第2条の記録は、保存する。\n", office.ADocument(code: "SP-08", title: "対策細則"), Before);
        Assert.Null(Assert.Single(AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct)).Left.Elsewhere).Open);
        var other = await office.AmendedAsync(standard, "対策細則\n\n第1条　点検実施基準第3条の記録は、保存する。\n");
        Assert.Equal(other, Assert.Single(AScenario.Value(await References(office, office.Officer).ReadAsync(draft, Ct)).Left.Elsewhere).Open);
    }

    [Fact]
    public async Task The_page_puts_a_wording_in_and_says_so()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-07", "点検実施基準");
        await shelf.EditionAsync(document, SampleTexts.Referring, new(2025, 4, 1));
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);
        var begun = await client.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var draft = PublicId.TryParse<AmendmentId>(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0])!.Value;
        await client.PostFormAsync(SiteUrls.EditDraftText(draft), "text", ("Words", SampleTexts.ReferringMoved), ("Then", "stay"));
        Assert.Contains("2件", (await client.PageAsync(SiteUrls.SubmitAmendment(draft))).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        var page = await client.PageAsync(SiteUrls.ReferencesOf(draft));
        Assert.Equal(["第4条", "第5条"], page.QuerySelectorAll("tbody tr td:first-child").Select(cell => cell.TextContent.Trim()));
        var saved = await client.PostFormAsync(SiteUrls.ReferencesOf(draft), "references", ("One", page.QuerySelector("tbody button[name=One]")!.GetAttribute("value")!));
        var after = await client.PageAsync(saved.Headers.Location!.OriginalString);
        Assert.Equal(["第5条"], after.QuerySelectorAll("tbody tr td:first-child").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("文言を入れて保存しました", after.QuerySelector(".notice-good")!.TextContent, StringComparison.Ordinal);
    }
}
