using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports.Parcels;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Layout;

namespace CcsPolicy.Web.Features.Training;

/// <summary>研修。Courses about documents, the questions whether they were understood, and what readers got wrong.</summary>
public static class TrainingFeature
{
    public static void AddTraining(this IServiceCollection services)
    {
        services.AddScoped<ShowCoursesHandler>().AddScoped<TakeQuizHandler>().AddScoped<ShowAttemptHandler>();
        services.AddScoped<WriteCourseHandler>().AddScoped<WriteQuestionHandler>().AddScoped<CourseFilesHandler>().AddScoped<ManageCourseHandler>();
        services.AddScoped<PlanCourseHandler>().AddScoped<CourseProgressHandler>().AddScoped<RecordAttendanceHandler>().AddScoped<MakeYearRecordHandler>();
        services.AddSingleton(new NavigationEntry(typeof(TrainingText), "Nav", SiteUrls.Training, 8, AbilityPolicies.NameOf(Ability.AcknowledgeDocuments), NavigationPlace.Person));
    }

    public static void MapTraining(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(SiteUrls.TrainingRecord, RecordAsync).Requires(Ability.AcknowledgeDocuments).RequireRateLimiting(RateLimits.Export);
        routes.MapGet("/training/{id}/files/{file}", FileAsync).Requires(Ability.AcknowledgeDocuments);
    }

    /// <summary>The record of the reader's own year; of this one where none is asked for.</summary>
    private static async Task RecordAsync(HttpContext http, string? year, MakeYearRecordHandler records, TimeProvider clock)
    {
        var asked = year is null ? FiscalYear.Of(TokyoTime.Today(clock)) : int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? typed : 0;
        if (await records.OfAsync(asked, http.RequestAborted) is { } record)
            await ParcelFile.WriteAsync(http, "pdf", record, string.Create(CultureInfo.InvariantCulture, $"{asked}年度"));
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task<IResult> FileAsync(string id, string file, CourseFilesHandler files, CancellationToken ct)
    {
        if (PublicId.TryParse<CourseId>(id) is not { } course || !Guid.TryParseExact(file, "N", out var one) || await files.OpenAsync(course, one, ct) is not { } found)
            return Results.NotFound();
        return found.Kind switch
        {
            // What could be a page of its own is saved, and never shown as one of this portal.
            CourseFileKind.Paper => Results.Stream(found.Bytes, "application/octet-stream", found.Name),
            CourseFileKind.Video => Results.Stream(found.Bytes, found.MediaType, enableRangeProcessing: true),
            _ => Results.Stream(found.Bytes, found.MediaType),
        };
    }
}

/// <summary>Names the words of training.</summary>
public sealed class TrainingText;
