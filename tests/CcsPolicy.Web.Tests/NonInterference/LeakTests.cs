using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>Each leak of the list is put into the product and found by the comparison; without a leak the same looking finds nothing.</summary>
public sealed class LeakTests(LeakTests.LeakyWorlds leaky) : IClassFixture<LeakTests.LeakyWorlds>
{
    public static TheoryData<int> All => [.. Enumerable.Range(1, 27)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Each_leak_that_is_seeded_is_found(int number)
    {
        var leak = leaky.Cases[number - 1];
        Assert.StartsWith($"{number} ", leak.Leak.Name, StringComparison.Ordinal);
        Assert.True(await leaky.FindAsync(number, leak.Leak, [leak]) is not null, leak.Leak.Name + ": nobody saw it");
    }

    [Fact]
    public async Task Without_a_leak_the_same_looking_finds_nothing() => Assert.Null(await leaky.FindAsync(100, null, leaky.Cases));

    /// <summary>One pair of worlds for all cases.</summary>
    public sealed class LeakyWorlds : IAsyncLifetime
    {
        private TwoWorlds worlds = null!;
        private Leaks leaks = null!;

        internal IReadOnlyList<LeakCase> Cases { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            var seed = await WorldSeed.GetAsync();
            leaks = new Leaks(seed.People[Who.Ciso]);
            worlds = await TwoWorlds.OpenAsync(leaks.Substitute);
            Cases = LeakCases.Of(seed);
        }

        /// <summary>The first difference that an observer saw in the course of the story.</summary>
        internal async Task<string?> FindAsync(int number, Leak? leak, IReadOnlyList<LeakCase> cases)
        {
            var ct = TestContext.Current.CancellationToken;
            var sequence = await worlds.BeginAsync(number, ct);
            leaks.Current = leak;
            try
            {
                foreach (var act in Story())
                {
                    await sequence.HiddenAsync(act, ct);
                    if (await LookAsync() is { } difference)
                        return difference;
                }
                return await sequence.EndAsync(ct);

                async Task<string?> LookAsync()
                {
                    foreach (var first in cases.Select(one => one.First).OfType<Func<World, Task>>().Distinct())
                        await sequence.InBothAsync(first);
                    foreach (var one in cases)
                        if (await sequence.SeeAsync(one.Who, visitor =>
                            one.Look(new Looking(visitor, sequence.Wandering, sequence.Pool, worlds.Seed.Standard, worlds.Seed.People[Who.Custodian]))) is { } difference)
                            return difference;
                    return null;
                }
            }
            finally
            {
                leaks.Current = null;
            }
        }

        public ValueTask DisposeAsync() => worlds.DisposeAsync();

        /// <summary>What is done about procedures, a step at a time.</summary>
        private IEnumerable<Func<HiddenActs, Task<Who>>> Story()
        {
            var hidden = worlds.Seed.Hidden;
            AmendmentId amendment = default;
            DocumentId made = default;
            const string Text = "鵺と烏羽の手順\n\n（手順）\n第1条　鵺を見た者は、直ちに知らせる。\n";
            yield return async acts =>
            {
                made = await acts.RegisterAsync(Who.Ciso, new NewTexts(LeakCases.HiddenCode, "烏羽保管手順", Tier.Procedure, Openness.NeedToKnow, Audience.Granted), Who.Custodian);
                return Who.Ciso;
            };
            yield return async acts =>
            {
                amendment = await acts.AmendAsync(Who.Custodian, hidden, Text);
                await acts.SubmitAsync(Who.Custodian, amendment);
                return Who.Custodian;
            };
            yield return async acts =>
            {
                await acts.ApproveAsync(amendment);
                await acts.PublishAsync(Who.Custodian, amendment);
                return Who.Custodian;
            };
            yield return async acts =>
            {
                amendment = await acts.AmendAsync(Who.Custodian, made, Text);
                await acts.ApproveAsync(await acts.SubmitAsync(Who.Custodian, amendment));
                await acts.PublishAsync(Who.Custodian, amendment);
                return Who.Custodian;
            };
            yield return async acts =>
            {
                await acts.LinkAsync(Who.Custodian, made, worlds.Seed.Standard);
                await acts.GrantAsync(Who.Ciso, made, "person:" + worlds.Seed.People[Who.Granted]);
                await acts.AcknowledgeAsync(Who.Granted, made);
                var course = await acts.TeachAsync(Who.Custodian, made);
                await acts.TakeAsync(Who.Granted, course);
                await acts.PlanAsync(Who.Custodian, course, Who.Manager);
                return Who.Custodian;
            };
        }
    }
}
