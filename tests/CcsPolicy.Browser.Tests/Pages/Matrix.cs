using System.Globalization;
using CcsPolicy.Browser.Tests.Site;
using CcsPolicy.Data;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Browser.Tests.Pages;

/// <summary>An address to be opened, the pattern that it is of, and what is to be answered; 302 is the way to the sign-in page.</summary>
internal sealed record Cell(string Pattern, string Address, int Status);

/// <summary>
/// 権限と画面の表。Every address that the product answers GET at, with ids of things that there are, and whether a reader is served, forbidden or told that there is nothing:
/// by the abilities that the address asks for and the rules of the domain.
/// </summary>
internal sealed class Matrix
{
    private readonly List<PolicyDocument> documents = [];
    private readonly List<Amendment> amendments = [];
    private readonly Dictionary<DocumentId, (EditionId Last, EditionId? Before, DateOnly From)> editions = [];
    private readonly Dictionary<DocumentId, ProvisionPath> paths = [];
    private readonly List<(string Receipt, bool IsOwn)> receipts = [];
    private Reader reader = Reader.Nobody;
    private DocumentId above;
    private string guideline = "";
    private (string Course, string Question) course;
    private (AmendmentId Amendment, Guid File)? source;
    private (Guid Account, PersonId Person) somebody;

    public static async Task<List<Cell>> OfAsync(DemoPortal portal, string? role)
    {
        var matrix = new Matrix();
        await matrix.ReadAsync(portal.Services, role);
        return [.. portal.Services.GetServices<EndpointDataSource>().SelectMany(data => data.Endpoints).OfType<RouteEndpoint>().Where(IsAsked).SelectMany(matrix.CellsOf).Distinct()];
    }

    private static bool IsAsked(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
        && !new[] { "{*", "_framework", "_blazor", "_content" }.Any(part => PatternOf(endpoint).Contains(part, StringComparison.Ordinal));

    private static string PatternOf(RouteEndpoint endpoint) => "/" + (endpoint.RoutePattern.RawText ?? "").TrimStart('/');

    /// <summary>Standards and procedures at every stage that the demo organisation has, seen by whoever sees everything.</summary>
    private async Task ReadAsync(IServiceProvider services, string? role)
    {
        var (databases, readers) = (services.GetRequiredService<PolicyDbFactory>(), services.GetRequiredService<Readers>());
        var accounts = await AccountsAsync(databases);
        if (role is not null)
            reader = await readers.TodayAsync(accounts[role].Person, CancellationToken.None);
        await using var db = databases.OpenFor(await readers.TodayAsync(accounts["ciso"].Person, CancellationToken.None));
        somebody = accounts["staff"];
        var all = (await db.Documents.AsNoTracking().ToListAsync()).ToDictionary(document => document.Id);
        var link = (await db.ImplementsLinks.AsNoTracking().Where(one => one.WithdrawnAt == null).ToListAsync()).First(one => all[one.BelowId].Tier == Tier.Standard);
        above = link.AboveId;
        documents.AddRange([all[link.BelowId], all.Values.First(document => document.Openness == Openness.NeedToKnow)]);
        guideline = (await db.GuidelineEditions.AsNoTracking().OrderByDescending(one => one.IssuedOn).FirstAsync()).Id.ToString();
        var question = await db.CourseQuestions.AsNoTracking().OrderBy(one => one.Id).FirstAsync();
        course = (question.CourseId.ToString(), question.QuestionId.ToString());
        foreach (var document in documents)
        {
            var order = new EditionOrder((await db.Editions.AsNoTracking().Where(one => one.DocumentId == document.Id).ToListAsync())
                .Select(one => new EditionDates(one.Id, one.Kind, one.Significance, one.EnactedOn, one.EffectiveFrom, one.RecordedAt, one.BaseEditionId, one.CarriedFromId)));
            paths[document.Id] = ProvisionPaths.Of(await db.ReadTreeAsync(order.All[^1].Id, CancellationToken.None)).All[0].Path;
            editions[document.Id] = (order.All[^1].Id, order.All.Length > 1 ? order.All[^2].Id : null, order.All[^1].EffectiveFrom);
        }
        amendments.AddRange((await db.Amendments.Include(one => one.Document).AsNoTracking().ToListAsync())
            .Where(one => one.Kind != EditionKind.Repeal).OrderBy(one => one.Id.Value).DistinctBy(one => (one.Document!.Tier == Tier.Procedure, one.IsOpen())));
        if (await db.Files.AsNoTracking().Where(one => one.AmendmentId != null).OrderBy(one => one.Id).FirstOrDefaultAsync() is { } file)
        {
            source = (file.AmendmentId!.Value, file.Id);
            if (amendments.All(one => one.Id != file.AmendmentId))
                amendments.Add(await db.Amendments.Include(one => one.Document).AsNoTracking().SingleAsync(one => one.Id == file.AmendmentId));
        }
        foreach (var isOwn in (bool[])[true, false])
            if (await db.Acknowledgements.AsNoTracking().Where(one => one.PersonId == reader.PersonId == isOwn).OrderBy(one => one.ReceiptNumber).FirstOrDefaultAsync() is { } receipt)
                receipts.Add((receipt.Id.ToString(), isOwn));
    }

    private static async Task<Dictionary<string, (Guid Account, PersonId Person)>> AccountsAsync(PolicyDbFactory databases)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await db.Users.ToDictionaryAsync(account => account.UserName!, account => (account.Id, account.PersonId));
    }

    private IEnumerable<Cell> CellsOf(RouteEndpoint endpoint)
    {
        var pattern = PatternOf(endpoint);
        var isForEverybody = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        var may = endpoint.Metadata.GetOrderedMetadata<RequiresAttribute>().All(asked => reader.Can(asked.Ability));
        foreach (var (address, served) in AddressesOf(pattern))
            yield return new(pattern, address, isForEverybody ? served : reader.PersonId is null ? 302 : may ? served : 403);
    }

    private IEnumerable<(string Address, int Served)> AddressesOf(string pattern) => pattern.Split('/')[1] switch
    {
        "catalogue" when pattern.EndsWith("/take-back", StringComparison.Ordinal) => documents.Select(document =>
            (Filled(pattern, document.Id, editions[document.Id].Last), Found(reader.MayPublish(document) && editions[document.Id] is { Before: not null, From: var from } && from > reader.Day))),
        // Nothing that waits has been overtaken.
        "catalogue" when pattern.Contains("{edition}", StringComparison.OrdinalIgnoreCase) => documents.Select(document => (Filled(pattern, document.Id, editions[document.Id].Last), 404)),
        "catalogue" when pattern.Contains('{', StringComparison.Ordinal) => documents.Select(document =>
            (Filled(pattern, document.Id) + (pattern.EndsWith("/new", StringComparison.Ordinal) ? $"?above={above}" : ""), Found(ServesDocument(document, pattern)))),
        "catalogue" or "import" when pattern is "/catalogue/new" or "/import" => [(pattern, Found(Enum.GetValues<Tier>().Any(reader.MayRegister)))],
        "documents" => documents.Where(document => !pattern.Contains("{since}", StringComparison.Ordinal) || editions[document.Id].Before is not null).Select(document =>
            (Filled(pattern, document.Id, editions[document.Id].Last, pattern.Contains("{path}", StringComparison.Ordinal) ? paths[document.Id] : editions[document.Id].Before), Found(reader.MayKnow(document)))),
        "tracing" when pattern.Contains('{', StringComparison.Ordinal) => documents.Select(document => (Filled(pattern, document.Id), Found(reader.MayKnow(document)))),
        "training" when pattern.Contains("/attempts/", StringComparison.Ordinal) => [],
        // No course has a file, since none was looked through.
        "training" when pattern.Contains("{file}", StringComparison.Ordinal) => [(Filled(pattern, course.Course, 404), 404)],
        "training" when pattern.EndsWith("/progress", StringComparison.Ordinal) => [(Filled(pattern, course.Course), 200)],
        "training" when pattern.Contains('{', StringComparison.Ordinal) => [(Filled(pattern, course.Course, course.Question), Found(IsForReaders(pattern) || reader.Can(Ability.EditStandards)))],
        "guidelines" when pattern.Contains('{', StringComparison.Ordinal) => [(Filled(pattern, guideline), 200)],
        // The standard defines terms.
        "terms" when pattern.Contains('{', StringComparison.Ordinal) => documents.Take(1).Select(document => (Filled(pattern, document.Id) + "?number=1", Found(reader.MayKnow(document)))),
        "granting" or "targets" when pattern.Contains('{', StringComparison.Ordinal) => documents.Select(document =>
            (Filled(pattern, document.Id), Found(document.IsGrantedBy(reader) && (document.Tier == Tier.Procedure || pattern.StartsWith("/granting", StringComparison.Ordinal))))),
        "amendments" when pattern.Contains("{file", StringComparison.Ordinal) => source is not var (amendment, file) ? []
            : [(Filled(pattern, amendment, file.ToString("D")), Found(reader.MayFollowAmendments(amendments.Single(one => one.Id == amendment).Document!)))],
        "amendments" when pattern.Contains('{', StringComparison.Ordinal) => amendments.Select(amendment => (Filled(pattern, amendment.Id), Found(ServesAmendment(amendment, pattern)))),
        "receipts" when pattern.Contains('{', StringComparison.Ordinal) => receipts.Select(receipt => (Filled(pattern, receipt.Receipt), Found(receipt.IsOwn))),
        // There is no paper yet; a list is printed for whoever manages people, of what is for everybody.
        "following" when pattern.Contains("{scan}", StringComparison.Ordinal) => [(Filled(pattern, 404), 404)],
        "following" when pattern.Contains('{', StringComparison.Ordinal) => documents.Select(document =>
            (Filled(pattern, document.Id), Found(!reader.ManagedDepartments.IsEmpty && document.Tier != Tier.Procedure && document.Audience != Audience.Granted && reader.MayKnow(document)))),
        "terminals" => [(pattern, Found(!reader.ManagedDepartments.IsEmpty))],
        // None is there that an id could be filled in of.
        "personnel-changes" when pattern.Contains('{', StringComparison.Ordinal) => [(Filled(pattern, 404), 404)],
        "matters" when pattern.Contains('{', StringComparison.Ordinal) => [(Filled(pattern, 404), 404)],
        "status" => [(Filled(pattern, 404), 404)],
        _ when pattern == SiteUrls.Error => [(pattern, 500)],
        // People are recorded, and sign in without a provider.
        _ when pattern is "/not-found" or SiteUrls.CalendarFeed or SiteUrls.FirstRun or SiteUrls.OpenIdLeave or SiteUrls.OpenIdNotSignedIn => [(pattern, 404)],
        _ when pattern == SiteUrls.Session => [(pattern, reader.PersonId is null ? 401 : 204)],
        _ when pattern.StartsWith("/admin/people/{", StringComparison.Ordinal) => [(Filled(pattern, somebody.Person), 200)],
        _ when pattern.StartsWith("/admin/systems/{", StringComparison.Ordinal) => [(Filled(pattern, 404), 404)],
        _ when pattern.StartsWith("/admin/accounts/{", StringComparison.Ordinal) => [(Filled(pattern, somebody.Account.ToString("N")), 200)],
        _ => [(pattern, 200)],
    };

    private static bool IsForReaders(string pattern) => pattern is "/training/{Id}" or "/training/{Id}/quiz";

    private bool ServesDocument(PolicyDocument document, string pattern) => reader.MayFollowAmendments(document) && pattern.Split('/')[^1] switch
    {
        "amend" => reader.MayEdit(document),
        "campaign" => reader.MayPublish(document),
        "new" when pattern.EndsWith("/training/new", StringComparison.Ordinal) => reader.MayEdit(document),
        "new" => reader.MayLink(document),
        "openness" => reader.MayOpen(document),
        "targets" => document.Tier != Tier.Procedure && reader.MayOpen(document),
        "particulars" => reader.MayDescribe(document),
        // A procedure is opened or closed whole.
        "withheld" => document.Tier != Tier.Procedure && reader.MayOpen(document),
        _ => true,
    };

    private bool ServesAmendment(Amendment amendment, string pattern) => reader.MayFollowAmendments(amendment.Document!) && pattern.Split('/')[^1] switch
    {
        "edit" or "text" or "submit" => reader.MayEdit(amendment.Document!),
        "pairings" => reader.MayEdit(amendment.Document!) && amendment.BaseEditionId is not null,
        "rebase" or "withdraw" => reader.MayEdit(amendment.Document!) && amendment.IsOpen(),
        "publish" => reader.MayPublish(amendment.Document!) && amendment is { EnactedOn: not null, EffectiveFrom: not null },
        _ => true,
    };

    private static int Found(bool served) => served ? 200 : 404;

    private static string Filled(string pattern, params object?[] values)
    {
        var next = 0;
        return string.Join('/', pattern.Split('/').Select(part => part.StartsWith('{') ? Convert.ToString(values[next++], CultureInfo.InvariantCulture) : part));
    }
}
