namespace CcsPolicy.Web.Access;

/// <summary>What the office decides about sign-in: section <c>Security</c> of the configuration.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Security";

    /// <summary>Who must sign in with a second factor.</summary>
    public SecondFactorDuty SecondFactor { get; set; } = SecondFactorDuty.Everyone;

    /// <summary>A session that nobody uses ends after this time.</summary>
    public TimeSpan IdleTime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A session ends after this time, however much it is used.</summary>
    public TimeSpan SessionTime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Tries to sign in that one address may make in a minute. An office behind one address needs as many as its people at nine o'clock.</summary>
    public int SignInsPerMinute { get; set; } = 120;

    /// <summary>Questions to the search that one person may ask in a minute.</summary>
    public int FindsPerMinute { get; set; } = 60;

    /// <summary>
    /// Requests that one person may make in a minute to open circuits: about three for each page with the editor. A line that breaks tries again about twice a minute.
    /// </summary>
    public int CircuitsPerMinute { get; set; } = 120;

    /// <summary>Calendars that one address may ask for in a minute: those of all devices behind it.</summary>
    public int CalendarsPerMinute { get; set; } = 120;

    /// <summary>Reports that one person may take out in a minute.</summary>
    public int ExportsPerMinute { get; set; } = 10;

    /// <summary>Approving, changing roles, grants and accounts and taking reports out ask for a sign-in no older than this.</summary>
    public TimeSpan FreshTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether others may learn who has set up a second factor. Where only those who hold something have to, it would tell administrators and auditors who was granted a procedure.
    /// </summary>
    public bool TellsSecondFactors => SecondFactor == SecondFactorDuty.Everyone;

    /// <summary>
    /// The list of leaked passwords of Have I Been Pwned as its downloader lays it down: one file of SHA-1 hashes in their order, or a folder with a file for each five first signs. Empty for none.
    /// </summary>
    public string BreachedPasswords { get; set; } = "";

    /// <summary>Managers may open shared terminals, where a PIN opens what everybody who works here reads.</summary>
    public bool SharedTerminals { get; set; } = true;

    /// <summary>How long a link of invitation opens.</summary>
    public TimeSpan InvitationTime { get; set; } = TimeSpan.FromHours(72);
}

/// <summary>Who must sign in with a second factor.</summary>
public enum SecondFactorDuty
{
    Everyone,

    /// <summary>Staff who hold no role and no grant to a procedure may leave it out.</summary>
    StaffWithoutProceduresMayOmit,
}

/// <summary>An account that the sign-in page offers by name; only demonstration data register any, in Development. It needs no second factor.</summary>
public sealed record DemoAccount(string Name, string Password, string JapaneseRole, string EnglishRole);
