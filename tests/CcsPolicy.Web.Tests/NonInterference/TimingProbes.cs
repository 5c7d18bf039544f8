using System.Text.Json;
using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Shell;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>One request, about something hidden; <see cref="HiddenIds.Absent"/> makes of it the one about nothing.</summary>
/// <param name="Fields">Null for GET.</param>
/// <param name="Json">What is sent in the place of fields.</param>
internal sealed record Ask(string Address, IReadOnlyList<(string Name, string Value)>? Fields = null, string? Json = null)
{
    public bool Posts => Fields is not null || Json is not null;

    public bool IsOfPage => Fields?.Any(one => one.Name == "_handler") == true;
}

/// <summary>What is timed of one endpoint.</summary>
/// <param name="Parts">Each way in which a request can name something there.</param>
internal sealed record Probe(Way Way, Who Who, IReadOnlyList<ProbedPart> Parts)
{
    public string Name => $"{Who} {Way.Name}";
}

/// <param name="Name">The parameter of the query; empty for the path or the form.</param>
internal sealed record ProbedPart(string Name, IReadOnlyList<Ask> Asks);

/// <summary>Every way to name what is hidden: in the path, in the query, in the words that are searched for, in what a form sends. Read from the product; what is left out is a closed list.</summary>
internal sealed class TimingProbes(TwoWorlds worlds, HiddenIds hidden, Pool everything)
{
    private const string OfPeople = "takes the id of a person or of an account, and none is hidden";
    private const string OfSystems = "names systems and people, and none is hidden";
    private const string OfOneself = "names nothing but the sender's own password, devices and sessions";
    private const string SameQuestion = "asks what the CSV beside it asks, in another form";

    /// <summary>Endpoints that are not timed, and why. Whoever adds a line adds it here, where it is seen.</summary>
    public static readonly IReadOnlyDictionary<Way, string> Untimed = new Dictionary<Way, string>
    {
        [Get("/admin/accounts/{Id}")] = OfPeople,
        [Get("/admin/people/{Id}")] = OfPeople,
        [Get("/status/{Code:int}")] = "takes the number of a status",
        [Post("/guidelines/import")] = "takes a table of a guideline and names no document",
        [Post("/account/confirm")] = OfOneself,
        [Post("/account/invitation")] = OfOneself,
        [Post("/account/passkeys")] = OfOneself,
        [Post("/account/password")] = OfOneself,
        [Post("/account/reset-seen")] = OfOneself,
        [Post("/account/second-factor")] = OfOneself,
        [Post("/account/sessions")] = OfOneself,
        [Post("/account/sign-in")] = "takes a name and a password; UnknownNameTests times it",
        [Post("/account/sign-in/code")] = OfOneself,
        [Post("/account/sign-out")] = OfOneself,
        [Post("/mail-templates")] = "takes words of mail and names no document",
        [Post("/inbox/calendar")] = "names nothing but the sender's own calendar",
        [Post("/admin/accounts/new")] = OfPeople,
        [Post("/admin/accounts/{Id}")] = OfPeople,
        [Post("/admin/departments")] = "names departments, and none is hidden",
        [Post("/admin/mail")] = "takes nothing",
        [Post("/admin/owners")] = OfPeople,
        [Post("/admin/people/import")] = OfPeople,
        [Get("/personnel-changes/{Id}")] = OfPeople,
        [Post("/personnel-changes/{Id}")] = OfPeople,
        [Post("/admin/people/new")] = OfPeople,
        [Post("/admin/people/{Id}")] = OfPeople,
        [Post("/admin/posts")] = "names departments and posts, and none is hidden",
        [Get("/admin/systems/{Id}")] = OfSystems,
        [Post("/admin/systems/{Id}")] = OfSystems,
        [Post("/admin/systems")] = OfSystems,
        [Post("/admin/resets")] = OfPeople,
        [Post("/asking")] = "takes words by which nothing is looked up, and keeps them each time",
        [Post("/catalogue/new")] = "names no document and makes one each time",
        [Post("/closed-days")] = "takes days and names no document",
        [Post("/custody/procedures")] = "only for whoever sees all procedures",
        [Post("/display/choose")] = "takes how pages look",
        [Post("/documents/{Document}/editions/{Edition}/acknowledge")] = "turns the page of an edition; asking for that page is timed",
        [Post("/documents/{Document}/editions/{Edition}/matter")] = "says something about an edition; asking for that page is timed",
        [Post("/first-run")] = "only while an installation is empty",
        [Post("/following")] = "takes the question of the page, which is timed where it is asked",
        [Post("/following/sheets/{Id}")] = "names a document for everybody; a procedure is as absent as one that is not there (SheetTests), and asking for the page is timed",
        [Post("/inbox")] = "names a notice of one's own; anybody else's is as absent as one that is not there (NoticePagesTests)",
        [Post("/matters/{Id}")] = "names a matter; one that the reader may not answer is as absent as one that is not there (MattersTests), and asking for its page is timed",
        [Post("/receipts/{Id}")] = "names a receipt of one's own; asking for its page is timed",
        [Post("/journal.csv")] = "takes days, a kind of fact, a person and an address, of which only the hash is looked for",
        [Post("/journal.jsonl")] = "takes days, a kind of fact, a person and an address, of which only the hash is looked for",
        [Post("/journal.xlsx")] = "takes days, a kind of fact, a person and an address, of which only the hash is looked for",
        [Post("/journal/procedures.xlsx")] = SameQuestion,
        [Post("/officers")] = OfPeople,
        [Post("/terminal")] = "takes a code, or a number and a PIN, where a manager has opened a terminal; names no document",
        [Post("/terminals")] = OfPeople,
        [Post("/reports/acknowledgements.pdf")] = SameQuestion,
        [Post("/reports/acknowledgements.xlsx")] = SameQuestion,
    };

    private readonly Wandering ofHidden = new(worlds.All, hidden.Pool);
    private readonly Wandering ofAll = new(worlds.All, everything);

    /// <summary>Every endpoint that takes anything from whoever asks: a GET with something in its path or query, a POST, a page with a form.</summary>
    public static IEnumerable<Way> Listed(IReadOnlyList<Channel> channels) =>
        from channel in channels
        from way in new[]
        {
            channel.Gets && (channel.Queries.Length > 0 || channel.Pattern.Contains('{', StringComparison.Ordinal)) ? Get(channel.Pattern) : default,
            channel.Posts || FormOf(channel) is not null ? Post(channel.Pattern) : default,
        }
        where way != default
        select way;

    public async Task<IReadOnlyList<Probe>> AllAsync()
    {
        var probes = new List<Probe>();
        foreach (var channel in worlds.All)
        {
            var who = WhoMay(channel).DefaultIfEmpty(Who.Staff).First();
            var named = Named(channel.Pattern);
            if (channel.Gets && !Untimed.ContainsKey(Get(channel.Pattern)))
            {
                var parts = new List<ProbedPart>();
                if (named.Count > 0)
                    parts.Add(new("", [.. named.Select(address => new Ask(address))]));
                if (channel.Queries.Length > 0)
                {
                    (who, var seen) = await SeenAsync(channel, who);
                    parts.AddRange(channel.Queries.Select(query => new ProbedPart(query, [.. Values(query).Select(value => new Ask($"{seen}?{query}={Uri.EscapeDataString(value)}"))])));
                }
                if (parts.Count > 0)
                    probes.Add(new(Get(channel.Pattern), who, parts));
            }
            if (Untimed.ContainsKey(Post(channel.Pattern)))
                continue;
            if (channel.Posts && Sent(channel.Pattern, named) is { Count: > 0 } asks)
                probes.Add(new(Post(channel.Pattern), who, [new("", asks)]));
            else if (FormOf(channel) is { } form && OnPage(channel.Pattern, form, named) is { Count: > 0 } sent)
                probes.Add(new(Post(channel.Pattern), who, [new("", sent)]));
        }
        return probes;
    }

    /// <summary>Whoever keeps procedures comes first where these are worked on: others are shown no form there.</summary>
    private IEnumerable<Who> WhoMay(Channel channel) =>
        worlds.WhoMay(channel).Where(who => who != Who.Anonymous).OrderByDescending(who => who == Who.OtherCustodian && channel.Abilities.Any(ability => ability is Ability.GrantNeedToKnow or Ability.ReadProcedureJournal));

    private static Way Get(string pattern) => new("address", "GET " + pattern);

    private static Way Post(string pattern) => new("address", "POST " + pattern);

    /// <summary>The addresses of the pattern that name something hidden.</summary>
    private List<string> Named(string pattern) =>
        // Of what is hidden nothing has two editions: one of another stands in for the earlier one.
        pattern.Contains("{since}", StringComparison.Ordinal)
            ? [.. hidden.Pool.Of("edition").Zip(hidden.Pool.Of("edition").Skip(1), (edition, other) => $"/documents/{edition}/changes/{other.Split('/')[^1]}{pattern[(pattern.IndexOf("{since}", StringComparison.Ordinal) + "{since}".Length)..]}")]
            : [.. ofHidden.Addresses(pattern).Where(hidden.Has)];

    /// <summary>An address of the pattern that somebody may see, because what is not seen reads no query; and who that is.</summary>
    private async Task<(Who Who, string Address)> SeenAsync(Channel channel, Who usual)
    {
        if (!channel.Pattern.Contains('{', StringComparison.Ordinal))
            return (usual, channel.Pattern);
        var known = ofAll.Addresses(channel.Pattern).Where(address => !hidden.Has(address)).OrderByDescending(address => address.Contains(worlds.Seed.Standard.ToString(), StringComparison.Ordinal)).ToList();
        foreach (var who in WhoMay(channel))
            foreach (var address in known)
            {
                var visitor = await worlds.Secret.VisitorAsync(who);
                await visitor.GetAsync(address + Above(channel.Pattern), read: false);
                if (visitor.Last.Status == 200)
                    return (who, address);
            }
        throw new InvalidOperationException($"{channel.Pattern}: nobody sees one, so that its query is not read");
    }

    /// <summary>What a page needs beside its path to show anything.</summary>
    private string Above(string pattern) => pattern.EndsWith("/links/new", StringComparison.Ordinal) ? "?above=" + worlds.Seed.Basic : "";

    private IEnumerable<string> Values(string query) => query switch
    {
        "q" => ["烏羽端末持出し手順", "鵺退治手順", "烏羽"],
        "request" => hidden.Pool.Of("request"),
        _ => hidden.Pool.Of("document").Concat(hidden.Pool.Of("amendment")).Take(12),
    };

    /// <summary>What is sent to an endpoint that is no page.</summary>
    private IReadOnlyList<Ask> Sent(string pattern, List<string> named) => pattern switch
    {
        "/drafts/{id}/operations" => [.. named.Select(address => new Ask(address, Json: JsonSerializer.Serialize(new { known = 0, act = "text", key = Guid.Empty.ToString("N"), text = "端末", tab = 1 })))],
        SiteUrls.Acknowledgements =>
            [.. hidden.Pool.Of("edition").Select(edition => new Ask(pattern, [("document", edition.Split('/')[0]), ("edition", edition.Split('/')[^1]), ("seen", new string('0', 64)), ("confirmed", "true")]))],
        "/reports/acknowledgements.csv" => Documents(pattern, id => [("document", id)]),
        "/journal/procedures.csv" or "/journal/procedures.jsonl" => Documents(pattern, id => [("procedure", id)]),
        _ => [.. named.Select(address => new Ask(address, [("Words", "端末")]))],
    };

    /// <summary>What the form of a page sends. Without the page nobody knows more of its fields than their names; and nothing is kept of any of this.</summary>
    private IReadOnlyList<Ask> OnPage(string pattern, string form, List<string> named) => pattern switch
    {
        "/custody/standards" => Documents(pattern, id => [("_handler", form), ("Document", id), ("Number-" + id, "T0001"), ("From-" + id, "2026-12-01"), ("Decided-" + id, "0")]),
        "/import" => Documents(pattern, id =>
            [("_handler", form), ("Form.Act", "save"), ("Form.Purpose", "Amendment"), ("Form.Document", id), ("Form.Kind", "FullRevision"), ("Form.Text", "端末持出し基準\n\n（目的）\n第1条　端末を持ち出す者は、簿に記入する。\n")]),
        "/grant-reviews" =>
            [.. hidden.Pool.Of("grant").Select(grant => new Ask(pattern, [("_handler", form), ("Document", hidden.Pool.Of("document")[0]), ("Verdict-" + grant, "keep"), ("Reason-" + grant, "担当のため")]))],
        "/guidelines/{Id}" => [.. hidden.Pool.Of("citation").Select(citation => new Ask(ofAll.Addresses(pattern)[0], [("_handler", form), ("Confirm", citation)]))],
        "/requests" => [.. hidden.Pool.Of("request").Select(request => new Ask(pattern + "?request=" + request, [("_handler", form), ("Act", "Granted"), ("Procedure", hidden.Pool.Of("document")[0])]))],
        _ => [.. named.Select(address => new Ask(address + Above(pattern), [("_handler", form), ("Reason", "担当のため"), ("Words", "端末")]))],
    };

    private IReadOnlyList<Ask> Documents(string address, Func<string, IReadOnlyList<(string, string)>> fields) => [.. hidden.Pool.Of("document").Select(id => new Ask(address, fields(id)))];

    /// <summary>One form of the page, by its name; null when it has none. Those whose names are made of ids come last.</summary>
    private static string? FormOf(Channel channel) => channel.Page is null ? null
        : AllForms.Value[channel.Page.Name].OrderBy(form => form == "*").FirstOrDefault();

    private static readonly Lazy<ILookup<string, string>> AllForms = new(() => Forms.Of(Forms.Product).Select(form => form.Split(' ')).ToLookup(form => form[0], form => form[1]));
}
