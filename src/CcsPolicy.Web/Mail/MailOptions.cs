using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CcsPolicy.Web.Mail;

/// <summary>メール。The one mail server of the office: section <c>Mail</c> of the configuration. Without a host no mail is sent, and notices stand in the portal alone.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    public string Host { get; set; } = "";

    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Empty where the server asks for no sign-in.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>A file with the password and nothing else; counts when <see cref="Password"/> is empty.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>A file (PEM) with the certificate of the office's own authority: with it, that authority and no other vouches for the server. Empty for those of the system.</summary>
    public string AuthorityFile { get; set; } = "";

    /// <summary>Who the mail is from: an address, with a name before it if wanted.</summary>
    public string From { get; set; } = "";

    /// <summary>By which address people reach the portal, such as <c>https://policy.example.jp</c>: what the links in mail begin with.</summary>
    public string PortalAddress { get; set; } = "";

    /// <summary>When the mail of a day goes out, on the clock of Tokyo: once on each working day.</summary>
    public string DailyAt { get; set; } = "08:30";

    public bool IsOn => Host.Length > 0;

    internal TimeOnly? DailyTime => TimeOnly.TryParseExact(DailyAt, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>The password from the setting or its file.</summary>
    public string Secret() => Password.Length > 0 || PasswordFile.Length == 0 ? Password : File.ReadAllText(PasswordFile).Trim();

    /// <summary>The link to a page of the portal.</summary>
    public string LinkTo(string path) => PortalAddress.TrimEnd('/') + path;
}

/// <summary>メールサーバーまでの暗号化。</summary>
public enum MailSecurity
{
    /// <summary>Begins openly and goes on encrypted, or not at all.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>Openly: for a network that nobody else is on.</summary>
    None,
}

/// <summary>Every fault of the section at once, when the product starts.</summary>
internal sealed class MailOptionsCheck : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        var faults = FaultsOf(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(MailOptions options)
    {
        if (options.DailyTime is null)
            yield return Say("Mail:DailyAt は時刻を 08:30 のように書いてください。", "Mail:DailyAt is a time such as 08:30.");
        if (!options.IsOn)
            yield break;
        if (options.Port is < 1 or > 65_535)
            yield return Say("Mail:Port は1から65535までの番号にしてください。", "Mail:Port is a number from 1 to 65535.");
        if (!MailboxAddress.TryParse(options.From, out var from) || !MailSender.IsAddress(from.Address))
            yield return Say("Mail:From に差出人のメールアドレスを書いてください。", "Mail:From is the address that the mail is from.");
        if (!Uri.TryCreate(options.PortalAddress, UriKind.Absolute, out var at) || at.Scheme is not ("https" or "http") || at.Query.Length > 0 || at.Fragment.Length > 0)
            yield return Say("Mail:PortalAddress に、職員がポータルを開くときのアドレスを https:// から書いてください。", "Mail:PortalAddress is the address by which people reach the portal, from https:// on.");
        if (options.User.Length > 0 && options.Security == MailSecurity.None)
            yield return Say("Mail:Security が None のまま Mail:User でサインインすると、パスワードが暗号化されずに流れます。StartTls か Tls にしてください。", "With Mail:Security None the password of Mail:User would travel openly. Use StartTls or Tls.");
        if (options.Password.Length == 0 && options.PasswordFile.Length > 0 && !File.Exists(options.PasswordFile))
            yield return Say($"Mail:PasswordFile の {options.PasswordFile} がありません。", $"Mail:PasswordFile {options.PasswordFile} is not there.");
        if (options.AuthorityFile.Length > 0 && !IsCertificate(options.AuthorityFile))
            yield return Say($"Mail:AuthorityFile の {options.AuthorityFile} を証明書（PEM）として読めません。", $"Mail:AuthorityFile {options.AuthorityFile} cannot be read as a certificate (PEM).");
    }

    private static bool IsCertificate(string file)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(file);
            return true;
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Say(string japanese, string english) => $"{japanese} / {english}";
}
