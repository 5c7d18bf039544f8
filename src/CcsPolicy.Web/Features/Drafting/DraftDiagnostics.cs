using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>起案の点検。What a person should look at in a draft before it goes on its way.</summary>
internal static class DraftDiagnostics
{
    public static IReadOnlyList<TextDiagnostic> Of(string text)
    {
        return
        [
            .. ProvisionText.Read(text).Diagnostics.Distinct()
                .Where(found => found.Severity != DiagnosticSeverity.Information).OrderBy(found => found.Line).ThenBy(found => found.Column),
        ];
    }
}
