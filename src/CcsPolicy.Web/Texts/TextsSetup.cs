using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Texts;

/// <summary>Composition of what all pages about texts share.</summary>
public static class TextsSetup
{
    public static void AddTexts(this IServiceCollection services)
    {
        services.AddSingleton(new LayoutPart(typeof(PrintMarking)));
        services.AddSingleton<TextsInForce>();
        services.AddSingleton<ReviewsDue>();
        services.AddOptions<AmendingOptions>().BindConfiguration(AmendingOptions.Section);
    }
}
