namespace CcsPolicy.Web.Features.Linking;

/// <summary>具体化のつながり。Which provision below carries out which above: reached from the page of a document.</summary>
public static class LinkingFeature
{
    public static void AddLinking(this IServiceCollection services)
    {
        services.AddScoped<ShowLinksHandler>();
        services.AddScoped<RecordLinksHandler>();
    }
}

/// <summary>Names the resource file of this feature.</summary>
public sealed class LinkingText;
