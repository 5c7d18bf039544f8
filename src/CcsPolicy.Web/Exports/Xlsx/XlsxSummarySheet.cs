using System.Xml;

namespace CcsPolicy.Web.Exports.Xlsx;

/// <summary>概要シート。Title, facts and totals, laid out to be read and printed.</summary>
internal static class XlsxSummarySheet
{
    private const int NarrowestFirst = 12;
    private const int NarrowestSecond = 16;

    public static void Write(XmlWriter xml, ReportModel report)
    {
        var sheet = new XlsxSheetWriter(xml);
        var totals = report.Totals();
        sheet.Begin(Widths(totals), frozen: false, landscape: false);
        Line(sheet, report.Title, XlsxStyle.Title);
        if (report.Marking is { } marking)
            Line(sheet, marking, XlsxStyle.FactName);
        Blank(sheet);
        foreach (var fact in report.Facts)
        {
            var name = fact.Name;
            foreach (var line in fact.Value.Split('\n'))
            {
                sheet.BeginRow();
                sheet.Text(0, name, XlsxStyle.FactName);
                sheet.Text(1, line, FormulaGuard.LooksLikeFormula(line) ? XlsxStyle.FactValueMarked : XlsxStyle.FactValue);
                sheet.EndRow();
                name = "";
            }
        }
        foreach (var table in totals)
        {
            Blank(sheet);
            Line(sheet, table.Caption, XlsxStyle.FactName);
            sheet.Headings(table.Columns);
            foreach (var row in table.Rows)
                sheet.Row(row);
        }
        sheet.End(null, report.Marking);
    }

    private static IEnumerable<int> Widths(IReadOnlyList<ReportTable> totals)
    {
        var count = Math.Max(2, totals.Select(table => table.Columns.Count).DefaultIfEmpty(0).Max());
        for (var i = 0; i < count; i++)
        {
            var widest = totals.Where(table => table.Columns.Count > i).Select(table => table.Columns[i].Width).DefaultIfEmpty(0).Max();
            yield return Math.Max(widest, i switch { 0 => NarrowestFirst, 1 => NarrowestSecond, _ => 0 });
        }
    }

    private static void Line(XlsxSheetWriter sheet, string text, int style)
    {
        sheet.BeginRow();
        sheet.Text(0, text, style);
        sheet.EndRow();
    }

    private static void Blank(XlsxSheetWriter sheet)
    {
        sheet.BeginRow();
        sheet.EndRow();
    }
}
