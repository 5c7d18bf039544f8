using CcsPolicy.Data.Preparing;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>The backup that the operation guide describes.</summary>
public sealed class BackupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_taken_while_it_is_written_to_is_guarded_and_opens_with_the_key()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document(title: "基準");
        arranged.HangEverythingOn(document, document);
        await arranged.SaveAsync(Ct);
        var copy = Path.Combine(Path.GetTempPath(), $"ccspolicy_copy_{Guid.NewGuid():N}.db");
        try
        {
            await using (var writing = database.OpenFor(Reader.Nobody))
            {
                // A transaction that is not committed does not keep the copy from being made, and is not in it.
                await using var transaction = await writing.Database.BeginTransactionAsync(Ct);
                await writing.Database.ExecuteSqlRawAsync("UPDATE \"Departments\" SET \"Name\" = 'halfway'", Ct);
                await using var db = database.OpenFor(Reader.Nobody);
                await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", Ct);
            }
            var restored = new PolicyDbFactory(database.Databases.Setup with { ConnectionString = $"Data Source={copy};Pooling=False" });
            await new DatabasePreparation(restored).CheckAsync(Ct);
            await using var read = restored.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
            Assert.Equal("基準", read.Open(document.Id, (await read.Documents.SingleAsync(Ct)).Title));
            Assert.Equal(arranged.Office.Name, (await read.Departments.SingleAsync(Ct)).Name);
            await using var command = read.Database.GetDbConnection().CreateCommand();
            await read.Database.OpenConnectionAsync(Ct);
            command.CommandText = "PRAGMA integrity_check";
            Assert.Equal("ok", await command.ExecuteScalarAsync(Ct));
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
