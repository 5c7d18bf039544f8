using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Publishing;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Features.Withholding;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

public sealed class CorrectPairingTests
{
    /// <summary><see cref="SampleTexts.First"/> with its third article in words that nobody would recognise.</summary>
    private const string Rewritten = """
        情報セキュリティ対策基準

        （目的）
        第1条　この基準は、組合が保有する情報資産を守るために必要な事項を定める。
        （定義）
        第2条　この基準において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
        (1)　職員　組合に雇用される者をいう。
        (2)　端末　業務に用いる電子計算機をいう。
        （棚卸し）
        第3条　CISOは、機器の現物と台帳とを突き合わせ、違いがあるときはその理由を明らかにする。
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CorrectPairingHandler Pairings(AScenario office, PersonId person) => new(office.As(person), office.Kept);

    private static async Task<(DocumentId Document, AmendmentId Draft, PairingsView View)> RewrittenAsync(AScenario office)
    {
        var (document, _) = await office.InForceAsync();
        var draft = await office.AmendedAsync(document, Rewritten);
        var view = AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct));
        // Whatever the product makes of it: the article stands alone on both sides.
        if (view.Changes.FirstOrDefault(one => one.IsPaired && one.NewLabel == "第3条") is { } paired)
            AScenario.Value(await Pairings(office, office.Officer).CorrectAsync(draft, view.Sequence, new(paired.Key, LineageKey.None), Ct));
        return (document, draft, AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct)));
    }

    private static CorrectedPair Third(PairingsView view) => new(view.Changes.Single(one => one.NewLabel is null && one.OldLabel == "第3条").Key, view.Changes.Single(one => one.OldLabel is null && one.NewLabel == "第3条").Key);

    private static async Task<ProvisionTree> TreeAsync(AScenario office, AmendmentId draft)
    {
        await using var db = await office.OpenAsync(office.Officer);
        return AScenario.Value(await db.ReadDraftAsync((await db.FindAmendmentAsync(draft, Ct))!, Ct)).Tree;
    }

    [Fact]
    public async Task A_new_provision_is_made_the_old_one_and_the_comparison_and_the_edition_follow()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, draft, view) = await RewrittenAsync(office);
        var (pair, text) = (Third(view), await TreeAsync(office, draft));
        Assert.Equal(view.Sequence + 1, AScenario.Value(await Pairings(office, office.Officer).CorrectAsync(draft, view.Sequence, pair, Ct)));
        var after = AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct));
        Assert.DoesNotContain(after.Changes, one => one.OldLabel is null && one.NewLabel == "第3条");
        Assert.True(after.Changes.Single(one => one.Key == pair.Old).ChangedMuch);
        Assert.Equal(ProvisionText.Write(text), ProvisionText.Write(await TreeAsync(office, draft)));
        var edition = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(draft)));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(pair.Old, (await db.ReadTreeAsync(edition, Ct)).Provisions[2].Key);
    }

    [Fact]
    public async Task Both_words_stay_on_record_with_who_said_them_and_the_later_one_holds()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, draft, view) = await RewrittenAsync(office);
        var pair = Third(view);
        var said = view.Said.Count;
        var joined = AScenario.Value(await Pairings(office, office.Officer).CorrectAsync(draft, view.Sequence, pair, Ct));
        AScenario.Value(await Pairings(office, office.OtherOfficer).CorrectAsync(draft, joined, new(pair.Old, LineageKey.None), Ct));
        var after = AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct));
        Assert.Equal([("第3条", true, "担当 花子"), ("第3条", false, "担当 次郎")], after.Said.Skip(said).Select(one => (one.Label, one.Joined, one.By)));
        Assert.Contains(after.Changes, one => one.NewLabel is null && one.Key == pair.Old);
        await using var kept = await office.OpenAsync(office.Officer);
        Assert.Equal(said + 2, await kept.Journal.CountAsync(entry => entry.DocumentId == document && entry.Action == "draft.pairing-corrected", Ct));
        Assert.Equal(said + 2, await kept.PairingCorrections.CountAsync(Ct));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => kept.Database.ExecuteSqlRawAsync("UPDATE PairingCorrections SET NewKey = OldKey", Ct));
    }

    [Fact]
    public async Task What_is_withheld_stays_so_through_a_correction_until_the_officer_opens_it()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        using var texts = new EditionTexts();
        var decide = new DecideProvisionOpennessHandler(office.As(office.Officer), texts);
        var held = AScenario.Value(await decide.ViewAsync(document, Ct)).Provisions.Single(one => one.Label == "第3条").Key;
        AScenario.Value(await decide.HandleAsync(new DecideProvisionOpenness(document, [held], Openness.AllStaff, false, "事務に支障があるため。"), Ct));
        var draft = await office.AmendedAsync(document, SampleTexts.First.Replace("台数を毎年度", "数を毎日", StringComparison.Ordinal));
        var view = AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        AScenario.Value(await Pairings(office, office.Officer).CorrectAsync(draft, view.Sequence, new(new(held), LineageKey.None), Ct));
        await office.ApprovedAsync(await office.InReviewAsync(draft));
        Assert.Equal(["第3条"], AScenario.Value(await office.Publishing(office.Officer).PrepareAsync(draft, Ct)).Withheld);
        var edition = await office.PublishedAsync(draft);

        var own = (await TreeOfAsync(office.Officer)).Provisions[2].Key;
        Assert.NotEqual(held, own.Value);
        Assert.DoesNotContain("毎日", ProvisionText.Write(await TreeOfAsync(office.Dispatched)), StringComparison.Ordinal);
        Assert.Contains("毎日", ProvisionText.Write(await TreeOfAsync(office.Staff)), StringComparison.Ordinal);
        Assert.Contains("用語の意義", ProvisionText.Write(await TreeOfAsync(office.Dispatched)), StringComparison.Ordinal);
        // What stands in the edition before only is told as well, and both are opened on purpose.
        var now = AScenario.Value(await decide.ViewAsync(document, Ct));
        Assert.True(now.Provisions.Single(one => one.Key == held).IsElsewhere);
        AScenario.Value(await decide.HandleAsync(new DecideProvisionOpenness(document, [own.Value, held], null, false, "支障がなくなったため。"), Ct));
        Assert.Contains("毎日", ProvisionText.Write(await TreeOfAsync(office.Dispatched)), StringComparison.Ordinal);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(1, await db.Journal.CountAsync(entry => entry.DocumentId == document && entry.Action == "provision.openness-followed", Ct));

        async Task<ProvisionTree> TreeOfAsync(PersonId person)
        {
            await using var store = await office.OpenAsync(person);
            return (await store.WithheldAsync(document, Ct)).From(await store.ReadTreeAsync(edition, Ct));
        }
    }

    [Fact]
    public async Task What_is_withheld_by_the_edition_in_force_is_so_in_one_that_waits_where_it_stands_in_another_provision()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var draft = await office.AmendedAsync(document, SampleTexts.First.Replace("毎年度", "毎月度", StringComparison.Ordinal));
        var view = AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct));
        var third = view.Changes.Single(one => one.IsPaired && one.NewLabel == "第3条").Key;
        AScenario.Value(await Pairings(office, office.Officer).CorrectAsync(draft, view.Sequence, new(third, LineageKey.None), Ct));
        var waiting = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(draft, TestDatabase.Today.AddDays(60))));
        using var texts = new EditionTexts();
        AScenario.Value(await new DecideProvisionOpennessHandler(office.As(office.Officer), texts).HandleAsync(new DecideProvisionOpenness(document, [third.Value], Openness.AllStaff, false, "事務に支障があるため。"), Ct));
        await using var db = await office.OpenAsync(office.Dispatched);
        var left = ProvisionText.Write((await db.WithheldAsync(document, Ct)).From(await db.ReadTreeAsync(waiting, Ct)));
        Assert.DoesNotContain("端末の台数", left, StringComparison.Ordinal);
        Assert.Contains("用語の意義", left, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_said_of_a_provision_under_review_stays_with_it_when_its_pairing_is_corrected()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var draft = await office.AmendedAsync(document, SampleTexts.First.Replace("毎年度", "毎月", StringComparison.Ordinal));
        var view = AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct));
        var third = view.Changes.Single(one => one.IsPaired && one.NewLabel == "第3条").Key;
        AScenario.Value(await new WriteCommentHandler(office.As(office.Manager)).WriteAsync(draft, third.Value, "回数はこれでよいか。", Ct));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        AScenario.Value(await Pairings(office, office.Officer).CorrectAsync(draft, view.Sequence, new(third, LineageKey.None), Ct));
        var parted = (await TreeAsync(office, draft)).Provisions[2].Key;
        Assert.NotEqual(third, parted);
        Assert.Equal(parted.Value, Assert.Single(await CommentsAsync()).Key);
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        AScenario.Value(await new WriteCommentHandler(office.As(office.Manager)).WriteAsync(draft, parted.Value, "回数は変えない。", Ct));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        AScenario.Value(await Pairings(office, office.Officer).CorrectAsync(draft, view.Sequence + 1, new(third, parted), Ct));
        Assert.Equal([third.Value, third.Value], (await CommentsAsync()).Select(one => one.Key!.Value));

        async Task<IReadOnlyList<CommentView>> CommentsAsync() => AScenario.Value(await new ShowAmendmentHandler(office.As(office.Manager), office.Readers).HandleAsync(draft, Ct)).Comments;
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_and_nothing_is_recorded()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft, view) = await RewrittenAsync(office);
        var (pair, tree, by) = (Third(view), await TreeAsync(office, draft), Pairings(office, office.Officer));
        Assert.Equal(DraftErrors.PairedAlready, (await by.CorrectAsync(draft, view.Sequence, pair with { Old = tree.Provisions[0].Key }, Ct)).Error);
        Assert.Equal(DraftErrors.PairedAlready, (await by.CorrectAsync(draft, view.Sequence, pair with { New = tree.Provisions[0].Key }, Ct)).Error);
        Assert.Equal(DraftErrors.UnknownProvision, (await by.CorrectAsync(draft, view.Sequence, pair with { New = new(Guid.NewGuid()) }, Ct)).Error);
        Assert.Equal(DraftErrors.NotPaired, (await by.CorrectAsync(draft, view.Sequence, pair with { New = LineageKey.None }, Ct)).Error);
        Assert.Equal(AmendmentErrors.SavedElsewhere, (await by.CorrectAsync(draft, view.Sequence - 1, pair, Ct)).Error);
        await office.InReviewAsync(draft);
        Assert.Equal(AmendmentErrors.NotInDraft, (await by.CorrectAsync(draft, view.Sequence, pair, Ct)).Error);
        Assert.Equal(view.Said.Count, AScenario.Value(await by.ReadAsync(draft, Ct)).Said.Count);
        Assert.False(AScenario.Value(await by.ReadAsync(draft, Ct)).MayEdit);
    }

    [Fact]
    public async Task Who_follows_a_draft_without_writing_it_has_no_such_page()
    {
        await using var office = await AScenario.CreateAsync();
        var (_, draft, view) = await RewrittenAsync(office);
        foreach (var person in new[] { office.Ciso, office.Manager, office.Staff })
            Assert.Equal(DocumentErrors.NotFound, (await Pairings(office, person).ReadAsync(draft, Ct)).Error);
        Assert.Equal(AmendmentErrors.NotYours, (await Pairings(office, office.Ciso).CorrectAsync(draft, view.Sequence, Third(view), Ct)).Error);
        Assert.Equal(DocumentErrors.NotFound, (await Pairings(office, office.Staff).CorrectAsync(draft, view.Sequence, Third(view), Ct)).Error);
        Assert.Equal(DocumentErrors.NotFound, (await Pairings(office, office.Officer).ReadAsync(await office.DraftedAsync(document: office.ADocument(code: "SP-02")), Ct)).Error);
    }

    [Fact]
    public async Task The_page_says_that_two_are_not_the_same_and_that_they_are()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-07", "点検実施基準");
        await shelf.EditionAsync(document, SampleTexts.Referring, new(2025, 4, 1));
        var officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        using var client = await portal.SignedInAsync(officer);
        var begun = await client.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var draft = PublicId.TryParse<AmendmentId>(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0])!.Value;
        var at = SiteUrls.PairingsOf(draft);
        Assert.Null((await client.PageAsync(at)).QuerySelector("button[name=Act]"));
        await client.PostFormAsync(SiteUrls.EditDraftText(draft), "text", ("Words", SampleTexts.ReferringMoved), ("Then", "stay"));
        // What the whole draft amounts to stands below the text that is saved.
        var saidBelow = (await client.PageAsync(SiteUrls.EditDraftText(draft))).QuerySelector("section[aria-labelledby=amends]")!;
        Assert.Contains("統括責任者は、点検の計画を定める。", saidBelow.QuerySelector(".instrument")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("統括責任者は、点検の計画を定める。", saidBelow.QuerySelector(".compared")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(at, (await client.PageAsync(SiteUrls.Amendment(draft))).QuerySelector($"a[href='{at}']")?.GetAttribute("href"));
        var list = await client.PageAsync(at);
        Assert.Null(list.QuerySelector("select"));
        var chosen = Row(list, "第2条", "第3条").QuerySelector("a")!.GetAttribute("href")!;
        var open = await client.PageAsync(chosen);
        Assert.Equal(["part"], open.QuerySelectorAll("button[name=Act]").Select(one => one.GetAttribute("value")!));
        await client.PostFormAsync(open, chosen, "pairings", ("Act", "part"));
        // The added one is chosen from the list, and the deleted one among those near it.
        var added = Row(await client.PageAsync(at), "（新設）", "第3条").QuerySelector("a")!.GetAttribute("href")!;
        var candidates = await client.PageAsync(added);
        var old = candidates.QuerySelectorAll("input[type=radio][name=Old]").Single(one => one.ParentElement!.TextContent.Trim().StartsWith("第2条　", StringComparison.Ordinal));
        var refused = await (await client.PostFormAsync(candidates, added, "pairings", ("Act", "join"))).PageAsync();
        Assert.NotNull(refused.QuerySelector("#old-error"));
        var saved = await client.PostFormAsync(candidates, added, "pairings", ("Act", "join"), ("Old", old.GetAttribute("value")!));
        var joined = await client.PageAsync(saved.Headers.Location!.OriginalString);
        Assert.NotNull(joined.QuerySelector(".notice-good"));
        Row(joined, "第2条", "第3条");
        Assert.Equal(2, joined.QuerySelectorAll("section[aria-labelledby=said] li").Length);

        // Whoever knows the numbers types them; what is not there is told at its field, and nothing is changed.
        await client.PostFormAsync(at, "pairings", ("Act", "part"), ("PairNumber", " 第３条"));
        var unknown = await (await client.PostFormAsync(at, "pairings", ("Act", "join"), ("NewNumber", "第３条"), ("OldNumber", "第99条"))).PageAsync();
        Assert.Equal(["old-error"], unknown.QuerySelectorAll(".field-error").Select(one => one.Id!));
        Assert.Equal("第３条", unknown.QuerySelector("#new")!.GetAttribute("value"));
        Assert.Equal(302, (int)(await client.PostFormAsync(at, "pairings", ("Act", "join"), ("NewNumber", "第３条"), ("OldNumber", "第２条"))).StatusCode);
        var found = await client.PageAsync(at + "?find=第3条");
        Assert.Equal(4, found.QuerySelectorAll("section[aria-labelledby=said] li").Length);
        Row(found, "第2条", "第3条");

        static AngleSharp.Dom.IElement Row(AngleSharp.Dom.IDocument page, string before, string now) => page.QuerySelectorAll("section[aria-labelledby=changes] tbody tr")
            .Single(row => row.Children[0].TextContent.Trim().Split('　')[0] == before && row.Children[1].TextContent.Trim().Split('　')[0] == now);
    }

    [Fact]
    public async Task A_draft_of_thousands_of_changes_is_shown_in_pages_and_tells_only_its_own_corrections()
    {
        await using var office = await AScenario.CreateAsync();
        static string Text(string verb) => "点検基準\n\n" + string.Concat(Enumerable.Range(1, 300).Select(at => $"第{at}条　所属長は、第{at}号の機器を{verb}。\n"));
        var (document, _) = await office.InForceAsync(Text("点検する"));
        var (draft, other) = (await office.AmendedAsync(document, Text("検査する")), await office.AmendedAsync(document, Text("確認する")));
        var view = AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct));
        office.Clock.Advance(TimeSpan.FromMinutes(1));
        AScenario.Value(await Pairings(office, office.Officer).CorrectAsync(draft, view.Sequence, new(view.Changes[99].Key, LineageKey.None), Ct));
        var now = AScenario.Value(await Pairings(office, office.Officer).ReadAsync(draft, Ct));
        Assert.Equal(("第100条", false), (Assert.Single(now.Said).Label, now.Said[0].Joined));
        Assert.Empty(AScenario.Value(await Pairings(office, office.Officer).ReadAsync(other, Ct)).Said);
        var (added, deleted) = (now.Changes.Single(one => one.OldLabel is null), now.Changes.Single(one => one.NewLabel is null));
        Assert.Equal(deleted, Assert.Single(now.Near(added, 10)));
        Assert.Equal(added, Assert.Single(now.Near(deleted, 10)));
    }
}
