using System.Buffers.Binary;
using System.Text;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Backups;

/// <summary>訓練の鍵。What a person gave wrongly is told apart from a file that does not open any more.</summary>
public sealed class DrillKeysTests
{
    private const int HeadLength = 23;
    private const int Sato = 0;
    private const int Ito = 1;
    private const int Mori = 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(new[] { Sato, Sato })]
    [InlineData(new[] { Sato })]
    [InlineData(new[] { Ito, Mori })]
    public async Task Keys_that_are_too_few_or_of_other_people_are_refused_and_nothing_is_journalled_of_the_file(int[] given)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(database, people: 2);
        var made = await backup.Making.RunAsync(Ct);

        var refused = await Assert.ThrowsAsync<BackupKeysRefusedException>(() => DrillAsync(database, backup, made.File, given));

        Assert.False(refused.IsFileInDoubt);
        Assert.Contains("sato", refused.Message, StringComparison.Ordinal);
        Assert.Equal([BackupFacts.Made], await FactsAsync(database));
        // The same file is good with the right ones.
        await DrillAsync(database, backup, made.File, Ito, Sato);
        Assert.Equal([BackupFacts.Drilled, BackupFacts.Made], await FactsAsync(database));
    }

    [Theory]
    [InlineData(nameof(WrappedForTwo.First))]
    [InlineData(nameof(WrappedForTwo.FirstName))]
    [InlineData(nameof(WrappedForTwo.SecondShare))]
    [InlineData(nameof(WrappedForTwo.Keys))]
    [InlineData(nameof(BackupHeader.ForMaster))]
    [InlineData(nameof(BackupHeader.Id))]
    public async Task A_file_whose_head_was_changed_fails_the_drill_with_the_right_keys(string changed)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(database, people: 2);
        var made = await backup.Making.RunAsync(Ct);
        await ChangeHeadAsync(made.File, changed);

        await FailsAsync(database, backup, made.File, Sato, Ito);
    }

    [Fact]
    public async Task A_file_that_lacks_a_part_of_its_head_fails_the_drill()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(database, people: 2);
        var made = await backup.Making.RunAsync(Ct);
        await ChangeAsync(made.File, json => json.Replace("\"ForTwo\"", "\"ForTow\"", StringComparison.Ordinal));

        await FailsAsync(database, backup, made.File);
    }

    [Fact]
    public async Task Contents_that_were_changed_fail_the_drill_also_where_the_keys_are_of_other_people()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(database, people: 2);
        var made = await backup.Making.RunAsync(Ct);
        var bytes = await File.ReadAllBytesAsync(made.File, Ct);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(made.File, bytes, Ct);

        await FailsAsync(database, backup, made.File, Ito, Mori);
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { Ito, Mori })]
    public async Task A_file_for_which_nothing_here_vouches_is_no_drill_and_not_passed_over_either(int[] given)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var backup = new ABackup(database, people: 2);
        var made = await backup.Making.RunAsync(Ct);
        // As after an exchange of the master key, or as somebody would write it who wants no key to be asked for.
        await ChangeHeadAsync(made.File, nameof(BackupHeader.MasterKey));

        var refused = await Assert.ThrowsAsync<BackupKeysRefusedException>(() => DrillAsync(database, backup, made.File, given));

        Assert.True(refused.IsFileInDoubt);
        Assert.Equal([BackupFacts.DrillNotBegun, BackupFacts.Made], await FactsAsync(database));
        // The right keys tell.
        await Assert.ThrowsAsync<BackupException>(() => DrillAsync(database, backup, made.File, Sato, Ito));
        Assert.Equal([BackupFacts.DrillFailed, BackupFacts.DrillNotBegun, BackupFacts.Made], await FactsAsync(database));
    }

    private static async Task FailsAsync(TestDatabase database, ABackup backup, string file, params int[] given)
    {
        await Assert.ThrowsAsync<BackupException>(() => DrillAsync(database, backup, file, given));
        Assert.Equal([BackupFacts.DrillFailed, BackupFacts.Made], await FactsAsync(database));
    }

    private static async Task DrillAsync(TestDatabase database, ABackup backup, string file, params int[] given)
    {
        var keys = given.Select(ABackup.Key).ToList();
        try
        {
            await new BackupDrill(database.Databases, backup.Restoring, backup.Places).RunAsync(file, keys, [], Ct);
        }
        finally
        {
            keys.ForEach(key => key.Dispose());
            Assert.Empty(Directory.GetDirectories(backup.Places.WorkFolder, "drill-*"));
        }
    }

    private static async Task<List<string>> FactsAsync(TestDatabase database)
    {
        await using var db = database.OpenFor(Reader.Nobody);
        return [.. (await db.Journal.WithoutReader().Where(e => e.Action.StartsWith("backup.")).Select(e => e.Action).ToListAsync(Ct)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Changes the first value of the name into another of the same form.</summary>
    private static Task ChangeHeadAsync(string file, string name) => ChangeAsync(file, json =>
    {
        var at = json.IndexOf($"\"{name}\":\"", StringComparison.Ordinal) + name.Length + 4;
        return json[..at] + (json[at] == '1' ? '2' : '1') + json[(at + 1)..];
    });

    private static async Task ChangeAsync(string file, Func<string, string> change)
    {
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        var head = bytes.AsSpan(HeadLength, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(HeadLength - 4)));
        var changed = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(head)));
        Assert.Equal(head.Length, changed.Length);
        Assert.False(head.SequenceEqual(changed));
        changed.CopyTo(head);
        await File.WriteAllBytesAsync(file, bytes, Ct);
    }
}
