namespace CcsPolicy.Web.Features.Importing;

/// <summary>Names the resource file of this feature.</summary>
public sealed class ImportingText;
