using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace CcsPolicy.Testing.Web;

/// <summary>Pages as a browser without script uses them.</summary>
public static class PageForms
{
    public static async Task<IHtmlDocument> PageAsync(this HttpClient client, string url) => await (await client.GetAsync(url)).PageAsync();

    public static async Task<IHtmlDocument> PageAsync(this HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>Fills in the form of the page and sends it; hidden fields and chosen values go along as in a browser.</summary>
    /// <param name="form">The name of the form (<c>@formname</c>), or the address that it posts to.</param>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string url, string form, params (string Name, string Value)[] fields) =>
        await client.PostFormAsync(await client.PageAsync(url), url, form, fields);

    public static async Task<HttpResponseMessage> PostFormAsync(
        this HttpClient client, IHtmlDocument page, string url, string form, params (string Name, string Value)[] fields)
    {
        var found = Find(page, form) ?? throw new InvalidOperationException($"No form {form} on {url}: {page.Body?.TextContent.Trim()}");
        var values = Sent(found).Where(pair => !fields.Any(field => field.Name == pair.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))).ToList();
        using var request = new HttpRequestMessage(HttpMethod.Post, found.GetAttribute("action") is { Length: > 0 } action ? action : url);
        request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        if (found.GetAttribute("enctype") == "multipart/form-data")
        {
            var parts = new MultipartFormDataContent();
            foreach (var (name, value) in values)
                parts.Add(new StringContent(value), name);
            request.Content = parts;
        }
        else
            request.Content = new FormUrlEncodedContent(values);
        return await client.SendAsync(request);
    }

    /// <summary>Sends a file by the form of the page.</summary>
    public static async Task<HttpResponseMessage> PostFileAsync(this HttpClient client, string url, string form, string field, string name, byte[] bytes, params (string Name, string Value)[] fields)
    {
        var found = Find(await client.PageAsync(url), form) ?? throw new InvalidOperationException($"No form {form} on {url}");
        using var parts = new MultipartFormDataContent();
        foreach (var (key, value) in Sent(found).Where(pair => !fields.Any(typed => typed.Name == pair.Key)).Concat(fields.Select(typed => KeyValuePair.Create(typed.Name, typed.Value))))
            parts.Add(new StringContent(value), key);
        parts.Add(new ByteArrayContent(bytes), field, name);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = parts };
        request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        return await client.SendAsync(request);
    }

    public static IHtmlFormElement? Find(IHtmlDocument page, string form) => page.Forms.FirstOrDefault(one =>
        one.QuerySelector($"input[name=_handler][value='{form}']") is not null || one.GetAttribute("action") == form);

    /// <summary>What the browser would send of the form without anything typed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Sent(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
            switch (element)
            {
                case IHtmlInputElement { Name.Length: > 0, Type: not ("submit" or "button" or "file") } input when input.Type is not ("checkbox" or "radio") || input.IsChecked:
                    yield return KeyValuePair.Create(input.Name!, input.Value);
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    yield return KeyValuePair.Create(select.Name!, select.Value ?? "");
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    yield return KeyValuePair.Create(area.Name!, area.Value);
                    break;
            }
    }
}
