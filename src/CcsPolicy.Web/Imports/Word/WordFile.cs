using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Imports.Word;

/// <summary>Word 文書の読み取り。The text of a .docx as its author sees it: numbering written out, tracked changes as if accepted, headers and footers left away.</summary>
internal static class WordFile
{
    public static Result<SourceText> Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            var package = new WordPackage(archive);
            return package.FindMainPart().Then(main => Read(package, main));
        }
        catch (UnpackedTooMuchException)
        {
            return ImportErrors.UnpacksTooLarge;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or XmlException or NotSupportedException or ArgumentException)
        {
            return ImportErrors.Damaged;
        }
    }

    private static Result<SourceText> Read(WordPackage package, string main)
    {
        var folder = main[..(main.LastIndexOf('/') + 1)];
        var styles = new WordStyles(package.ReadXml(folder + "styles.xml"));
        var text = new WordText(
            new WordNumbering(package.ReadXml(folder + "numbering.xml"), styles),
            NotesOf(package.ReadXml(folder + "footnotes.xml"), "footnote"),
            NotesOf(package.ReadXml(folder + "endnotes.xml"), "endnote"));
        foreach (var block in package.ReadBlocks(main))
            text.AddBlock(block);
        return text.Finish();
    }

    private static Dictionary<string, XElement> NotesOf(XDocument? part, string name)
    {
        var notes = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var note in part?.Root.Children(name) ?? [])
            notes.TryAdd(note.Value("id") ?? "", note);
        return notes;
    }
}
