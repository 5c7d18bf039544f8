using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Notices;

/// <summary>お知らせ。Tells people what was published: in the portal, and by mail where there is a server.</summary>
public static class NoticesFeature
{
    public static void AddNotices(this IServiceCollection services)
    {
        services.AddSingleton<NoticeLetters>();
        services.AddSingleton<NoticeDelivery>();
        services.AddHostedService<NoticeClock>();
        services.AddOptions<NoticesOptions>().BindConfiguration(NoticesOptions.Section).ValidateOnStart()
            .Validate(notices => notices.KeptDays is >= NoticesOptions.FewestDays and <= NoticesOptions.MostDays,
                $"Notices:KeptDays は{NoticesOptions.FewestDays}から{NoticesOptions.MostDays}までの日数にしてください。 / Notices:KeptDays is a number of days from {NoticesOptions.FewestDays} to {NoticesOptions.MostDays}.");
        services.AddSingleton<CalendarFeed>();
        services.AddScoped<InboxHandler>();
        services.AddScoped<OwnCalendarHandler>();
        services.AddScoped<MailQueue>();
        services.AddScoped<MailTemplatesHandler>();
        services.AddSingleton(new NavigationEntry(typeof(NoticesText), "Nav", SiteUrls.Inbox, 5, AbilityPolicies.NameOf(Ability.ReadDocuments), NavigationPlace.Person));
        services.AddSingleton(new NavigationEntry(typeof(NoticesText), "TemplatesTitle", SiteUrls.MailTemplates, 74, AbilityPolicies.NameOf(Ability.EditStandards), NavigationPlace.Person));
        services.AddSingleton(new NavigationEntry(typeof(NoticesText), "MailNav", SiteUrls.Mail, 76, AbilityPolicies.NameOf(Ability.ManageAccounts)));
    }

    public static void MapNotices(this IEndpointRouteBuilder routes) =>
        routes.MapGet(SiteUrls.CalendarFeed, async (string? key, HttpContext http, CalendarFeed feed) =>
            await feed.WriteAsync(key, $"{http.Request.Scheme}://{http.Request.Host}", http.RequestAborted) is { } calendar ? Results.Text(calendar, "text/calendar; charset=utf-8") : Results.NotFound())
            .AllowAnonymous().RequireRateLimiting(RateLimits.Calendar);
}

/// <summary>お知らせの設定: section <c>Notices</c> of the configuration.</summary>
public sealed class NoticesOptions
{
    public const string Section = "Notices";

    /// <summary>Whether people may have what they are asked for in the calendar of a device, by a secret address.</summary>
    public bool CalendarFeed { get; set; } = true;

    /// <summary>For so many days notices are kept that were sent or given up: a year's reminders and somewhat more. What waits is kept however old it is.</summary>
    public int KeptDays { get; set; } = 400;

    /// <summary>Longer than anything is tried, and than the same may come again.</summary>
    internal const int FewestDays = 35;

    internal const int MostDays = 36_500;
}

/// <summary>Names the words of notices.</summary>
public sealed class NoticesText;
