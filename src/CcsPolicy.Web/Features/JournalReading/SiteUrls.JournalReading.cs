#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>操作記録</summary>
    public const string Journal = "/journal";

    /// <summary>Takes the journal out; a POST, because taking it out is journalled.</summary>
    public static string JournalReport(string format) => $"/journal.{format}";

    /// <summary>Takes the general journal out with proofs of its entries.</summary>
    public const string ProvenJournal = "/journal.jsonl";

    /// <summary>実施手順の操作記録</summary>
    public const string ProcedureJournal = "/journal/procedures";

    /// <summary>The journal of one procedure.</summary>
    public static string ProcedureJournalOf(CcsPolicy.Domain.Documents.DocumentId procedure) => $"{ProcedureJournal}?procedure={procedure}";

    public static string ProcedureJournalReport(string format) => $"{ProcedureJournal}.{format}";
}
