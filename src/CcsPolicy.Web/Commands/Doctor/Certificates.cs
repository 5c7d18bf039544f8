using System.Globalization;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;

namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>証明書の診断。How long the certificates are valid that the configuration names; one that cannot be used is told by <see cref="Entrance"/>.</summary>
internal static class Certificates
{
    private const string Subject = "証明書 / certificate";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> Look(IConfiguration configuration, TimeProvider clock)
    {
        var sections = PortalCertificates.Sections(configuration);
        var behindProxy = ShellFeature.Proxies(configuration).Count > 0;
        if (sections.Count == 0 && behindProxy)
            yield return new(Weight.Sound, Subject, "HTTPS はリバースプロキシが受けます。証明書の期限はプロキシで確かめてください。", "The reverse proxy ends https; look at its certificate there.");
        foreach (var section in sections)
            if (PortalCertificates.Load(section, configuration).Certificate is { } certificate)
                using (certificate)
                    yield return Judge(section.Path, new(certificate.NotBefore.ToUniversalTime()), new(certificate.NotAfter.ToUniversalTime()), clock.Now());
    }

    private static Finding Judge(string name, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        var day = TokyoTime.DateOf(until).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (now < from || now > until)
            return new(Weight.Fault, Subject, $"{name} の証明書は有効期間の外です（{day} まで）。新しい証明書に替えてください。", $"The certificate of {name} is not valid now (until {day}). Put a new one in its place.");
        if (until - now < Soon)
            return new(Weight.Warning, Subject, $"{name} の証明書は {day} に切れます。新しい証明書を用意してください。", $"The certificate of {name} ends on {day}. Get a new one.");
        return new(Weight.Sound, Subject, $"{name} の証明書は {day} まで有効です。", $"The certificate of {name} is valid until {day}.");
    }
}
