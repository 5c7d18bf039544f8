namespace CcsPolicy.Web.Features.Withholding;

/// <summary>条項の公開範囲の文言。Names the resource file of this folder.</summary>
public sealed class WithholdingText;
