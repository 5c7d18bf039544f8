using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Tests.Backups;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Words and files of documents lie sealed, and come back as they were to who may know them.</summary>
public sealed class SealingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_word_of_a_document_stands_in_the_files_of_the_database()
    {
        const string canary = "秘密の手順カナリア";
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow, title: canary);
        arranged.Edition(procedure, $"{canary}\n第1条（{canary}） {canary}を行う。\n");
        arranged.HangEverythingOn(procedure, procedure);
        await arranged.SaveAsync(Ct);
        await using (var db = database.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct)))
        {
            await db.AddFileAsync(procedure, null, canary + ".txt", "text/plain", new MemoryStream(Encoding.UTF8.GetBytes(canary)), Ct);
            db.Record(new JournalFact("file.stored"), procedure);
            await db.SaveChangesAsync(Ct);
        }
        // The control: an open word is found by the same search.
        var stored = FilesOf(database);
        Assert.Contains(stored, file => Holds(file, arranged.Founder.Name));
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
            Assert.DoesNotContain(stored, file => file.AsSpan().IndexOf(encoding.GetBytes(canary)) >= 0);
    }

    [Fact]
    public async Task No_word_of_a_document_stands_in_a_backup_or_in_what_is_restored_from_it_and_with_the_key_it_is_there()
    {
        const string canary = "秘密の手順カナリア";
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow, title: canary);
        arranged.Edition(procedure, $"{canary}\n第1条（{canary}） {canary}を行う。\n");
        await arranged.SaveAsync(Ct);
        await using var backup = new ABackup(database);
        var made = (await backup.Making.RunAsync(Ct)).File;
        var sealedFile = await File.ReadAllBytesAsync(made, Ct);
        // The file holds not even what lies open in the database; what the key makes of it does, and there the word of the document opens again.
        Assert.False(Holds(sealedFile, arranged.Founder.Name));
        var restored = await backup.Restoring.RunAsync(await backup.RequestAsync(made), Ct);
        var databases = backup.Open(restored);
        var file = await File.ReadAllBytesAsync(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(restored.ConnectionString).DataSource, Ct);
        Assert.True(Holds(file, arranged.Founder.Name));
        await using (var read = databases.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct)))
            Assert.Equal(canary, read.Open(procedure.Id, (await read.Documents.SingleAsync(d => d.Id == procedure.Id, Ct)).Title));
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode })
            foreach (var bytes in new[] { sealedFile, file })
                Assert.True(bytes.AsSpan().IndexOf(encoding.GetBytes(canary)) < 0);
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task A_file_comes_back_byte_for_byte_to_who_may_know_its_document(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        var outsider = arranged.Person();
        await arranged.SaveAsync(Ct);
        var reader = await arranged.ReaderAsync(arranged.Founder, Ct);
        foreach (var length in new[] { 0, 1, FileStore.ChunkLength, FileStore.ChunkLength + 1, 3 * FileStore.ChunkLength })
        {
            var bytes = database.Ids.NextBytes(length);
            Guid id;
            await using (var db = database.OpenFor(reader))
            {
                id = (await db.AddFileAsync(procedure, null, "原稿.docx", "application/octet-stream", new MemoryStream(bytes), Ct)).Id;
                db.Record(new JournalFact("file.stored").With("file", id), procedure);
                await db.SaveChangesAsync(Ct);
                Assert.Equal((length + FileStore.ChunkLength - 1) / FileStore.ChunkLength, await db.FileChunks.CountAsync(c => c.FileId == id, Ct));
            }
            await using var again = database.OpenFor(reader);
            var opened = await again.OpenFileAsync(id, Ct);
            Assert.Equal(("原稿.docx", length), (opened!.Name, opened.Bytes.Length));
            Assert.Equal(bytes, opened.Bytes);
            await using var theirs = database.OpenFor(await arranged.ReaderAsync(outsider, Ct));
            Assert.Null(await theirs.OpenFileAsync(id, Ct));
        }
    }

    [Fact]
    [Trait("ASVS", "V11.3.3")]
    public async Task Words_moved_to_another_document_or_changed_do_not_open()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (one, other) = (arranged.Document(), arranged.Document());
        var words = arranged.Db.Seal(one.Id, "本文");
        Assert.Equal("本文", arranged.Db.Open(one.Id, words));
        Assert.ThrowsAny<CryptographicException>(() => arranged.Db.Open(other.Id, words));
        var changed = words.ToArray();
        changed[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => arranged.Db.Open(one.Id, new SealedText(changed)));
    }

    [Fact]
    public async Task With_another_master_key_nothing_opens()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var document = arranged.Document();
        await arranged.SaveAsync(Ct);
        var setup = database.Databases.Setup with { Keys = new DocumentKeys(MasterKeys.Of(new MasterKey(new byte[32])), database.Ids) };
        await using var db = new PolicyDbFactory(setup).OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
        var title = (await db.Documents.SingleAsync(Ct)).Title;
        Assert.ThrowsAny<CryptographicException>(() => db.Open(document.Id, title));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task The_text_of_an_edition_comes_with_its_keys_and_only_to_who_may_know_it(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow);
        var edition = arranged.Edition(procedure);
        var outsider = arranged.Person();
        await arranged.SaveAsync(Ct);
        using var texts = new EditionTexts();
        await using var theirs = database.OpenFor(await arranged.ReaderAsync(outsider, Ct));
        Assert.Null(await texts.OfAsync(theirs, edition.Id, Ct));

        await using var db = database.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
        var opened = await texts.OfAsync(db, edition.Id, Ct);
        Assert.Equal(edition.Hash, db.HasherOf(procedure).Of(opened!.Text));
        Assert.Equal(EditionKeys.Read(edition.Keys), Lineage.KeysOf(opened.Tree));
        Assert.DoesNotContain(Lineage.KeysOf(opened.Tree), key => key.IsNone);

        // Kept in memory now, and still hidden from the other.
        Assert.Same(opened, await texts.OfAsync(db, edition.Id, Ct));
        Assert.Null(await texts.OfAsync(theirs, edition.Id, Ct));
    }

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task Rows_of_provisions_made_again_say_the_same(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var arranged = new AnOrganisation(database);
        var edition = arranged.Edition(arranged.Document());
        await arranged.SaveAsync(Ct);
        await using var db = database.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
        var before = await ReadAsync(db);
        Assert.Equal(2, before.Count);
        Assert.Contains(before, row => row.Words.Label == "第2条" && row.Words.Text.Contains("情報を守る", StringComparison.Ordinal));
        using var texts = new EditionTexts();
        await ProvisionRows.RebuildAsync(db, texts, edition.Id, Ct);
        Assert.Equal(before, await ReadAsync(db));
    }

    private static async Task<List<(int Ordinal, Guid Key, int? Parent, int Depth, ProvisionWords Words)>> ReadAsync(PolicyDb db) =>
        [.. (await db.Provisions.AsNoTracking().OrderBy(p => p.Ordinal).ToListAsync(Ct)).Select(p => (p.Ordinal, p.Key, p.Parent, p.Depth, ProvisionRows.Open(db, p)))];

    private static List<byte[]> FilesOf(TestDatabase database)
    {
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        return [.. new[] { file, file + "-wal" }.Where(File.Exists).Select(path =>
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        })];
    }

    private static bool Holds(byte[] file, string word) => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0;
}
