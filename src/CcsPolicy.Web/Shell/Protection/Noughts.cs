namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// 文字でない符号（U+0000）。A nought is in nothing that anybody writes, and a database may refuse a text with one in it: where one is asked with or sent, the request is refused as what cannot be read,
/// before anything is done with it. In a path and in a header the server refuses it, and from a file it is left out.
/// </summary>
internal static class Noughts
{
    public static Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <summary>In a form that is sent in parts nothing is decoded, and the framework takes one.</summary>
    public static bool AreIn(IFormCollection form) => form.Any(field => field.Key.Contains('\0') || field.Value.Any(value => value?.Contains('\0') == true));
}
