using System.IO.Compression;
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
    public static void Write(Stream output, bool isLandscape, int margin, string? marking, IEnumerable<OpenXmlElement> content)
    {
        using var made = new MemoryStream();
        using (var document = WordprocessingDocument.Create(made, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            document.ChangeIdOfPart(main, "document");
            main.AddNewPart<StyleDefinitionsPart>("styles").Styles = new Styles(new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = Font, HighAnsi = Font, EastAsia = Font }, new FontSize { Val = Size }, new Languages { Val = "ja-JP", EastAsia = "ja-JP" }))));
            main.Document = new Document(new Body([.. content, Section(main, isLandscape, margin, marking)]));
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
        foreach (var (part, number) in text.Split('\t').Select((part, number) => (part, number)))
        {
            if (number > 0)
                run.Append(new TabChar());
            run.Append(new Text(part) { Space = SpaceProcessingModeValues.Preserve });
        }
        return run;
    }

    private static SectionProperties Section(MainDocumentPart main, bool isLandscape, int margin, string? marking)
    {
        var page = isLandscape ? new PageSize { Width = LongSide, Height = ShortSide, Orient = PageOrientationValues.Landscape } : new PageSize { Width = ShortSide, Height = LongSide };
        var section = new SectionProperties(page, new PageMargin { Top = margin, Bottom = margin, Left = (uint)margin, Right = (uint)margin, Header = 400, Footer = 400, Gutter = 0 });
        if (marking is null)
            return section;
        var head = main.AddNewPart<HeaderPart>("head");
        head.Header = new Header(new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Right }), Words(new Run(), marking)));
        section.PrependChild(new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(head) });
        return section;
    }
}
