using CcsPolicy.Data;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Access;

/// <summary>
/// 実施手順を開いたことの記録。Whoever opens a page or file that was made from the text of a procedure has read it: an edition, a draft, a comparison, a source, a hit of a search. It is
/// entered in the procedure's own journal before the first byte leaves, once for a page: what cannot be journalled is not shown. It is the one change that a GET makes; a form that comes back with its text is a page
/// like any other.
/// </summary>
internal sealed class ReadingJournal(RequestDelegate next, PolicyDbFactory databases)
{
    public Task InvokeAsync(HttpContext context, ShownContent shown, CurrentReader current)
    {
        if (!HeadRequests.IsHead(context))
            context.Response.OnStarting(async () =>
            {
                if (context.Response.StatusCode == StatusCodes.Status200OK && shown.Read is { Count: > 0 } read && (HttpMethods.IsGet(context.Request.Method) || IsPage(context)))
                    await EnterAsync(await current.OfAsync(context.User, CancellationToken.None), read);
            });
        return next(context);
    }

    // The editor saves each change by a POST that is answered without the text.
    private static bool IsPage(HttpContext context) => context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    private async Task EnterAsync(Domain.Access.Reader reader, IReadOnlyList<Domain.Journal.JournalFact> read)
    {
        await using var db = databases.OpenFor(reader);
        List<DocumentId> ids = [.. read.Select(fact => fact.Document!.Value)];
        var documents = await db.Documents.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id);
        foreach (var fact in read)
            if (documents.GetValueOrDefault(fact.Document!.Value) is { } procedure)
                db.Record(fact, procedure);
        await db.SaveChangesAsync();
    }
}
