using CcsPolicy.Web.Exports.Word;

namespace CcsPolicy.Web.Exports.Parcels;

/// <summary>書類一式のファイル。Hands one out as an attachment.</summary>
internal static class ParcelFile
{
    /// <param name="form"><c>docx</c> or <c>pdf</c>.</param>
    public static async Task WriteAsync(HttpContext context, string form, Parcel parcel)
    {
        using var made = new MemoryStream();
        if (form == "docx")
            ParcelDocx.Write(made, parcel);
        else
            ParcelPdf.Write(made, parcel);
        await KeptFile.HandOutAsync(context, made, KeptFile.Name(parcel.Title, "改正書類", form), form == "docx" ? DocxFile.MediaType : "application/pdf");
    }
}
