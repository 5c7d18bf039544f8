namespace CcsPolicy.Web.Shell.Protection;

/// <summary>
/// よその名前での要求。What comes by a name that is none of the portal's (<c>AllowedHosts</c>) is refused by the framework before anything of the portal sees it. This stands before that: the refusal gets the headers of
/// every answer, and words for whoever has mistyped.
/// </summary>
internal sealed class ForeignNames(IHostEnvironment environment) : IStartupFilter
{
    private readonly ResponseHeaders headers = new(static _ => Task.CompletedTask, environment);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(AnswerAsync);
        next(app);
    };

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response.HasStarted || context.Response.StatusCode != StatusCodes.Status400BadRequest || ResponseHeaders.HasSeen(context))
            return;
        headers.Write(context);
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync("""
                この名前では開けません。アドレスを確かめて、ポータルの名前で開いてください。
                正しい名前で開いてもこの文が出るときは、管理者に次のことをお伝えください：その名前を設定 AllowedHosts に書いてください（docs/operations/install.md）。

                The portal does not answer to this name. Look at the address, and open it by the portal's own.
                If this text appears under the right name, tell the administrator: write that name in the setting AllowedHosts (docs/operations/install.md).

                """, context.RequestAborted);
    }
}
