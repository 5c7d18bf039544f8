using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>具体化の一覧: which documents carry out which, and where something is missing.</summary>
    public const string Trace = "/tracing";

    /// <summary>The articles of a document with what founds them and what carries them out.</summary>
    public static string TraceOf(DocumentId document) => $"{Trace}/{document}";
}
