using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using CcsPolicy.Web.Shell.Protection;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>Signing in and out, the own password and the second factor.</summary>
public static class SigningInFeature
{
    public static void AddSigningIn(this IServiceCollection services)
    {
        services.AddSingleton<CodeWait>();
        services.AddScoped<SignInHandler>();
        services.AddScoped<SignOutHandler>();
        services.AddSingleton<SecondFactor>();
        services.AddScoped<EnterCodeHandler>();
        services.AddScoped<SetSecondFactorHandler>();
        services.AddScoped<ChangePasswordHandler>();
        services.AddScoped<AcceptInvitationHandler>();
        services.AddSingleton(new NavigationEntry(typeof(SigningInText), "PasswordTitle", SiteUrls.Password, 90, null, NavigationPlace.Person));
        services.AddSingleton(new NavigationEntry(typeof(SigningInText), "SecondFactorTitle", SiteUrls.SecondFactor, 91, null, NavigationPlace.Person));
    }

    public static void MapSigningIn(this IEndpointRouteBuilder routes) =>
        routes.MapPost(SiteUrls.SignOut, async (HttpContext http, SignOutHandler handler) =>
        {
            await handler.HandleAsync(http);
            return Results.LocalRedirect(SiteUrls.SignIn + "?out=1");
        }).AllowAnonymous().RequireSameOrigin();
}

/// <summary>Names the words of sign-in.</summary>
public sealed class SigningInText;
