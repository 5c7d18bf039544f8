using System.Text.Encodings.Web;
using System.Text.Unicode;
using CcsPolicy.Domain.Amendments.Comparing.Tables;

namespace CcsPolicy.Web.Exports.Comparing;

/// <summary>
/// 新旧対照表を HTML で。The table is the same on the screen and in a file. Changes stand in ins and del, with words that only a screen reader speaks, so that neither colour nor line alone tells them.
/// </summary>
internal static class ComparisonHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        body{font:16px/1.8 "BIZ UDMincho","Hiragino Mincho ProN","Yu Mincho",serif;color:#1b1b1b;background:#fff;margin:2rem auto;max-width:80rem;padding:0 1rem}
        h1{font-size:1.35rem;font-weight:600}
        table{border-collapse:collapse;width:100%;table-layout:fixed}
        th,td{border:0 solid #555;border-width:0 1px;padding:.1rem .8rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
        thead th{border-width:1px;background:#f2f2ef;text-align:center}
        tbody tr:first-child td{border-top-width:1px;padding-top:.5rem}
        tbody tr:last-child td{padding-bottom:.5rem}
        table{border-bottom:1px solid #555}
        ins,del{text-decoration:underline;text-underline-offset:.2em;color:inherit}
        .spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .level2{padding-left:1.8rem}.level3{padding-left:2.8rem}.level4{padding-left:3.8rem}.level5{padding-left:4.8rem}.level6{padding-left:5.8rem}
        .marking{font-size:.8rem;text-align:right}
        .note{color:#595959}
        .cell{display:inline-block;inline-size:0;block-size:1.2em;margin-inline:.6em;border-inline-start:1px solid #555;overflow:hidden;vertical-align:text-bottom}
        @media screen and (max-width:40rem){table,tbody,tr,td{display:block}thead,td:empty,.same>td:last-child{display:none}td::before{content:attr(data-side);display:block;font-size:.8rem;color:#595959}.same>td::before{content:none}}
        @page{size:A4 landscape;margin:15mm}
        @media print{.marking{position:fixed;top:0;right:0;margin:0}h1{padding-top:1rem}body{margin:0;max-width:none;font-size:10.5pt}thead{display:table-header-group}tr{break-inside:avoid}}
        """;

    /// <summary>A page of its own, without script or anything to fetch.</summary>
    /// <param name="title">Stands above the table.</param>
    /// <param name="marking">Stands on each printed sheet; null for none.</param>
    public static void WritePage(TextWriter output, ComparisonTable table, string title, string? marking = null)
    {
        output.Write($"<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>{Encoder.Encode(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n{(marking is null ? "" : $"<p class=\"marking\">{Encoder.Encode(marking)}</p>\n")}<main>\n<h1>{Encoder.Encode(title)}</h1>\n");
        WriteTable(output, table);
        output.Write("</main>\n</body>\n</html>\n");
    }

    /// <summary>The table alone, for a page that has the style.</summary>
    public static void WriteTable(TextWriter output, ComparisonTable table)
    {
        var (left, right) = table.Usage.NewOnLeft ? (table.Usage.NewName, table.Usage.OldName) : (table.Usage.OldName, table.Usage.NewName);
        output.Write($"<table class=\"comparison\">\n<thead><tr><th scope=\"col\">{Encoder.Encode(left)}</th><th scope=\"col\">{Encoder.Encode(right)}</th></tr></thead>\n");
        var isOpen = false;
        foreach (var row in table.Rows)
        {
            if (row.BeginsBlock || !isOpen)
                output.Write(isOpen ? "</tbody>\n<tbody>\n" : "<tbody>\n");
            isOpen = true;
            WriteRow(output, table, row);
        }
        output.Write(isOpen ? "</tbody>\n</table>\n" : "</table>\n");
    }

    private static void WriteRow(TextWriter output, ComparisonTable table, ComparisonTableRow row)
    {
        output.Write(row.IsSame ? "<tr class=\"same\">" : "<tr>");
        foreach (var isNew in table.Usage.NewOnLeft ? [true, false] : new[] { false, true })
        {
            // Where there is no room for two columns, each side bears its name.
            output.Write($"<td{(row.Depth > 1 ? $" class=\"level{Math.Min(row.Depth, 6)}\"" : "")} data-side=\"{Encoder.Encode(isNew ? table.Usage.NewName : table.Usage.OldName)}\">");
            WriteRuns(output, isNew ? row.New : row.Old, isNew);
            output.Write("</td>");
        }
        output.Write("</tr>\n");
    }

    /// <summary>Words as HTML: a line stands between the cells of a table, and the tab stays, so that the page is read back as the text.</summary>
    public static string Cells(string words) => Encoder.Encode(words).Replace("&#x9;", "<span class=\"cell\">&#x9;</span>", StringComparison.Ordinal);

    private static void WriteRuns(TextWriter output, IReadOnlyList<TableRun>? runs, bool isNew)
    {
        foreach (var (kind, text) in runs ?? [])
        {
            var words = Cells(text);
            output.Write(kind switch
            {
                TableRunKind.Kept => words,
                TableRunKind.Note => $"<span class=\"note\">{words}</span>",
                _ when isNew => $"<ins><span class=\"spoken\">追加：</span>{words}<span class=\"spoken\">、追加終わり</span></ins>",
                _ => $"<del><span class=\"spoken\">削除：</span>{words}<span class=\"spoken\">、削除終わり</span></del>",
            });
        }
    }
}
