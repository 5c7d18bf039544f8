using System.Net;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Health;

public sealed class HealthTests
{
    [Fact]
    [Trait("ASVS", "V16.5.2"), Trait("ASVS", "V13.4.5")]
    public async Task Ready_follows_database_and_keys_within_two_seconds_and_anybody_learns_one_word()
    {
        var trouble = new Trouble();
        await using var portal = new Portal(substitute: services => services.AddSingleton<IInterceptor>(trouble));
        using var client = portal.Anonymous();
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(client, SiteUrls.Ready));

        trouble.Is = true;
        // An answer holds for two seconds, so that whoever asks often asks the database no oftener.
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(client, SiteUrls.Ready));
        portal.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unready"), await AskAsync(client, SiteUrls.Ready));
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(client, SiteUrls.Live));
        trouble.Is = false;
        portal.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(client, SiteUrls.Ready));

        var key = Path.Combine(portal.Folder, "keys", "master.key");
        File.Move(key, key + ".away");
        portal.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unready"), await AskAsync(client, SiteUrls.Ready));
        File.Move(key + ".away", key);
        portal.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((HttpStatusCode.OK, "ok"), await AskAsync(client, SiteUrls.Ready));
    }

    private static async Task<(HttpStatusCode, string)> AskAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Trouble : DbCommandInterceptor
    {
        public bool Is { get; set; }

        public override ValueTask<InterceptionResult<System.Data.Common.DbDataReader>> ReaderExecutingAsync(
            System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<System.Data.Common.DbDataReader> result, CancellationToken cancellationToken = default) =>
            Is ? throw new InvalidOperationException("the database is away") : base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
