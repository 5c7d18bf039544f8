using System.Buffers.Binary;
using System.Text;

namespace CcsPolicy.Web.Exports.Pdf;

/// <summary>
/// 書体の部分集合。A font file of only the glyphs that a document shows, renumbered and without hinting, so that a page costs kilobytes and not megabytes.
/// Written out here because the drawing library embeds a TrueType font whole, and so that the result is the same on every system.
/// </summary>
internal static class TrueTypeSubset
{
    private const int ArgumentsAreWords = 0x0001;
    private const int HasScale = 0x0008;
    private const int MoreComponents = 0x0020;
    private const int HasTwoScales = 0x0040;
    private const int HasMatrix = 0x0080;
    private const int HasInstructions = 0x0100;

    public static byte[] Make(TrueTypeFont font, IEnumerable<int> codePoints)
    {
        var map = new SortedDictionary<int, int>();
        var numbers = new Dictionary<int, int> { [0] = 0 };
        var order = new List<int> { 0 };
        foreach (var code in codePoints.Distinct().Order())
        {
            if (font.GlyphOf(code) is var glyph and > 0)
                map[code] = NumberOf(glyph, numbers, order);
        }
        var outlines = new List<byte[]>();
        // Parts of composite glyphs join the end of the list while it is walked.
        for (var i = 0; i < order.Count; i++)
            outlines.Add(Outline(font.OutlineOf(order[i]), numbers, order));
        return File(Tables(font, map, order, outlines));
    }

    private static int NumberOf(int glyph, Dictionary<int, int> numbers, List<int> order)
    {
        if (!numbers.TryGetValue(glyph, out var number))
        {
            numbers[glyph] = number = order.Count;
            order.Add(glyph);
        }
        return number;
    }

    private static byte[] Outline(ReadOnlySpan<byte> old, Dictionary<int, int> numbers, List<int> order)
    {
        if (old.Length < 10)
            return [];
        var contours = BinaryPrimitives.ReadInt16BigEndian(old);
        return contours >= 0 ? SimpleOutline(old, contours) : CompositeOutline(old, numbers, order);
    }

    private static byte[] SimpleOutline(ReadOnlySpan<byte> old, int contours)
    {
        var lengthAt = 10 + 2 * contours;
        var instructions = BinaryPrimitives.ReadUInt16BigEndian(old[lengthAt..]);
        return Even([.. old[..lengthAt], 0, 0, .. old[(lengthAt + 2 + instructions)..]]);
    }

    private static byte[] CompositeOutline(ReadOnlySpan<byte> old, Dictionary<int, int> numbers, List<int> order)
    {
        var made = old.ToArray();
        var at = 10;
        while (true)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(made.AsSpan(at));
            var part = BinaryPrimitives.ReadUInt16BigEndian(made.AsSpan(at + 2));
            BinaryPrimitives.WriteUInt16BigEndian(made.AsSpan(at), (ushort)(flags & ~HasInstructions));
            BinaryPrimitives.WriteUInt16BigEndian(made.AsSpan(at + 2), (ushort)NumberOf(part, numbers, order));
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2) +
                ((flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0);
            if ((flags & MoreComponents) == 0)
                return Even(made[..at]);
        }
    }

    private static SortedDictionary<string, byte[]> Tables(TrueTypeFont font, SortedDictionary<int, int> map, List<int> order, List<byte[]> outlines)
    {
        var offsets = new Bytes();
        var at = 0;
        foreach (var outline in outlines)
        {
            offsets.U32(at);
            at += outline.Length;
        }
        offsets.U32(at);
        var metrics = new Bytes();
        foreach (var glyph in order)
            metrics.U16(font.AdvanceOf(glyph)).U16(font.SideBearingOf(glyph));
        var head = Changed(font.Table("head"), 50, 1);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        return new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["OS/2"] = font.Table("OS/2").ToArray(),
            ["cmap"] = CharacterMap(map),
            ["glyf"] = outlines.SelectMany(outline => outline).ToArray(),
            ["head"] = head,
            ["hhea"] = Changed(font.Table("hhea"), 34, order.Count),
            ["hmtx"] = metrics.ToArray(),
            ["loca"] = offsets.ToArray(),
            ["maxp"] = Changed(font.Table("maxp"), 4, order.Count),
            // The licence asks that its notice stays with every copy; it stands in the names.
            ["name"] = font.Table("name").ToArray(),
            ["post"] = font.Table("post").ToArray(),
        };
    }

    private static byte[] Changed(ReadOnlySpan<byte> table, int at, int value)
    {
        var changed = table.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(at), (ushort)value);
        return changed;
    }

    /// <summary>Two maps: format 4 for programs that know only the basic plane, format 12 for all.</summary>
    private static byte[] CharacterMap(SortedDictionary<int, int> map)
    {
        // The table counts its own length in sixteen bits; format 12 holds what does not fit.
        var basic = map.Where(pair => pair.Key < 0xFFFF).Take(8000).ToList();
        var segments = basic.Count + 1;
        var power = (int)Math.Log2(segments);
        var small = new Bytes().U16(4).U16(16 + 8 * segments).U16(0).U16(2 * segments).U16(2 << power).U16(power).U16(2 * segments - (2 << power));
        foreach (var (code, _) in basic)
            small.U16(code);
        small.U16(0xFFFF).U16(0);
        foreach (var (code, _) in basic)
            small.U16(code);
        small.U16(0xFFFF);
        foreach (var (code, glyph) in basic)
            small.U16(glyph - code);
        small.U16(1);
        for (var i = 0; i < segments; i++)
            small.U16(0);
        var large = new Bytes().U16(12).U16(0).U32(16 + 12 * map.Count).U32(0).U32(map.Count);
        foreach (var (code, glyph) in map)
            large.U32(code).U32(code).U32(glyph);
        var first = small.ToArray();
        return [.. new Bytes().U16(0).U16(2).U16(3).U16(1).U32(20).U16(3).U16(10).U32(20 + first.Length).ToArray(), .. first, .. large.ToArray()];
    }

    private static byte[] File(SortedDictionary<string, byte[]> tables)
    {
        var power = (int)Math.Log2(tables.Count);
        var directory = new Bytes().U32(0x00010000).U16(tables.Count).U16(16 << power).U16(power).U16(16 * tables.Count - (16 << power));
        var body = new Bytes();
        var headAt = 0;
        foreach (var (tag, table) in tables)
        {
            var at = 12 + 16 * tables.Count + body.Length;
            if (tag == "head")
                headAt = at;
            directory.Raw(Encoding.ASCII.GetBytes(tag)).U32((int)Checksum(table)).U32(at).U32(table.Length);
            body.Raw(table).Raw(new byte[(4 - table.Length % 4) % 4]);
        }
        byte[] file = [.. directory.ToArray(), .. body.ToArray()];
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(headAt + 8), unchecked(0xB1B0AFBA - Checksum(file)));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        Span<byte> word = stackalloc byte[4];
        for (var i = 0; i < bytes.Length; i += 4)
        {
            word.Clear();
            bytes[i..Math.Min(i + 4, bytes.Length)].CopyTo(word);
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(word));
        }
        return sum;
    }

    private static byte[] Even(byte[] outline) => outline.Length % 2 == 0 ? outline : [.. outline, 0];

    /// <summary>大端の並び。Numbers written with the high byte first.</summary>
    private sealed class Bytes
    {
        private readonly List<byte> bytes = [];

        public int Length => bytes.Count;

        public Bytes U16(int value)
        {
            bytes.Add((byte)(value >> 8));
            bytes.Add((byte)value);
            return this;
        }

        public Bytes U32(int value) => U16(value >> 16).U16(value);

        public Bytes Raw(byte[] more)
        {
            bytes.AddRange(more);
            return this;
        }

        public byte[] ToArray() => [.. bytes];
    }
}
