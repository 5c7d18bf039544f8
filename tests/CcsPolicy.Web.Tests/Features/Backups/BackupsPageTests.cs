using System.Net;
using CcsPolicy.Data.Backups;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Backups;

public sealed class BackupsPageTests : IAsyncDisposable
{
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_administrator_sees_the_last_backup_and_drill_and_is_warned_when_they_are_old_or_fail()
    {
        var admin = await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator);
        using var client = await portal.SignedInAsync(admin);
        Assert.Equal(3, await WarningsAsync());

        var made = await portal.Services.GetRequiredService<BackupMaking>().RunAsync(Ct);
        await portal.Services.GetRequiredService<BackupDrill>().RunAsync(made.File, [], [], Ct);
        // The recovery keys are still to be made.
        Assert.Equal(1, await WarningsAsync());
        var text = (await client.PageAsync("/admin/backups")).Body!.TextContent;
        Assert.Contains(made.Contents.JournalSize.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
        Assert.Contains("令和8年10月1日 10:00", text, StringComparison.Ordinal);
        Assert.Contains(made.Id.ToString("N"), text, StringComparison.Ordinal);

        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        var taken = Path.Combine(portal.Folder, "taken");
        await File.WriteAllTextAsync(taken, "", Ct);
        await Assert.ThrowsAsync<BackupException>(() => portal.Services.GetRequiredService<BackupMaking>().RunAsync(Ct, taken));
        Assert.Equal(2, await WarningsAsync());

        portal.Clock.Advance(TimeSpan.FromDays(3));
        using var later = await portal.SignedInAsync(admin);
        Assert.Equal(3, (await later.PageAsync("/admin/backups")).QuerySelectorAll(".notice-bad").Length);

        async Task<int> WarningsAsync() => (await client.PageAsync("/admin/backups")).QuerySelectorAll(".notice-bad").Length;
    }

    [Fact]
    public async Task A_drill_for_which_no_key_was_there_is_told_as_that_and_neither_as_a_drill_nor_as_a_failed_one()
    {
        using var client = await portal.SignedInAsync(await portal.AddPersonAsync("管理 一郎", Role.SystemAdministrator));
        var (making, drill) = (portal.Services.GetRequiredService<BackupMaking>(), portal.Services.GetRequiredService<BackupDrill>());
        var made = await making.RunAsync(Ct);
        await drill.RunAsync(made.File, [], [], Ct);
        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        // The head names a master key that is not here.
        var bytes = await File.ReadAllBytesAsync(made.File, Ct);
        var at = bytes.AsSpan().IndexOf("\"MasterKey\":\""u8) + 13;
        bytes[at] = (byte)(bytes[at] == (byte)'1' ? '2' : '1');
        await File.WriteAllBytesAsync(made.File, bytes, Ct);
        await Assert.ThrowsAsync<BackupKeysRefusedException>(() => drill.RunAsync(made.File, [], [], Ct));

        var page = await client.PageAsync("/admin/backups");
        Assert.Contains("鍵が合わないため始まっていません", Assert.Single(page.QuerySelectorAll(".notice-soon")).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("訓練に失敗しています", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("戻せました", page.Body!.TextContent, StringComparison.Ordinal);

        portal.Clock.Advance(TimeSpan.FromMinutes(5));
        await drill.RunAsync((await making.RunAsync(Ct)).File, [], [], Ct);
        Assert.Empty((await client.PageAsync("/admin/backups")).QuerySelectorAll(".notice-soon"));
    }

    [Fact]
    public async Task Nobody_else_sees_it()
    {
        using var client = await portal.SignedInAsync(await portal.AddPersonAsync("監査 次郎", Role.Auditor));
        Assert.NotEqual(HttpStatusCode.OK, (await client.GetAsync("/admin/backups", Ct)).StatusCode);
    }
}
