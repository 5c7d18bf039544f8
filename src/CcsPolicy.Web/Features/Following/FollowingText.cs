namespace CcsPolicy.Web.Features.Following;

/// <summary>Names the resource file of this folder.</summary>
public sealed class FollowingText;
