using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Commands;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

/// <summary>Sealing anew as an administrator runs it: not beside a portal, and without a word of what there is.</summary>
public sealed class ResealCommandTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_waits_for_the_portal_to_stop_and_says_the_same_whatever_procedures_there_are()
    {
        await using var portal = new Portal();
        var nothing = await RunAsync(portal, 0);
        var shelf = await Shelf.OpenAsync(portal.Databases);
        await shelf.DocumentAsync(Tier.Procedure, "鍵", "鍵の手順");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await portal.Services.GetRequiredService<JournalSequencer>().GiveAsync(Ct);
        Assert.Contains("ポータルが動いている", await RunAsync(portal, 1), StringComparison.Ordinal);
        await portal.Services.GetRequiredService<JournalSequencer>().ReleaseAsync(Ct);
        Assert.Equal(nothing, await RunAsync(portal, 0));
        await using var db = portal.Open(Reader.Nobody);
        Assert.NotEqual(0, await db.Documents.IgnoreQueryFilters().CountAsync(d => d.Tier == Tier.Procedure, Ct));
    }

    [Fact]
    public async Task A_guard_that_is_missing_is_said_and_nothing_is_sealed_anew()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        await shelf.DocumentAsync(Tier.Procedure, "鍵", "鍵の手順");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var db = portal.Open(Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Journal_NoDelete\"", Ct);
        Assert.Contains("Journal_NoDelete", await RunAsync(portal, 1), StringComparison.Ordinal);
        await using var after = portal.Open(Reader.Nobody);
        Assert.Equal(1, await after.Journal.IgnoreQueryFilters().CountAsync(e => e.Action.StartsWith("keys.reseal"), Ct));
    }

    private static async Task<string> RunAsync(Portal portal, int ends)
    {
        using var said = new StringWriter();
        var ended = await ResealCommand.RunAsync(portal.Services, said, said);
        Assert.True(ends == ended, said.ToString());
        return said.ToString();
    }
}
