namespace CcsPolicy.Web.Shell.Ui;

/// <summary>目次の項目。A provision in the outline at the side; depth 1 to 3.</summary>
public sealed record OutlineEntry(int Depth, string Label, string Heading, string Anchor);
