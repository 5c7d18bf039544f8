using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Surface;

/// <summary>How many statements a page asks of the database, on every page, as whoever asks most.</summary>
public sealed class StatementsTests
{
    private const int Most = 6;

    /// <summary>What still asks more, once what it keeps is warm. The list only grows shorter.</summary>
    private static readonly Dictionary<string, int> More = new()
    {
        ["/"] = 17,
        ["/admin/people"] = 7,
        ["/admin/people/{Id}"] = 10,
        ["/amendments"] = 8,
        ["/amendments/{Id}"] = 13,
        ["/amendments/{Id}/references"] = 7,
        ["/amendments/{id}/parcel.docx"] = 17,
        ["/amendments/{id}/parcel.pdf"] = 17,
        ["/catalogue"] = 8,
        ["/catalogue/{Id}"] = 12,
        ["/catalogue/{Id}/guidelines"] = 8,
        ["/custody/procedures"] = 11,
        ["/custody/standards"] = 11,
        ["/grant-reviews"] = 14,
        ["/granting/{Id}"] = 12,
        ["/guidelines/{Id}"] = 7,
        ["/import"] = 8,
        ["/journal/procedures"] = 11,
        ["/on"] = 7,
        ["/personnel-changes/{Id}"] = 15,
        ["/targets/{Id}"] = 12,
        ["/training/{Id}"] = 7,
    };

    [Fact]
    public async Task No_page_asks_more_than_six_statements_but_for_a_closed_list()
    {
        var ct = TestContext.Current.CancellationToken;
        var heard = new HeardStatements();
        var seed = await WorldSeed.GetAsync();
        await using var world = World.Open(seed, services => services.AddSingleton<IInterceptor>(heard));
        world.Restart(70_000_000);
        var pool = seed.Pool.Copy();
        await pool.LearnAsync(world, ct);
        var wandering = new Wandering(Channels.Of(world), pool);
        var most = new Dictionary<string, int>();
        foreach (var who in new[] { Who.Officer, Who.Ciso, Who.Administrator, Who.Auditor })
        {
            using var client = await world.Portal.SignedInAsync(world.IdOf(who));
            foreach (var channel in Channels.Of(world).Where(channel => channel.Gets))
                foreach (var address in wandering.Addresses(channel.Pattern).TakeLast(2))
                {
                    using var first = await client.GetAsync(address, ct);
                    if (!first.IsSuccessStatusCode)
                        continue;
                    heard.Take();
                    using var again = await client.GetAsync(address, ct);
                    most[channel.Pattern] = Math.Max(heard.Take().Count, most.GetValueOrDefault(channel.Pattern));
                }
        }
        var found = Lines(most.Where(one => one.Value > Most));
        Assert.True(found == Lines(More), found);

        static string Lines(IEnumerable<KeyValuePair<string, int>> of) => string.Join('\n', of.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"[\"{one.Key}\"] = {one.Value},"));
    }
}
