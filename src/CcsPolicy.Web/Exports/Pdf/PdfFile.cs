using SkiaSharp;

namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>PDF のファイル。Draws laid-out pages: real text in an embedded font of only the characters used.</summary>
internal static class PdfFile
{
    /// <param name="face">The font of all that is not bold, by which it was laid out.</param>
    public static void Write(Stream output, PdfPages pages, TrueTypeFont face, string title, string maker, DateTimeOffset madeAt)
    {
        using var regular = TypefaceOf(face, pages, bold: false);
        using var bold = TypefaceOf(ReportFonts.Bold, pages, bold: true);
        var made = madeAt.UtcDateTime;
        var metadata = new SKDocumentPdfMetadata { Title = title, Author = maker, Creator = "CcsPolicy", Creation = made, Modified = made, EncodingQuality = 101, RasterDpi = 300 };
        using var document = SKDocument.CreatePdf(output, metadata);
        using var paint = new SKPaint { IsAntialias = true };
        foreach (var page in pages.Pages)
        {
            var canvas = document.BeginPage(page.Width, page.Height);
            foreach (var box in page.Boxes)
            {
                paint.Color = box.Color;
                canvas.DrawRect(box.X, box.Y, box.Width, box.Height, paint);
            }
            foreach (var text in page.Texts)
            {
                using var font = new SKFont(text.Bold ? bold : regular, text.Size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
                paint.Color = text.Color;
                canvas.DrawText(text.Text, text.X, text.Baseline, SKTextAlign.Left, font, paint);
            }
            document.EndPage();
        }
        document.Close();
    }

    private static SKTypeface TypefaceOf(TrueTypeFont font, PdfPages pages, bool bold)
    {
        var characters = pages.Pages.SelectMany(page => page.Texts).Where(text => text.Bold == bold).SelectMany(text => text.Text.EnumerateRunes()).Select(rune => rune.Value);
        using var data = SKData.CreateCopy(TrueTypeSubset.Make(font, characters));
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException("The font made for this report cannot be read.");
    }
}
