namespace CcsPolicy.Web.Features.Reports;

/// <summary>Names the resource file of this folder.</summary>
public sealed class ReportsText;
