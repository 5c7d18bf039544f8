using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Shell.Layout;

/// <summary>案内の一項目。What the frame shows of an entry to this person.</summary>
public sealed record NavigationLink(string Text, string Url, NavigationPlace Place, bool IsCurrent, int Count);

/// <summary>案内。The entries that the person of this request may use, in their order.</summary>
public sealed class SiteNavigation(IEnumerable<NavigationEntry> entries, IAuthorizationService authorization, IStringLocalizerFactory words)
{
    private Task<IReadOnlyList<NavigationLink>>? made;

    /// <summary>Worked out once for a page: header and footer ask for the same.</summary>
    public Task<IReadOnlyList<NavigationLink>> ForAsync(HttpContext context) => made ??= MakeAsync(context);

    private async Task<IReadOnlyList<NavigationLink>> MakeAsync(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated != true) return [];
        var shown = new List<NavigationLink>();
        foreach (var entry in entries.OrderBy(entry => entry.Order))
        {
            if (entry.Ability is { } ability && !(await authorization.AuthorizeAsync(context.User, context, ability)).Succeeded) continue;
            if (entry.Shown is { } wanted && !await wanted(context)) continue;
            var count = entry.Count is null ? 0 : await entry.Count(context);
            shown.Add(new(words.Create(entry.Words)[entry.Key], entry.Url, entry.Place, IsCurrent(entry.Url, context.Request.Path), count));
        }

        return shown;
    }

    /// <summary>The entry whose page, or a page below it, is open. An error page is below none: it must not tell what was asked for.</summary>
    private static bool IsCurrent(string url, PathString path) =>
        url == SiteUrls.Home ? path == SiteUrls.Home : path.StartsWithSegments(url, StringComparison.OrdinalIgnoreCase);
}
