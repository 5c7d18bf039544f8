using CcsPolicy.Data.Rows;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>Signing in and out, the own password and the second factor.</summary>
public static class SigningInFeature
{
    public static void AddSigningIn(this IServiceCollection services)
    {
        services.AddScoped<SignInHandler>();
        services.AddScoped<SignOutHandler>();
        services.AddSingleton<SecondFactor>();
        services.AddScoped<EnterCodeHandler>();
        services.AddScoped<SetSecondFactorHandler>();
        // A person is verified at each use; the portal's own host is the only one that a passkey works for.
        services.Configure<IdentityPasskeyOptions>(passkeys => (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "discouraged"));
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddSingleton<PasskeyOffers>();
        services.AddScoped<PasskeysHandler>();
        services.AddScoped<PasskeyProof>();
        services.AddScoped<EnterPasskeyHandler>();
        services.AddScoped<EndSessionsHandler>();
        services.AddScoped<ConfirmSignInHandler>();
        services.AddScoped<ChangePasswordHandler>();
        services.AddScoped<AcceptInvitationHandler>();
        services.AddSingleton(new NavigationEntry(typeof(SigningInText), "PasswordTitle", SiteUrls.Password, 90, null, NavigationPlace.Person, Shown: http => new(http.HasPassword())));
        services.AddSingleton(new NavigationEntry(typeof(SigningInText), "SecondFactorTitle", SiteUrls.SecondFactor, 91, null, NavigationPlace.Person, Shown: http => new(http.UsesOwnFactor())));
        services.AddSingleton(new NavigationEntry(typeof(SigningInText), "SessionsTitle", SiteUrls.Sessions, 92, null, NavigationPlace.Person, Shown: http => new(!http.IsAtTerminal())));
    }

    public static void MapSigningIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SiteUrls.SignOut, async (HttpContext http, SignOutHandler handler) =>
            Results.LocalRedirect(await handler.HandleAsync(http))).AllowAnonymous().RequireSameOrigin();
        // Asked by open pages twice a minute; the answer is all in its status.
        routes.MapGet(SiteUrls.Session, (HttpContext http, string? rights) =>
        {
            http.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            http.Response.StatusCode = http.Features.Get<StandingSession>() is not { } standing ? StatusCodes.Status401Unauthorized
                : rights is not null && !standing.Rights.Hold(rights) ? StatusCodes.Status205ResetContent : StatusCodes.Status204NoContent;
        }).AllowAnonymous();
    }
}

/// <summary>Names the words of sign-in.</summary>
public sealed class SigningInText;
