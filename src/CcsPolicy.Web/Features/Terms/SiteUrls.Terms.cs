using System.Globalization;
using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>用語集.</summary>
    public const string Terms = "/terms";

    /// <summary>A page of the glossary.</summary>
    /// <param name="on">The day on which the texts were in force; today when null.</param>
    public static string TermsPage(string? words, string state, int page, DateOnly? on = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{Terms}?state={state}&page={page}{(string.IsNullOrEmpty(words) ? "" : "&q=" + Uri.EscapeDataString(words))}{On(on)}");

    /// <summary>用語集 of the texts that were in force on the day.</summary>
    public static string TermsOn(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Terms}?on={day:yyyy-MM-dd}");

    /// <summary>A term with its definitions and uses, by a document that defines it: no address that the portal gives bears words of a text.</summary>
    /// <param name="number">Which of the definitions of the text in force, from 1.</param>
    /// <param name="on">As of <see cref="TermsPage"/>.</param>
    public static string Term(DocumentId document, int number, DateOnly? on = null) => string.Create(CultureInfo.InvariantCulture, $"{Terms}/{document}?number={number}{On(on)}");

    private static string On(DateOnly? day) => day is { } known ? string.Create(CultureInfo.InvariantCulture, $"&on={known:yyyy-MM-dd}") : "";
}
