namespace CcsPolicy.Web.Features.BoundThen;

/// <summary>その日の規程。Which documents were in force on a day, and who held the offices then: reached from the home page.</summary>
public static class BoundThenFeature
{
    public static void AddBoundThen(this IServiceCollection services) => services.AddScoped<ShowBoundThenHandler>();
}

/// <summary>Names the resource file of this feature.</summary>
public sealed class BoundThenText;
