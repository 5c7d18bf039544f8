namespace CcsPolicy.Web.Shell.Layout;

/// <summary>枠の部品。A component that stands first on every page of the main layout; other parts of the product register theirs.</summary>
/// <param name="Component">A component without parameters, which renders nothing on pages that it does not concern.</param>
public sealed record LayoutPart(Type Component);
