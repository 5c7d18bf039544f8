namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string SignInCode = "/account/sign-in/code";
    public const string SecondFactor = "/account/second-factor";
    public const string Passkeys = "/account/passkeys";
    public const string Password = "/account/password";
    public const string Sessions = "/account/sessions";
    public const string Confirm = "/account/confirm";
    public const string Invitation = "/account/invitation";

    /// <summary>The sign-in page that leads on to an address of this portal.</summary>
    public static string SignInThen(string returnUrl) => SignIn + "?returnUrl=" + Uri.EscapeDataString(returnUrl);

    /// <summary>The page that asks who it is, and goes on with a form that is kept.</summary>
    public static string ConfirmThen(Guid kept) => $"{Confirm}?kept={kept:N}";

    /// <summary>Stands in the address that an open page asks at a shared terminal where somebody reads on.</summary>
    public const string ReadOn = "read";

    /// <summary>What an open page asks: whether the session stands, and whether something was taken from the person since the page was made.</summary>
    /// <param name="rights">The mark of the rights that the page was made under; null to ask about the session alone.</param>
    public static string SessionUnder(string? rights) => rights is null ? Session : $"{Session}?rights={rights}";

    /// <summary>The page behind a link of invitation.</summary>
    public static string InvitationWith(string token) => Invitation + "?token=" + Uri.EscapeDataString(token);
}
