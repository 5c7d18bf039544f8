namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>Names the resource file of this feature.</summary>
public sealed class ReviewingText;
