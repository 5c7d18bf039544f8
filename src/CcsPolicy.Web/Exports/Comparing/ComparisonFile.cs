using CcsPolicy.Domain.Amendments.Comparing.Tables;

namespace CcsPolicy.Web.Exports.Comparing;

/// <summary>新旧対照表のファイル。Hands the table out as an attachment.</summary>
internal static class ComparisonFile
{
    /// <param name="form"><c>docx</c> or <c>html</c>.</param>
    /// <param name="title">Title of the new text.</param>
    /// <param name="marking">Stands on each sheet; null for none.</param>
    public static async Task WriteAsync(HttpContext context, string form, ComparisonTable table, string title, string? marking)
    {
        var name = $"{title}　新旧対照表";
        using var made = new MemoryStream();
        if (form == "docx")
            ComparisonDocx.Write(made, table, name, marking);
        else
            await using (var words = new StreamWriter(made, leaveOpen: true))
                ComparisonHtml.WritePage(words, table, name, marking);
        context.Response.Headers.ContentDisposition = KeptFile.Disposition(KeptFile.Name(title, "新旧対照表", form));
        context.Response.ContentType = form == "docx" ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document" : "text/html; charset=utf-8";
        context.Response.ContentLength = made.Length;
        made.Position = 0;
        await made.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
