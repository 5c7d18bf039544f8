namespace CcsPolicy.Web.Features.Publishing;

/// <summary>Names the resource file of this feature.</summary>
public sealed class PublishingText;
