using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>What a person was told, and what whoever looks after the server sees of mail that waits.</summary>
public sealed class NoticePagesTests
{
    private static readonly Dictionary<string, string> NobodyListens = new()
    {
        ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = MailPost.FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture), ["Mail:Security"] = "None", ["Mail:From"] = "policy@example.jp", ["Mail:PortalAddress"] = "https://localhost",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_reads_what_was_published_and_loses_it_with_the_right_to_know_it()
    {
        await using var portal = new Portal();
        var (shelf, staff, other) = (await Shelf.OpenAsync(portal.Databases), await portal.AddPersonAsync("職員 六子", []), await portal.AddPersonAsync("職員 七子", []));
        await portal.AccountOfAsync(staff);
        await portal.AccountOfAsync(other);
        await PublishAsync(portal, shelf, Tier.Standard, "SP-01", "対策基準\n\n1 目的\n守る。");
        var procedure = await PublishAsync(portal, shelf, Tier.Procedure, "P-01", "烏羽手順\n\n1 目的\n守る。", staff);
        await portal.Services.GetRequiredService<NoticeDelivery>().RunOnceAsync(Ct);

        using var client = await portal.SignedInAsync(staff);
        var page = await client.PageAsync("/inbox");
        Assert.Equal(["対策基準", "烏羽手順"], page.QuerySelectorAll("button.task-title").Select(title => title.TextContent).Order(StringComparer.Ordinal));
        Assert.Contains("未読 2 件", page.Body!.TextContent, StringComparison.Ordinal);
        var open = page.QuerySelectorAll("button.task-title").Single(title => title.TextContent == "烏羽手順").GetAttribute("value")!;
        var answer = await client.PostFormAsync("/inbox", "inbox", ("Open", open));
        Assert.Equal($"/documents/{procedure}", new Uri(new Uri("https://localhost"), answer.Headers.Location!).AbsolutePath);
        Assert.Contains("未読 1 件", (await client.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);

        // Whoever was not granted it has one notice, and can open no other person's.
        using var another = await portal.SignedInAsync(other);
        Assert.Equal(["対策基準"], (await another.PageAsync("/inbox")).QuerySelectorAll("button.task-title").Select(title => title.TextContent));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await another.PostFormAsync("/inbox", "inbox", ("Open", open))).StatusCode);

        await using (var db = portal.Open(shelf.SeesAll))
        {
            var grant = await db.Grants.SingleAsync(g => g.DocumentId == procedure, Ct);
            grant.End(shelf.Ciso, db.Now, db.Seal(procedure, "担当を外れたため"));
            db.Record(new JournalFact("grant.ended", procedure), await db.Documents.SingleAsync(d => d.Id == procedure, Ct));
            await db.SaveChangesAsync(Ct);
        }
        Assert.DoesNotContain("烏羽", (await client.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        await client.PostFormAsync("/inbox", "inbox", ("Open", "all"));
        Assert.Contains("未読 0 件", (await client.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_looks_after_the_server_sees_what_waits_and_has_it_tried_again_and_procedures_are_not_counted()
    {
        await using var portal = new Portal(settings: NobodyListens);
        var (shelf, admin) = (await Shelf.OpenAsync(portal.Databases), await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator));
        await portal.AccountOfAsync(admin);
        await using (var db = portal.Open(Reader.Nobody))
        {
            foreach (var person in await db.People.ToListAsync(Ct))
                person.Mail = $"{person.StaffNumber}@example.jp";
            db.Record(new JournalFact("person.changed"));
            await db.SaveChangesAsync(Ct);
        }
        await PublishAsync(portal, shelf, Tier.Standard, "SP-01", "対策基準\n\n1 目的\n守る。");
        var staff = await portal.AddPersonAsync("職員 六子", []);
        await portal.AccountOfAsync(staff);
        await PublishAsync(portal, shelf, Tier.Procedure, "P-01", "烏羽手順\n\n1 目的\n守る。", staff);
        var delivery = portal.Services.GetRequiredService<NoticeDelivery>();
        await delivery.RunOnceAsync(Ct);
        using var client = await portal.SignedInAsync(admin);
        // The standard for three people, and of the procedure nothing.
        Assert.Equal(["送る時刻を待っている mail.edition-published 3"], await QueueAsync(client));

        portal.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 1, 23, 30, 0, TimeSpan.Zero));
        await delivery.RunOnceAsync(Ct);
        using var later = await portal.SignedInAsync(admin);
        Assert.Contains(await QueueAsync(later), row => row.StartsWith("送れず、試し直している mail.edition-published 1", StringComparison.Ordinal));
        var (oldest, givenUp) = await portal.Services.GetRequiredService<OutboxLeases>().StandingAsync(Ct);
        Assert.Equal((portal.Clock.GetUtcNow(), 0), (oldest, givenUp));

        await later.PostFormAsync("/admin/mail", "try-again");
        Assert.DoesNotContain(await QueueAsync(later), row => row.StartsWith("送れず", StringComparison.Ordinal));
        await delivery.RunOnceAsync(Ct);
        Assert.Contains(await QueueAsync(later), row => row.StartsWith("送れず", StringComparison.Ordinal));
    }

    private static async Task<List<string>> QueueAsync(HttpClient client) =>
        [.. (await client.PageAsync("/admin/mail")).QuerySelectorAll("table tbody tr").Select(row => string.Join(' ', row.Children.Take(3).Select(cell => cell.TextContent.Trim())))];

    private static async Task<DocumentId> PublishAsync(Portal portal, Shelf shelf, Tier tier, string code, string text, PersonId? granted = null)
    {
        var document = await shelf.DocumentAsync(tier, code, text.Split('\n')[0]);
        var edition = await shelf.EditionAsync(document, text, portal.Today);
        if (granted is { } person)
            await shelf.GrantAsync(document, person);
        await using var db = portal.Open(shelf.SeesAll);
        db.Enqueue(OutboxMessages.EditionPublished, edition.ToString(), document: document);
        await db.SaveChangesAsync(Ct);
        return document;
    }
}
