using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace CcsPolicy.Web.Exports.Xlsx;

/// <summary>書式の番号。Positions in the list of cell formats of <see cref="XlsxParts"/>.</summary>
internal static class XlsxStyle
{
    public const int Text = 1;

    /// <summary>Text that looks like a formula: the mark keeps Excel from running it when someone edits the cell.</summary>
    public const int TextMarked = 2;
    public const int Number = 3;
    public const int Percent = 4;
    public const int Date = 5;
    public const int Instant = 6;
    public const int Heading = 7;
    public const int Title = 8;
    public const int FactName = 9;
    public const int FactValue = 10;
    public const int FactValueMarked = 11;
    public const int HeadingOfNumbers = 12;
}

/// <summary>ブックの部品。The parts of a workbook besides its sheets.</summary>
internal static partial class XlsxParts
{
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string Styles = """
        <numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy/mm/dd"/><numFmt numFmtId="166" formatCode="yyyy/mm/dd\ hh:mm:ss"/></numFmts>
        <fonts count="3"><font><sz val="10.5"/><name val="BIZ UDPゴシック"/><family val="3"/><charset val="128"/></font><font><b/><sz val="10.5"/><name val="BIZ UDPゴシック"/><family val="3"/><charset val="128"/></font><font><b/><sz val="14"/><name val="BIZ UDPゴシック"/><family val="3"/><charset val="128"/></font></fonts>
        <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEFF1F6"/><bgColor indexed="64"/></patternFill></fill></fills>
        <borders count="3"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="medium"><color rgb="FF1D3F8F"/></bottom><diagonal/></border><border><left/><right/><top/><bottom style="hair"><color rgb="FFB8B8B4"/></bottom><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="13"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="2" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="2" xfId="0" quotePrefix="1" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="2" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="2" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="2" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left"/></xf><xf numFmtId="166" fontId="0" fillId="0" borderId="2" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment horizontal="left"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center"/></xf><xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="right" vertical="center"/></xf></cellXfs>
        <cellStyles count="1"><cellStyle name="標準" xfId="0" builtinId="0"/></cellStyles>
        """;

    public static IEnumerable<(string Path, Action<XmlWriter> Write)> All(ReportModel report, IReadOnlyList<XlsxSheet> sheets)
    {
        yield return ("xl/workbook.xml", xml => Workbook(xml, sheets));
        yield return ("xl/_rels/workbook.xml.rels", xml => Element(xml, "Relationships", Package + "relationships",
            string.Concat(sheets.Select((_, i) => Relationship($"s{i + 1}", $"{Office}/worksheet", $"worksheets/sheet{i + 1}.xml"))) +
            Relationship("styles", $"{Office}/styles", "styles.xml")));
        yield return ("xl/styles.xml", xml => Element(xml, "styleSheet", XlsxSheetWriter.Main, LineEnds().Replace(Styles, "")));
        yield return ("docProps/core.xml", xml => Properties(xml, report));
        yield return ("_rels/.rels", xml => Element(xml, "Relationships", Package + "relationships",
            Relationship("book", $"{Office}/officeDocument", "xl/workbook.xml") + Relationship("core", Package + "relationships/metadata/core-properties", "docProps/core.xml")));
        yield return ("[Content_Types].xml", xml => Element(xml, "Types", Package + "content-types", ContentTypes(sheets.Count)));
    }

    private static void Workbook(XmlWriter xml, IReadOnlyList<XlsxSheet> sheets)
    {
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("workbook", XlsxSheetWriter.Main);
        xml.WriteAttributeString("xmlns", "r", null, Office);
        xml.WriteStartElement("sheets", XlsxSheetWriter.Main);
        for (var i = 0; i < sheets.Count; i++)
        {
            xml.WriteStartElement("sheet", XlsxSheetWriter.Main);
            xml.WriteAttributeString("name", SheetName(sheets[i].Name));
            xml.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("r", "id", Office, $"s{i + 1}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("definedNames", XlsxSheetWriter.Main);
        for (var i = 0; i < sheets.Count; i++)
        {
            if (sheets[i].FilterArea is not { } area)
                continue;
            var name = $"'{SheetName(sheets[i].Name).Replace("'", "''", StringComparison.Ordinal)}'";
            DefinedName(xml, "_xlnm._FilterDatabase", i, $"{name}!{Absolute().Replace(area, "$$$1$$$2")}", hidden: true);
            DefinedName(xml, "_xlnm.Print_Titles", i, $"{name}!$1:$1", hidden: false);
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void DefinedName(XmlWriter xml, string name, int sheet, string value, bool hidden)
    {
        xml.WriteStartElement("definedName", XlsxSheetWriter.Main);
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("localSheetId", sheet.ToString(CultureInfo.InvariantCulture));
        if (hidden)
            xml.WriteAttributeString("hidden", "1");
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static void Properties(XmlWriter xml, ReportModel report)
    {
        const string Core = Package + "metadata/core-properties";
        const string DublinCore = "http://purl.org/dc/elements/1.1/";
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("cp", "coreProperties", Core);
        xml.WriteElementString("dc", "title", DublinCore, XlsxSheetWriter.Clean(report.Title));
        xml.WriteElementString("dc", "creator", DublinCore, XlsxSheetWriter.Clean(report.Maker));
        xml.WriteStartElement("dcterms", "created", "http://purl.org/dc/terms/");
        xml.WriteAttributeString("xsi", "type", "http://www.w3.org/2001/XMLSchema-instance", "dcterms:W3CDTF");
        xml.WriteString(report.MadeAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string ContentTypes(int sheets)
    {
        const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        static string Part(string path, string type) => $"<Override PartName=\"{path}\" ContentType=\"{type}\"/>";
        return "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
            Part("/xl/workbook.xml", Spreadsheet + "sheet.main+xml") + Part("/xl/styles.xml", Spreadsheet + "styles+xml") +
            Part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") +
            string.Concat(Enumerable.Range(1, sheets).Select(i => Part($"/xl/worksheets/sheet{i}.xml", Spreadsheet + "worksheet+xml")));
    }

    private static string Relationship(string id, string type, string target) => $"<Relationship Id=\"{id}\" Type=\"{type}\" Target=\"{target}\"/>";

    private static void Element(XmlWriter xml, string name, string space, string inner)
    {
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement(name, space);
        xml.WriteRaw(inner);
        xml.WriteEndElement();
    }

    private static string SheetName(string name)
    {
        var clean = Forbidden().Replace(name, " ");
        return clean.Length <= 31 ? clean : clean[..31];
    }

    [GeneratedRegex(@"[\[\]:*?/\\]")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\n\s*")]
    private static partial Regex LineEnds();

    [GeneratedRegex("([A-Z]+)([0-9]+)")]
    private static partial Regex Absolute();
}
