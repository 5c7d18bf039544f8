using System.Collections.Concurrent;
using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Shell;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>
/// Stands on pages and endpoints whose posts ask for a sign-in of the last minutes: approving, changing roles, grants and accounts, taking reports out.
/// </summary>
/// <param name="forms">The names of the forms that ask; none for every post.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AsksFreshSignInAttribute(params string[] forms) : Attribute
{
    public IReadOnlyList<string> Forms => forms;
}

/// <summary>What somebody sent before proving who it is, to be sent again afterwards.</summary>
public sealed record KeptForm(string Address, ImmutableArray<(string Name, string Value)> Fields);

/// <summary>
/// Forms that wait until their person has signed in anew. In memory only, for the session that sent them, for some minutes: what was typed stands in no
/// file and in no other browser.
/// </summary>
public sealed class KeptForms(TimeProvider clock, IdSource ids)
{
    private const int MostOfSession = 5;
    private const int LongestForm = 512 * 1024;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, (Guid Session, DateTimeOffset Until, KeptForm Form)> forms = new();

    /// <summary>Keeps it; null when it is longer than any form of the portal.</summary>
    public Guid? Keep(Guid session, KeptForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var now = clock.Now();
        foreach (var (old, one) in forms)
            if (one.Until < now)
                forms.TryRemove(old, out _);
        if (form.Fields.Sum(field => field.Name.Length + field.Value.Length) > LongestForm)
            return null;
        foreach (var (old, _) in forms.Where(one => one.Value.Session == session).OrderByDescending(one => one.Value.Until).Skip(MostOfSession - 1))
            forms.TryRemove(old, out _);
        var id = ids.Next();
        forms[id] = (session, now + KeptFor, form);
        return id;
    }

    /// <summary>Whether it waits for this session.</summary>
    public bool Has(Guid id, Guid session) => forms.TryGetValue(id, out var kept) && kept.Session == session && kept.Until >= clock.Now();

    /// <summary>The session goes on under another token, and its forms with it.</summary>
    public void HandOn(Guid from, Guid to)
    {
        foreach (var (id, kept) in forms)
            if (kept.Session == from)
                forms[id] = (to, kept.Until, kept.Form);
    }

    /// <summary>Gives it back, once.</summary>
    public KeptForm? Take(Guid id, Guid session) => Has(id, session) && forms.TryRemove(id, out var kept) ? kept.Form : null;
}

/// <summary>A post that asks for a fresh sign-in and comes without one is kept, and its person is asked; afterwards it is sent again as it was typed.</summary>
internal sealed class FreshSignInGate(RequestDelegate next, KeptForms kept, IOptions<SecurityOptions> options, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<AsksFreshSignInAttribute>() is not { } asks)
        {
            await next(context);
            return;
        }
        // All of these are sent by forms: what is none could neither be kept nor read, and must not come past the question as something else.
        if (!request.HasFormContentType)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        if (context.Features.Get<StandingSession>() is not { } standing || standing.Session.ConfirmedAt + options.Value.FreshTime >= clock.Now())
        {
            await next(context);
            return;
        }
        var form = await request.ReadFormAsync(context.RequestAborted);
        if (asks.Forms.Count > 0 && !asks.Forms.Contains(form["_handler"].ToString()))
        {
            await next(context);
            return;
        }
        var fields = form.SelectMany(field => field.Value.Select(value => (field.Key, value ?? ""))).ToImmutableArray();
        var id = kept.Keep(standing.Session.Id, new KeptForm(request.PathBase + request.Path + request.QueryString, fields));
        context.Response.Redirect(id is { } known ? SiteUrls.ConfirmThen(known) : SiteUrls.Confirm);
    }
}
