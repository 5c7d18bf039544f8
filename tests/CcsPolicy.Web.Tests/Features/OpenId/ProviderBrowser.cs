using AngleSharp.Html.Dom;
using CcsPolicy.Testing.Web;
using Microsoft.Net.Http.Headers;

namespace CcsPolicy.Web.Tests.Features.OpenId;

/// <summary>
/// A browser between portal and provider. It keeps to SameSite: a form of the provider's page brings only the cookies that are for every site.
/// </summary>
internal sealed class ProviderBrowser(Portal portal, TestProvider provider) : IDisposable
{
    private readonly HttpClient own = portal.CreateDefaultClient(new Uri("https://localhost"));
    private readonly HttpClient there = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public Dictionary<string, SetCookieHeaderValue> Cookies { get; } = [];

    public void Dispose()
    {
        own.Dispose();
        there.Dispose();
    }

    /// <summary>Follows a link on a page of the portal.</summary>
    public Task<HttpResponseMessage> FollowAsync(string url, string site = "same-origin") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "Sec-Fetch-Site", site } } }, foreign: false);

    public async Task<IHtmlDocument> PageAsync(string url) => await (await FollowAsync(url)).PageAsync();

    /// <summary>Sends a form of a page of the portal.</summary>
    public async Task<HttpResponseMessage> PostAsync(string url, string form, params (string Name, string Value)[] fields)
    {
        var page = await PageAsync(url);
        var sent = PageForms.Sent(PageForms.Find(page, form)!).Where(pair => !fields.Any(field => field.Name == pair.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(sent), Headers = { { "Origin", "https://localhost" } } }, foreign: false);
    }

    /// <summary>Signs out by the form that stands on every page.</summary>
    public Task<HttpResponseMessage> SignOutAsync() =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "/account/sign-out") { Headers = { { "Origin", "https://localhost" } } }, foreign: false);

    /// <summary>Goes to the provider, which signs in at once, and returns the form that its page sends by itself.</summary>
    public async Task<Dictionary<string, string>> AtProviderAsync(string url = "/account/openid")
    {
        var away = await FollowAsync(url);
        if (away.Headers.Location?.ToString().Contains("unreachable", StringComparison.Ordinal) == true)
            Xunit.Assert.Fail(await File.ReadAllTextAsync(portal.LogFile));
        Xunit.Assert.StartsWith(provider.Authority + "authorize?", away.Headers.Location?.ToString(), StringComparison.Ordinal);
        var page = await (await there.GetAsync(away.Headers.Location)).PageAsync();
        var form = Xunit.Assert.Single(page.Forms);
        Xunit.Assert.Equal("https://localhost/account/openid/callback", form.GetAttribute("action"));
        return PageForms.Sent(form).ToDictionary();
    }

    /// <summary>The provider's page sends its form.</summary>
    public Task<HttpResponseMessage> ComeBackAsync(Dictionary<string, string> form) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "/account/openid/callback") { Content = new FormUrlEncodedContent(form) }, foreign: true);

    /// <summary>There and back; the address that the portal then leads to.</summary>
    public async Task<string> RoundAsync(string url = "/account/openid") =>
        (await ComeBackAsync(await AtProviderAsync(url))).Headers.Location?.ToString() ?? "";

    public Task<HttpResponseMessage> ThereAsync(Uri? url) => there.GetAsync(url);

    public async Task<bool> IsSignedInAsync() => (await FollowAsync("/account/session")).StatusCode == System.Net.HttpStatusCode.NoContent;

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool foreign)
    {
        using var sent = request;
        var cookies = Cookies.Values.Where(cookie => !foreign || cookie.SameSite == SameSiteMode.None).Select(cookie => $"{cookie.Name}={cookie.Value}");
        if (string.Join("; ", cookies) is { Length: > 0 } header)
            sent.Headers.Add("Cookie", header);
        var answer = await own.SendAsync(sent);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? SetCookieHeaderValue.ParseList([.. set]) : [])
            if (cookie.Value.Length == 0)
                Cookies.Remove(cookie.Name.ToString());
            else
                Cookies[cookie.Name.ToString()] = cookie;
        return answer;
    }
}
