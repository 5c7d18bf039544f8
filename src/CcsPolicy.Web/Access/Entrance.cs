using System.Net;
using System.Security.Authentication;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Protection;

namespace CcsPolicy.Web.Access;

/// <summary>入口。How people reach the portal: over https, which it or a proxy of the configuration ends, and by its own names.</summary>
internal static class Entrance
{
    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>What the framework takes for every name.</summary>
    private static readonly HashSet<string> EveryName = ["*", "[::]", "0.0.0.0"];

    /// <summary>What is wrong with it: nobody could sign in, or somebody else could listen or lead people astray.</summary>
    public static IEnumerable<SurroundingFault> FaultsOf(IConfiguration configuration)
    {
        var listens = Listens(configuration);
        return listens.Where(one => Host(one.Address) is null).Select(Unreadable).ToList() is { Count: > 0 } unreadable ? unreadable
            : [.. Https(configuration, [.. listens.Select(one => one.Address)]), .. OldProtocols(configuration), .. PlainProxies(configuration, [.. listens.Select(one => one.Address)]), .. Names(configuration)];
    }

    /// <summary>Whether it is a name or an address of this machine, to itself.</summary>
    public static bool IsHere(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static SurroundingFault Unreadable((string Setting, string Address) one) => new(
        $"{one.Setting} の「{one.Address}」では待ち受けられません。https://*:443 のように書いてください。", $"The portal cannot listen on '{one.Address}' ({one.Setting}). Write it as https://*:443.");

    /// <summary>Passwords and cookies travel over nothing else, so that without it nobody could sign in.</summary>
    private static IEnumerable<SurroundingFault> Https(IConfiguration configuration, IReadOnlyList<string> listens)
    {
        var certificates = PortalCertificates.Sections(configuration);
        if (!listens.Any(IsHttps) && ShellFeature.Proxies(configuration).Count == 0)
            yield return new("HTTPS で待ち受けず、Proxies もありません。証明書を Kestrel:Certificates:Default に書いて ASPNETCORE_URLS の https:// で待ち受けるか、HTTPS を受けるリバースプロキシの IP アドレスを Proxies:0 に書いてください（docs/operations/install.md「HTTPS」）。",
                "The portal neither listens on https nor names a proxy. Set a certificate in Kestrel:Certificates:Default and an https address in ASPNETCORE_URLS, or write the IP address of the reverse proxy that ends https in Proxies:0 (docs/operations/install.md).");
        else if (listens.Any(IsHttps) && certificates.Count == 0)
            yield return new("https:// で待ち受けますが、証明書がありません。Kestrel:Certificates:Default に書いてください（docs/operations/install.md「HTTPS」）。", "There is an https address and no certificate. Set Kestrel:Certificates:Default (docs/operations/install.md).");
        foreach (var section in certificates)
        {
            var (certificate, fault) = PortalCertificates.Load(section, configuration);
            certificate?.Dispose();
            if (fault is not null)
                yield return fault;
        }
    }

    private static IEnumerable<SurroundingFault> OldProtocols(IConfiguration configuration)
    {
        foreach (var (name, value) in configuration.GetSection("Kestrel").AsEnumerable().Where(setting => setting.Key.Split(':') is [.., "SslProtocols", _]))
            if (!Enum.TryParse<SslProtocols>(value, ignoreCase: true, out var protocol) || (protocol & ~TlsRules.Protocols) != 0 || protocol == SslProtocols.None)
                yield return new($"{name} が {value} です。Tls12 と Tls13 のほかは使えません。この行を消してください（初めから、この二つだけです）。", $"{name} is {value}. Nothing but Tls12 and Tls13 is allowed. Delete that line: these two are what the portal speaks without it.");
    }

    /// <summary>What a proxy on another machine sends passes a wire: there it has to come by https.</summary>
    private static IEnumerable<SurroundingFault> PlainProxies(IConfiguration configuration, IReadOnlyList<string> listens)
    {
        var away = ShellFeature.Proxies(configuration).Where(proxy => !IsHere(proxy)).ToList();
        var open = listens.Where(address => !IsHttps(address) && Host(address) is { } host && !IsHere(host) && !host.StartsWith("unix:/", StringComparison.Ordinal)).ToList();
        if (away.Count > 0 && open.Count > 0)
            yield return new($"リバースプロキシ {string.Join(", ", away)} は別の計算機にあり、ポータルは {string.Join(", ", open)} で暗号化せずに待ち受けています。ポータルも証明書を設定して https:// で待ち受け、プロキシにはその証明書だけを信じるように設定するか、プロキシを同じ計算機に置いて http://127.0.0.1 で待ち受けてください（docs/operations/install.md「HTTPS」）。",
                $"The reverse proxy {string.Join(", ", away)} is on another machine, and the portal listens unencrypted on {string.Join(", ", open)}. Set a certificate, listen on https there too, and let the proxy trust that certificate only; or put the proxy on this machine and listen on http://127.0.0.1 (docs/operations/install.md).");
    }

    /// <summary>Links of an invitation carry the name by which somebody asked.</summary>
    private static IEnumerable<SurroundingFault> Names(IConfiguration configuration)
    {
        var names = (configuration["AllowedHosts"] ?? "").Split(';', Trimmed);
        if (names.Length == 0 || names.Any(EveryName.Contains))
            yield return new("AllowedHosts がないか、どの名前でも受け付けます。職員が開くポータルの名前を、AllowedHosts に書いてください（例：policy.example.jp。二つ以上は「;」で区切ります）。ほかの名前での要求を断ります（docs/operations/install.md）。",
                "AllowedHosts is not set, or takes every name. Write the name by which people open the portal in AllowedHosts (such as policy.example.jp; several parted by ';'): requests by other names are then refused (docs/operations/install.md).");
    }

    /// <summary>As the server takes them: one kind of setting goes before the next.</summary>
    private static IReadOnlyList<(string Setting, string Address)> Listens(IConfiguration configuration)
    {
        var named = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        if (named.Count > 0)
            return [.. named.Select(endpoint => (endpoint.Path + ":Url", endpoint["Url"] ?? ""))];
        return configuration["urls"] is { Length: > 0 } urls ? [.. urls.Split(';', Trimmed).Select(url => ("ASPNETCORE_URLS", url))] : [.. Ports("http"), .. Ports("https")];

        IEnumerable<(string Setting, string Address)> Ports(string scheme) =>
            (configuration[scheme + "_ports"] ?? "").Split(';', Trimmed).Select(port => ($"ASPNETCORE_{scheme.ToUpperInvariant()}_PORTS", $"{scheme}://*:{port}"));
    }

    private static bool IsHttps(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The host of an address on which the server can listen, or null.</summary>
    private static string? Host(string address)
    {
        try
        {
            var read = BindingAddress.Parse(address);
            return read.Scheme.ToUpperInvariant() is "HTTP" or "HTTPS" ? read.Host : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
