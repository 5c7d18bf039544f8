using System.Text.Json;
using System.Text.RegularExpressions;
using CcsPolicy.Web.Tests.NonInterference;
using Xunit;

namespace CcsPolicy.Web.Tests.Surface;

/// <summary>What every answer has to have and must not have, looked at on all answers of one <see cref="Crawl"/>.</summary>
public sealed partial class SurfaceTests(Crawl crawl) : IClassFixture<Crawl>
{
    private static readonly (string Name, string Value)[] Everywhere =
    [
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"), ("X-Robots-Tag", "noindex"),
        ("Permissions-Policy", "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"),
    ];

    /// <summary>The closed list of what else an answer may carry. Nothing of it names a program or its version.</summary>
    private static readonly string[] Further =
        ["Content-Type", "Content-Length", "Content-Disposition", "Cache-Control", "Location", "Set-Cookie", "ETag", "Last-Modified", "Vary", "Accept-Ranges", "Allow", "Date", "Retry-After"];

    /// <summary>What an address of the portal says behind its question mark: which page, which filter, what was done, which thing; never who, by what proof, or a word that opens something.</summary>
    private static readonly string[] InAddresses =
    [
        "address", "asked", "before", "change", "changed", "comment", "custodian", "day", "department", "did", "document", "edition", "employment", "ended", "ending", "from", "guideline", "kept", "kind",
        "new", "number", "on", "out", "over", "page", "person", "procedure", "provision", "q", "returnUrl", "saved", "set", "state", "until", "view",
    ];

    private static readonly string[] LogMembers = ["@t", "@m", "@i", "@l", "@x", "@tr", "@sp", "SourceContext", "RequestId", "RequestMethod", "Route", "StatusCode", "Elapsed", "EventId", "EnvName", "ContentRoot"];

    private const string Static = "default-src 'none'; object-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
        "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'";

    private const string WithIsland = "default-src 'none'; object-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; " +
        "script-src 'self' 'nonce-*'; style-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'";

    private static bool IsAsset(Answer answer) => answer.Status is 200 or 304 && answer.Method == "GET"
        && new[] { "/css/", "/js/", "/fonts/", "/favicon", "/_framework/", "/_content/" }.Any(folder => answer.Asked.AbsolutePath.StartsWith(folder, StringComparison.Ordinal));

    [Fact]
    [Trait("ASVS", "V3.4.3"), Trait("ASVS", "V3.4.4"), Trait("ASVS", "V3.4.5"), Trait("ASVS", "V3.4.6"), Trait("ASVS", "V3.4.8"), Trait("ASVS", "V3.5.8"), Trait("ASVS", "V3.2.1")]
    [Trait("ASVS", "V3.7.1")]
    public void Every_answer_whatever_its_status_carries_exactly_the_headers_of_protection() => Check(answer =>
    {
        foreach (var (name, value) in Everywhere)
            if (answer[name] != value)
                return $"{name}: {answer[name]}";
        var policy = answer["Content-Security-Policy"] ?? "";
        if (policy != Static && Nonce().Replace(policy, "'nonce-*'") != WithIsland)
            return policy;
        // A page with an editor and no other has the looser policy.
        return policy != Static != (answer.IsPage && answer.Text.Contains("_framework/blazor.web", StringComparison.Ordinal)) ? "policy of an island without one: " + policy : null;
    }, statuses: [200, 302, 400, 403, 404, 405, 500]);

    [Fact]
    [Trait("ASVS", "V3.4.1")]
    public void Every_answer_over_https_holds_the_browser_to_https_for_a_year() =>
        Check(answer => answer["Strict-Transport-Security"] == (answer.Asked.Scheme == "https" ? "max-age=31536000; includeSubDomains" : null) ? null : answer["Strict-Transport-Security"] ?? "none");

    [Fact]
    [Trait("ASVS", "V3.4.2"), Trait("ASVS", "V13.4.6")]
    public void No_answer_carries_a_header_that_is_not_in_the_closed_list_such_as_a_version_or_leave_for_another_origin() => Check(answer => answer.Headers.Select(header => header.Name)
        .FirstOrDefault(name => !Further.Contains(name, StringComparer.OrdinalIgnoreCase) && Everywhere.All(one => one.Name != name) && name is not ("Content-Security-Policy" or "Strict-Transport-Security")));

    [Fact]
    [Trait("ASVS", "V14.3.2"), Trait("ASVS", "V14.2.5")]
    public void Whatever_is_no_file_of_the_look_is_kept_by_no_cache() => Check(answer => IsAsset(answer) || answer["Cache-Control"] == "no-store" ? null : answer["Cache-Control"] ?? "none");

    [Fact]
    [Trait("ASVS", "V3.2.1"), Trait("ASVS", "V5.3.1"), Trait("ASVS", "V5.4.1")]
    public void A_file_is_taken_down_under_a_name_and_never_opened_in_the_portal()
    {
        var files = crawl.Answers.Where(answer => answer.Status == 200 && answer["Content-Type"] is { } type && !new[] { "text/html", "text/plain", "text/css", "text/javascript", "image/svg+xml", "font/", "application/json" }.Any(own => type.StartsWith(own, StringComparison.Ordinal))).ToList();
        Assert.Contains(files, answer => answer.Asked.AbsolutePath.Contains("/sources/", StringComparison.Ordinal));
        Assert.Contains(files, answer => answer.Asked.AbsolutePath.EndsWith(".xlsx", StringComparison.Ordinal));
        Assert.All(files, answer => Assert.StartsWith("attachment; filename=", answer["Content-Disposition"], StringComparison.Ordinal));
        Assert.All(files.Where(answer => answer.Asked.AbsolutePath.Contains("/sources/", StringComparison.Ordinal)), answer => Assert.Equal("application/octet-stream", answer["Content-Type"]));
    }

    [Fact]
    [Trait("ASVS", "V4.1.1")]
    public void Every_body_says_what_it_is_and_is_it() => Check(answer =>
    {
        if (answer.Body.Length == 0)
            return null;
        var type = answer["Content-Type"];
        if (type is null || (type.StartsWith("text/", StringComparison.Ordinal) && !type.EndsWith("charset=utf-8", StringComparison.OrdinalIgnoreCase)))
            return type ?? "no type";
        var html = answer.Text.StartsWith("<!DOCTYPE html>", StringComparison.OrdinalIgnoreCase);
        return html == type.StartsWith("text/html", StringComparison.Ordinal) ? null : type + " " + answer.Text[..Math.Min(40, answer.Text.Length)];
    });

    [Fact]
    [Trait("ASVS", "V3.3.1"), Trait("ASVS", "V3.3.2"), Trait("ASVS", "V3.3.3"), Trait("ASVS", "V3.3.4"), Trait("ASVS", "V3.3.5")]
    public void Every_cookie_is_bound_to_this_host_unseen_by_scripts_and_small()
    {
        var names = new HashSet<string>();
        Check(answer =>
        {
            foreach (var (_, cookie) in answer.Headers.Where(header => header.Name == "Set-Cookie"))
            {
                var parts = cookie.Split(';', StringSplitOptions.TrimEntries).Select(part => part.ToLowerInvariant()).ToList();
                names.Add(cookie.Split('=')[0]);
                if (!cookie.StartsWith("__Host-", StringComparison.Ordinal) || !parts.Contains("secure") || !parts.Contains("httponly") || !parts.Contains("path=/") || parts.Any(part => part.StartsWith("domain", StringComparison.Ordinal)))
                    return cookie;
                if (!parts.Contains("samesite=lax") && !parts.Contains("samesite=strict"))
                    return cookie;
                if (cookie.Split(';')[0].Length > 4096)
                    return $"{cookie.Length} signs: {cookie[..40]}";
            }
            return null;
        });
        Assert.Superset(new HashSet<string> { "__Host-form", "__Host-display" }, names);
    }

    [Fact]
    [Trait("ASVS", "V7.4.4")]
    public void Every_page_that_is_served_to_somebody_signed_in_has_the_button_to_sign_out() =>
        Check(answer => answer is { IsPage: true, Status: 200, Method: "GET" } && answer.Who != Who.Anonymous && answer.Page.QuerySelector("form[action='/account/sign-out'] button") is null ? "no button" : null);

    [Fact]
    [Trait("ASVS", "V3.7.2"), Trait("ASVS", "V1.2.2")]
    [Trait("ASVS", "V3.6.1"), Trait("ASVS", "V14.2.3")]
    public void No_answer_leads_and_no_page_links_to_another_host_or_to_a_script() => Check(answer =>
    {
        if (answer["Location"] is { } location && !IsOwn(location))
            return location;
        if (!answer.IsPage)
            return null;
        return answer.Page.All.SelectMany(element => new[] { "href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "ping" }.Select(element.GetAttribute))
            .OfType<string>().FirstOrDefault(address => !IsOwn(address) && !address.StartsWith("data:image/svg+xml", StringComparison.Ordinal));
    });

    [Fact]
    [Trait("ASVS", "V1.2.1"), Trait("ASVS", "V1.2.3"), Trait("ASVS", "V1.3.5"), Trait("ASVS", "V1.3.7"), Trait("ASVS", "V1.3.10"), Trait("ASVS", "V3.2.2"), Trait("ASVS", "V1.1.2")]
    public void A_text_that_wants_to_be_more_stays_text_on_every_page()
    {
        var shown = new HashSet<string>();
        var pages = new HashSet<string>();
        Check(answer =>
        {
            if (!answer.IsHtml)
                return null;
            var page = answer.Page;
            var (text, typed) = (page.DocumentElement.TextContent, page.QuerySelectorAll("input").Select(field => field.GetAttribute("value")).OfType<string>().ToList());
            foreach (var payload in Crawl.Payloads.Where(payload => text.Contains(payload, StringComparison.Ordinal) || typed.Any(value => value.Contains(payload, StringComparison.Ordinal))))
            {
                shown.Add(payload);
                pages.Add(answer.Asked.AbsolutePath);
            }
            return page.All.Select(element =>
                element.LocalName is "iframe" or "object" or "embed" or "math" or "marquee" or "video" or "isindex" or "x" || (element.LocalName == "style" && answer.IsPage) ? element.OuterHtml
                : element.LocalName == "script" && element.GetAttribute("src") is null && element.GetAttribute("type") != "importmap" ? element.OuterHtml
                : element.LocalName == "meta" && element.HasAttribute("http-equiv") ? element.OuterHtml
                : element.Attributes.FirstOrDefault(attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase))?.Name).FirstOrDefault(found => found is not null);
        });
        Assert.True(crawl.Planted >= 9, $"{crawl.Planted} places took a text");
        Assert.True(shown.Count > 60, $"{shown.Count} of {Crawl.Payloads.Length} texts were seen as they are");
        Assert.True(pages.Count > 8, $"{pages.Count} pages show one");
        // Nothing in it is filled in, worked out or made a link: where all of them were typed as one text, that text stands sign for sign.
        var notes = crawl.Answers.Where(answer => answer.IsPage).SelectMany(answer => answer.Page.QuerySelectorAll(".note-words")).Select(note => note.TextContent).Where(note => note.Contains(Crawl.Payloads[^3], StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(notes);
        Assert.All(notes, note => Assert.Equal(string.Join('\n', Crawl.Payloads).ReplaceLineEndings("\n"), note));
    }

    [Fact]
    [Trait("ASVS", "V1.1.1")]
    public void What_is_typed_into_an_address_is_decoded_once()
    {
        var find = crawl.Answers.Where(answer => answer.Asked.AbsolutePath == "/find" && answer.Asked.Query.Contains("%252541", StringComparison.Ordinal) && answer.IsPage).ToList();
        Assert.NotEmpty(find);
        Assert.All(find, answer => Assert.StartsWith("%2541'", answer.Page.QuerySelector("#find-words")!.GetAttribute("value"), StringComparison.Ordinal));
    }

    [Fact]
    [Trait("ASVS", "V1.2.4"), Trait("ASVS", "V1.4.2"), Trait("ASVS", "V13.4.2"), Trait("ASVS", "V16.5.1")]
    public void Nothing_that_is_typed_into_an_address_is_a_fault_and_a_fault_says_nothing_of_the_inside()
    {
        Check(answer => answer.Asked.Query.Contains("%25", StringComparison.Ordinal) && answer.Status >= 500 ? "a fault" : null);
        var faults = crawl.Answers.Where(answer => answer.Status == 500 && answer.Asked.AbsolutePath != "/error").ToList();
        Assert.True(faults.Count == 2, string.Join('\n', faults.Select(fault => fault.ToString()[..Math.Min(300, fault.ToString().Length)])));
        Assert.All(faults, answer => Assert.DoesNotMatch("secret|SELECT|Exception|   at ", answer.Text));
        Assert.False(crawl.TellsFaultsOfCircuits);
    }

    [Fact]
    [Trait("ASVS", "V3.5.3")]
    public void Asking_for_every_address_changes_nothing_but_journal_and_the_last_use_of_sessions() =>
        Assert.DoesNotContain(crawl.ChangedByGets, change => !change.StartsWith("Journal", StringComparison.Ordinal) && !change.StartsWith("Sessions.", StringComparison.Ordinal));

    [Fact]
    [Trait("ASVS", "V6.2.6"), Trait("ASVS", "V6.2.7")]
    public void A_password_is_covered_and_a_keeper_of_passwords_may_fill_it_in()
    {
        var fields = crawl.Answers.Where(answer => answer.IsPage).SelectMany(answer => answer.Page.QuerySelectorAll("input[name*=Password], input[name=Present], input[name=Wanted], input[name=Repeated]")).ToList();
        Assert.True(fields.Count > 4, $"{fields.Count} fields");
        Assert.All(fields, field => Assert.Equal("password", field.GetAttribute("type")));
        Assert.All(fields, field => Assert.Contains(field.GetAttribute("autocomplete"), new[] { "current-password", "new-password" }));
        Assert.DoesNotContain(crawl.Answers, answer => answer["Content-Type"]?.StartsWith("text/javascript", StringComparison.Ordinal) == true && answer.Asked.AbsolutePath.StartsWith("/js/", StringComparison.Ordinal) && answer.Text.Contains("paste", StringComparison.Ordinal));
    }

    /// <summary>But for the link of an invitation, which opens once and within three days, an address names things and holds no secret.</summary>
    [Fact]
    [Trait("ASVS", "V14.2.1")]
    public void What_is_secret_or_long_is_sent_in_the_body()
    {
        Check(answer => !answer.IsPage ? null
            : answer.Page.QuerySelectorAll("form").Where(form => form.QuerySelector("input[type=password], input[type=file], input[type=hidden][name=__RequestVerificationToken], input[autocomplete=one-time-code], textarea") is not null && form.GetAttribute("method") != "post")
                .Select(form => form.OuterHtml).FirstOrDefault());
        // Sealed things all begin alike; no address that a page, a redirect or a script is given carries one, nor any field but these.
        var addresses = crawl.Answers.SelectMany(answer => (answer.IsPage ? answer.Page.QuerySelectorAll("[href], [src], [action], [formaction]").SelectMany(one => new[] { "href", "src", "action", "formaction" }.Select(one.GetAttribute)) : []).Append(answer["Location"])).OfType<string>()
            .Where(address => address.Contains('?', StringComparison.Ordinal) && !address.StartsWith("http", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        Assert.True(addresses.Count > 100, $"{addresses.Count} addresses");
        Assert.DoesNotContain(addresses, address => address.Contains("CfDJ8", StringComparison.Ordinal));
        var others = string.Join(", ", addresses.SelectMany(address => address.Split('#')[0].Split('?', 2)[1].Split('&')).Select(field => field.Split('=')[0]).Distinct().Except(InAddresses).Order(StringComparer.Ordinal));
        Assert.True(others.Length == 0, others);
    }

    /// <summary>Names and staff numbers tell people apart and stand where people are dealt with; the rest is for the page that is about it, and for whoever opens it there.</summary>
    [Fact]
    [Trait("ASVS", "V14.2.6")]
    public async Task What_is_personal_or_secret_is_on_the_one_page_that_needs_it_and_masked_until_somebody_looks()
    {
        var secrets = await crawl.SecretsAsync();
        Assert.True(secrets.Count > 10, $"{secrets.Count} secrets");
        Check(answer => secrets.FirstOrDefault(secret => answer.Text.Contains(secret, StringComparison.Ordinal)));
        var shown = crawl.Answers.Where(answer => answer.Text.Contains(Crawl.Mail, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(shown);
        Assert.All(shown, answer =>
        {
            Assert.Equal((Who.Administrator, 2), (answer.Who, answer.Text.Split(Crawl.Mail).Length));
            Masked(answer.Page.QuerySelector("input[name=Mail]"));
        });
        var keys = crawl.Answers.Where(answer => answer.IsPage && answer.Page.QuerySelector(".typed-key") is not null).ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, answer => Masked(answer.Page.QuerySelector(".typed-key")));

        static void Masked(AngleSharp.Dom.IElement? element)
        {
            for (var above = element?.ParentElement; above is not null; above = above.ParentElement)
                if (above.LocalName == "details")
                {
                    Assert.False(above.HasAttribute("open"));
                    return;
                }
            Assert.Fail("It is shown at once.");
        }
    }

    [Fact]
    [Trait("ASVS", "V3.5.7")]
    public void A_script_is_the_same_bytes_for_everybody()
    {
        var scripts = crawl.Answers.Where(answer => answer["Content-Type"]?.StartsWith("text/javascript", StringComparison.Ordinal) == true).GroupBy(answer => answer.Asked.AbsolutePath).ToList();
        Assert.True(scripts.Count >= 4);
        Assert.All(scripts, script => Assert.Single(script.Select(answer => answer.Text).Distinct()));
        Assert.All(scripts, script => Assert.Contains(script, answer => answer.Who == Who.Anonymous));
    }

    [Fact]
    [Trait("ASVS", "V4.1.4"), Trait("ASVS", "V13.4.4")]
    public void Methods_without_a_use_are_refused_everywhere()
    {
        var refused = crawl.Answers.Where(answer => answer.Method is not ("GET" or "POST")).ToList();
        Assert.True(refused.Count > 40);
        Assert.All(refused, answer => Assert.True(answer is { Status: 405, Body.Length: 0 } && answer["Allow"] == "GET, HEAD, POST", answer.ToString()));
    }

    [Fact]
    [Trait("ASVS", "V4.4.2"), Trait("ASVS", "V4.4.3"), Trait("ASVS", "V4.4.4"), Trait("ASVS", "V3.5.1")]
    public void A_circuit_is_begun_only_by_a_page_of_this_origin_and_with_a_session()
    {
        var begun = crawl.Answers.Where(answer => answer.Method == "POST" && answer.Asked.AbsolutePath == "/_blazor/negotiate").Select(answer => (answer.Who, answer.Status)).ToList();
        Assert.Equal([(Who.Officer, 403), (Who.Officer, 403), (Who.Officer, 200), (Who.Anonymous, 403), (Who.Anonymous, 403), (Who.Anonymous, 401)], begun.Select(one => one.Status == 302 ? (one.Who, 401) : one));
    }

    [Fact]
    [Trait("ASVS", "V13.4.1"), Trait("ASVS", "V13.4.3"), Trait("ASVS", "V13.4.5"), Trait("ASVS", "V13.4.2")]
    [Trait("ASVS", "V15.2.3")]
    public void Nothing_of_tools_sources_settings_and_listings_can_be_reached()
    {
        foreach (var path in Crawl.Tools)
        {
            var asked = crawl.Answers.Where(answer => answer.Typed == path).ToList();
            Assert.Superset(new HashSet<Who> { Who.Officer, Who.Anonymous }, asked.Select(answer => answer.Who).ToHashSet());
            Assert.All(asked, answer => Assert.True(answer.Status == 404 || (answer.Who == Who.Anonymous && answer["Location"]?.Contains("/account/sign-in", StringComparison.Ordinal) == true), answer.ToString()));
        }
    }

    /// <summary>Everything that the walk left in the files of the log, procedures, faults and hostile texts among it.</summary>
    [Fact]
    [Trait("ASVS", "V16.2.5"), Trait("ASVS", "V16.2.4"), Trait("ASVS", "V16.4.1")]
    [Trait("ASVS", "V16.3.4")]
    [Trait("ASVS", "V16.2.1"), Trait("ASVS", "V16.2.2"), Trait("ASVS", "V16.3.3")]
    public async Task The_log_is_json_and_holds_neither_words_nor_people_nor_addresses_of_anything()
    {
        Assert.True(crawl.Log.Count > 300, $"{crawl.Log.Count} lines");
        Assert.All(crawl.Log, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.All(crawl.Log, line => Assert.All(JsonDocument.Parse(line).RootElement.EnumerateObject(), member => Assert.Contains(member.Name, LogMembers)));
        Assert.Contains(crawl.Log, line => line.Contains("\"Route\":\"/documents/{document}\"", StringComparison.Ordinal));
        Assert.All(crawl.Log, line => Assert.Matches("\"@t\":\"\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z\"", line));
        // Where it happened stands beside when and what, and of each line about a request its number, which ties together what one request left.
        Assert.All(crawl.Log, line => Assert.NotEqual("", JsonDocument.Parse(line).RootElement.GetProperty("SourceContext").GetString()));
        Assert.All(crawl.Log.Where(line => line.Contains("\"StatusCode\":", StringComparison.Ordinal)), line => Assert.NotEqual("", JsonDocument.Parse(line).RootElement.GetProperty("RequestId").GetString()));
        // Who tries to get round a control is refused, and each refusal leaves its line.
        Assert.All(new[] { 400, 403, 404 }, status => Assert.Contains(crawl.Log, line => line.Contains($"\"StatusCode\":{status}", StringComparison.Ordinal) && line.Contains("\"RequestId\":", StringComparison.Ordinal)));
        // What nobody foresaw is told by the handler of faults, beside whatever the store said of it.
        Assert.True(crawl.Log.Where(line => line.Contains("secret of the inside", StringComparison.Ordinal) && line.Contains("\"SourceContext\":\"Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware\"", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("RequestId").GetString()).Distinct().Count() >= 2);
        foreach (var word in (await crawl.NamesAndIdsAsync()).Concat(["烏羽", "鵺", "別件", "基準", "alert(", "evil.example", "DROP TABLE \\\"", "%25", "etc/passwd"]))
        {
            var told = crawl.Log.FirstOrDefault(line => line.Contains(word, StringComparison.OrdinalIgnoreCase));
            Assert.True(told is null, $"{word}: {told}");
        }
    }

    private void Check(Func<Answer, string?> judge, int[]? statuses = null)
    {
        var offences = crawl.Answers.Select(answer => (answer, offence: judge(answer))).Where(one => one.offence is not null).Select(one => $"{one.answer}: {one.offence}").ToList();
        Assert.True(offences.Count == 0, $"{offences.Count}:\n" + string.Join('\n', offences.Take(25)));
        // What was looked at was everything.
        Assert.True(crawl.Answers.Count > 300, $"{crawl.Answers.Count} answers");
        foreach (var status in statuses ?? [])
            Assert.Contains(crawl.Answers, answer => answer.Status == status);
    }

    private static bool IsOwn(string address) => address.Length == 0 || address[0] is '#' or '?' || (address[0] == '/' && SiteLocal(address)) || address.StartsWith("https://localhost/", StringComparison.Ordinal)
        || (!address.Contains(':', StringComparison.Ordinal) && !address.StartsWith('\\') && address.All(sign => !char.IsControl(sign)));

    private static bool SiteLocal(string address) => CcsPolicy.Web.Shell.SiteUrls.Local(address) == address;

    [GeneratedRegex("'nonce-[0-9a-f]{32}'")]
    private static partial Regex Nonce();
}
