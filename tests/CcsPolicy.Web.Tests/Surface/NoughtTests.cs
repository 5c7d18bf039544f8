using System.Net;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell.Protection;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Surface;

/// <summary>A nought (U+0000) is in nothing that anybody writes, and PostgreSQL takes none in a text: wherever it comes from it is refused as what cannot be read, before anything asks the store with it.</summary>
public sealed class NoughtTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static IEnumerable<ITheoryDataRow> Servers => TestServers.All().Where(row => row.GetData()[0] is not DatabaseProvider.SqlServer);

    [Theory]
    [MemberData(nameof(Servers))]
    [Trait("ASVS", "V1.3.3"), Trait("ASVS", "V2.2.1")]
    public async Task A_nought_is_refused_wherever_it_comes_from_and_is_never_a_fault(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var portal = new Portal("Development", empty: true, settings: new Dictionary<string, string> { ["Storage:Provider"] = provider.ToString(), ["Storage:ConnectionString"] = database.ConnectionString });
        Directory.CreateDirectory(Path.Combine(portal.Folder, "keys"));
        await File.WriteAllTextAsync(Path.Combine(portal.Folder, "keys", "master.key"), Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(number => (byte)number)]), Ct);
        var administrator = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        using var client = await portal.SignedInAsync(administrator);
        using var anonymous = portal.Anonymous();
        var offences = new List<string>();

        foreach (var address in new[]
        {
            "/find?q=%00", "/find?q=a%00b", "/find?q=a&page=%00", "/find?a%00=b", "/find?q=%2500%00", "/admin/people?q=a%00", "/admin/people?page=1%00", "/account/session?returnUrl=%2F%00", "/no-such-page?%00",
            "/account/sign-in?returnUrl=%2F%00",
        })
        {
            var signedIn = address.StartsWith("/account/sign-in", StringComparison.Ordinal) ? anonymous : client;
            Judge(address, await signedIn.GetAsync(address, Ct));
        }

        Judge("sign-in", await anonymous.PostFormAsync("/account/sign-in", "sign-in", ("Name", "管理\0"), ("Password", "a long word")));
        Judge("sign-in, password", await anonymous.PostFormAsync("/account/sign-in", "sign-in", ("Name", "管理"), ("Password", "a long\0word")));
        var page = await client.PageAsync("/admin/people/new");
        foreach (var (name, value) in new[] { ("Name", "佐藤\0花子"), ("Number", "A\0"), ("From", "2026-10-01\0"), ("Na\0me", "佐藤") })
        {
            var fields = new[] { ("Number", "A-7"), ("Name", "佐藤 花子"), ("Kind", "Employee"), ("From", "2026-10-01") }.Where(field => field.Item1 != name).Append((name, value)).ToArray();
            Judge("new-person " + name, await client.PostFormAsync(page, "/admin/people/new", "new-person", fields));
            // In parts, nothing is decoded, and so nothing was refused.
            using var parts = new MultipartFormDataContent();
            foreach (var (key, typed) in PageForms.Sent(PageForms.Find(page, "new-person")!).Where(pair => !fields.Any(field => field.Item1 == pair.Key)).Select(pair => (pair.Key, pair.Value)).Concat(fields).Where(field => !field.Item1.Contains('\0')))
                parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(typed)), key);
            if (name.Contains('\0'))
                continue;
            using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/people/new") { Content = parts };
            request.Headers.Add("Origin", client.BaseAddress!.GetLeftPart(UriPartial.Authority));
            Judge("new-person in parts " + name, await client.SendAsync(request, Ct));
        }
        Assert.True(offences.Count == 0, string.Join("\n", offences));
        await using var db = portal.Open(Reader.Nobody);
        Assert.Equal(1, await db.People.CountAsync(Ct));

        void Judge(string what, HttpResponseMessage answer)
        {
            if (answer.StatusCode != HttpStatusCode.BadRequest || !answer.Headers.Contains("Content-Security-Policy") || answer.Content.Headers.ContentType?.MediaType != "text/html")
                offences.Add($"{what}: {(int)answer.StatusCode} {answer.Content.Headers.ContentType}");
        }
    }

    /// <summary>A form that is too large is read by the portal itself, and its page tells of the file what was typed beside it.</summary>
    [Fact]
    public async Task A_nought_beside_a_file_that_is_too_large_is_refused()
    {
        await using var portal = new Portal();
        using var client = await portal.SignedInAsync(await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator));
        var file = new byte[LargeUploads.Most + 1];
        Assert.Equal(HttpStatusCode.OK, (await client.PostFileAsync("/admin/people/import", "roster", "File", "roster.csv", file, ("Note", "a"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostFileAsync("/admin/people/import", "roster", "File", "roster.csv", file, ("Note", "a\0"))).StatusCode);
    }
}
