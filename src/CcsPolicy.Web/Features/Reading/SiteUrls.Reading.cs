using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>The basic policy without signing in, where that is switched on.</summary>
    public const string PublicPolicy = "/policy";

    /// <summary>The edition in force of a document.</summary>
    public static string Document(DocumentId document) => $"/documents/{document}";

    /// <summary>The edition in force on a day.</summary>
    public static string DocumentOn(DocumentId document, DateOnly day) => DocumentOn(document, day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The same, with the day as somebody typed it.</summary>
    public static string DocumentOn(DocumentId document, string typed) => $"{Document(document)}?on={Uri.EscapeDataString(typed)}";

    /// <summary>One edition, today and in ten years.</summary>
    public static string Edition(DocumentId document, EditionId edition) => $"/documents/{document}/editions/{edition}";

    /// <summary>A provision of one edition.</summary>
    public static string Provision(DocumentId document, EditionId edition, ProvisionPath path) => $"{Edition(document, edition)}#{path}";

    /// <summary>The provisions of an edition, each with the days on which it changed.</summary>
    public static string ProvisionHistories(DocumentId document, EditionId edition) => $"{Edition(document, edition)}/provisions";

    /// <summary>Everything that happened to a provision, which is named as this edition has it.</summary>
    public static string ProvisionHistory(DocumentId document, EditionId edition, ProvisionPath path) => $"{ProvisionHistories(document, edition)}/{path}";

    /// <summary>What changed from an earlier edition to a later one.</summary>
    public static string Changes(DocumentId document, EditionId edition, EditionId since) => $"{Edition(document, edition)}/changes/{since}";

    /// <summary>新旧対照表: the same as a file.</summary>
    /// <param name="form"><c>docx</c> or <c>html</c>.</param>
    public static string ChangesTable(DocumentId document, EditionId edition, EditionId since, string form) => $"{Changes(document, edition, since)}/table.{form}";

    /// <summary>改め文: the sentences that make the later edition of the earlier one, as a Word file.</summary>
    public static string ChangesInstrument(DocumentId document, EditionId edition, EditionId since) => $"{Changes(document, edition, since)}/instrument.docx";
}
