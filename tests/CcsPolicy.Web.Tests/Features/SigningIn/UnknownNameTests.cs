using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.SigningIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.SigningIn;

public sealed class UnknownNameTests
{
    /// <summary>
    /// The rounds of the hash are fewer here than in the product, so that the rest of the work stands out the more.
    /// </summary>
    [Fact]
    [Trait("ASVS", "V6.3.8")]
    public async Task A_known_and_an_unknown_name_take_the_same_time()
    {
        await using var portal = new Portal();
        await using var quick = portal.WithWebHostBuilder(host => host.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(hash => hash.IterationCount = 50_000)));
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        await portal.AccountOfAsync(person);
        await using (var db = portal.Open(Reader.Nobody))
        {
            // By the host that is asked: a hash says for itself how many rounds it took.
            var account = await db.Users.SingleAsync(one => one.PersonId == person, TestContext.Current.CancellationToken);
            account.PasswordHash = quick.Services.GetRequiredService<PasswordCheck>().Hash(account, "川辺の 青い 鉛筆 十二本 raft");
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        var random = new Random(7);
        await PairedTimes.OfAsync(10, random, PairAsync);
        if (TestLength.IsNightly)
        {
            var figure = await PairedTimes.OfAsync(2_000, random, PairAsync);
            TestContext.Current.TestOutputHelper?.WriteLine(figure.ToString("0.000", CultureInfo.InvariantCulture));
            Assert.InRange(figure, 0.5 - PairedTimes.Bar, 0.5 + PairedTimes.Bar);
        }
        else
        {
            var sample = await PairedTimes.SampleAsync(30, random, PairAsync);
            Assert.False(sample.Differs, sample.ToString());
        }

        async Task<(long First, long Second)> PairAsync(bool knownFirst)
        {
            // A lock is over each time before the next one can come.
            portal.Clock.Advance(TimeSpan.FromMinutes(6));
            await using var scope = quick.Services.CreateAsyncScope();
            var one = await AskAsync(scope.ServiceProvider, knownFirst ? "T0001" : "T9999");
            var other = await AskAsync(scope.ServiceProvider, knownFirst ? "T9999" : "T0001");
            return knownFirst ? (one, other) : (other, one);
        }
    }

    /// <summary>What is asked of the database and written to it, statement by statement: reads, one new row, one changed row, one commit.</summary>
    [Fact]
    [Trait("ASVS", "V6.3.8")]
    public async Task A_known_a_locked_and_an_unknown_name_cost_the_same_statements()
    {
        var heard = new Statements();
        await using var portal = new Portal(substitute: services => services.AddSingleton<IInterceptor>(heard));
        var person = await portal.AddPersonAsync("佐藤 花子", []);
        await portal.AccountOfAsync(person, "川辺の 青い 鉛筆 十二本 raft");
        await using var scope = portal.Services.CreateAsyncScope();
        var costs = new List<string>();
        // The last is locked before it is asked.
        foreach (var name in (string[])["T9999", "T0001", "T9999", "T0001", "T0001", "T0001", "T0001", "T0001"])
        {
            heard.Kinds.Clear();
            await AskAsync(scope.ServiceProvider, name);
            // Which of the two is written first goes by the names of the tables.
            costs.Add(string.Join(' ', heard.Kinds.Order(StringComparer.Ordinal)));
        }
        Assert.All(costs, cost => Assert.Equal("INSERT SELECT SELECT SELECT SELECT UPDATE", cost));
        await using var db = portal.Open(Reader.Nobody);
        Assert.True((await db.Users.SingleAsync(one => one.PersonId == person, TestContext.Current.CancellationToken)).LockoutEnd > db.Now);
    }

    /// <summary>Of tries that are sent at once none ends in a fault, be the name known or not.</summary>
    [Fact]
    public async Task Names_that_are_tried_for_the_first_time_and_at_once_get_the_same_page()
    {
        await using var portal = new Portal();
        await portal.AccountOfAsync(await portal.AddPersonAsync("佐藤 花子", []), "川辺の 青い 鉛筆 十二本 raft");
        foreach (var name in (string[])["T9999", "T0001"])
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                using var client = portal.Anonymous();
                return (int)(await client.PostFormAsync("/account/sign-in", "sign-in", ("Name", name), ("Password", "wrong wrong wrong"))).StatusCode;
            }));
            Assert.Equal([200, 200, 200, 200], answers);
        }
    }

    private static async Task<long> AskAsync(IServiceProvider services, string name)
    {
        await using var scope = services.CreateAsyncScope();
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider };
        var handler = scope.ServiceProvider.GetRequiredService<SignInHandler>();
        var start = Stopwatch.GetTimestamp();
        Assert.NotNull((await handler.HandleAsync(new SignIn(name, "wrong wrong wrong wrong"), http)).Error);
        return Stopwatch.GetTimestamp() - start;
    }

    /// <summary>The first word of every statement.</summary>
    private sealed class Statements : DbCommandInterceptor
    {
        public List<string> Kinds { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Kinds.Add(command.CommandText.TrimStart()[..6]);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Kinds.Add(command.CommandText.TrimStart()[..6]);
            return ValueTask.FromResult(result);
        }
    }
}
