using System.Text.Json;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Commands;
using Microsoft.Extensions.DependencyInjection;
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
        Assert.Contains("注意: 1時間を過ぎても位置のない記録が 1 件あります（最も古いものは 3日4時間前）", said, StringComparison.Ordinal);
        Assert.Contains("have had no place for over an hour (the oldest is from 3 days 4 hours ago)", said, StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await VerifyAsync(portal, "--json"));
        Assert.Equal(1, report.RootElement.GetProperty("longUnplaced").GetProperty("length").GetInt32());
        Assert.Empty(report.RootElement.GetProperty("findings").EnumerateArray());
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
