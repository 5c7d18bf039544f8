using System.Buffers.Binary;
using System.Text;

namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>書体。Reads what is needed of a TrueType file: which glyph shows a character, how wide it is, and its outline.</summary>
internal sealed class TrueTypeFont
{
    private readonly byte[] file;
    private readonly Dictionary<string, (int At, int Length)> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> glyphs = [];
    private readonly int widths;
    private readonly bool longOffsets;

    public TrueTypeFont(byte[] file)
    {
        this.file = file;
        var count = U16(4);
        for (var i = 0; i < count; i++)
        {
            var at = 12 + 16 * i;
            tables[Encoding.ASCII.GetString(file, at, 4)] = (I32(at + 8), I32(at + 12));
        }
        UnitsPerEm = U16(tables["head"].At + 18);
        longOffsets = U16(tables["head"].At + 50) == 1;
        GlyphCount = U16(tables["maxp"].At + 4);
        widths = U16(tables["hhea"].At + 34);
        ReadCharacterMap();
    }

    public int UnitsPerEm { get; }

    public int GlyphCount { get; }

    /// <summary>The glyph of a character; 0 when the font has none.</summary>
    public int GlyphOf(int codePoint) => glyphs.GetValueOrDefault(codePoint);

    public int AdvanceOf(int glyph) => U16(tables["hmtx"].At + 4 * Math.Min(glyph, widths - 1));

    public int SideBearingOf(int glyph) =>
        glyph < widths ? U16(tables["hmtx"].At + 4 * glyph + 2) : U16(tables["hmtx"].At + 4 * widths + 2 * (glyph - widths));

    /// <summary>Width of a text in points at a size.</summary>
    public float Measure(string text, float size)
    {
        long units = 0;
        foreach (var rune in text.EnumerateRunes())
            units += AdvanceOf(GlyphOf(rune.Value));
        return units * size / UnitsPerEm;
    }

    public ReadOnlySpan<byte> Table(string tag) => tables.TryGetValue(tag, out var place) ? file.AsSpan(place.At, place.Length) : default;

    public ReadOnlySpan<byte> OutlineOf(int glyph)
    {
        var (from, to) = (OffsetOf(glyph), OffsetOf(glyph + 1));
        return file.AsSpan(tables["glyf"].At + from, to - from);
    }

    private int OffsetOf(int glyph) => longOffsets ? I32(tables["loca"].At + 4 * glyph) : 2 * U16(tables["loca"].At + 2 * glyph);

    /// <summary>The full map (format 12) of the font; the file is ours, so no other format needs to be known.</summary>
    private void ReadCharacterMap()
    {
        var at = tables["cmap"].At;
        var count = U16(at + 2);
        for (var i = 0; i < count; i++)
        {
            var map = at + I32(at + 4 + 8 * i + 4);
            if (U16(map) != 12)
                continue;
            var groups = I32(map + 12);
            for (var group = 0; group < groups; group++)
            {
                var (first, last, glyph) = (I32(map + 16 + 12 * group), I32(map + 20 + 12 * group), I32(map + 24 + 12 * group));
                for (var code = first; code <= last; code++)
                    glyphs[code] = glyph + code - first;
            }
            return;
        }
        throw new InvalidDataException("The font has no full character map.");
    }

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
}
