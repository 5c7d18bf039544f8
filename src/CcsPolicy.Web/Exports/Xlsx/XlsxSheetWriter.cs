using System.Globalization;
using System.Text;
using System.Xml;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Exports.Xlsx;

/// <summary>シートの書出し。Writes rows one after another; text is always an inline string, so no cell of ours is ever a formula.</summary>
internal sealed class XlsxSheetWriter(XmlWriter xml)
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // Excel refuses a file with a longer cell.
    private const int LongestText = 32_767;

    private static readonly int EpochDay = new DateOnly(1899, 12, 30).DayNumber;
    private static readonly string[] ColumnNames = [.. Enumerable.Range(0, 64).Select(MakeColumnName)];

    private readonly char[] digits = new char[11];
    private bool isLandscape;

    public int Rows { get; private set; }

    public static string ColumnName(int index) => ColumnNames[index];

    public void Begin(IEnumerable<int> widths, bool frozen, bool landscape)
    {
        isLandscape = landscape;
        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"" + (frozen ? "" : " showGridLines=\"0\" tabSelected=\"1\"") + ">");
        if (frozen)
            xml.WriteRaw("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\"/>");
        xml.WriteRaw("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"18\"/><cols>");
        var column = 0;
        foreach (var width in widths)
        {
            column++;
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{column}\" max=\"{column}\" width=\"{width * 2 + 2}\" customWidth=\"1\"/>"));
        }
        xml.WriteRaw("</cols><sheetData>");
    }

    public void Headings(IReadOnlyList<ReportColumn> columns)
    {
        BeginRow();
        for (var i = 0; i < columns.Count; i++)
            Text(i, columns[i].Heading, columns[i].Kind is ReportKind.Number or ReportKind.Percent ? XlsxStyle.HeadingOfNumbers : XlsxStyle.Heading);
        EndRow();
    }

    public void Row(ReportCell[] cells)
    {
        BeginRow();
        for (var i = 0; i < cells.Length; i++)
            Cell(i, cells[i]);
        EndRow();
    }

    public void BeginRow()
    {
        Rows++;
        xml.WriteRaw("<row r=\"");
        WriteNumber(Rows);
        xml.WriteRaw("\">");
    }

    public void EndRow() => xml.WriteRaw("</row>");

    public void Text(int column, string text, int style)
    {
        Open(column, style);
        xml.WriteRaw(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        xml.WriteString(Clean(text));
        xml.WriteRaw("</t></is></c>");
    }

    /// <param name="marking">What stands at the head of each printed page; null for nothing.</param>
    public void End(string? filterArea, string? marking)
    {
        xml.WriteRaw("</sheetData>");
        if (filterArea is not null)
            xml.WriteRaw($"<autoFilter ref=\"{filterArea}\"/>");
        xml.WriteRaw("<pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>" +
            $"<pageSetup paperSize=\"9\" orientation=\"{(isLandscape ? "landscape" : "portrait")}\" fitToHeight=\"0\"/><headerFooter>");
        if (marking is not null)
        {
            xml.WriteStartElement("oddHeader");
            // An ampersand begins an instruction; two stand for itself.
            xml.WriteString("&R&8" + Clean(marking).Replace("&", "&&", StringComparison.Ordinal));
            xml.WriteEndElement();
        }
        xml.WriteRaw("<oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>");
        xml.WriteEndElement();
        xml.Flush();
    }

    private void Cell(int column, ReportCell cell)
    {
        if (!cell.HasValue)
        {
            Open(column, XlsxStyle.Text);
            xml.WriteRaw("/>");
            return;
        }
        switch (cell.Kind)
        {
            case ReportKind.Number:
                Number(column, cell.NumberValue, XlsxStyle.Number);
                break;
            case ReportKind.Percent:
                Number(column, ReportFormat.ShownShare(cell.NumberValue), XlsxStyle.Percent);
                break;
            case ReportKind.Date:
                Number(column, cell.DateValue.DayNumber - EpochDay, XlsxStyle.Date);
                break;
            case ReportKind.Instant:
                var local = cell.InstantValue.ToOffset(TokyoTime.Offset).DateTime;
                Number(column, Math.Round((local - DateTime.UnixEpoch).TotalSeconds) / 86400 + (DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber - EpochDay), XlsxStyle.Instant);
                break;
            case ReportKind.Text:
                Text(column, cell.TextValue, FormulaGuard.LooksLikeFormula(cell.TextValue) ? XlsxStyle.TextMarked : XlsxStyle.Text);
                break;
        }
    }

    private void Number(int column, double number, int style)
    {
        Open(column, style);
        xml.WriteRaw("><v>");
        xml.WriteRaw(number.ToString("R", CultureInfo.InvariantCulture));
        xml.WriteRaw("</v></c>");
    }

    private void Open(int column, int style)
    {
        xml.WriteRaw("<c r=\"");
        xml.WriteRaw(ColumnNames[column]);
        WriteNumber(Rows);
        xml.WriteRaw("\" s=\"");
        WriteNumber(style);
        xml.WriteRaw("\"");
    }

    private void WriteNumber(int number)
    {
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        xml.WriteRaw(digits, 0, length);
    }

    /// <summary>What XML or a cell cannot hold is shown as the replacement sign; text that looks like Excel's own escapes is escaped, so it reads back the same.</summary>
    internal static string Clean(string text)
    {
        if (text.Length <= LongestText && !NeedsCleaning(text))
            return text;
        var clean = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length && clean.Length < LongestText - 2; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(c).Append(text[++i]);
            else if (c == '_' && IsEscape(text, i))
                clean.Append("_x005F_");
            else if (c == '\r')
                clean.Append("_x000D_");
            else
                clean.Append(IsForbidden(c) ? '\uFFFD' : c);
        }
        return text.Length > LongestText ? clean.Append('…').ToString() : clean.ToString();
    }

    private static bool NeedsCleaning(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' || IsForbidden(text[i]) || (text[i] == '_' && IsEscape(text, i)))
                return true;
        }
        return false;
    }

    private static bool IsForbidden(char c) => (c < ' ' && c is not ('\t' or '\n' or '\r')) || char.IsSurrogate(c) || c >= '\uFFFE';

    private static bool IsEscape(string text, int at) =>
        at + 6 < text.Length && text[at + 1] == 'x' && text[at + 6] == '_' && text.Skip(at + 2).Take(4).All(char.IsAsciiHexDigit);

    private static string MakeColumnName(int index) => index < 26 ? ((char)('A' + index)).ToString() : $"{(char)('A' + index / 26 - 1)}{(char)('A' + index % 26)}";
}
