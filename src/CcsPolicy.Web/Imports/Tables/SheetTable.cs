using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using CcsPolicy.Web.Imports.Word;

namespace CcsPolicy.Web.Imports.Tables;

/// <summary>
/// シートの読取り。Rows of the first sheet of an Excel workbook (.xlsx): the words of its cells as they are kept, without formulas, forms and hidden columns being looked at. Limits are those of Word
/// documents, which lie in the same kind of archive.
/// </summary>
internal static class SheetTable
{
    private const int MostColumns = 50;

    /// <summary>Null for what is no workbook, for one that unpacks to too much, and for one that can run something.</summary>
    public static IReadOnlyList<TableRow>? Read(byte[] bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            var package = new WordPackage(archive);
            // It knows a workbook when it sees one, and refuses it as a text of a policy.
            if (package.FindMainPart().Error != ImportErrors.Spreadsheet || FirstSheet(package) is not { } sheet)
                return null;
            var shared = package.ReadXml("xl/sharedStrings.xml")?.Root?.Elements().Where(item => item.Name.LocalName == "si").Select(Words).ToList() ?? [];
            return [.. sheet.Root!.Descendants().Where(row => row.Name.LocalName == "row").Select((row, at) => RowOf(row, at + 1, shared)).Where(row => row.Cells.Any(cell => cell.Length > 0))];
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or UnpackedTooMuchException or IOException or NotSupportedException)
        {
            return null;
        }
    }

    private static XDocument? FirstSheet(WordPackage package)
    {
        var first = package.ReadXml("xl/workbook.xml")?.Descendants().FirstOrDefault(sheet => sheet.Name.LocalName == "sheet");
        var id = first?.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "id")?.Value;
        var target = package.ReadXml("xl/_rels/workbook.xml.rels")?.Root?.Elements().FirstOrDefault(related => (string?)related.Attribute("Id") == id)?.Attribute("Target")?.Value;
        return target is null ? null : package.ReadXml(target.StartsWith('/') ? target[1..] : "xl/" + target);
    }

    private static TableRow RowOf(XElement row, int line, List<string> shared)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements().Where(cell => cell.Name.LocalName == "c"))
        {
            var column = ColumnOf((string?)cell.Attribute("r")) ?? cells.Count;
            if (column >= MostColumns)
                break;
            while (cells.Count <= column)
                cells.Add("");
            var value = cell.Elements().FirstOrDefault(value => value.Name.LocalName == "v")?.Value ?? "";
            cells[column] = (string?)cell.Attribute("t") switch
            {
                "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < shared.Count ? shared[at] : "",
                "inlineStr" => Words(cell),
                _ => value,
            };
        }
        return new TableRow(int.TryParse((string?)row.Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : line, [.. cells]);
    }

    /// <summary>The text of a string, without the readings (ふりがな) that Excel keeps beside it.</summary>
    private static string Words(XElement of) =>
        string.Concat(of.Descendants().Where(text => text.Name.LocalName == "t" && !text.Ancestors().Any(above => above.Name.LocalName == "rPh")).Select(text => text.Value));

    /// <summary>The column of an address such as C12, from 0.</summary>
    private static int? ColumnOf(string? address)
    {
        var column = 0;
        foreach (var letter in (address ?? "").TakeWhile(char.IsAsciiLetterUpper).Take(4))
            column = column * 26 + letter - 'A' + 1;
        return column == 0 ? null : column - 1;
    }
}
