using CcsPolicy.Web.Exports.Word;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CcsPolicy.Web.Exports.Comparing;

/// <summary>改め文を Word で。A4 upright; a paragraph for each line, indented as drafting has it and not by spaces.</summary>
internal static class InstrumentDocx
{
    /// <summary>Twentieths of a point: 25 mm.</summary>
    private const int Margin = 1_417;

    /// <summary>One sign, in twentieths of a point.</summary>
    private const int Sign = 210;

    /// <param name="instrument">Its lines; indents are full-width spaces.</param>
    /// <param name="marking">Stands at the head of each sheet; null for none.</param>
    public static void Write(Stream output, string instrument, string? marking = null) =>
        DocxFile.Write(output, isLandscape: false, Margin, marking, instrument.TrimEnd('\n').Split('\n').Select((line, number) => Line(line, isTitle: number == 0)));

    /// <summary>A line as a paragraph.</summary>
    public static Paragraph Line(string line, bool isTitle)
    {
        var indent = line.Length - line.TrimStart('　').Length;
        var words = line[indent..];
        // The title stands three signs in; what goes on under a line hangs back to its edge, as in a gazette.
        var place = isTitle && words.StartsWith('○') ? new Indentation { Left = $"{3 * Sign}" } : new Indentation { FirstLine = $"{indent * Sign}" };
        return new Paragraph(new ParagraphProperties(place), DocxFile.Words(new Run(), isTitle && words.StartsWith('○') ? words[1..] : words));
    }
}
