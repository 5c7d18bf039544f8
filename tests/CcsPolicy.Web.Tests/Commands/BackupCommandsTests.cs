using CcsPolicy.Data.Backups;
using CcsPolicy.Domain.Access;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Commands;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

/// <summary>The way back as two people and an administrator walk it: two keys, a backup, a drill, a restore on a machine that has no keys.</summary>
public sealed class BackupCommandsTests : IAsyncDisposable
{
    private const string First = "青い鉛筆 十二本 川辺の朝";
    private const string Second = "赤い自転車 三台 丘の上";
    private readonly Portal portal = new();
    private readonly DirectoryInfo people = Directory.CreateTempSubdirectory("ccspolicy-people-");
    private StringWriter said = new();

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        people.Delete(recursive: true);
    }

    [Fact]
    public async Task Two_people_make_keys_and_what_is_backed_up_is_drilled_and_restored_by_both()
    {
        await portal.AddPersonAsync("佐藤 花子", []);
        var backups = Path.Combine(people.FullName, "backups");
        Assert.Equal(1, await BackupAsync(backups));
        Assert.Contains("復旧の鍵が二つありません", said.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(backups));

        foreach (var (name, passphrase) in new[] { ("sato", First), ("suzuki", Second) })
        {
            Assert.Equal(0, await MakeKeyAsync(name, passphrase, passphrase));
            Assert.Equal(1, await MakeKeyAsync(name, passphrase, passphrase));
            // The product has made the folder.
            File.Copy(Path.Combine(people.FullName, name + ".pem"), Path.Combine(portal.Folder, "keys", RecoveryKey.Folder, name + ".pem"));
        }
        Assert.Equal(0, await BackupAsync(backups));
        var file = Assert.Single(Directory.GetFiles(backups));
        Assert.StartsWith(file, said.ToString(), StringComparison.Ordinal);

        var (one, other, to) = (Key("sato"), Key("suzuki"), Path.Combine(people.FullName, "restored"));
        Assert.Equal(Verbs.WrongUse, await RestoreAsync([First, First], "--drill", file, "--key", one, "--key", one));
        Assert.Contains("同じ鍵が二度", said.ToString(), StringComparison.Ordinal);
        Assert.Contains("suzuki", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(Verbs.WrongUse, await RestoreAsync([First, "違うことば 違うことば"], "--drill", file, "--key", one, "--key", other));
        Assert.Empty(await DrillsAsync());
        Assert.Equal(0, await RestoreAsync([], "--drill", file));
        Assert.Contains("復元できました", said.ToString(), StringComparison.Ordinal);
        Assert.Equal([BackupFacts.Drilled], await DrillsAsync());

        Assert.Equal(Verbs.WrongUse, await RestoreAsync([First, "違うことば 違うことば"], file, "--to", to, "--key", one, "--key", other));
        Assert.Contains("復旧の鍵を開けません", said.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(to));
        Assert.Equal(0, await RestoreAsync([First, Second], file, "--to", to, "--key", one, "--key", other));
        Assert.True(Directory.Exists(Path.Combine(to, "keys")));
        Assert.Equal(1, await RestoreAsync([First, Second], file, "--to", to, "--key", one, "--key", other));

        // The restored copy is a portal: it starts with its own keys and knows its people.
        await using var restored = new Portal(copyOf: to);
        await using var there = restored.Open(Reader.Nobody);
        Assert.Equal("佐藤 花子", (await there.People.SingleAsync(Ct)).Name);
    }

    [Fact]
    public async Task What_is_typed_wrongly_makes_nothing()
    {
        Assert.Equal(1, await MakeKeyAsync("sato", "short", "short"));
        Assert.Equal(1, await MakeKeyAsync("sato", First, Second));
        Assert.Equal(2, await MakeKeyAsync("さとう", First, First));
        Assert.Empty(people.GetFiles());
        foreach (var typed in new[] { (string[])["--drill", "a", "--to", "b"], ["a"] })
            Assert.Equal(2, await RestoreAsync([], typed));
        var (nothing, file) = (Path.Combine(people.FullName, "nothing"), Path.Combine(people.FullName, "file"));
        await File.WriteAllTextAsync(file, "x", Ct);
        foreach (var (ends, typed) in new[]
        {
            (1, (string[])[nothing, "--to", Path.Combine(people.FullName, "restored")]), (1, ["--drill", nothing]), (1, ["--drill", people.FullName]),
            (Verbs.WrongUse, [file, "--to", nothing, "--key", nothing]),
        })
        {
            Assert.Equal(ends, await RestoreAsync([], typed));
            // Each language by itself, and nothing is said of what was never begun.
            var (japanese, english) = (said.ToString().Split(" / ")[0], said.ToString().Split(" / ")[1]);
            Assert.DoesNotMatch("[A-Za-z]{3,} [A-Za-z]{2,}", japanese.Replace(people.FullName, "", StringComparison.Ordinal));
            Assert.DoesNotMatch("[ぁ-ん]", english);
            Assert.DoesNotContain("消しました", japanese, StringComparison.Ordinal);
        }
        Assert.Empty(await DrillsAsync());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<List<string>> DrillsAsync()
    {
        await using var db = portal.Open(Reader.Nobody);
        return [.. (await db.Journal.Select(entry => entry.Action).ToListAsync(Ct)).Where(action => action.Contains("drill", StringComparison.Ordinal))];
    }

    private string Key(string name) => Path.Combine(people.FullName, name + ".private.pem");

    private Task<int> MakeKeyAsync(string name, params string[] typed)
    {
        var answers = new Queue<string>(typed);
        return RecoveryKeyCommand.RunAsync(VerbsTests.Call(RecoveryKeyCommand.Verb, name, people.FullName), _ => answers.Dequeue(), said = new(), said);
    }

    private Task<int> BackupAsync(params string[] typed) => BackupCommand.RunAsync(portal.Services, VerbsTests.Call(BackupCommand.Verb, typed), said = new(), said);

    private Task<int> RestoreAsync(string[] passphrases, params string[] typed)
    {
        var answers = new Queue<string>(passphrases);
        return RestoreCommand.RunAsync(portal.Services, VerbsTests.Call(RestoreCommand.Verb, typed), _ => answers.Dequeue(), said = new(), said);
    }
}
