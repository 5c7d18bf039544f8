using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace CcsPolicy.Data.Tests.Backups;

/// <summary>更新の前のバックアップ。A database of every earlier schema is backed up, brought to this version, guarded, and can be restored from that backup.</summary>
public sealed class UpdateBackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-update-").FullName;

    public static TheoryData<string> EarlierSchemas
    {
        get
        {
            using var db = Providers.DesignTimeContexts.Open(DatabaseProvider.Sqlite);
            return [.. db.Database.GetMigrations().SkipLast(1)];
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(EarlierSchemas))]
    public async Task An_earlier_schema_is_backed_up_and_brought_up_to_date(string schema)
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(test);
        var databases = await EarlierAsync(test, schema);
        var making = new BackupMaking(databases, backup.Places, ABackup.Programs);

        await new DatabasePreparation(databases, new UpdateBackup(making, elsewhere: false)).RunAsync(Ct);

        await using var db = databases.OpenFor(Reader.Nobody);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Ct));
        await new DatabasePreparation(databases).CheckAsync(Ct);
        var made = Assert.Single(Directory.GetFiles(backup.Places.Folder));
        var restored = await backup.Restoring.RunAsync(await backup.RequestAsync(made), Ct);
        Assert.Equal(schema, restored.Contents.Migration);
        await new DatabasePreparation(backup.Open(restored)).CheckAsync(Ct);
        // What is up to date is not backed up again.
        await new DatabasePreparation(databases, new UpdateBackup(making, elsewhere: false)).RunAsync(Ct);
        Assert.Single(Directory.GetFiles(backup.Places.Folder));
    }

    [Fact]
    public async Task Without_a_backup_the_update_does_not_begin()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(test);
        var schema = EarlierSchemas.Select(row => row.Data).Last();
        var databases = await EarlierAsync(test, schema);
        await File.WriteAllTextAsync(backup.Places.Folder, "not a folder", Ct);
        var making = new BackupMaking(databases, backup.Places, ABackup.Programs);

        var refused = await Assert.ThrowsAsync<BackupException>(() => new DatabasePreparation(databases, new UpdateBackup(making, elsewhere: false)).RunAsync(Ct));

        Assert.Contains("Backup:Folder", refused.Message, StringComparison.Ordinal);
        await using (var db = databases.OpenFor(Reader.Nobody))
            Assert.Equal(schema, (await db.Database.GetAppliedMigrationsAsync(Ct)).Last());
        await new DatabasePreparation(databases, new UpdateBackup(making, elsewhere: true)).RunAsync(Ct);
        await new DatabasePreparation(databases).CheckAsync(Ct);
    }

    [Fact]
    public async Task A_new_database_needs_no_backup()
    {
        await using var test = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(test);
        var databases = New(test);
        await new DatabasePreparation(databases, new UpdateBackup(new BackupMaking(databases, backup.Places, ABackup.Programs), elsewhere: false)).RunAsync(Ct);
        Assert.False(Directory.Exists(backup.Places.Folder));
    }

    private async Task<PolicyDbFactory> EarlierAsync(TestDatabase test, string schema)
    {
        var databases = New(test);
        await using var db = databases.OpenFor(Reader.Nobody);
        await db.Database.GetService<IMigrator>().MigrateAsync(schema, Ct);
        return databases;
    }

    private PolicyDbFactory New(TestDatabase test) => new(test.Databases.Setup with { ConnectionString = $"Data Source={Path.Combine(folder, "earlier.db")};Pooling=False" });
}
