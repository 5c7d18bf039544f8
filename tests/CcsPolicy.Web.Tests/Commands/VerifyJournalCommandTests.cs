using System.Text.Json;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Commands;
using CcsPolicy.Web.Features.JournalKeeping;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

/// <summary>What the verb says of a journal that nobody touched and nobody looked after.</summary>
public sealed class VerifyJournalCommandTests
{
    [Fact]
    public async Task Entries_that_have_waited_for_days_are_warned_of_with_their_number_and_age()
    {
        await using var portal = new Portal();
        await portal.AddPersonAsync("佐藤 花子", []);
        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(TestContext.Current.CancellationToken);
        var person = await portal.AddPersonAsync("鈴木 次郎", []);
        await portal.AccountOfAsync(person);
        portal.Clock.Advance(new TimeSpan(3, 4, 5, 0));
        var said = await VerifyAsync(portal);
        Assert.Contains("位置のない記録 1 件、最も古いものは 3日4時間前", said, StringComparison.Ordinal);
        Assert.Contains("注意: 1時間を過ぎても、またはまだ来ない時刻のまま、位置のない記録が 1 件あります（最も古いものは 3日4時間前）", said, StringComparison.Ordinal);
        Assert.Contains("have had no place for over an hour, or are of a time to come (the oldest is from 3 days 4 hours ago)", said, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await VerifyAsync(portal, "--json"));
        Assert.Equal(1, report.RootElement.GetProperty("longUnplaced").GetProperty("length").GetInt32());
        Assert.Empty(report.RootElement.GetProperty("findings").EnumerateArray());
    }

    [Fact]
    public async Task What_cannot_be_verified_is_said_whatever_the_reason()
    {
        await using var portal = new Portal();
        await portal.AddPersonAsync("佐藤 花子", []);
        await using (var db = portal.Open(CcsPolicy.Domain.Access.Reader.Nobody))
            await db.Database.ExecuteSqlRawAsync("ALTER TABLE Posts RENAME COLUMN Id TO Other", TestContext.Current.CancellationToken);
        Assert.Equal(2, await VerifyJournalCommand.RunAsync(portal.Services, VerbsTests.Call(VerifyJournalCommand.Verb, []), TextWriter.Null, TextWriter.Null));
        await portal.Services.GetRequiredService<JournalWatch>().VerifyAsync(TestContext.Current.CancellationToken);
        Assert.Null(portal.Services.GetRequiredService<JournalWatch>().Last!.IsSound);
    }

    [Fact]
    public async Task A_tail_older_than_a_day_is_warned_of_in_words_and_for_another_program()
    {
        var (older, place) = (Directory.CreateTempSubdirectory("ccspolicy-older-").FullName, Directory.CreateTempSubdirectory("ccspolicy-place-").FullName);
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Journal:Folders:0"] = place });
        await portal.AddPersonAsync("佐藤 花子", []);
        var keeper = portal.Services.GetRequiredService<JournalKeeper>();
        await keeper.TurnAsync(TestContext.Current.CancellationToken);
        foreach (var file in Directory.GetFiles(place))
            File.Copy(file, Path.Combine(older, Path.GetFileName(file)));
        await portal.AddPersonAsync("鈴木 次郎", []);
        await keeper.TurnAsync(TestContext.Current.CancellationToken);
        portal.Clock.Advance(TimeSpan.FromDays(3));
        var said = await VerifyAsync(portal, "--checkpoints", older);
        Assert.Contains("注意: 控えのない末尾（一般）が1日より古くなっています（最も古いものは 3日", said, StringComparison.Ordinal);
        Assert.Contains("Warning: the general tail without a checkpoint is older than a day (its oldest entry is from 3 days", said, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await VerifyAsync(portal, "--checkpoints", older, "--json"));
        Assert.Equal("tail", Assert.Single(report.RootElement.GetProperty("warnings").EnumerateArray()).GetString());
        Assert.Empty(report.RootElement.GetProperty("findings").EnumerateArray());
        Directory.Delete(older, recursive: true);
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public async Task Former_keys_are_those_that_are_named_or_lie_in_the_key_folder()
    {
        await using var portal = new Portal();
        await portal.AddPersonAsync("佐藤 花子", []);
        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(TestContext.Current.CancellationToken);
        var file = portal.Services.GetRequiredService<IOptions<StorageOptions>>().Value.JournalKeyFile;
        var (folder, former) = (Path.GetDirectoryName(file)!, portal.Services.GetRequiredService<JournalKey>().Public);
        File.Delete(file);
        using var key = JournalKey.ReadOrCreate(file);
        var watch = ActivatorUtilities.CreateInstance<JournalWatch>(portal.Services, key);
        await watch.VerifyAsync(TestContext.Current.CancellationToken);
        Assert.False(watch.Last!.IsSound);
        Assert.Contains("×", await VerifyAsync(portal), StringComparison.Ordinal);

        var aside = Path.Combine(folder, "aside.pem");
        await File.WriteAllTextAsync(aside, former, TestContext.Current.CancellationToken);
        Assert.Contains("異状は見つかりませんでした", await VerifyAsync(portal, "--key", file, "--key", aside), StringComparison.Ordinal);
        Assert.Contains("×", await VerifyAsync(portal), StringComparison.Ordinal);

        File.Move(aside, Path.Combine(folder, "journal-key-former-2026.pem"));
        await watch.VerifyAsync(TestContext.Current.CancellationToken);
        Assert.True(watch.Last!.IsSound);
        Assert.Contains("異状は見つかりませんでした", await VerifyAsync(portal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_is_away_or_emptied_is_no_place_that_agrees()
    {
        var (one, two) = (Directory.CreateTempSubdirectory("ccspolicy-one-").FullName, Directory.CreateTempSubdirectory("ccspolicy-two-").FullName);
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Journal:Folders:0"] = one, ["Journal:Folders:1"] = two });
        await portal.AddPersonAsync("佐藤 花子", []);
        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(TestContext.Current.CancellationToken);
        var watch = portal.Services.GetRequiredService<JournalWatch>();
        Assert.Equal((0, true), await AskAsync());
        // The portal itself goes on verifying by the other one, and the page tells of the place.
        Directory.Move(two, two + "-away");
        Assert.Equal((2, true), await AskAsync());
        Directory.Move(one, one + "-away");
        Assert.Equal((2, null), await AskAsync());
        Directory.CreateDirectory(one);
        Directory.CreateDirectory(two);
        Assert.Equal((2, null), await AskAsync());
        foreach (var folder in new[] { one, two, one + "-away", two + "-away" })
            Directory.Delete(folder, recursive: true);

        async Task<(int, bool?)> AskAsync()
        {
            await watch.VerifyAsync(TestContext.Current.CancellationToken);
            return (await VerifyJournalCommand.RunAsync(portal.Services, VerbsTests.Call(VerifyJournalCommand.Verb), TextWriter.Null, TextWriter.Null), watch.Last!.IsSound);
        }
    }

    [Theory]
    [InlineData("00:00:20", "1分足らず", "less than a minute")]
    [InlineData("00:01:20", "1分", "1 minute")]
    [InlineData("02:00:20", "2時間", "2 hours")]
    [InlineData("23:59:59", "23時間59分", "23 hours 59 minutes")]
    [InlineData("606.10:42:00", "606日10時間", "606 days 10 hours")]
    [InlineData("-01:00:00", "1分足らず", "less than a minute")]
    public void An_age_is_told_as_a_person_says_it(string age, string japanese, string english) =>
        Assert.Equal((japanese, english), Ages.Of(DateTimeOffset.UnixEpoch + TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch));

    private static async Task<string> VerifyAsync(Portal portal, params string[] typed)
    {
        await using var said = new StringWriter();
        await VerifyJournalCommand.RunAsync(portal.Services, VerbsTests.Call(VerifyJournalCommand.Verb, typed), said, TextWriter.Null);
        return said.ToString();
    }
}
