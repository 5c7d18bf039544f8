using System.Net.Http.Headers;
using System.Text;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Training;

public sealed class CourseFileTests : IAsyncLifetime
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Portal portal = new(substitute: services => services.AddSingleton<MalwareScanner>(new FindsTheWordVirus()));
    private Shelf shelf = null!;
    private DocumentId standard;
    private CourseId course;
    private HttpClient maker = null!, reader = null!;

    public async ValueTask InitializeAsync()
    {
        shelf = await Shelf.OpenAsync(portal.Databases);
        standard = await shelf.InForceAsync(Tier.Standard, "K-1", "対策基準\n\n第1条　守る。\n");
        course = await CourseAsync(standard);
        maker = await portal.SignedInAsync(await shelf.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer));
        reader = await portal.SignedInAsync(await shelf.PersonAsync("職員 太郎"));
    }

    public async ValueTask DisposeAsync()
    {
        maker.Dispose();
        reader.Dispose();
        await portal.DisposeAsync();
    }

    [Fact]
    public async Task A_picture_stands_where_the_text_calls_it_and_is_handed_out_only_while_it_does()
    {
        Assert.Equal(302, (int)(await AddAsync("構成 図(1).PNG", Png)).StatusCode);
        var manage = await maker.PageAsync(SiteUrls.ManageCourse(course));
        Assert.Contains("![説明](file:構成_図_1.png)", manage.Body!.TextContent, StringComparison.Ordinal);
        var first = manage.QuerySelector("a[download]")!.GetAttribute("href")!;
        // Nothing calls it yet: it is there for who writes the course alone.
        Assert.Equal((404, 200), (await StatusAsync(reader, first), await StatusAsync(maker, first)));
        await WriteAsync(2, "![全体の**構成**](file:構成_図_1.png)と![ない](file:ない.png)");
        var image = (await reader.PageAsync(SiteUrls.Course(course))).QuerySelector(".course-text img")!;
        Assert.Equal((first, "全体の構成"), (image.GetAttribute("src"), image.GetAttribute("alt")));
        Assert.Contains("![ない](file:ない.png)", (await reader.PageAsync(SiteUrls.Course(course))).QuerySelector(".course-text")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ない.png", (await maker.PageAsync(SiteUrls.ManageCourse(course))).QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        using var answer = await reader.GetAsync(first, Ct);
        Assert.Equal(Png, await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(("image/png", "no-store", "nosniff"), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.ToString(), answer.Headers.GetValues("X-Content-Type-Options").Single()));

        // Another of the same name takes its place, and the one before is there no more.
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await AddAsync("構成_図_1.png", [.. Png, 9]);
        var second = (await reader.PageAsync(SiteUrls.Course(course))).QuerySelector(".course-text img")!.GetAttribute("src")!;
        Assert.Equal((404, 200), (await StatusAsync(reader, first), await StatusAsync(reader, second)));
        await WriteAsync(3, "![構成](file:構成_図_1.png)", isOpen: false);
        Assert.Equal((404, 200), (await StatusAsync(reader, second), await StatusAsync(maker, second)));
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        Assert.Equal(2, await db.Journal.CountAsync(entry => entry.Action == "course.file-added", Ct));
    }

    [Fact]
    public async Task A_paper_is_saved_and_a_film_is_read_from_where_the_browser_asks()
    {
        var film = new byte[200_000];
        new Random(7).NextBytes(film);
        "\0\0\0\u0018ftypisom"u8.CopyTo(film);
        Assert.Equal(302, (int)(await AddAsync("動画.mp4", film)).StatusCode);
        Assert.Equal(302, (int)(await AddAsync("資料.pdf", "%PDF-1.7 x"u8.ToArray())).StatusCode);
        await WriteAsync(2, "![説明の動画](file:動画.mp4)\n\n[配布資料](file:資料.pdf)と![これも](file:資料.pdf)");
        var page = await reader.PageAsync(SiteUrls.Course(course));
        var (video, links) = (page.QuerySelector(".course-text video[controls]")!, page.QuerySelectorAll(".course-text a[download]"));
        Assert.Equal("説明の動画", video.GetAttribute("aria-label"));
        Assert.Equal(["配布資料", "これも"], links.Select(link => link.TextContent));
        using var paper = await reader.GetAsync(links[0].GetAttribute("href"), Ct);
        Assert.Equal(("application/octet-stream", "attachment"), (paper.Content.Headers.ContentType!.MediaType, paper.Content.Headers.ContentDisposition!.DispositionType));
        var address = video.GetAttribute("src")!;
        Assert.Equal(film, await reader.GetByteArrayAsync(address, Ct));
        // Across stretches, to the end, and beyond it.
        foreach (var (from, to) in new (int, int?)[] { (0, 0), (65_000, 66_000), (131_071, 131_072), (199_990, null) })
        {
            using var part = await PartAsync(address, from, to);
            Assert.Equal(206, (int)part.StatusCode);
            Assert.Equal(film[from..((to ?? 199_999) + 1)], await part.Content.ReadAsByteArrayAsync(Ct));
        }
        using var beyond = await PartAsync(address, 200_000, null);
        Assert.Equal(416, (int)beyond.StatusCode);
    }

    [Fact]
    public async Task What_is_not_what_a_course_takes_or_was_not_looked_through_is_not_kept()
    {
        foreach (var (name, bytes) in new (string, byte[])[]
        {
            ("図.png", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray()), ("図.png", "<html>"u8.ToArray()), ("図.png", "MZ"u8.ToArray()), ("図.mp4", Encoding.Latin1.GetBytes("\0\0\0\u0018ftypheic----")),
            ("図.png", [.. Png, .. new byte[CourseFiles.MostBytes]]), ("空.png", []),
        })
            Assert.Contains("MP4、WebM", (await (await AddAsync(name, bytes)).PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        var list = await maker.PostFileAsync(SiteUrls.CourseAttendance(course), "attendance", "Csv", "名簿.csv", "職員番号\nVIRUS\n"u8.ToArray(), ("Place", "大会議室"));
        Assert.NotNull((await list.PageAsync()).QuerySelector("#csv-error"));
        Assert.Contains("悪意のあるもの", (await (await AddAsync("図.png", [.. Png, .. "VIRUS"u8])).PageAsync()).QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        Assert.Equal(0, await db.Files.CountAsync(Ct));
    }

    [Fact]
    public async Task A_course_about_a_procedure_takes_none_and_without_a_scanner_none_does()
    {
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "P-1", "手順");
        await shelf.EditionAsync(procedure, "手順\n\n第1条　鍵を掛ける。\n", new(2026, 4, 1));
        var closed = await CourseAsync(procedure);
        using var custodian = await portal.SignedInAsync(shelf.Ciso);
        var page = await custodian.PageAsync(SiteUrls.ManageCourse(closed));
        Assert.Contains("実施手順の研修にはファイルを付けられません", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(PageForms.Find(page, "course-file"));
        await using var plain = new Portal();
        var own = await Shelf.OpenAsync(plain.Databases);
        var document = await own.InForceAsync(Tier.Standard, "K-1", "対策基準\n\n第1条　守る。\n");
        CourseId without;
        await using (var db = plain.Databases.OpenFor(own.SeesAll))
        {
            db.PutCourse(await db.Documents.SingleAsync(one => one.Id == document, Ct), without = db.Ids.Next<CourseId>(), 1, new CourseWords("研修", "本文", 80, true));
            await db.SaveChangesAsync(Ct);
        }
        using var officer = await plain.SignedInAsync(await own.PersonAsync("担当 花子", EmploymentKind.Employee, Role.SecurityOfficer));
        Assert.Null(PageForms.Find(await officer.PageAsync(SiteUrls.ManageCourse(without)), "course-file"));
    }

    private async Task<CourseId> CourseAsync(DocumentId document)
    {
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        var id = db.Ids.Next<CourseId>();
        db.PutCourse(await db.Documents.SingleAsync(one => one.Id == document, Ct), id, 1, new CourseWords("研修", "本文", 80, true));
        await db.SaveChangesAsync(Ct);
        return id;
    }

    private async Task WriteAsync(int number, string text, bool isOpen = true)
    {
        await using var db = portal.Databases.OpenFor(shelf.SeesAll);
        db.PutCourse(await db.Documents.SingleAsync(one => one.Id == standard, Ct), course, number, new CourseWords("研修", text, 80, isOpen));
        await db.SaveChangesAsync(Ct);
    }

    private Task<HttpResponseMessage> AddAsync(string name, byte[] bytes) => maker.PostFileAsync(SiteUrls.ManageCourse(course), "course-file", "Added", name, bytes);

    private static async Task<int> StatusAsync(HttpClient client, string address) => (int)(await client.GetAsync(address, Ct)).StatusCode;

    private async Task<HttpResponseMessage> PartAsync(string address, int from, int? to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(from, to);
        return await reader.SendAsync(request, Ct);
    }

    private sealed class FindsTheWordVirus : MalwareScanner
    {
        public override Task<ScanAnswer> LookAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) =>
            Task.FromResult(new ScanAnswer(bytes.Span.IndexOf("VIRUS"u8) >= 0 ? ScanOutcome.Malware : ScanOutcome.Clean));
    }
}
