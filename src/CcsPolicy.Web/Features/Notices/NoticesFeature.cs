namespace CcsPolicy.Web.Features.Notices;

/// <summary>お知らせ。Tells people what was published: in the portal, and by mail where there is a server.</summary>
public static class NoticesFeature
{
    public static void AddNotices(this IServiceCollection services)
    {
        services.AddSingleton<NoticeLetters>();
        services.AddSingleton<NoticeDelivery>();
        services.AddHostedService<NoticeClock>();
    }
}

/// <summary>Names the words of notices.</summary>
public sealed class NoticesText;
