namespace CcsPolicy.Web.Exports;

/// <summary>
/// 数式の無害化。A text that a spreadsheet might run as a formula is told apart, so that a name typed as <c>=…</c> stays a name in every format.
/// </summary>
public static class FormulaGuard
{
    /// <summary>Whether a spreadsheet may take this text for a formula: by its first sign, half- or full-width, also behind spaces.</summary>
    public static bool LooksLikeFormula(string text)
    {
        foreach (var c in text)
        {
            if (c is '=' or '+' or '-' or '@' or '\0' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' or '−' or '﹣' or '﹢' or '﹦' or '﹫')
                return true;
            if (c is not (' ' or '\u3000' or '\u00A0'))
                return false;
        }
        return false;
    }

    /// <summary>The text with an apostrophe before it where one is needed; one that begins with an apostrophe gets another, so that <see cref="Restore"/> is exact.</summary>
    public static string Neutralise(string text) => LooksLikeFormula(text) || text.StartsWith('\'') ? "'" + text : text;

    /// <summary>The text as it was: one leading apostrophe belongs to the file and not to the text.</summary>
    public static string Restore(string field) => field.StartsWith('\'') ? field[1..] : field;
}
