using System.Data.Common;
using CcsPolicy.Data.Waiting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Mail;

namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>メールの様子。Whether the mail server answers, and whether mail waits that should have gone long ago. No mail is sent.</summary>
internal static class MailState
{
    private const string Subject = "メール / mail";

    public static async Task<Finding> LookAsync(IServiceProvider services, CancellationToken ct)
    {
        var sender = services.GetRequiredService<MailSender>();
        if (!sender.IsOn)
            return new(Weight.Sound, Subject, "メールサーバーが設定されていません。お知らせはポータルの中だけに出ます（Mail:Host）。", "No mail server is set: notices stand in the portal alone (Mail:Host).");
        var (line, answer) = await sender.ConnectAsync(ct);
        if (line is null)
            return new(Weight.Fault, Subject, $"メールサーバーに届かないか、断られました（{answer.Reply}）。Mail:Host、Mail:Port、Mail:Security、証明書、Mail:User を確かめてください。待っているメールは失われません。",
                $"The mail server is not reached, or refuses ({answer.Reply}). Look at Mail:Host, Mail:Port, Mail:Security, certificate and Mail:User. Mail that waits is not lost.");
        await line.DisposeAsync();
        try
        {
            var (oldest, givenUp) = await services.GetRequiredService<OutboxLeases>().StandingAsync(ct);
            if (oldest < services.GetRequiredService<TimeProvider>().Now().AddDays(-1))
                return new(Weight.Warning, Subject, "1日より前から送れないメールがあります。サーバーは答えています。ポータルが動いているか、ログに理由がないかを見てください。", "Mail has waited for more than a day, though the server answers. Look whether the portal runs, and at its log.");
            if (givenUp > 0)
                return new(Weight.Warning, Subject, $"送るのをやめたメールが {givenUp} 通あります。宛先を直してください（お知らせはポータルで読めます）。", $"{givenUp} mails were given up. Mend the addresses; the notices can be read in the portal.");
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or IOException)
        {
            // The database has a finding of its own.
        }
        return new(Weight.Sound, Subject, "メールサーバーが答えました。", "The mail server answers.");
    }
}
