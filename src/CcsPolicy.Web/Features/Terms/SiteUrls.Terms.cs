using System.Globalization;
using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>用語集.</summary>
    public const string Terms = "/terms";

    /// <summary>A page of the glossary.</summary>
    public static string TermsPage(string? words, string state, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"{Terms}?state={state}&page={page}{(string.IsNullOrEmpty(words) ? "" : "&q=" + Uri.EscapeDataString(words))}");

    /// <summary>A term with its definitions and uses, by a document that defines it: no address that the portal gives bears words of a text.</summary>
    /// <param name="number">Which of the definitions of the text in force, from 1.</param>
    public static string Term(DocumentId document, int number) => string.Create(CultureInfo.InvariantCulture, $"{Terms}/{document}?number={number}");
}
