namespace CcsPolicy.Web.Access;

/// <summary>What the office decides about sign-in: section <c>Security</c> of the configuration.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>Whoever may do more than staff must have a second factor. Off only where the demonstration data lie.</summary>
    public bool RequireSecondFactor { get; set; } = true;

    /// <summary>A session that nobody uses ends after this time.</summary>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this time, however much it is used.</summary>
    public TimeSpan SessionTime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a link of invitation opens.</summary>
    public TimeSpan InvitationTime { get; set; } = TimeSpan.FromHours(72);
}

/// <summary>An account that the sign-in page offers by name; only demonstration data register any.</summary>
public sealed record DemoAccount(string Name, string Password, string JapaneseRole, string EnglishRole);
