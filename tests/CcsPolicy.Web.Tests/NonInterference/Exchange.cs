using System.Globalization;
using System.Text;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>What one request showed, masked: status, every header in the order of its name, every byte of the body.</summary>
internal sealed record Exchange(string Asked, int Status, string Headers, string Body)
{
    private static readonly string[] Words = ["text/", "application/json"];

    public static async Task<Exchange> OfAsync(string asked, HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        var headers = answer.Headers.Concat(answer.Content.Headers).OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}"));
        // Files are compared by every byte, so what lies inside a spreadsheet, a print or an archive is as well; nothing in them is random.
        var body = Words.Any(word => type.StartsWith(word, StringComparison.Ordinal)) ? Masks.Over(Encoding.UTF8.GetString(bytes)) : Convert.ToBase64String(bytes);
        return new Exchange(Masks.Over(asked), (int)answer.StatusCode, Masks.Over(string.Join('\n', headers)), body);
    }

    /// <summary>Something that is not an answer, such as the lines of a log.</summary>
    public static Exchange Of(string what, IEnumerable<string> lines) => new(what, 0, "", string.Join('\n', lines));

    /// <summary>Null when both are alike; otherwise where they part.</summary>
    public static string? Compare(IReadOnlyList<Exchange> one, IReadOnlyList<Exchange> other)
    {
        for (var at = 0; at < Math.Min(one.Count, other.Count); at++)
        {
            var (a, b) = (one[at], other[at]);
            if (a.Asked != b.Asked)
                return $"another address was asked for: {a.Asked} / {b.Asked}";
            if (a.Status != b.Status)
                return $"{a.Asked}: status {a.Status} / {b.Status}";
            if (a.Headers != b.Headers)
                return $"{a.Asked}: headers {Parting(a.Headers, b.Headers)}";
            if (a.Body != b.Body)
                return $"{a.Asked}: body {Parting(a.Body, b.Body)}";
        }
        return one.Count == other.Count ? null : string.Create(CultureInfo.InvariantCulture, $"{one.Count} / {other.Count} requests");
    }

    private static string Parting(string a, string b)
    {
        var at = 0;
        while (at < Math.Min(a.Length, b.Length) && a[at] == b[at])
            at++;
        return string.Create(CultureInfo.InvariantCulture, $"of {a.Length} / {b.Length} signs, from {at}: «{Around(a, at)}» / «{Around(b, at)}»");
    }

    private static string Around(string text, int at)
    {
        var from = Math.Max(0, at - 60);
        return text[from..Math.Min(text.Length, at + 120)];
    }
}
