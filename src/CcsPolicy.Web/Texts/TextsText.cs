namespace CcsPolicy.Web.Texts;

/// <summary>Names the resource file of this folder.</summary>
public sealed class TextsText;
