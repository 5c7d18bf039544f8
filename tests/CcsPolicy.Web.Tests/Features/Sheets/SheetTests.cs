using System.Net.Http.Headers;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Sheets;

public sealed class SheetTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_manager_prints_the_list_enters_who_signed_with_the_scan_and_takes_a_mistake_back()
    {
        await using var portal = new Portal(substitute: services => services.AddSingleton<MalwareScanner>(new NothingFound()));
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "P-1", "手順");
        await shelf.EditionAsync(procedure, "手順\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var (depot, elsewhere) = (await portal.AddDepartmentAsync("40", "用務"), await portal.AddDepartmentAsync("50", "別課"));
        var chief = await portal.AddPersonAsync("用務 長", EmploymentKind.Employee, depot);
        await portal.MakeManagerAsync(chief, depot);
        var (one, two, other) = (await portal.AddPersonAsync("用務 一子", EmploymentKind.Temporary, depot), await portal.AddPersonAsync("用務 二子", EmploymentKind.Temporary, depot), await portal.AddPersonAsync("別課 人", EmploymentKind.Employee, elsewhere));
        using var manager = await portal.SignedInAsync(chief);
        using var auditor = await portal.SignedInAsync(await shelf.PersonAsync("監査 人", EmploymentKind.Employee, Role.Auditor));
        var address = SiteUrls.Sheet(document);

        Assert.Equal(404, (int)(await manager.GetAsync(SiteUrls.Sheet(procedure), Ct)).StatusCode);
        Assert.Equal(404, (int)(await auditor.GetAsync(address, Ct)).StatusCode);
        var page = await manager.PageAsync(address);
        Assert.Equal([one.ToString(), two.ToString()], page.QuerySelectorAll("input[name=Person]").Select(input => input.GetAttribute("value")).Order());
        Assert.True((await manager.GetByteArrayAsync(SiteUrls.SheetFile(document, "docx"), Ct)).AsSpan().StartsWith("PK"u8));
        Assert.True((await manager.GetByteArrayAsync(SiteUrls.SheetFile(document, "pdf"), Ct)).AsSpan().StartsWith("%PDF"u8));

        Assert.Contains("選び直して", await SendAsync("%PDF-1.7"u8.ToArray(), one, other), StringComparison.Ordinal);
        Assert.Contains("PDF、PNG、JPEG", await SendAsync("MZ"u8.ToArray(), one), StringComparison.Ordinal);
        await SendAsync("%PDF-1.7 signed"u8.ToArray(), one);
        Acknowledgement kept;
        await using (var db = portal.Databases.OpenFor(shelf.SeesAll))
            kept = await db.Acknowledgements.SingleAsync(Ct);
        Assert.Equal((one, chief, AcknowledgementMethod.PrintedSheet, (DepartmentId?)depot), (kept.PersonId, kept.EnteredBy, kept.Method, kept.DepartmentId));
        Assert.Equal("%PDF-1.7 signed"u8.ToArray(), await auditor.GetByteArrayAsync(SiteUrls.SheetScan(kept.ScanId!.Value), Ct));
        using var staff = await portal.SignedInAsync(two);
        Assert.NotEqual(200, (int)(await staff.GetAsync(SiteUrls.SheetScan(kept.ScanId!.Value), Ct)).StatusCode);
        Assert.Equal([two.ToString()], (await manager.PageAsync(address)).QuerySelectorAll("input[name=Person]").Select(input => input.GetAttribute("value")));

        var silent = await manager.PostFormAsync(address, address, ("_handler", "take-back-sheet"), ("Entry", kept.Id.ToString()), ("Reason", ""));
        Assert.Contains("取り消す理由を書いてください", await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(302, (int)(await manager.PostFormAsync(address, address, ("_handler", "take-back-sheet"), ("Entry", kept.Id.ToString()), ("Reason", "別の人だった。"))).StatusCode);
        Assert.Equal(2, (await manager.PageAsync(address)).QuerySelectorAll("input[name=Person]").Length);

        async Task<string> SendAsync(byte[] scan, params PersonId[] people)
        {
            var shown = await manager.PageAsync(address);
            using var form = new MultipartFormDataContent();
            foreach (var input in shown.QuerySelectorAll("form[enctype] input[type=hidden]"))
                form.Add(new StringContent(input.GetAttribute("value")!), input.GetAttribute("name")!);
            foreach (var person in people)
                form.Add(new StringContent(person.ToString()), "Person");
            var file = new ByteArrayContent(scan);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(file, "Scan", "署名簿.pdf");
            return await (await manager.PostAsync(new Uri(address, UriKind.Relative), form, Ct)).Content.ReadAsStringAsync(Ct);
        }
    }

    private sealed class NothingFound : MalwareScanner
    {
        public override Task<ScanAnswer> LookAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => Task.FromResult(new ScanAnswer(ScanOutcome.Clean));
    }
}
