using System.Globalization;
using System.Text;

namespace CcsPolicy.Domain.Training;

/// <summary>研修のファイルの種類。How a file of a course is shown.</summary>
public enum CourseFileKind
{
    /// <summary>図: within the text.</summary>
    Image,

    /// <summary>動画: within the text.</summary>
    Video,

    /// <summary>資料: a PDF, to be saved.</summary>
    Paper,
}

/// <summary>研修のファイル。What may hang on a course, and how its text names it: <c>![図](file:構成図.png)</c>.</summary>
public static class CourseFiles
{
    /// <summary>Of one course, those included whose place another took: they are never deleted.</summary>
    public const int Most = 50;

    public const int LongestName = 80;

    public const int MostBytes = 10_000_000;

    public const int MostVideoBytes = 25_000_000;

    /// <summary>With which an address within the text begins that names a file.</summary>
    public const string Scheme = "file:";

    private const string Png = "image/png", Jpeg = "image/jpeg", Gif = "image/gif", WebP = "image/webp", Pdf = "application/pdf", Mp4 = "video/mp4", WebM = "video/webm";

    /// <summary>What the bytes are, whatever their name says; null for what a course does not take.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("%PDF-"u8) ? Pdf
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) ? Png
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) ? Jpeg
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? Gif
        : bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8) ? WebP
        : bytes.StartsWith((ReadOnlySpan<byte>)[0x1a, 0x45, 0xdf, 0xa3]) && bytes[..Math.Min(64, bytes.Length)].IndexOf("webm"u8) > 0 ? WebM
        : bytes.Length > 12 && bytes[4..].StartsWith("ftyp"u8) && IsVideo(bytes[8..12]) ? Mp4
        : null;

    public static CourseFileKind KindOf(string mediaType) => mediaType switch
    {
        Pdf => CourseFileKind.Paper,
        Mp4 or WebM => CourseFileKind.Video,
        _ => CourseFileKind.Image,
    };

    /// <summary>How many bytes a file of the kind may have.</summary>
    public static int MostOf(CourseFileKind kind) => kind == CourseFileKind.Video ? MostVideoBytes : MostBytes;

    /// <summary>The name by which the text calls it: that of the file without signs that Markdown takes for its own, and with the ending of what it is.</summary>
    public static string NameOf(string? typed, string mediaType)
    {
        var name = (typed ?? "").Split('/', '\\')[^1];
        var dot = name.LastIndexOf('.');
        var stem = Folded(dot > 0 ? name[..dot] : name);
        var ending = mediaType switch { Png => ".png", Jpeg => ".jpg", Gif => ".gif", WebP => ".webp", Pdf => ".pdf", Mp4 => ".mp4", _ => ".webm" };
        return (stem.Length == 0 ? "file" : stem.Length > LongestName - ending.Length ? stem[..(LongestName - ending.Length)] : stem) + ending;
    }

    /// <summary>The name that an address within the text calls; null when it calls none.</summary>
    public static string? NamedBy(string? address) =>
        address is { Length: <= LongestName * 10 } && address.StartsWith(Scheme, StringComparison.Ordinal) && address.Length > Scheme.Length ? Tidied(Uri.UnescapeDataString(address[Scheme.Length..])) : null;

    private static bool IsVideo(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("iso"u8) || brand.StartsWith("mp4"u8) || brand.SequenceEqual("avc1"u8) || brand.StartsWith("M4V"u8) || brand.SequenceEqual("dash"u8) || brand.SequenceEqual("MSNV"u8);

    private static string Folded(string name) =>
        string.Concat(Tidied(name).Select(sign => char.IsLetterOrDigit(sign) || sign is '-' or '_' or '.' || char.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark ? sign : '_')).Trim('_', '.');

    private static string Tidied(string name) => string.Concat(name.Where(sign => !char.IsSurrogate(sign))).Normalize(NormalizationForm.FormKC);
}
