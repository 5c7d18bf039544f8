using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Asking;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Surface;

/// <summary>How many statements a page asks of the database, on every page, as whoever asks most, once what it keeps is warm.</summary>
public sealed class StatementsTests
{
    private const int Most = 6;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_page_asks_more_than_six_statements()
    {
        var heard = new HeardStatements();
        var seed = await WorldSeed.GetAsync();
        await using var world = Open(seed, heard, 70_000_000);
        var most = await CountAsync(world, heard, await AddressesAsync(world, seed), [Who.Officer, Who.Ciso, Who.Administrator, Who.Auditor, Who.Custodian, Who.SecondCustodian, Who.Manager, Who.Staff]);
        Assert.Empty(most.Where(one => one.Value > Most).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} asks {one.Value}"));
    }

    [Fact]
    public async Task A_page_asks_as_many_statements_however_many_rows_there_are()
    {
        var heard = new HeardStatements();
        var seed = await WorldSeed.GetAsync();
        await using var world = Open(seed, heard, 71_000_000);
        var addresses = await AddressesAsync(world, seed);
        // Of everything there is something before it is counted: what is empty may save a question.
        await GrowAsync(world, seed, "6", 1);
        var few = await CountAsync(world, heard, addresses, [Who.Officer, Who.Ciso, Who.Custodian]);
        await GrowAsync(world, seed, "7", 4);
        var many = await CountAsync(world, heard, addresses, [Who.Officer, Who.Ciso, Who.Custodian]);
        Assert.Equal(few.Keys.Order(StringComparer.Ordinal), many.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(many.Where(one => one.Value != few[one.Key]).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} asks {one.Value} and asked {few[one.Key]}"));
        Assert.DoesNotContain(many, one => one.Value > Most);
    }

    private static World Open(WorldSeed seed, HeardStatements heard, int number)
    {
        var world = World.Open(seed, services => services.AddSingleton<IInterceptor>(heard));
        world.Restart(number);
        return world;
    }

    /// <summary>The last of the addresses of each page.</summary>
    private static async Task<List<(string Pattern, string Address)>> AddressesAsync(World world, WorldSeed seed)
    {
        var pool = seed.Pool.Copy();
        await pool.LearnAsync(world, Ct);
        var wandering = new Wandering(Channels.Of(world), pool);
        return [.. Channels.Of(world).Where(channel => channel.Gets).SelectMany(channel => wandering.Addresses(channel.Pattern).TakeLast(4), (channel, address) => (channel.Pattern, address))];
    }

    /// <summary>What each page asks at most, the second time.</summary>
    private static async Task<Dictionary<string, int>> CountAsync(World world, HeardStatements heard, IReadOnlyList<(string Pattern, string Address)> addresses, IEnumerable<Who> people)
    {
        var most = new Dictionary<string, int>();
        foreach (var who in people)
        {
            using var client = await world.Portal.SignedInAsync(world.IdOf(who));
            foreach (var (pattern, address) in addresses)
            {
                using var first = await client.GetAsync(address, Ct);
                if (!first.IsSuccessStatusCode)
                    continue;
                heard.Take();
                using var again = await client.GetAsync(address, Ct);
                most[pattern] = Math.Max(heard.Take().Count, most.GetValueOrDefault(pattern));
            }
        }
        return most;
    }

    /// <summary>More of what pages list: people, texts that are in force, under way and commented, links, what was said and acknowledged, procedures with grants, and requests for one.</summary>
    private static async Task GrowAsync(World world, WorldSeed seed, string number, int times)
    {
        var acts = new HiddenActs(world);
        foreach (var code in Enumerable.Range(1, times).Select(one => $"{number}{one}"))
        {
            var department = await world.Portal.AddDepartmentAsync(code, $"第{code}課");
            var person = await world.Portal.AddPersonAsync($"増員 {code}子", EmploymentKind.Employee, department);
            var standard = await acts.InForceAsync(Who.Officer, new NewTexts($"SP-{code}", $"基準その{code}", Tier.Standard, Openness.Internal, Audience.AllWorkers), SampleTexts.First);
            await acts.LinkAsync(Who.Officer, standard, seed.Basic);
            await acts.RaiseAsync(Who.Staff, standard);
            await acts.AcknowledgeAsync(Who.Officer, standard);
            await acts.CommentAsync(Who.Ciso, await acts.AmendAsync(Who.Officer, standard, SampleTexts.Second));
            await acts.SubmitAsync(Who.Officer, await acts.ImportAsync(Who.Officer, new NewTexts($"SP-{code}9", $"案その{code}", Tier.Standard, Openness.Internal, Audience.AllWorkers), SampleTexts.First));
            var procedure = await acts.InForceAsync(Who.Custodian, new NewTexts($"P-{code}", $"手順その{code}", Tier.Procedure, Openness.NeedToKnow, Audience.Granted), SampleTexts.Procedure);
            await acts.GrantAsync(Who.Ciso, procedure, "person:" + person);
            await acts.GrantAsync(Who.Custodian, procedure, "department:" + department);
            await acts.GrantAsync(Who.Custodian, seed.Hidden, "person:" + person);
            Assert.True((await new AskHandler(world.As(Who.Manager)).HandleAsync($"手順その{code}を見たいです。", Ct)).Succeeded);
        }
    }
}
