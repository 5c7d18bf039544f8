using CcsPolicy.Data.Waiting;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>What was sent goes after the days that the office keeps it.</summary>
public sealed class TidyingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_delivery_deletes_what_was_sent_400_days_ago_and_sends_none_of_it_again()
    {
        await using var office = await NoticeOffice.CreateAsync();
        await office.PublishedAsync();
        var node = office.Node();
        await node.RunOnceAsync(Ct);
        office.ToTheMailOfTheDay();
        await node.RunOnceAsync(Ct);
        var (sent, rows) = (office.Post.Taken.Count, (await office.RowsAsync()).Count);
        Assert.True(rows > 0);
        office.Scenario.Clock.Advance(TimeSpan.FromDays(399));
        await node.RunOnceAsync(Ct);
        Assert.True((await office.RowsAsync()).Count >= rows);
        office.Scenario.Clock.Advance(TimeSpan.FromDays(2));
        await node.RunOnceAsync(Ct);
        Assert.DoesNotContain(await office.RowsAsync(), row => row.Kind == OutboxMessages.EditionPublished);
        office.Scenario.Clock.Advance(TimeSpan.FromHours(2));
        await node.RunOnceAsync(Ct);
        Assert.DoesNotContain(await office.RowsAsync(), row => row.Kind == OutboxMessages.EditionPublished);
        Assert.DoesNotContain(office.Post.Messages.Skip(sent), mail => mail.TextBody!.Contains("施行されました", StringComparison.Ordinal));
    }
}
