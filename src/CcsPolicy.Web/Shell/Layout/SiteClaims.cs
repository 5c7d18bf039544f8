namespace CcsPolicy.Web.Shell.Layout;

/// <summary>表示名。The claim with the name that the header shows; without it the account's own name stands there.</summary>
public static class SiteClaims
{
    public const string DisplayName = "ccs:display-name";

    /// <summary>所属。The department, shown below the name in the person's menu.</summary>
    public const string Department = "ccs:department";
}
