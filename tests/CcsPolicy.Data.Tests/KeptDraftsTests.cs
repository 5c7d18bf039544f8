using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Texts of drafts that a process keeps are those of the database, or are not handed out.</summary>
public sealed class KeptDraftsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task What_another_process_has_saved_is_in_the_next_text_that_is_asked_for(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var (founder, _, amendment) = await DraftAsync(database, Tier.Standard);
        using var here = new KeptDrafts(database.Clock);
        using var there = new KeptDrafts(database.Clock);
        var first = await ReadAsync(database, founder, here, amendment);
        await SaveAsync(database, founder, amendment, 2, "別の題名");
        Assert.Equal("別の題名", (await ReadAsync(database, founder, there, amendment)).Tree.Title);
        await SaveAsync(database, founder, amendment, 3, "三つ目の題名");
        foreach (var process in new[] { here, there })
        {
            var now = await ReadAsync(database, founder, process, amendment);
            Assert.Equal(("三つ目の題名", 3), (now.Tree.Title, now.Sequence));
            Assert.Equal(first.Tree.Provisions.AsSpan().ToArray(), now.Tree.Provisions.AsSpan().ToArray());
        }
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task While_nothing_is_saved_the_same_text_is_handed_out(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var (founder, _, amendment) = await DraftAsync(database, Tier.Standard);
        using var kept = new KeptDrafts(database.Clock);
        var first = await ReadAsync(database, founder, kept, amendment);
        Assert.Same(first, await ReadAsync(database, founder, kept, amendment));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Whoever_has_no_need_to_know_gets_nothing_of_what_is_kept_for_others(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var (founder, other, id) = await DraftAsync(database, Tier.Procedure);
        using var kept = new KeptDrafts(database.Clock);
        Amendment amendment;
        await using (var db = database.OpenFor(founder))
        {
            amendment = (await db.FindAmendmentAsync(id, Ct))!;
            Assert.NotEmpty((await kept.ReadAsync(db, amendment, Ct)).Value.Tree.Provisions);
        }
        // Even with the row in hand, which the filter would not have given.
        await using (var db = database.OpenFor(other))
            Assert.Equal(ProvisionTree.Empty, (await kept.ReadAsync(db, amendment, Ct)).Value.Tree);
        Assert.NotEmpty((await ReadAsync(database, founder, kept, id)).Tree.Provisions);
    }

    [Theory]
    [InlineData(Tier.Standard)]
    [InlineData(Tier.Procedure)]
    public async Task Texts_are_let_go_of_a_while_after_their_last_use_and_those_under_need_to_know_sooner(Tier tier)
    {
        await using var database = await TestDatabase.CreateAsync();
        var (founder, _, amendment) = await DraftAsync(database, tier);
        using var kept = new KeptDrafts(database.Clock);
        var life = tier == Tier.Procedure ? KeptDrafts.RestrictedLife : KeptDrafts.Life;
        await ReadAsync(database, founder, kept, amendment);
        database.Clock.Advance(life - TimeSpan.FromSeconds(1));
        await ReadAsync(database, founder, kept, amendment);
        database.Clock.Advance(life - TimeSpan.FromSeconds(1));
        Assert.Equal(1, kept.Count);
        database.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, kept.Count);
        Assert.True(KeptDrafts.RestrictedLife < KeptDrafts.Life);
    }

    [Fact]
    public async Task Nothing_is_kept_of_an_amendment_that_is_no_longer_written()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (founder, _, id) = await DraftAsync(database, Tier.Standard);
        using var kept = new KeptDrafts(database.Clock);
        await ReadAsync(database, founder, kept, id);
        await using (var db = database.OpenFor(founder))
        {
            var amendment = (await db.FindAmendmentAsync(id, Ct))!;
            Assert.True(amendment.Withdraw(db.Now).Succeeded);
            db.Record(new JournalFact("amendment.withdrawn"), amendment.Document);
            await db.SaveChangesAsync(Ct);
        }
        Assert.NotEmpty((await ReadAsync(database, founder, kept, id)).Tree.Provisions);
        Assert.Equal(0, kept.Count);
    }

    [Fact]
    public async Task A_database_put_back_from_a_copy_is_believed_and_not_what_was_kept()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (founder, _, id) = await DraftAsync(database, Tier.Standard);
        using var kept = new KeptDrafts(database.Clock);
        await SaveAsync(database, founder, id, 2, "失われた題名");
        Assert.Equal("失われた題名", (await ReadAsync(database, founder, kept, id)).Tree.Title);
        await using (var db = database.OpenFor(founder))
        {
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"DraftSteps_NoDelete\"", Ct);
            await db.Database.ExecuteSqlAsync($"DELETE FROM DraftSteps WHERE Sequence = 2", Ct);
        }
        using var other = new KeptDrafts(database.Clock);
        Assert.Equal(1, (await ReadAsync(database, founder, other, id)).Sequence);
        // The number is taken again, a little later.
        database.Clock.Advance(TimeSpan.FromMilliseconds(5));
        await SaveAsync(database, founder, id, 2, "新しい題名");
        Assert.Equal("新しい題名", (await ReadAsync(database, founder, kept, id)).Tree.Title);
    }

    private static async Task<(Reader Founder, Reader Other, AmendmentId Amendment)> DraftAsync(TestDatabase database, Tier tier)
    {
        await using var arranged = new AnOrganisation(database);
        arranged.Appoint(arranged.Founder, Role.SecurityOfficer);
        var other = arranged.Person();
        var document = arranged.Document(tier, tier == Tier.Procedure ? Openness.NeedToKnow : Openness.Internal);
        var amendment = arranged.Amendment(document);
        await arranged.SaveAsync(Ct);
        var founder = await arranged.ReaderAsync(arranged.Founder, Ct);
        await using var db = database.OpenFor(founder);
        var found = (await db.FindAmendmentAsync(amendment.Id, Ct))!;
        var tree = Lineage.Begin(ProvisionText.Read(AnOrganisation.ShortText).Tree, db.Ids);
        Assert.True(db.Append(found, found.Document!, 1, new DraftOperation.ReplaceText(tree)).Succeeded);
        await db.SaveChangesAsync(Ct);
        return (founder, await arranged.ReaderAsync(other, Ct), amendment.Id);
    }

    private static async Task SaveAsync(TestDatabase database, Reader reader, AmendmentId id, int sequence, string title)
    {
        await using var db = database.OpenFor(reader);
        var amendment = (await db.FindAmendmentAsync(id, Ct))!;
        Assert.True(db.Append(amendment, amendment.Document!, sequence, new DraftOperation.SetTitle(title)).Succeeded);
        Assert.True((await db.TrySaveAsync(AmendmentErrors.SavedElsewhere, Ct)).Succeeded);
    }

    private static async Task<DraftedText> ReadAsync(TestDatabase database, Reader reader, KeptDrafts kept, AmendmentId id)
    {
        await using var db = database.OpenFor(reader);
        return (await kept.ReadAsync(db, (await db.FindAmendmentAsync(id, Ct))!, Ct)).Value;
    }
}
