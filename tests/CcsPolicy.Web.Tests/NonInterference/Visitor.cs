using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>Somebody at a browser without script, and all that is shown there.</summary>
internal sealed class Visitor(Who who, HttpClient client)
{
    private readonly List<Exchange> seen = [];
    private string? token;

    public Who Who => who;

    /// <summary>What was seen since the last call.</summary>
    public List<Exchange> Take()
    {
        var taken = seen.ToList();
        seen.Clear();
        return taken;
    }

    /// <summary>The page; null when the answer is none.</summary>
    public Task<IHtmlDocument?> GetAsync(string address, bool read = true) => SendAsync(new HttpRequestMessage(HttpMethod.Get, address), read);

    /// <param name="read">Whether the page is looked at further; reading one costs more than asking for it.</param>
    /// <param name="origin">Where a post says that it comes from; null for a page of this portal.</param>
    public async Task<IHtmlDocument?> SendAsync(HttpRequestMessage request, bool read = true, string? origin = null)
    {
        using (request)
        {
            if (request.Method == HttpMethod.Post)
                request.Headers.Add("Origin", origin ?? client.BaseAddress!.GetLeftPart(UriPartial.Authority));
            var asked = $"{who} {request.Method} {request.RequestUri}";
            HttpResponseMessage answer;
            try
            {
                answer = await client.SendAsync(request);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                seen.Add(new Exchange(asked, 599, "", fault.GetType().Name));
                return null;
            }
            using (answer)
            {
                var exchange = await Exchange.OfAsync(asked, answer);
                seen.Add(exchange);
                Location = answer.Headers.Location?.ToString();
                return read && answer.Content.Headers.ContentType?.MediaType == "text/html" && request.Method != HttpMethod.Head
                    ? new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()) : null;
            }
        }
    }

    /// <summary>Where the last answer leads to.</summary>
    public string? Location { get; private set; }

    public Exchange Last => seen[^1];

    public Task<IHtmlDocument?> PostAsync(string address, IReadOnlyList<KeyValuePair<string, string>> fields, (string Field, string Name, byte[] Bytes)? file = null, bool multipart = false)
    {
        HttpContent content;
        if (multipart)
        {
            var parts = new MultipartFormDataContent("a-boundary-that-stands-still");
            foreach (var (name, value) in fields)
                parts.Add(new StringContent(value), name);
            if (file is var (field, filename, bytes))
                parts.Add(new ByteArrayContent(bytes), field, filename);
            content = parts;
        }
        else
            content = new FormUrlEncodedContent(fields);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = content });
    }

    public async Task PostJsonAsync(string address, string json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(json, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json")) };
        request.Headers.Add("RequestVerificationToken", await TokenAsync());
        await SendAsync(request);
    }

    /// <summary>A token that stands on a page which this visitor has; empty when there is none any more.</summary>
    public async Task<string> TokenAsync()
    {
        if (token is null)
        {
            var page = await GetAsync(who == Who.Anonymous ? "/account/sign-in" : "/account/password");
            token = page?.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        }
        return token;
    }
}
