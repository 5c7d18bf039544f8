using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// 大きすぎる送信。A form with a file that is larger than the server takes is read all the same, without its file: what was typed comes back on the page,
/// which says of the file what it says of any that is too large. Of the file only its size is known here; its bytes go nowhere.
/// </summary>
public static class LargeUploads
{
    /// <summary>What a form with its files may weigh as a whole; Kestrel's own limit.</summary>
    public const long Most = 30_000_000;

    /// <summary>Beyond this not even the rest is waited for.</summary>
    private const long MostDrained = 1_000_000_000;
    private const int MostTyped = 8 * 1024 * 1024;
    private const int MostFields = 1024;

    public static async Task ReadWithoutFilesAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.ContentLength is not { } length || length <= Most || !HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
        {
            if (await RefusalOfAsync(context) is { } status)
                context.Response.StatusCode = status;
            else
                await next(context);
            return;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostDrained;
        var form = length <= MostDrained && context.User.Identity?.IsAuthenticated == true ? await ReadAsync(request, length, context.RequestAborted) : null;
        if (form is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        if (Noughts.AreIn(form))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        context.Features.Set<IFormFeature>(new FormFeature(form));
        await next(context);
    }

    /// <summary>
    /// The status of a form that cannot be read, or null: what holds what no form can (a nought, too many fields) or does not end as it says
    /// is a fault of who sent it, and found before anything is done with it.
    /// </summary>
    private static async Task<int?> RefusalOfAsync(HttpContext context)
    {
        if (context.GetEndpoint() is null || !HttpMethods.IsPost(context.Request.Method) || !context.Request.HasFormContentType)
            return null;
        try
        {
            return Noughts.AreIn(await context.Request.ReadFormAsync(context.RequestAborted)) ? StatusCodes.Status400BadRequest : null;
        }
        catch (BadHttpRequestException fault)
        {
            return fault.StatusCode;
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            return StatusCodes.Status400BadRequest;
        }
    }

    private static async Task<FormCollection?> ReadAsync(HttpRequest request, long length, CancellationToken ct)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary);
        if (StringSegment.IsNullOrEmpty(boundary))
            return null;
        var (fields, files, typed) = (new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase), new FormFileCollection(), 0);
        var reader = new MultipartReader(boundary.Value!, request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (section.GetContentDispositionHeader() is not { } about)
                    continue;
                var name = HeaderUtilities.RemoveQuotes(about.Name).Value ?? "";
                if (about.IsFileDisposition())
                {
                    await section.Body.CopyToAsync(Stream.Null, ct);
                    // The parts were too large together: none of the files is taken for one that could be read.
                    files.Add(new FormFile(Stream.Null, 0, length, name, HeaderUtilities.RemoveQuotes(about.FileName).Value ?? ""));
                    continue;
                }
                using var words = new MemoryStream();
                var piece = new byte[16 * 1024];
                while (await section.Body.ReadAsync(piece, ct) is var count and > 0)
                {
                    if ((typed += count) > MostTyped)
                        return null;
                    words.Write(piece, 0, count);
                }
                if (fields.Count >= MostFields)
                    return null;
                fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), Encoding.UTF8.GetString(words.GetBuffer(), 0, (int)words.Length));
            }
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            return null;
        }
        return new FormCollection(fields, files);
    }
}
