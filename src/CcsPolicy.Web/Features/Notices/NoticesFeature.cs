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
        services.AddScoped<InboxHandler>();
        services.AddScoped<MailQueue>();
        services.AddSingleton(new NavigationEntry(typeof(NoticesText), "Nav", SiteUrls.Inbox, 5, AbilityPolicies.NameOf(Ability.ReadDocuments), NavigationPlace.Person));
        services.AddSingleton(new NavigationEntry(typeof(NoticesText), "MailNav", SiteUrls.Mail, 76, AbilityPolicies.NameOf(Ability.ManageAccounts)));
    }
}

/// <summary>Names the words of notices.</summary>
public sealed class NoticesText;
