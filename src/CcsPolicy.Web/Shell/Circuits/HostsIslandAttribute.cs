namespace CcsPolicy.Web.Shell.Circuits;

/// <summary>
/// 対話部のあるページ。Stands on a page that holds an island: only such pages load the scripts and styles of circuits, and only they allow style attributes.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HostsIslandAttribute : Attribute;
