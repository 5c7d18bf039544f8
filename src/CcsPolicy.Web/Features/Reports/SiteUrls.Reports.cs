namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>Takes the report out; a POST, because taking it out is journalled.</summary>
    public static string AcknowledgementReport(string format) => $"/reports/acknowledgements.{format}";
}
