namespace CcsPolicy.Web.Features.Drafting;

/// <summary>Names the resource file of this feature.</summary>
public sealed class DraftingText;
