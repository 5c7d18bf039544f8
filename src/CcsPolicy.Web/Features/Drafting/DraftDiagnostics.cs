using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Features.Drafting;

/// <summary>起案の点検。What a person should look at in a draft before it goes on its way.</summary>
internal static class DraftDiagnostics
{
    /// <param name="old">The edition that it amends; a number of it that is read as words now is told.</param>
    public static IReadOnlyList<TextDiagnostic> Of(string text, ProvisionTree old)
    {
        var reading = ProvisionText.Read(text);
        return
        [
            .. reading.Diagnostics.Concat(Lost(text, old, reading.Tree)).Distinct()
                .Where(found => found.Severity != DiagnosticSeverity.Information).OrderBy(found => found.Line).ThenBy(found => found.Column),
        ];
    }

    private static IEnumerable<TextDiagnostic> Lost(string text, ProvisionTree old, ProvisionTree now)
    {
        var (lines, from) = (text.Split('\n'), 0);
        foreach (var lost in NumberReadAsWords.Between(old, now))
        {
            // In the explicit form a line has a sign before its words.
            var at = Array.FindIndex(lines, Math.Max(from, lost.Within.Line), line => line.TrimEnd().EndsWith(lost.Line, StringComparison.Ordinal));
            from = at < 0 ? from : at + 1;
            yield return new TextDiagnostic(at < 0 ? Math.Max(1, lost.Within.Line) : at + 1, 1, DiagnosticSeverity.Warning, "numbering.number-lost",
                $"番号「{lost.Number}」の条項がほかにもあるため、この行は条項として読まれず、「{lost.Within.Label}」の文に入っています。どちらかの番号を直してください。",
                $"The number \"{lost.Number}\" stands elsewhere as well, so this line is not read as a provision: it is part of the words of \"{lost.Within.Label}\". Correct one of the numbers.");
        }
    }
}
