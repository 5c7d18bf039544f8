using CcsPolicy.Data.Files;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports.Parcels;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Sheets;

/// <summary>署名簿。For people without a computer: a list that is signed on paper, entered by their manager and marked as such, with the scan.</summary>
public static class SheetsFeature
{
    public static void AddSheets(this IServiceCollection services) => services.AddScoped<SheetHandler>();

    public static void MapSheets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/following/sheets/{Id}/list.docx", (HttpContext http, string id, SheetHandler sheets) => FileAsync(http, id, sheets, "docx")).Requires(Ability.FollowOwnDepartment);
        routes.MapGet("/following/sheets/{Id}/list.pdf", (HttpContext http, string id, SheetHandler sheets) => FileAsync(http, id, sheets, "pdf")).Requires(Ability.FollowOwnDepartment);
        routes.MapGet("/following/scans/{scan}", ScanAsync).Requires(Ability.FollowOwnDepartment);
    }

    private static async Task FileAsync(HttpContext http, string id, SheetHandler sheets, string form)
    {
        if (PublicId.TryParse<DocumentId>(id) is { } document && await sheets.ViewAsync(document, http.RequestAborted) is { AsksAnswers: false } view)
            await ParcelFile.WriteAsync(http, form, sheets.Printed(view), "署名簿");
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    /// <summary>For whoever entered it and still manages these people, and for whoever follows everybody.</summary>
    private static async Task<IResult> ScanAsync(string scan, ReaderDb databases, CancellationToken ct)
    {
        if (!Guid.TryParseExact(scan, "N", out var id))
            return Results.NotFound();
        await using var db = await databases.OpenAsync(ct);
        var (me, all, managed) = (db.Reader.PersonId, db.Reader.Can(Ability.FollowAcknowledgements), db.Reader.ManagedDepartments.ToList());
        return await db.Acknowledgements.AnyAsync(row => row.ScanId == id && (all || (row.EnteredBy == me && row.DepartmentId != null && managed.Contains(row.DepartmentId.Value))), ct) && await db.OpenFileAsync(id, ct) is { } file
            // Always a download: what was uploaded is never shown as a page of this portal.
            ? Results.File(file.Bytes, "application/octet-stream", file.Name) : Results.NotFound();
    }
}

/// <summary>Names the words of sheets.</summary>
public sealed class SheetsText;
