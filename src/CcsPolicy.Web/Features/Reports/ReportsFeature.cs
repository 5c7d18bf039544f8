using System.Globalization;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Exports;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Antiforgery;

namespace CcsPolicy.Web.Features.Reports;

/// <summary>帳票。Every report in every format. A new report is a class that makes a <see cref="ReportModel"/> and one line here.</summary>
public static class ReportsFeature
{
    public static void AddReports(this IServiceCollection services) => services.AddScoped<AcknowledgementReport>();

    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        foreach (var format in ExportFormats.All)
            routes.MapPost(SiteUrls.AcknowledgementReport(format.Code), context => WriteAsync(context, format)).Requires(Ability.ExportReports).RequireRateLimiting(RateLimits.Export).WithMetadata(new AsksFreshSignInAttribute());
    }

    private static async Task WriteAsync(HttpContext context, ExportFormat format)
    {
        var services = context.RequestServices;
        if (!await services.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var question = BoardQuestion.Parse(name => form[name]);
        await using var db = await services.GetRequiredService<ReaderDb>().OpenAsync(context.RequestAborted);
        var day = DateOnly.TryParseExact(form["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked < db.Reader.Day ? asked : db.Reader.Day;
        var board = await services.GetRequiredService<AcknowledgementBoards>().OfAsync(db, day, services.GetRequiredService<ReaderDb>().Asked, context.RequestAborted);
        var report = services.GetRequiredService<AcknowledgementReport>().Of(board, question, db.Reader, db.Now, context.RequestAborted);

        // Journalled before the first byte leaves: what cannot be journalled is not handed out.
        db.Record(question.Fields().Aggregate(
            new JournalFact("report.exported").With("report", "acknowledgements").With("format", format.Code).With("day", day),
            (fact, field) => fact.With(field.Name, field.Value)));
        await db.SaveChangesAsync(context.RequestAborted);

        context.Response.ContentType = format.ContentType;
        context.Response.Headers.ContentDisposition = format.Disposition(report);
        await format.WriteAsync(report, context.Response.Body, context.RequestAborted);
    }
}
