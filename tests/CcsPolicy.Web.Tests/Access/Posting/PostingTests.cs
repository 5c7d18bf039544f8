using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>
/// Whoever sends along what a form does not ask for changes nothing by it. Each form is posted as it is in one world and with every property of every entity of the store in
/// its twin, which has the same rows, clock and ids; afterwards both hold the same, down to the last cell of every table.
/// </summary>
public sealed class PostingTests
{
    /// <summary>The framework takes 1,024 fields in a form.</summary>
    private const int MostFields = 900;

    [Fact]
    [Trait("ASVS", "V15.3.3"), Trait("ASVS", "V15.3.7"), Trait("ASVS", "V8.2.3")]
    public async Task Posting_every_property_of_every_entity_to_every_form_changes_nothing_but_what_the_form_changes()
    {
        await using var twins = await Twins.OpenAsync();
        var (offences, posts, watch) = (new List<string>(), 0, Stopwatch.StartNew());
        foreach (var form in FormCases.All)
            try
            {
                posts += await JudgeAsync(twins, form, offences);
            }
            catch (InvalidOperationException fault)
            {
                offences.Add($"{form}: {fault.Message}");
            }
        TestContext.Current.TestOutputHelper?.WriteLine($"{FormCases.All.Count} forms, {twins.Padding.Properties} properties of {twins.Padding.Entities} entities, {posts} posts, {watch.Elapsed.TotalSeconds:0} s");
        Assert.True(offences.Count == 0, string.Join("\n", offences));
    }

    [Fact]
    public async Task Every_form_of_the_code_is_posted_or_stands_in_the_closed_list()
    {
        await using var world = World.Open(await WorldSeed.GetAsync());
        var known = FormCases.All.Select(form => form.Form).Concat(FormCases.NotPosted.Keys).ToHashSet();
        var code = FormsOfTheCode.All(world);
        Assert.Equal([], code.Except(known));
        Assert.Equal([], known.Except(code));
        Assert.DoesNotContain(FormCases.All, form => FormCases.NotPosted.ContainsKey(form.Form));
        Assert.True(code.Count > 60, $"{code.Count} forms");
    }

    /// <summary>The positive control: what a form does ask for is seen when it is another in one of the twins.</summary>
    [Fact]
    public async Task A_field_that_the_form_does_ask_for_is_seen_to_change_something()
    {
        await using var twins = await Twins.OpenAsync();
        var form = FormCases.All.Single(one => one.Form == "PersonPage person");
        await twins.BeginAsync(form);
        var (plain, other) = await twins.BothAsync(form, fields => fields, fields => [.. fields.Where(field => field.Key != "Kana"), new("Kana", "ベツ")]);
        Assert.Contains("Kana", Rows.Differ(plain.Rows, other.Rows), StringComparison.Ordinal);
        Assert.Contains("People.Kana", other.Rows.ChangedSince(other.Before));
    }

    /// <summary>What the editor sends is no form: its members beside the known ones are as little heard.</summary>
    [Fact]
    [Trait("ASVS", "V15.3.3")]
    public async Task What_is_sent_to_a_draft_beside_the_change_changes_nothing()
    {
        await using var twins = await Twins.OpenAsync();
        await twins.RestartAsync();
        var padded = twins.Padding.Names.ToDictionary(field => field.Key, field => (object)field.Value);
        var rows = new List<Rows>();
        foreach (var (world, more) in new[] { (twins.One, false), (twins.Other, true) })
        {
            var amendment = twins.Places.Amendment("SP-02");
            var text = (await new SaveDraftHandler(world.As(Who.Officer), world.Portal.Services.GetRequiredService<KeptDrafts>()).ReadAsync(amendment, CancellationToken.None)).Value.Text;
            var sent = new Dictionary<string, object>(more ? padded : [], StringComparer.OrdinalIgnoreCase)
            {
                ["known"] = text.Sequence, ["act"] = "text", ["key"] = text.Tree.Provisions[0].Key.ToString(), ["text"] = "（目的）\n第1条　この基準は、資産を守る。", ["tab"] = 1, ["serial"] = 0, ["leaving"] = false,
            };
            var officer = await world.VisitorAsync(Who.Officer);
            await officer.TokenAsync();
            var before = Rows.Of(world);
            await officer.PostJsonAsync($"/drafts/{amendment}/operations", JsonSerializer.Serialize(sent));
            Assert.Equal(200, officer.Last.Status);
            rows.Add(Rows.Of(world));
            Assert.Contains(rows[^1].ChangedSince(before), change => change.StartsWith("DraftSteps.", StringComparison.Ordinal));
        }
        Assert.Null(Rows.Differ(rows[0], rows[1]));
    }

    private static async Task<int> JudgeAsync(Twins twins, FormCase form, List<string> offences)
    {
        // As it is, and with everything in the form and in the address.
        var page = await twins.BeginAsync(form);
        var query = string.Join('&', twins.Padding.Names.Where(field => !page.Queries.Contains(field.Key, StringComparer.OrdinalIgnoreCase)).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        var (posts, first) = (0, true);
        foreach (var some in twins.Padding.Posts(page.Names, MostFields))
        {
            if (!first)
                await twins.BeginAsync(form);
            var (plain, padded) = await twins.BothAsync(form, fields => fields, fields => [.. fields, .. some], first ? query : "");
            if (first && !plain.Succeeded(form))
                offences.Add($"{form} by {form.By} is not posted successfully: {plain.Told}");
            if (plain.Status != padded.Status || (!first && plain.Location != padded.Location))
                offences.Add($"{form}: answered {plain.Status} {plain.Location}, with more fields {padded.Status} {padded.Location}");
            if (Rows.Differ(plain.Rows, padded.Rows) is { } difference)
                offences.Add($"{form}, with more fields: {difference}");
            (first, posts) = (false, posts + 2);
        }
        // Every field twice, and the fields in the address instead of the form.
        await twins.BeginAsync(form);
        var (bare, elsewhere) = await twins.BothAsync(form, Bare, Bare, string.Join('&', page.Fields.Where(field => !field.Key.StartsWith('_') && !page.Queries.Contains(field.Key, StringComparer.OrdinalIgnoreCase)).Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")));
        if (Rows.Differ(bare.Rows, elsewhere.Rows) is { } moved)
            offences.Add($"{form}, with the fields in the address: {moved}");
        await twins.BeginAsync(form);
        var (single, twice) = await twins.BothAsync(form, fields => fields, fields => [.. fields, .. fields.Where(field => !field.Key.StartsWith('_'))]);
        var unlisted = twice.Rows.ChangedSince(twice.Before).Except(single.Rows.ChangedSince(single.Before)).Where(change => !change.StartsWith("Journal.", StringComparison.Ordinal)).ToList();
        if (unlisted.Count > 0)
            offences.Add($"{form}, with every field twice, changes {string.Join(", ", unlisted)}");
        return posts + 4;
    }

    private static List<KeyValuePair<string, string>> Bare(List<KeyValuePair<string, string>> fields) => [.. fields.Where(field => field.Key.StartsWith('_'))];
}
