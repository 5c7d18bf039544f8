using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Imports.Html;
using CcsPolicy.Web.Imports.Word;

namespace CcsPolicy.Web.Imports;

/// <summary>
/// 取込ファイル。Turns a file into the text of a policy: its kind is told by its content, its size is limited,
/// and any bytes whatever give a text or a reason, never an exception.
/// </summary>
public static class SourceFile
{
    /// <summary>What a file may weigh.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>What an upload may be called.</summary>
    public static readonly string[] Endings = [".txt", ".text", ".docx", ".htm", ".html"];

    /// <summary>Reads an upload: beside all that <see cref="Read"/> asks, its name has to end as its content is.</summary>
    public static Result<SourceText> ReadUpload(ReadOnlyMemory<byte> bytes, string fileName) =>
        Read(bytes, fileName).Then<SourceText>(read => KindOf(Path.GetExtension(fileName)) == read.Format ? read : ImportErrors.OtherName);

    /// <summary>Reads at most <see cref="MaxBytes"/> from the stream; the name only helps to explain a refusal.</summary>
    public static async Task<Result<SourceText>> ReadAsync(Stream stream, string? fileName, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var piece = new byte[81920];
        while (await stream.ReadAsync(piece, cancel) is var count and > 0)
        {
            if (kept.Length + count > MaxBytes)
                return ImportErrors.TooLarge;
            kept.Write(piece, 0, count);
        }
        return Read(kept.GetBuffer().AsMemory(0, (int)kept.Length), fileName);
    }

    /// <summary>Reads a file that is in memory.</summary>
    public static Result<SourceText> Read(ReadOnlyMemory<byte> bytes, string? fileName)
    {
        if (bytes.Length > MaxBytes)
            return ImportErrors.TooLarge;
        if (bytes.IsEmpty)
            return ImportErrors.Empty;
        var signature = FileSignature.Of(bytes.Span, fileName);
        if (signature.Refusal is { } refusal)
            return refusal;
        if (signature.IsZip)
            return WordFile.Read(bytes).Then(NotBlank);
        return TextEncoding.Read(bytes.Span, HtmlFile.DeclaredCode(bytes.Span)).Then(FromMarkup).Then(NotBlank);
    }

    private static SourceFormat? KindOf(string ending) =>
        !Endings.Contains(ending, StringComparer.OrdinalIgnoreCase) ? null
        : ending.StartsWith(".htm", StringComparison.OrdinalIgnoreCase) ? SourceFormat.Html
        : ending.StartsWith(".t", StringComparison.OrdinalIgnoreCase) ? SourceFormat.PlainText : SourceFormat.Word;

    private static Result<SourceText> FromMarkup(SourceText source)
    {
        if (HtmlFile.IsHtml(source.Text))
            return HtmlFile.Read(source);
        return HtmlFile.IsXml(source.Text) ? ImportErrors.Markup : source;
    }

    private static Result<SourceText> NotBlank(SourceText source) =>
        string.IsNullOrWhiteSpace(source.Text) ? ImportErrors.Empty : source;
}
