using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reviewing;

/// <summary>Comments on a sentence of the amending text.</summary>
public sealed class SentenceCommentTests
{
    private const string Changed = "　第1条中「守るために」を「安全に取り扱うために」に改める。";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static CommentOnSentenceHandler Comments(AScenario office, PersonId by) => new(office.As(by), AScenario.Usage);

    private static async Task<AmendmentView> SeenAsync(AScenario office, PersonId person, AmendmentId id) =>
        AScenario.Value(await new ShowAmendmentHandler(office.As(person), office.Readers).HandleAsync(id, Ct));

    [Fact]
    public async Task A_comment_keeps_the_sentence_that_was_shown_also_when_the_draft_has_gone_on()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var id = await office.AmendedAsync(document, SampleTexts.FirstWithOtherPurpose);
        var step = (await SeenAsync(office, office.Manager, id)).Step;
        AScenario.Value(await office.Drafts(office.Officer).SaveWholeAsync(id, step, SampleTexts.Second, Ct));
        AScenario.Value(await Comments(office, office.Manager).HandleAsync(id, new ShownSentence(1, step), "「適正に」としてはどうか。", Ct));
        var now = await SeenAsync(office, office.Officer, id);
        var said = Assert.Single(now.Comments);
        Assert.Equal((1, Changed, null), (said.On!.Number, said.On.Words, said.Key));
        Assert.Null(said.On.StandingIn(MakeParcelHandler.InstrumentOf(now, AScenario.Usage.Value).Parts()));
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal(1, await db.Journal.CountAsync(entry => entry.DocumentId == document && entry.Action == "comment.written", Ct));
    }

    [Fact]
    public async Task Who_may_not_follow_the_amendment_or_names_no_sentence_of_it_finds_nothing()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync();
        var id = await office.AmendedAsync(document, SampleTexts.FirstWithOtherPurpose);
        var step = (await SeenAsync(office, office.Manager, id)).Step;
        Assert.Equal(DocumentErrors.NotFound, (await Comments(office, office.Staff).HandleAsync(id, new ShownSentence(1, step), "意見", Ct)).Error);
        foreach (var (sentence, at) in new[] { (0, step), (2, step), (-1, step), (1, 0) })
            Assert.Equal(DocumentErrors.NotFound, (await Comments(office, office.Manager).HandleAsync(id, new ShownSentence(sentence, at), "意見", Ct)).Error);
        AScenario.Value(await new WithdrawAmendmentHandler(office.As(office.Officer)).HandleAsync(id, Ct));
        Assert.Equal(AmendmentErrors.Closed, (await Comments(office, office.Manager).HandleAsync(id, new ShownSentence(1, step), "意見", Ct)).Error);
    }

    [Fact]
    public async Task It_is_written_below_its_sentence_and_goes_to_those_that_no_longer_stand()
    {
        await using var portal = new Portal();
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準");
        await shelf.EditionAsync(document, SampleTexts.First, new(2024, 4, 1));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        var begun = await officer.PostFormAsync(SiteUrls.BeginAmendment(document), "begin");
        var amendment = PublicId.TryParse<AmendmentId>(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1).Split('?')[0])!.Value;
        // Nothing has changed yet, and there is nothing to agree.
        Assert.Null((await officer.PageAsync(SiteUrls.Amendment(amendment, "instrument"))).QuerySelector(".agreement"));
        await officer.PostFormAsync($"/amendments/{amendment}/text", "text", ("Words", SampleTexts.FirstWithOtherPurpose), ("Then", "stay"));
        var instrument = SiteUrls.Amendment(amendment, "instrument");
        var page = await officer.PageAsync(instrument);
        Assert.Equal("改め文・新旧対照表・溶け込み版は一致しています。", page.QuerySelector(".agreement")!.TextContent);
        var write = page.QuerySelector("#s1 .review-write")!;
        Assert.Equal("改正規定 1に意見を書く", write.GetAttribute("aria-label"));

        var empty = await officer.PostFormAsync(write.GetAttribute("href")!.Split('#')[0], SiteUrls.CommentsOf(amendment), ("Words", " "));
        Assert.Equal($"{instrument}&comment=s1&empty=1", empty.Headers.Location!.OriginalString);
        var written = await officer.PostFormAsync(empty.Headers.Location.OriginalString, SiteUrls.CommentsOf(amendment), ("Words", "言い方を直してください。"));
        var after = await officer.PageAsync(written.Headers.Location!.OriginalString.Split('#')[0]);
        Assert.Equal("言い方を直してください。", after.QuerySelector("#s1 .note-words")!.TextContent);
        Assert.Equal("改正規定 1", after.QuerySelector("aside .note-target")!.TextContent);
        Assert.Null(after.QuerySelector(".gone-sentences"));

        await officer.PostFormAsync($"/amendments/{amendment}/text", "text", ("Words", SampleTexts.Second), ("Then", "stay"));
        var gone = await officer.PageAsync(instrument);
        Assert.Equal(Changed.Trim('　'), gone.QuerySelector(".gone-sentences .note-target")!.TextContent);
        Assert.Empty(gone.QuerySelectorAll(".instruction .note"));
        Assert.Contains("今の改め文にない改正規定", gone.QuerySelector("aside .note-target")!.TextContent, StringComparison.Ordinal);
    }
}
