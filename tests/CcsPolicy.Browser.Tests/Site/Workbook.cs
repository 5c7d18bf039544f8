using System.IO.Compression;
using System.Xml.Linq;

namespace CcsPolicy.Browser.Tests.Site;

/// <summary>Reads an XLSX file the plain way: every sheet as rows of the words in its cells.</summary>
public sealed class Workbook
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, List<string[]>> sheets = [];

    private Workbook() { }

    public IReadOnlyList<string[]> this[string sheet] => sheets[sheet];

    public static async Task<Workbook> OpenAsync(string file)
    {
        await using var zip = await ZipFile.OpenReadAsync(file);
        var book = new Workbook();
        var targets = Read("xl/_rels/workbook.xml.rels").Root!.Elements().ToDictionary(link => (string)link.Attribute("Id")!, link => (string)link.Attribute("Target")!);
        foreach (var sheet in Read("xl/workbook.xml").Descendants(Main + "sheet"))
        {
            var target = targets[(string)sheet.Attribute(Links + "id")!].TrimStart('/');
            book.sheets[(string)sheet.Attribute("name")!] =
            [
                .. Read(target.StartsWith("xl/", StringComparison.Ordinal) ? target : "xl/" + target).Descendants(Main + "row")
                    .Select(row => row.Elements(Main + "c").Select(cell => string.Concat(cell.Descendants().Where(part => part.Name == Main + "t" || part.Name == Main + "v").Select(part => part.Value))).ToArray()),
            ];
        }
        return book;

        XDocument Read(string part)
        {
            using var stream = zip.GetEntry(part)!.Open();
            return XDocument.Load(stream);
        }
    }
}
