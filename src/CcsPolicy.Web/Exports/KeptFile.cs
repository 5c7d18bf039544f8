using Microsoft.Net.Http.Headers;

namespace CcsPolicy.Web.Exports;

/// <summary>渡すファイル。A file that is handed out to be kept.</summary>
internal static class KeptFile
{
    private const int LongestName = 80;

    /// <summary>A name of a title and what tells the file apart, without signs that a file system, a header or an eye would misread.</summary>
    public static string Name(string title, string mark, string ending)
    {
        var plain = string.Concat(title.EnumerateRunes().Where(IsPlain).Take(LongestName)).Trim(' ', '.', '　');
        return $"{(plain.Length == 0 ? "report" : plain)}_{mark}.{ending}";
    }

    /// <summary>The Content-Disposition header: always an attachment, with the Japanese name as RFC 5987 says and a plain one for old programs.</summary>
    public static string Disposition(string name)
    {
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(name);
        return header.ToString();
    }

    /// <summary>Answers with what was made, as an attachment of this name.</summary>
    public static async Task HandOutAsync(HttpContext context, MemoryStream made, string name, string mediaType)
    {
        context.Response.Headers.ContentDisposition = Disposition(name);
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = made.Length;
        made.Position = 0;
        await made.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static bool IsPlain(System.Text.Rune rune) =>
        System.Text.Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' or '.' or '　' or '（' or '）' or '・' or 'ー' or '「' or '」';
}
