using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Web.Exports.Word;

namespace CcsPolicy.Web.Exports.Comparing;

/// <summary>新旧対照表と改め文のファイル。Hands them out as attachments.</summary>
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
        await KeptFile.HandOutAsync(context, made, KeptFile.Name(title, "新旧対照表", form), form == "docx" ? DocxFile.MediaType : "text/html; charset=utf-8");
    }

    /// <summary>改め文, as Word.</summary>
    public static async Task WriteInstrumentAsync(HttpContext context, string instrument, string title, string? marking)
    {
        using var made = new MemoryStream();
        InstrumentDocx.Write(made, instrument, marking);
        await KeptFile.HandOutAsync(context, made, KeptFile.Name(title, "改め文", "docx"), DocxFile.MediaType);
    }
}
