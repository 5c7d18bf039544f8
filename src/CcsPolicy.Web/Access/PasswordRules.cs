using Microsoft.AspNetCore.Identity;

namespace CcsPolicy.Web.Access;

/// <summary>Fifteen characters, no rules of composition, no forced change (NIST SP 800-63B-4, ASVS 6.2); five wrong tries lock for five minutes.</summary>
internal static class PasswordRules
{
    public const int MinimumLength = 15;
    public const int MaximumLength = 128;
    public const int WrongTries = 5;
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(5);

    public static void Apply(IdentityOptions identity)
    {
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        identity.Password.RequiredLength = MinimumLength;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Password.RequiredUniqueChars = 1;
        identity.Lockout.MaxFailedAccessAttempts = WrongTries;
        identity.Lockout.DefaultLockoutTimeSpan = LockTime;
        identity.User.RequireUniqueEmail = false;
    }
}
