namespace CcsPolicy.Web.Features.Documents;

/// <summary>Names the resource file of this feature.</summary>
public sealed class DocumentsText;
