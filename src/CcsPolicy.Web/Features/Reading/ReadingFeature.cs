namespace CcsPolicy.Web.Features.Reading;

/// <summary>閲覧の組立て。</summary>
public static class ReadingFeature
{
    public static void AddReading(this IServiceCollection services)
    {
        services.AddSingleton<ReadingQuery>();
        services.AddSingleton<EditionBodies>();
        services.AddSingleton<FrameStore>();
        services.AddScoped<FramedAnswer>();
        services.AddScoped<ReadingEndpoints>();
        services.AddScoped<HistoryEndpoints>();
    }

    public static void MapReading(this IEndpointRouteBuilder routes)
    {
        ReadingEndpoints.Map(routes);
        HistoryEndpoints.Map(routes);
    }
}
