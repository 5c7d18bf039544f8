using CcsPolicy.Data.Waiting;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

/// <summary>What was sent goes after the days that the office keeps it.</summary>
public sealed class TidyingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_delivery_tidies_once_an_hour_and_a_reminder_of_the_day_does_not_come_again()
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

    [Theory]
    [InlineData("34")]
    [InlineData("0")]
    [InlineData("40000")]
    public async Task Days_that_do_not_do_are_refused(string days)
    {
        await using var portal = new Portal(settings: new Dictionary<string, string> { ["Notices:KeptDays"] = days });
        var refused = Assert.ThrowsAny<Exception>(() => portal.Services.GetRequiredService<IOptions<NoticesOptions>>().Value);
        Assert.Contains("Notices:KeptDays", refused.ToString(), StringComparison.Ordinal);
    }
}
