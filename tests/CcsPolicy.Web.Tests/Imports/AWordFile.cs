using System.IO.Compression;
using System.Text;

namespace CcsPolicy.Web.Tests.Imports;

/// <summary>Builds a .docx from the XML of its parts, sound or hostile.</summary>
internal sealed class AWordFile
{
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

    private readonly Dictionary<string, string> parts = new()
    {
        ["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ["_rels/.rels"] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>",
    };

    public AWordFile Body(string xml) => Part("word/document.xml", $"<w:document {W}><w:body>{xml}<w:sectPr/></w:body></w:document>");

    public AWordFile Numbering(string xml) => Part("word/numbering.xml", $"<w:numbering {W}>{xml}</w:numbering>");

    public AWordFile Styles(string xml) => Part("word/styles.xml", $"<w:styles {W}>{xml}</w:styles>");

    public AWordFile Footnotes(string xml) => Part("word/footnotes.xml", $"<w:footnotes {W}>{xml}</w:footnotes>");

    public AWordFile Part(string path, string xml)
    {
        parts[path] = xml;
        return this;
    }

    public byte[] Build()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, xml) in parts)
            {
                using var entry = archive.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(xml));
            }
        }
        return stream.ToArray();
    }

    /// <summary>A paragraph of plain text, in a list if asked.</summary>
    public static string P(string text, int? list = null, int level = 0, string? style = null)
    {
        var numbering = list is null ? "" : $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>";
        var named = style is null ? "" : $"<w:pStyle w:val=\"{style}\"/>";
        return $"<w:p><w:pPr>{named}{numbering}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";
    }

    public static string Level(int at, string format, string text, string more = "", int start = 1) =>
        $"<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>";

    public static string Series(int id, params ReadOnlySpan<string> levels) =>
        $"<w:abstractNum w:abstractNumId=\"{id}\">{string.Concat(levels.ToArray())}</w:abstractNum>";

    public static string List(int id, int series, string overrides = "") =>
        $"<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{series}\"/>{overrides}</w:num>";
}
