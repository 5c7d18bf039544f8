using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CcsPolicy.Web.Exports.Word;

/// <summary>Word のファイル。A4 in 明朝. The same content gives the same bytes: no time and no chance is in them.</summary>
internal static class DocxFile
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // Twentieths of a point.
    public const int LongSide = 16_838;
    public const int ShortSide = 11_906;

    private const string Font = "ＭＳ 明朝";

    /// <summary>Half points: 10.5 pt.</summary>
    private const string Size = "21";

    /// <param name="margin">On each side, in twentieths of a point.</param>
    /// <param name="marking">Stands at the head of each sheet; null for none.</param>
    public static void Write(Stream output, bool isLandscape, int margin, string? marking, IEnumerable<OpenXmlElement> content) =>
        Write(output, marking, [new DocxSection(isLandscape, margin, content)]);

    /// <inheritdoc cref="Write(Stream, bool, int, string?, IEnumerable{OpenXmlElement})"/>
    public static void Write(Stream output, string? marking, IReadOnlyList<DocxSection> sections)
    {
        using var made = new MemoryStream();
        using (var document = WordprocessingDocument.Create(made, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            document.ChangeIdOfPart(main, "document");
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = new Styles(new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font }, new FontSize { Val = Size }, new Languages { Val = "ja-JP", EastAsia = "ja-JP" }))));
            var head = marking is null ? null : Head(main, marking);
            var body = new Body();
            for (var i = 0; i < sections.Count; i++)
            {
                body.Append(sections[i].Content);
                // The page of a section is told by its last paragraph, that of the last one by the body.
                body.Append(i == sections.Count - 1 ? Page(sections[i], head) : new Paragraph(new ParagraphProperties(Page(sections[i], head))));
            }
            main.Document = new Document(body);
        }
        using var from = new ZipArchive(made, ZipArchiveMode.Read);
        using var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in from.Entries.OrderBy(part => part.FullName, StringComparer.Ordinal))
        {
            var copy = to.CreateEntry(part.FullName);
            copy.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var bytes = part.Open();
            using var into = copy.Open();
            bytes.CopyTo(into);
        }
    }

    /// <summary>The words in a run; a tab is a mark of its own in this format.</summary>
    public static Run Words(Run run, string text)
    {
        foreach (var (part, number) in Writable(text).Split('\t').Select((part, number) => (part, number)))
        {
            if (number > 0)
                run.Append(new TabChar());
            run.Append(new Text(part) { Space = SpaceProcessingModeValues.Preserve });
        }
        return run;
    }

    /// <summary>Without signs that XML cannot hold.</summary>
    private static string Writable(string text)
    {
        if (text.All(sign => XmlConvert.IsXmlChar(sign)))
            return text;
        return string.Concat(text.EnumerateRunes().Where(rune => rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value)));
    }

    private static SectionProperties Page(DocxSection section, string? head)
    {
        var page = section.IsLandscape ? new PageSize { Width = LongSide, Height = ShortSide, Orient = PageOrientationValues.Landscape } : new PageSize { Width = ShortSide, Height = LongSide };
        var properties = new SectionProperties(page, new PageMargin { Top = section.Margin, Bottom = section.Margin, Left = (uint)section.Margin, Right = (uint)section.Margin, Header = 400, Footer = 400, Gutter = 0 });
        if (head is not null)
            properties.PrependChild(new HeaderReference { Type = HeaderFooterValues.Default, Id = head });
        return properties;
    }

    private static string Head(MainDocumentPart main, string marking)
    {
        var head = main.AddNewPart<HeaderPart>("head");
        head.Header = new Header(new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Right }), Words(new Run(), marking)));
        return main.GetIdOfPart(head);
    }
}

/// <summary>Word の節。Sheets of one shape.</summary>
/// <param name="Margin">On each side, in twentieths of a point.</param>
internal sealed record DocxSection(bool IsLandscape, int Margin, IEnumerable<OpenXmlElement> Content);
