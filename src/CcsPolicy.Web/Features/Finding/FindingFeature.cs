namespace CcsPolicy.Web.Features.Finding;

/// <summary>検索の組立て。</summary>
public static class FindingFeature
{
    public static void AddFinding(this IServiceCollection services) => services.AddSingleton<FindProvisions>();
}
