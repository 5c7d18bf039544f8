using CcsPolicy.Web.Exports.Word;

namespace CcsPolicy.Web.Exports.Parcels;

/// <summary>書類一式のファイル。Hands one out as an attachment.</summary>
internal static class ParcelFile
{
    /// <param name="form"><c>docx</c> or <c>pdf</c>.</param>
    /// <param name="mark">What the name of the file says beside the title.</param>
    public static async Task WriteAsync(HttpContext context, string form, Parcel parcel, string mark = "改正書類")
    {
        using var made = new MemoryStream();
        if (form == "docx")
            ParcelDocx.Write(made, parcel);
        else
            ParcelPdf.Write(made, parcel);
        await KeptFile.HandOutAsync(context, made, KeptFile.Name(parcel.Title, mark, form), form == "docx" ? DocxFile.MediaType : "application/pdf");
    }
}
