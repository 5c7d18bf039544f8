using System.Security.Cryptography;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>主鍵の交換。The master key is exchanged, sealed words stay as they are, and what is broken off is ended by running again.</summary>
public sealed class MasterKeyExchangeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-keys-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(folder, "keys", "master.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_key_is_wrapped_anew_and_no_sealed_word_is_touched()
    {
        await using var store = await TestDatabase.CreateAsync(keys: MasterKeys.ReadOrCreate(KeyFile));
        await FillAsync(store, "題名1", "題名2");
        var (wrapped, words) = await RowsAsync(store);
        var former = Assert.Single(wrapped.Distinct());

        var id = await AnotherProcess(store).RunAsync(Ct);

        Assert.NotEqual(former, id);
        var (wrappedNow, wordsNow) = await RowsAsync(store);
        Assert.All(wrappedNow, key => Assert.Equal(id, key));
        Assert.Equal(words, wordsNow);
        Assert.Equal(["題名1", "題名2"], await TitlesAsync(Fresh(store)));
        Assert.Equal([id, former], Ids());
    }

    [Fact]
    public async Task The_hash_of_an_address_stays_as_it_is_and_differs_from_one_installation_to_another()
    {
        await using var store = await TestDatabase.CreateAsync(keys: MasterKeys.ReadOrCreate(KeyFile));
        var hash = new AddressHashes(Fresh(store)).Of("/documents/abc");
        await AnotherProcess(store).RunAsync(Ct);
        Assert.True(await AnotherProcess(store).RetireAsync(Ct));
        Assert.Equal(hash, new AddressHashes(Fresh(store)).Of("/documents/abc"));
        Assert.NotEqual(hash, new AddressHashes(Fresh(store)).Of("/documents/abd"));
        await using var other = await TestDatabase.CreateAsync(seed: 2);
        Assert.NotEqual(hash, new AddressHashes(other.Databases).Of("/documents/abc"));
    }

    [Fact]
    public async Task After_the_former_keys_are_retired_the_newest_alone_opens_everything()
    {
        await using var store = await TestDatabase.CreateAsync(keys: MasterKeys.ReadOrCreate(KeyFile));
        await FillAsync(store, "題名1");
        var old = await File.ReadAllTextAsync(KeyFile, Ct);
        var id = await AnotherProcess(store).RunAsync(Ct);
        Assert.True(await AnotherProcess(store).RetireAsync(Ct));

        Assert.Equal([id], Ids());
        Assert.Equal(["題名1"], await TitlesAsync(Fresh(store)));
        // With the key from before nothing opens any more, and it is told which key is missing.
        await File.WriteAllTextAsync(KeyFile, old, Ct);
        var refusal = await Assert.ThrowsAsync<CryptographicException>(() => TitlesAsync(Fresh(store)));
        Assert.Contains(id, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_that_was_broken_off_opens_everything_and_is_ended_by_the_next_run()
    {
        await using var store = await TestDatabase.CreateAsync(keys: MasterKeys.ReadOrCreate(KeyFile));
        await FillAsync(store, "題名1");
        // The new key is in the file, and the power failed before any row was wrapped by it.
        var added = MasterKeys.ReadOrCreate(KeyFile).Add().Id;
        Assert.Equal(["題名1"], await TitlesAsync(Fresh(store)));
        Assert.False(await AnotherProcess(store).RetireAsync(Ct));
        Assert.Equal(2, Ids().Count);

        Assert.Equal(added, await AnotherProcess(store).RunAsync(Ct));
        Assert.All((await RowsAsync(store)).Wrapped, key => Assert.Equal(added, key));
        Assert.Equal(2, Ids().Count);
    }

    [Fact]
    public async Task A_key_file_of_another_installation_is_refused_and_nothing_is_changed()
    {
        await using var store = await TestDatabase.CreateAsync(keys: MasterKeys.ReadOrCreate(KeyFile));
        await FillAsync(store, "題名1");
        var before = await RowsAsync(store);
        File.Delete(KeyFile);
        var stranger = MasterKeys.ReadOrCreate(KeyFile).Current.Id;

        await Assert.ThrowsAsync<CryptographicException>(() => AnotherProcess(store).RunAsync(Ct));

        var after = await RowsAsync(store);
        Assert.Equal(before.Wrapped, after.Wrapped);
        Assert.Equal(before.Words, after.Words);
        Assert.Equal([stranger], Ids());
    }

    [Fact]
    public async Task A_product_that_runs_meanwhile_reads_and_makes_documents_with_the_new_key()
    {
        await using var store = await TestDatabase.CreateAsync(keys: MasterKeys.ReadOrCreate(KeyFile));
        await using var arranged = new AnOrganisation(store);
        arranged.Document(title: "題名1");
        await arranged.SaveAsync(Ct);
        var id = await AnotherProcess(store).RunAsync(Ct);
        arranged.Document(title: "題名2");
        await arranged.SaveAsync(Ct);
        Assert.Equal(["題名1", "題名2"], await TitlesAsync(store.Databases));
        Assert.All((await RowsAsync(store)).Wrapped, key => Assert.Equal(id, key));
    }

    private PolicyDbFactory Fresh(TestDatabase store) =>
        new(store.Databases.Setup with { Keys = new DocumentKeys(MasterKeys.ReadOrCreate(KeyFile), store.Ids) });

    private MasterKeyExchange AnotherProcess(TestDatabase store) => new(Fresh(store));

    private List<string> Ids() => [.. File.ReadLines(KeyFile).Select(line => new MasterKey(Convert.FromBase64String(line)).Id)];

    private static async Task FillAsync(TestDatabase store, params string[] titles)
    {
        await using var arranged = new AnOrganisation(store);
        foreach (var title in titles)
            arranged.Document(title: title);
        await arranged.SaveAsync(Ct);
    }

    private static async Task<(List<string> Wrapped, List<string> Words)> RowsAsync(TestDatabase store)
    {
        await using var connection = new SqliteConnection(store.ConnectionString);
        await connection.OpenAsync(Ct);
        return (await ColumnAsync(connection, "SELECT MasterKeyId FROM DocumentKeys ORDER BY DocumentId"), await ColumnAsync(connection, "SELECT hex(Title) FROM Documents ORDER BY Id"));
    }

    private static async Task<List<string>> ColumnAsync(SqliteConnection connection, string question)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        await using var rows = await command.ExecuteReaderAsync(Ct);
        var values = new List<string>();
        while (await rows.ReadAsync(Ct))
            values.Add(rows.GetString(0));
        return values;
    }

    private static async Task<List<string>> TitlesAsync(PolicyDbFactory databases)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        var documents = await db.Documents.WithoutReader().AsNoTracking().ToListAsync(Ct);
        return [.. documents.Select(document => db.Open(document.Id, document.Title)).Order(StringComparer.Ordinal)];
    }
}
