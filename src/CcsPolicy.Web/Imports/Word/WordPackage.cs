using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Imports.Word;

/// <summary>
/// Word 文書の入れ物。The zip archive of a document, opened with limits: what its parts unpack to is counted while they are read,
/// because the size that an archive states for itself is only a claim; XML is read without DTD and without going outside.
/// </summary>
internal sealed class WordPackage(ZipArchive archive)
{
    public const long MaxUnpackedBytes = 50L * 1024 * 1024;
    private const int MaxEntries = 5000;

    private static readonly string[] ProgramParts = ["vbaProject", "vbaData", "/activeX/"];

    private static readonly string[] ProgramTypes = ["macroEnabled", "vbaProject", "vbaData", "activeX"];

    // Word itself stays far below; beyond it a file is built to exhaust the stack of whoever reads it.
    private const int MaxDepth = 400;
    private const int MaxNodes = 2_000_000;
    private const int MaxAttributes = 200;

    private long budget = MaxUnpackedBytes;

    /// <summary>The path of the main part, or why this archive is not a Word document.</summary>
    public Result<string> FindMainPart()
    {
        if (archive.Entries.Count > MaxEntries)
            return ImportErrors.UnpacksTooLarge;
        long stated = 0;
        foreach (var entry in archive.Entries)
            stated = Math.Min(long.MaxValue / 2, stated + Math.Max(0, entry.Length));
        if (stated > MaxUnpackedBytes)
            return ImportErrors.UnpacksTooLarge;
        if (HoldsPrograms())
            return ImportErrors.Macros;
        if (archive.GetEntry("mimetype") is not null)
            return ImportErrors.OpenDocument;
        if (archive.GetEntry("xl/workbook.xml") is not null)
            return ImportErrors.Spreadsheet;
        var related = ReadXml("_rels/.rels")?.Root?.Elements()
            .FirstOrDefault(e => ((string?)e.Attribute("Type"))?.EndsWith("/officeDocument", StringComparison.Ordinal) == true)
            ?.Attribute("Target")?.Value.TrimStart('/');
        foreach (var path in (ReadOnlySpan<string?>)[related, "word/document.xml"])
        {
            if (path is not null && path.StartsWith("word/", StringComparison.Ordinal) && archive.GetEntry(path) is not null)
                return path;
        }
        return ImportErrors.Archive;
    }

    /// <summary>
    /// Whether something in it can run: originals are kept and handed to reviewers, so such a file is not taken in at all. The parts go by their names and by
    /// what the archive says they are, wherever they lie.
    /// </summary>
    private bool HoldsPrograms()
    {
        foreach (var entry in archive.Entries)
        {
            if (ProgramParts.Any(part => entry.FullName.Contains(part, StringComparison.OrdinalIgnoreCase)))
                return true;
        }
        var types = ReadXml("[Content_Types].xml")?.Root?.Elements().Select(e => (string?)e.Attribute("ContentType") ?? "") ?? [];
        return types.Any(type => ProgramTypes.Any(program => type.Contains(program, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>A whole part as a tree, or null when the document has no such part.</summary>
    public XDocument? ReadXml(string path)
    {
        if (Unpack(path) is not { } bytes)
            return null;
        RefuseHostile(bytes);
        using var reader = Reader(bytes);
        return XDocument.Load(reader);
    }

    /// <summary>The blocks (paragraphs and tables) of a part in their order, one at a time; wrappers around blocks are looked through.</summary>
    public IEnumerable<XElement> ReadBlocks(string path)
    {
        var bytes = Unpack(path) ?? [];
        RefuseHostile(bytes);
        using var reader = Reader(bytes);
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType != XmlNodeType.Element)
                reader.Read();
            else if (reader.LocalName is "p" or "tbl" or "altChunk")
                yield return (XElement)XNode.ReadFrom(reader);
            else if (reader.LocalName is "sdtPr" or "sectPr" or "del" or "moveFrom" or "Fallback" or "background")
                reader.Skip();
            else
                reader.Read();
        }
    }

    /// <summary>One cheap pass before any tree is built: a few bytes of XML can cost a hundred times as much memory, and depth costs stack.</summary>
    private static void RefuseHostile(byte[] bytes)
    {
        using var check = Reader(bytes);
        for (var nodes = 0; check.Read(); nodes++)
        {
            if (check.Depth > MaxDepth)
                throw new InvalidDataException("Nested too deeply.");
            if (nodes > MaxNodes || check.AttributeCount > MaxAttributes)
                throw new UnpackedTooMuchException();
        }
    }

    private static XmlReader Reader(byte[] bytes) => XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    private byte[]? Unpack(string path)
    {
        if (archive.GetEntry(path) is not { } entry)
            return null;
        using var packed = entry.Open();
        using var unpacked = new MemoryStream();
        var piece = new byte[81920];
        while (packed.Read(piece) is var count and > 0)
        {
            if ((budget -= count) < 0)
                throw new UnpackedTooMuchException();
            unpacked.Write(piece, 0, count);
        }
        return unpacked.ToArray();
    }
}

/// <summary>展開の上限超過。Thrown within this folder only; the reader of the file turns it into a refusal.</summary>
internal sealed class UnpackedTooMuchException : Exception;
