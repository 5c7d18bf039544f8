using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Reading;
using CcsPolicy.Web.Shell.Protection;

namespace CcsPolicy.Web.Access;

/// <summary>
/// 実施手順を開いたことの記録。Whoever opens a page or file that was made from the text of a procedure has read it: an edition, a draft, a comparison, a source, a hit of a search. It is
/// entered in the procedure's own journal before the first byte leaves, once for a page and once within a window of time for the same text: what cannot be journalled is not shown. It is the one change that a GET makes; a form that comes back with its text is a page
/// like any other.
/// </summary>
internal sealed class ReadingJournal(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context, ShownContent shown, CurrentReader current, ReaderDb store)
    {
        if (!HeadRequests.IsHead(context))
            context.Response.OnStarting(async () =>
            {
                if (context.Response.StatusCode == StatusCodes.Status200OK && shown.Read is { Count: > 0 } read && (HttpMethods.IsGet(context.Request.Method) || IsPage(context)))
                    await EnterAsync(context, store, await current.OfAsync(context.User, CancellationToken.None), read);
            });
        return next(context);
    }

    // The editor saves each change by a POST that is answered without the text.
    private static bool IsPage(HttpContext context) => context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    private static async Task EnterAsync(HttpContext context, ReaderDb store, Domain.Access.Reader reader, IReadOnlyList<Domain.Journal.JournalFact> read)
    {
        await using var db = await store.OpenForAsync(reader, CancellationToken.None);
        await db.EnterReadingAsync(read, SessionOf(context), CancellationToken.None);
    }

    /// <summary>The sign-in under which the request reads.</summary>
    internal static Guid? SessionOf(HttpContext context) => context.Features.Get<StandingSession>()?.Session.Id;
}
