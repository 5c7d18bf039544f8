using CcsPolicy.Domain.Calendar;
using CcsPolicy.Web.Features.Notices;
using CcsPolicy.Web.Mail;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Notices;

public sealed class NoticeTimesTests
{
    private static readonly TimeOnly Half = new(8, 30);

    [Theory]
    [InlineData("2026-11-24T08:00", "2026-11-24T08:30")]
    [InlineData("2026-11-24T08:30", "2026-11-24T08:30")]
    [InlineData("2026-11-24T08:31", "2026-11-25T08:30")]
    [InlineData("2026-11-27T17:00", "2026-11-30T08:30")]
    [InlineData("2026-11-28T07:00", "2026-11-30T08:30")]
    [InlineData("2026-12-28T12:00", "2027-01-04T08:30")]
    public void The_mail_of_the_day_goes_out_at_its_hour_on_the_next_working_day(string now, string at)
    {
        Assert.Equal(Tokyo(at), NoticeTimes.MailAt(isUrgent: false, Tokyo(now), Half, WorkingCalendar.Usual));
        Assert.Equal(Tokyo(now), NoticeTimes.MailAt(isUrgent: true, Tokyo(now), Half, WorkingCalendar.Usual));
    }

    [Fact]
    public void A_day_on_which_the_office_itself_is_closed_has_no_mail_of_the_day() =>
        Assert.Equal(Tokyo("2026-11-27T08:30"), NoticeTimes.MailAt(isUrgent: false, Tokyo("2026-11-25T12:00"), Half, new WorkingCalendar([new(2026, new(11, 26), new(11, 26))])));

    [Fact]
    public void What_was_published_can_wait_and_what_nobody_has_thought_of_cannot()
    {
        Assert.False(NoticeTimes.IsUrgent("mail.edition-published"));
        Assert.True(NoticeTimes.IsUrgent("mail.account-locked"));
    }

    [Theory]
    [InlineData("情報セキュリティ担当 <policy@example.jp>", "https://policy.example.jp", "08:30", MailSecurity.StartTls, "", 0)]
    [InlineData("", "https://policy.example.jp", "08:30", MailSecurity.StartTls, "", 1)]
    [InlineData("policy@example.jp", "policy.example.jp", "8時半", MailSecurity.StartTls, "", 2)]
    [InlineData("policy@example.jp", "https://policy.example.jp", "08:30", MailSecurity.None, "portal", 1)]
    public void Every_fault_of_the_settings_is_told_at_once(string from, string portal, string daily, MailSecurity security, string user, int faults)
    {
        var options = new MailOptions { Host = "mail.example.jp", From = from, PortalAddress = portal, DailyAt = daily, Security = security, User = user };
        Assert.Equal(faults, new MailOptionsCheck().Validate(null, options).Failures?.Count() ?? 0);
        Assert.True(new MailOptionsCheck().Validate(null, new MailOptions()).Succeeded);
    }

    [Theory]
    [InlineData("a@example.jp", true)]
    [InlineData("名 <a@example.jp>", false)]
    [InlineData("a@example.jp, b@example.jp", false)]
    [InlineData("a@example.jp\r\nBcc: b@example.jp", false)]
    [InlineData("職員@example.jp", false)]
    [InlineData("a", false)]
    [InlineData("@example.jp", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_address_is_one_address_of_plain_signs(string? text, bool isOne) => Assert.Equal(isOne, MailSender.IsAddress(text));

    private static DateTimeOffset Tokyo(string at) => DateTimeOffset.Parse(at + "+09:00", System.Globalization.CultureInfo.InvariantCulture);
}
