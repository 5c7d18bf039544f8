using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Exports;

/// <summary>帳票の用語。The few words that writers add themselves, in the language of the reader.</summary>
public sealed record ReportWords(
    string SummarySheet, string DetailSheet, string Page, string Continued, string MissingGlyphs, string DetailElsewhere, string NoRows)
{
    public static ReportWords From(IStringLocalizer<ExportsText> text) => new(
        text["SummarySheet"], text["DetailSheet"], text["Page"], text["Continued"], text["MissingGlyphs"], text["DetailElsewhere"], text["NoRows"]);
}

/// <summary>出力の文言。Names the resource file of this folder.</summary>
public sealed class ExportsText;
