using SkiaSharp;

namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>紙面。Pages as lists of what stands on them; drawn only when all is laid out, because page counts and the characters of the font are known only then.</summary>
internal sealed class PdfPages
{
    public const float ShortSide = 595.28f;
    public const float LongSide = 841.89f;

    /// <summary>20 mm, the usual margin of an office document.</summary>
    public const float Margin = 56.7f;

    public static readonly SKColor Ink = new(0x1A, 0x1A, 0x1C);
    public static readonly SKColor Quiet = new(0x5C, 0x5C, 0x62);
    public static readonly SKColor Accent = new(0x1D, 0x3F, 0x8F);
    public static readonly SKColor Pale = new(0xEF, 0xF1, 0xF6);
    public static readonly SKColor Hairline = new(0xCF, 0xCF, 0xCB);
    public static readonly SKColor Bar = new(0x7F, 0x95, 0xCC);

    private readonly List<PdfPage> pages = [];

    public IReadOnlyList<PdfPage> Pages => pages;

    public PdfPage Current => pages[^1];

    /// <summary>Where the next thing goes, measured from the top of the page.</summary>
    public float Y { get; set; }

    public float Width => Current.Width - 2 * Margin;

    public float Bottom => Current.Height - Margin - 8;

    public void NewPage(bool landscape)
    {
        pages.Add(landscape ? new PdfPage(LongSide, ShortSide) : new PdfPage(ShortSide, LongSide));
        Y = Margin;
    }

    public void NewPage() => NewPage(Current.Width > Current.Height);

    /// <summary>Turns the page if this height does not fit any more.</summary>
    public bool TurnIfFull(float height)
    {
        if (Y + height <= Bottom)
            return false;
        NewPage();
        return true;
    }
}

/// <summary>一枚の紙面。</summary>
internal sealed class PdfPage(float width, float height)
{
    public float Width => width;

    public float Height => height;

    public List<PdfText> Texts { get; } = [];

    public List<PdfBox> Boxes { get; } = [];

    public void Text(string text, float x, float baseline, float size, SKColor color, bool bold = false)
    {
        if (text.Length > 0)
            Texts.Add(new PdfText(text, x, baseline, size, color, bold));
    }

    public void Box(float x, float y, float boxWidth, float boxHeight, SKColor color) => Boxes.Add(new PdfBox(x, y, boxWidth, boxHeight, color));
}

internal readonly record struct PdfText(string Text, float X, float Baseline, float Size, SKColor Color, bool Bold);

internal readonly record struct PdfBox(float X, float Y, float Width, float Height, SKColor Color);
