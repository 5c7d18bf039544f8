namespace CcsPolicy.Web.Features.Publishing;

/// <summary>公布。An approved amendment is put on record as an edition.</summary>
public static class PublishingFeature
{
    public static void AddPublishing(this IServiceCollection services) => services.AddScoped<PublishAmendmentHandler>().AddScoped<TakeBackEditionHandler>();
}
