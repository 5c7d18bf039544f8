namespace CcsPolicy.Web.Features.Granting;

/// <summary>Names the resource file of this folder.</summary>
public sealed class GrantingText;
