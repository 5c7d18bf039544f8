namespace CcsPolicy.Web.Shell;

/// <summary>ポータルの名称。What the office calls itself and this portal; section <c>Portal</c> of the configuration.</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    public string Office { get; set; } = "";

    public string OfficeEnglish { get; set; } = "";

    public string Name { get; set; } = "情報セキュリティポリシー";

    public string NameEnglish { get; set; } = "Security Policy";

    /// <summary>Whether the basic policy, where it is public, can be read without signing in.</summary>
    public bool PublicBasicPolicy { get; set; }

    public string OfficeIn(string language) => language == "en" && OfficeEnglish.Length > 0 ? OfficeEnglish : Office;

    public string NameIn(string language) => language == "en" && NameEnglish.Length > 0 ? NameEnglish : Name;
}
