using CcsPolicy.Testing;
using CcsPolicy.Web.Tests.Access.Posting;
using CcsPolicy.Web.Tests.NonInterference;
using Xunit;

namespace CcsPolicy.Web.Tests.Surface;

/// <summary>Every form of the product, sent by somebody else's page, and with values that no page would send.</summary>
public sealed class ForgeryTests
{
    private const string Token = "__RequestVerificationToken";

    /// <summary>Forms that stand on every page or change nothing of a person carry no token: what sends them must be of this origin.</summary>
    private static readonly string[] ByOrigin = ["/display/choose", "/account/sign-out"];

    private static readonly string[] Hostile = ["a\0b\u0007", "2147483648", "'; DROP TABLE \"People\"; --", "-9223372036854775809", "\uD83D", new('1', 400), "%00%252541"];

    /// <summary>
    /// Each form is opened once: what is forged must leave every cell as it was. Then come values that its page would not let anybody type. Field by field these are in the
    /// tests of the forms; here every form gets all at once, and none may break or keep what is longer than any field allows.
    /// </summary>
    [Fact]
    [Trait("ASVS", "V3.5.1"), Trait("ASVS", "V3.5.2"), Trait("ASVS", "V1.3.3"), Trait("ASVS", "V2.2.1"), Trait("ASVS", "V2.2.2"), Trait("ASVS", "V1.4.2"), Trait("ASVS", "V1.2.4")]
    public async Task No_form_counts_that_somebody_else_forged_and_none_breaks_on_or_keeps_what_its_page_would_not_let_anybody_type()
    {
        await using var stand = await Stand.OpenAsync();
        var foreign = await (await stand.World.VisitorAsync(Who.Contractor)).TokenAsync();
        var (offences, posts, written) = (new List<string>(), 0, 0);
        foreach (var form in FormCases.All.DistinctBy(form => form.Form))
        {
            var opened = await stand.BeginAsync(form);
            var (before, version) = (Rows.Of(stand.World), stand.Version());
            foreach (var (how, fields, origin) in Forged(form, opened.Fields, foreign))
            {
                var status = await Stand.SendAsync(form, opened, fields, origin);
                posts++;
                if (status != 400)
                    offences.Add($"{form}, {how}: {status}");
            }
            // Where nobody wrote, nothing has to be compared.
            if (stand.Version() != version && Rows.Differ(before, Rows.Of(stand.World)) is { } difference)
                offences.Add($"{form}: {difference}");
            // The one that may be taken comes last: it may leave nothing to send a second time.
            // What stands on the page unseen (of which row it speaks, as it was read) is in the way of everything else once it is wrong: so the last one leaves it right, and only what is typed is too long.
            foreach (var what in TestLength.IsNightly ? [.. Hostile, "long", "mixed", "typed"] : new[] { Hostile[0], "long", "mixed", "typed" })
            {
                if (TestLength.IsNightly)
                    opened = await stand.BeginAsync(form);
                var typed = opened.Form.QuerySelectorAll("textarea, input:not([type]), input[type=text], input[type=search], input[type=email]").Select(field => field.GetAttribute("name")).ToHashSet();
                var status = await Stand.SendAsync(form, opened, [.. opened.Fields.Select((field, at) => field.Key.StartsWith('_') || (what == "typed" && !typed.Contains(field.Key)) ? field
                    : new(field.Key, what switch { "long" or "typed" => new string('長', 20_000), "mixed" => Hostile[1 + at % 6], _ => what }))], null);
                if (status >= 500)
                    offences.Add($"{form}, {what}: {status}");
            }
            if (stand.Version() == version)
                continue;
            written++;
            if (!Longer.Contains(form.Form) && Rows.Of(stand.World).LongestSince(before) > 10_000)
                offences.Add($"{form}: what is too long is kept");
        }
        Assert.True(offences.Count == 0, string.Join('\n', offences));
        Assert.True(posts > 100, $"{posts} posts");
        Assert.True(written > 5, $"{written} forms wrote anything in the end");
    }

    [Fact]
    [Trait("ASVS", "V3.5.2")]
    public async Task What_a_script_sends_counts_only_with_the_token_that_no_foreign_page_can_send_along()
    {
        await using var stand = await Stand.OpenAsync();
        var address = $"/drafts/{stand.Places.Amendment("SP-02")}/operations";
        using var officer = await stand.World.Portal.SignedInAsync(stand.World.IdOf(Who.Officer));
        var before = Rows.Of(stand.World);
        foreach (var type in new[] { "application/json", "text/plain" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("""{"known":0,"act":"title","text":"別"}""", null, type) };
            request.Headers.Add("Origin", "https://localhost");
            using var answer = await officer.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Contains((int)answer.StatusCode, new[] { 400, 415 });
        }
        Assert.Null(Rows.Differ(before, Rows.Of(stand.World)));
    }

    /// <summary>Forms by which a whole text of a policy comes in; it has a limit of its own (<c>ReadSource.MaxCharacters</c>).</summary>
    private static readonly string[] Longer = ["TextPage text", "ImportPage import"];

    /// <summary>The token of a page is judged in one place for all pages, that of an endpoint by each endpoint: a token that was made up is tried on those.</summary>
    private static IEnumerable<(string How, List<KeyValuePair<string, string>> Fields, string? Origin)> Forged(FormCase form, List<KeyValuePair<string, string>> fields, string foreign)
    {
        if (ByOrigin.Contains(form.Name))
        {
            yield return ("from another origin", fields, "https://evil.example");
            yield return ("from nowhere", fields, "null");
            yield break;
        }
        yield return ("without a token", [.. fields.Where(field => field.Key != Token)], null);
        yield return ("with a token of somebody else", [.. fields.Where(field => field.Key != Token), new(Token, foreign)], null);
        if (form.IsEndpoint)
            yield return ("with a token that was made up", [.. fields.Where(field => field.Key != Token), new(Token, "CfDJ8AAAA")], null);
    }
}
