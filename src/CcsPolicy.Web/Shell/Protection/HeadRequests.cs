using Microsoft.AspNetCore.Http.Features;

namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// HEADの要求。Goes the way of a GET, and what it would have shown is dropped: status and headers are the same, for what is there and for what is hidden.
/// It stands before routing, where an address that knows only GET would otherwise be taken for none.
/// </summary>
public sealed class HeadRequests : IStartupFilter
{
    private static readonly object Mark = new();

    /// <summary>Whether nothing of the answer will be seen.</summary>
    public static bool IsHead(HttpContext context) => context.Items.ContainsKey(Mark);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AnswerAsync);
        next(app);
    };

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }
        var (request, body) = (context.Request, context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        context.Items[Mark] = Mark;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            request.Method = HttpMethods.Head;
            context.Features.Set(body);
        }
    }
}
