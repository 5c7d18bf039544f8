using CcsPolicy.Web.Shell.Protection;
using Microsoft.AspNetCore.Localization;

namespace CcsPolicy.Web.Shell.Display;

/// <summary>表示の設定の保存。Reads and writes the cookie of <see cref="DisplayChoices"/>; the language of a request comes from nowhere else.</summary>
public sealed class DisplayCookie(SiteCookies cookies) : RequestCultureProvider
{
    private static readonly object ItemKey = new();

    public DisplayChoices Read(HttpContext context)
    {
        if (context.Items[ItemKey] is DisplayChoices known) return known;
        var read = DisplayChoices.Parse(context.Request.Cookies[cookies.Name("display")]);
        context.Items[ItemKey] = read;
        return read;
    }

    public void Write(HttpContext context, DisplayChoices choices) =>
        context.Response.Cookies.Append(cookies.Name("display"), choices.ToString(), cookies.Options(TimeSpan.FromDays(365)));

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
        Task.FromResult<ProviderCultureResult?>(new(Read(httpContext).Language));
}
