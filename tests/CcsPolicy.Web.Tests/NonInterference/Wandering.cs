using System.Globalization;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// What observers do at random: addresses with ids that they guess, pages with every query, every form that a page shows, posts to every endpoint, exports, HEAD, conditions
/// on the answer. One step drawn twice with the same numbers is the same step as long as the same is seen.
/// </summary>
internal sealed partial class Wandering(IReadOnlyList<Channel> channels, Pool pool)
{
    private static readonly (string Name, string Value)[] Conditions =
        [("If-None-Match", "*"), ("If-None-Match", "\"1\""), ("If-Modified-Since", "Thu, 01 Oct 2026 00:00:00 GMT"), ("Range", "bytes=0-9"), ("Accept-Language", "en"), ("Cache-Control", "no-cache")];

    /// <summary>Where provisions stand, and where none does.</summary>
    private static readonly string[] Paths = ["1", "2", "2.1", "99"];

    /// <param name="allowed">The channels whose abilities the visitor has.</param>
    public async Task ActAsync(Visitor visitor, IReadOnlyList<Channel> allowed, Random random)
    {
        var from = random.Next(8) == 0 || allowed.Count == 0 ? channels : allowed;
        var channel = from[random.Next(from.Count)];
        var address = Address(channel.Pattern, random);
        if (channel.Posts && (!channel.Gets || random.Next(2) == 0))
        {
            await PostToAsync(visitor, channel.Pattern, address, random);
            return;
        }
        address += Query(channel, random);
        var request = new HttpRequestMessage(random.Next(10) == 0 ? HttpMethod.Head : HttpMethod.Get, address);
        if (random.Next(8) == 0)
        {
            var (name, value) = Conditions[random.Next(Conditions.Length)];
            request.Headers.TryAddWithoutValidation(name, value);
        }
        var next = random.Next(10);
        if (await visitor.SendAsync(request, read: next < 8) is not { } page)
            return;
        if (next < 6)
            await SendAFormAsync(visitor, page, address, random);
        else if (Links(page) is { Count: > 0 } links)
            await visitor.GetAsync(links[random.Next(links.Count)], read: false);
    }

    /// <summary>Sends one form of the page as a person without manners would.</summary>
    public async Task SendAFormAsync(Visitor visitor, IHtmlDocument page, string address, Random random)
    {
        // Signing out ends the wandering; it stands on every page and is taken seldom.
        var forms = page.Forms.Where(form => Name(form) != "/account/sign-out" || random.Next(40) == 0).ToList();
        // Forms of the frame stand on every page.
        var own = forms.Where(form => Name(form) is not "/display/choose").ToList();
        var from = own.Count > 0 && random.Next(10) > 0 ? own : forms;
        if (from.Count > 0)
            await SendAsync(visitor, from[random.Next(from.Count)], address, random);
    }

    public Task<IHtmlDocument?> SendAsync(Visitor visitor, IHtmlFormElement form, string address, Random random) => SendAsync(visitor, form, address, Filled(form, random), random);

    /// <summary>Answers the page that came back, if one did.</summary>
    public static async Task<IHtmlDocument?> SendAsync(Visitor visitor, IHtmlFormElement form, string address, List<KeyValuePair<string, string>> fields, Random random)
    {
        var target = form.GetAttribute("action") is { Length: > 0 } action ? action : address;
        if (!string.Equals(form.Method, "post", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join('&', fields.Select(field => Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value)));
            return await visitor.GetAsync(target.Split('?')[0] + "?" + query);
        }
        var multipart = form.GetAttribute("enctype") == "multipart/form-data";
        (string, string, byte[])? file = null;
        if (form.QuerySelector("input[type=file]") is { } input && input.GetAttribute("name") is { } name)
        {
            var asked = input.GetAttribute("accept") ?? "";
            // A list of people where one is asked for, and now and then not; a table of a guideline likewise.
            var fits = random.Next(8) != 0;
            file = (name, "file.txt", Encoding.UTF8.GetBytes(fits && Name(form) == "guideline" ? "番号,見出し,本文\n9,点検,毎年点検する。\n"
                : asked.Contains("csv", StringComparison.Ordinal) == fits ? "職員番号,氏名,雇用の区分,採用日\nT0001,職員 六子,職員,2025-10-01\n" : "烏羽端末持出し手順\n\n（手順）\n第1条　持ち出す者は、簿に記入する。\n"));
        }
        var page = await visitor.PostAsync(target, fields, file, multipart);
        if (visitor.Last.Status is 302 or 303 && visitor.Location is { } next && random.Next(3) > 0)
            await visitor.GetAsync(next, read: false);
        return page;
    }

    /// <summary>Posts to an endpoint what pages that this visitor may never see would send.</summary>
    public async Task PostToAsync(Visitor visitor, string pattern, string address, Random random)
    {
        if (pattern.StartsWith("/drafts/", StringComparison.Ordinal))
        {
            string[] acts = ["text", "insert", "delete", "up", "down", "renumber", "label", "heading", "title", "nothing"];
            await PostDraftAsync(visitor, address, acts[random.Next(acts.Length)], random);
            return;
        }
        var edition = pool.Any("edition", random);
        var fields = new List<KeyValuePair<string, string>>
        {
            new("__RequestVerificationToken", await visitor.TokenAsync()), new("document", edition.Split('/')[0]), new("edition", edition.Split('/')[^1]),
            new("seen", random.Next(2) == 0 ? new string('0', 64) : pool.Word(random)), new("confirmed", "true"), new("grant", pool.Any("grant", random)), new("stay", pool.Any("stay", random)),
            new("Key", random.Next(2) == 0 ? "" : pool.Any("key", random)), new("Words", pool.Word(random)),
        };
        foreach (var name in new[] { "day", "action", "person", "department", "employment", "state", "document", "language", "theme" })
            if (random.Next(3) == 0 && fields.All(field => field.Key != name))
                fields.Add(new(name, pool.Word(random)));
        await visitor.PostAsync(address, fields);
    }

    public async Task PostDraftAsync(Visitor visitor, string address, string act, Random random) =>
        await visitor.PostJsonAsync(address, JsonSerializer.Serialize(new { known = random.Next(3), act, key = pool.Any("key", random), text = pool.Word(random), tab = 1 }));

    public string Address(string pattern, Random random)
    {
        var edition = pool.Any("edition", random);
        var full = pattern switch
        {
            _ when pattern.StartsWith("/documents/{document}/editions/", StringComparison.OrdinalIgnoreCase) =>
                "/documents/" + (edition.Contains('/', StringComparison.Ordinal) ? edition : edition + "/editions/" + edition) + pattern[(pattern.IndexOf("{edition}", StringComparison.OrdinalIgnoreCase) + "{edition}".Length)..],
            _ when pattern.Contains("/waiting/{", StringComparison.Ordinal) => Waiting(edition.Contains('/', StringComparison.Ordinal) ? edition : edition + "/editions/" + edition) + BehindWaiting(pattern),
            _ when pattern.Contains("/sources/{", StringComparison.Ordinal) => "/amendments/" + Pair("file", "sources"),
            _ when pattern.Contains("/comments/{", StringComparison.Ordinal) => "/amendments/" + Pair("comment", "comments") + "/resolve",
            _ when pattern.Contains("/questions/{", StringComparison.Ordinal) => "/training/" + Pair("question", "questions"),
            _ => pattern,
        };
        return Parameter().Replace(full, parameter => parameter.Groups[1].Value.ToUpperInvariant() switch
        {
            "CODE" => new[] { 400, 403, 404, 405, 500 }[random.Next(5)].ToString(CultureInfo.InvariantCulture),
            "SINCE" => pool.Any("edition", random).Split('/')[^1],
            "PATH" => Paths[random.Next(Paths.Length)],
            _ => pool.Any(KindOf(pattern), random),
        });

        string Pair(string kind, string between) => pool.Any(kind, random) is var pair && pair.Contains('/', StringComparison.Ordinal) ? pair : $"{pair}/{between}/{pair}";
    }

    /// <summary>The address with every id of its kind; where it takes several, with those that belong together.</summary>
    public IReadOnlyList<string> Addresses(string pattern)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal))
            return [pattern];
        if (pattern.Contains("{Code", StringComparison.Ordinal))
            return ["/status/404"];
        if (pattern.Contains("/waiting/{", StringComparison.Ordinal))
            return [.. pool.Of("edition").Select(edition => Waiting(edition) + BehindWaiting(pattern))];
        if (pattern.Contains("{edition}", StringComparison.OrdinalIgnoreCase))
        {
            var rest = pattern[(pattern.IndexOf("{edition}", StringComparison.OrdinalIgnoreCase) + "{edition}".Length)..];
            if (rest.Contains("{path}", StringComparison.Ordinal))
                return [.. from edition in pool.Of("edition") from path in Paths select "/documents/" + edition + Parameter().Replace(rest, path)];
            return
            [
                .. from edition in pool.Of("edition")
                   from since in rest.Contains('{', StringComparison.Ordinal) ? pool.Of("edition").Where(other => other != edition && other[..32] == edition[..32]) : [edition]
                   select "/documents/" + edition + Parameter().Replace(rest, since.Split('/')[^1]),
            ];
        }
        if (pattern.Contains("/sources/{", StringComparison.Ordinal))
            return [.. pool.Of("file").Select(file => "/amendments/" + file)];
        if (pattern.Contains("/comments/{", StringComparison.Ordinal))
            return [.. pool.Of("comment").Select(comment => "/amendments/" + comment + "/resolve")];
        if (pattern.Contains("/questions/{", StringComparison.Ordinal))
            return [.. pool.Of("question").Select(question => "/training/" + question)];
        return [.. pool.Of(KindOf(pattern)).Select(id => Parameter().Replace(pattern, id))];
    }

    private static string BehindWaiting(string pattern) => pattern[(pattern.LastIndexOf('}') + 1)..];

    private static string Waiting(string edition) => "/catalogue/" + edition.Replace("/editions/", "/waiting/", StringComparison.Ordinal);

    /// <summary>The name by which the page tells the form from others, or the address that it posts to, without ids.</summary>
    public static string Name(IHtmlFormElement form) =>
        System.Text.RegularExpressions.Regex.Replace(form.QuerySelector("input[name=_handler]")?.GetAttribute("value") ?? form.GetAttribute("action") ?? "", "[0-9a-f]{32}", "*");

    [System.Text.RegularExpressions.GeneratedRegex(@"\{([A-Za-z]+)(:[a-z]+)?\}")]
    private static partial System.Text.RegularExpressions.Regex Parameter();

    private static string KindOf(string pattern) => pattern.Split('/')[1] switch
    {
        "amendments" or "drafts" => "amendment",
        "receipts" => "receipt",
        "matters" => "matter",
        "personnel-changes" => "change",
        "guidelines" => "guideline",
        "training" => pattern.Contains("/attempts/", StringComparison.Ordinal) ? "attempt" : "course",
        "admin" when pattern.Contains("/people/", StringComparison.Ordinal) => "person",
        "admin" when pattern.Contains("/systems/", StringComparison.Ordinal) => "system",
        "admin" => "account",
        _ => "document",
    };

    private string Query(Channel channel, Random random) => channel.Queries.Length == 0 || random.Next(3) == 0 ? ""
        : "?" + string.Join('&', channel.Queries.Where(_ => random.Next(2) == 0).Select(name => name + "=" + Uri.EscapeDataString(pool.Word(random))));

    private static List<string> Links(IHtmlDocument page) =>
        [.. page.Links.Select(link => link.GetAttribute("href") ?? "").Where(href => href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal)).Distinct()];

    /// <summary>Fields as the page has them, choices at random, words that are typed out of the pool, and now and then an id where none was offered.</summary>
    private List<KeyValuePair<string, string>> Filled(IHtmlFormElement form, Random random)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var buttons = new List<KeyValuePair<string, string>>();
        var radios = new Dictionary<string, List<string>>();
        foreach (var element in form.Elements)
            switch (element)
            {
                case IHtmlInputElement { Name.Length: > 0, Type: "hidden" } input:
                    fields.Add(new(input.Name!, input.Name!.StartsWith('_') || random.Next(12) > 0 ? input.Value : pool.Word(random)));
                    break;
                case IHtmlInputElement { Name.Length: > 0, Type: "radio" } input:
                    if (!radios.TryGetValue(input.Name!, out var choices))
                        radios[input.Name!] = choices = [];
                    choices.Add(input.Value);
                    break;
                case IHtmlInputElement { Name.Length: > 0, Type: "checkbox" } input:
                    if (random.Next(3) > 0)
                        fields.Add(new(input.Name!, input.Value));
                    break;
                case IHtmlInputElement { Name.Length: > 0, Type: "submit" } input:
                    buttons.Add(new(input.Name!, input.Value));
                    break;
                case IHtmlInputElement { Type: "file" or "submit" or "button" }:
                    break;
                // Hardly a word is a day.
                case IHtmlInputElement { Name: "EffectiveOn" } input when random.Next(4) > 0:
                    fields.Add(new(input.Name!, ""));
                    break;
                case IHtmlInputElement { Name.Length: > 0 } input:
                    fields.Add(new(input.Name!, Typed(input.Value, random)));
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    fields.Add(new(select.Name!, select.Options.Length > 0 && random.Next(10) > 0 ? select.Options[random.Next(select.Options.Length)].Value ?? "" : pool.Word(random)));
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    fields.Add(new(area.Name!, Typed(area.Value, random)));
                    break;
                case IHtmlButtonElement { Name.Length: > 0 } button:
                    buttons.Add(new(button.Name!, button.Value));
                    break;
            }
        foreach (var (name, choices) in radios)
            fields.Add(new(name, choices[random.Next(choices.Count)]));
        if (buttons.Count > 0)
            fields.Add(buttons[random.Next(buttons.Count)]);
        return fields;
    }

    private string Typed(string there, Random random) => there.Length > 0 && random.Next(3) > 0 ? there : pool.Word(random);
}
