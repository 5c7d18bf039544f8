using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Linking;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Linking;

public sealed class LinkingTests : IAsyncLifetime
{
    private const string Policy = """
        情報セキュリティ基本方針

        （目的）
        第1条　この方針は、情報資産を守ることを目的とする。
        （端末の管理）
        第2条　組合は、端末を適切に管理する。
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly EditionTexts texts = new();
    private AScenario office = null!;
    private DocumentId policy, standard, procedure;

    public async ValueTask InitializeAsync()
    {
        office = await AScenario.CreateAsync();
        (policy, _) = await office.InForceAsync(Policy, office.ADocument(Tier.BasicPolicy, "BP-01", "情報セキュリティ基本方針") with { Openness = Openness.Public });
        (standard, _) = await office.InForceAsync();
        var shelf = await Shelf.OpenAsync(office.Database.Databases);
        procedure = await shelf.DocumentAsync(Tier.Procedure, "PR-01", "端末持出し手順", custodian: office.Custodian);
        await shelf.EditionAsync(procedure, SampleTexts.Procedure, new DateOnly(2020, 4, 1));
    }

    public async ValueTask DisposeAsync()
    {
        texts.Dispose();
        await office.DisposeAsync();
    }

    [Fact]
    public async Task A_link_stays_with_its_provisions_when_an_amendment_renumbers_them()
    {
        await LinkAsync(office.Officer, standard, "第3条", policy, "第2条");
        Assert.Equal([("第3条", "第2条")], await LinesAsync(office.Officer, standard));
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(standard))));
        Assert.Equal([("第4条", "第2条")], await LinesAsync(office.Officer, standard));
        Assert.Equal([("第4条", "第2条")], await LinesAsync(office.Officer, policy));
    }

    [Fact]
    public async Task A_withdrawn_link_is_gone_on_both_sides_and_both_acts_are_journalled()
    {
        await LinkAsync(office.Officer, standard, "第3条", policy, "第2条");
        var link = (await ViewAsync(office.Officer, standard)).Documents.Single().Lines.Single();
        var record = new RecordLinksHandler(office.As(office.OtherOfficer), texts);
        Assert.Null((await record.WithdrawAsync(standard, link.Id, Ct)).Error);
        Assert.Null((await record.WithdrawAsync(standard, link.Id, Ct)).Error);
        Assert.Empty((await ViewAsync(office.Officer, standard)).Documents);
        Assert.Empty((await ViewAsync(office.Officer, policy)).Documents);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Equal([office.Officer, office.OtherOfficer],
            (await db.Journal.Where(j => j.DocumentId == standard && j.Action.StartsWith("link.")).ToListAsync(Ct)).OrderBy(j => j.Action, StringComparer.Ordinal).Select(j => j.ActorId!.Value));
    }

    [Fact]
    public async Task The_custodian_links_the_own_procedure_and_whoever_may_not_know_it_sees_no_trace_of_the_link()
    {
        await LinkAsync(office.Custodian, procedure, "第2条", standard, "第3条");
        Assert.Equal([("第2条", "第3条")], await LinesAsync(office.Ciso, standard));
        Assert.Empty((await ViewAsync(office.Officer, standard)).Documents);
        var link = (await ViewAsync(office.Custodian, procedure)).Documents.Single().Lines.Single().Id;
        foreach (var person in new[] { office.Officer, office.Ciso, office.Manager, office.Staff })
        {
            var record = new RecordLinksHandler(office.As(person), texts);
            Assert.Equal(DocumentErrors.NotFound, (await record.WithdrawAsync(procedure, link, Ct)).Error);
            Assert.Equal(DocumentErrors.NotFound, (await record.HandleAsync(new(procedure, Guid.NewGuid(), standard, [], true), Ct)).Error);
        }
        Assert.Equal(DocumentErrors.NotFound, (await new RecordLinksHandler(office.As(office.Custodian), texts).HandleAsync(new(standard, Guid.NewGuid(), policy, [], true), Ct)).Error);
        Assert.DoesNotContain((await ViewAsync(office.Custodian, procedure)).Targets, target => target.Tier == Tier.Procedure);
    }

    [Fact]
    public async Task Nothing_is_linked_upwards_to_nothing_or_to_provisions_that_are_not_there_and_the_same_only_once()
    {
        var record = new RecordLinksHandler(office.As(office.Officer), texts);
        var (below, above) = (await KeyAsync(standard, "第3条"), await KeyAsync(policy, "第2条"));
        Assert.Equal(DocumentErrors.LinkPointsUp, (await record.HandleAsync(new(standard, below, standard, [below], false), Ct)).Error);
        Assert.Equal(DocumentErrors.NotFound, (await record.HandleAsync(new(policy, above, standard, [below], false), Ct)).Error);
        Assert.Equal(DocumentErrors.NotFound, (await record.HandleAsync(new(standard, below, procedure, [], true), Ct)).Error);
        Assert.Equal(DocumentErrors.NothingToLink, (await record.HandleAsync(new(standard, below, policy, [], false), Ct)).Error);
        Assert.Equal(DocumentErrors.NoSuchProvision, (await record.HandleAsync(new(standard, above, policy, [above], false), Ct)).Error);
        Assert.Empty((await ViewAsync(office.Officer, standard)).Documents);
        for (var i = 0; i < 2; i++)
            Assert.Null((await record.HandleAsync(new(standard, below, policy, [above, above], true), Ct)).Error);
        Assert.Equal([("第3条", null), ("第3条", "第2条")], await LinesAsync(office.Officer, standard));
    }

    [Fact]
    public async Task What_is_looked_for_is_found_whatever_the_width_and_what_was_chosen_stays_in_the_list()
    {
        var chosen = await KeyAsync(policy, "第1条");
        var found = AScenario.Value(await new ShowLinksHandler(office.As(office.Officer), texts).PickAsync(standard, policy, "ﾀﾝﾏﾂ", [chosen], Ct)).Found;
        Assert.Equal(["第1条"], found.Select(provision => provision.Label));
        found = AScenario.Value(await new ShowLinksHandler(office.As(office.Officer), texts).PickAsync(standard, policy, "端末", [chosen], Ct)).Found;
        Assert.Equal(["第1条", "第2条"], found.Select(provision => provision.Label));
    }

    private async Task LinkAsync(PersonId by, DocumentId below, string lower, DocumentId above, string upper) =>
        AScenario.Value(await new RecordLinksHandler(office.As(by), texts).HandleAsync(new(below, await KeyAsync(below, lower), above, [await KeyAsync(above, upper)], false), Ct));

    private async Task<LinksView> ViewAsync(PersonId person, DocumentId document) => AScenario.Value(await new ShowLinksHandler(office.As(person), texts).HandleAsync(document, Ct));

    private async Task<List<(string?, string?)>> LinesAsync(PersonId person, DocumentId document) =>
        [.. (await ViewAsync(person, document)).Documents.SelectMany(d => d.Lines).Select(line => (line.Below.Label, line.Above.Label))];

    private async Task<Guid> KeyAsync(DocumentId document, string label)
    {
        await using var db = await office.OpenAsync(document == procedure ? office.Custodian : office.Officer);
        return (await LinkedText.OfAsync(db, texts, document, Ct))!.Matching(null, []).First(provision => provision.Label == label).Key;
    }
}
