using CcsPolicy.Domain.People;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Access;

/// <summary>外部の認証基盤。The one OpenID provider of the office: section <c>OpenId</c> of the configuration. Without an authority nothing of it exists.</summary>
public sealed class OpenIdOptions
{
    public const string Section = "OpenId";

    /// <summary>Where the provider lies; <c>/.well-known/openid-configuration</c> is read below it. https, or http on this machine.</summary>
    public string Authority { get; set; } = "";

    /// <summary>What the provider calls itself, sign for sign; empty when that is the authority.</summary>
    public string Issuer { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>A file with the secret and nothing else; counts when <see cref="ClientSecret"/> is empty.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>What people call the provider, for the button and the messages.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The same in English; empty for the same words.</summary>
    public string DisplayNameEnglish { get; set; } = "";

    /// <summary>Asked for beside <c>openid</c>.</summary>
    public List<string> Scopes { get; } = [];

    /// <summary>The claim with the staff number or the account's name. It finds nobody: it is compared once, when an invitation is accepted. Empty for none.</summary>
    public string NameClaim { get; set; } = "";

    public string GroupsClaim { get; set; } = "groups";

    /// <summary>Which group gives which role.</summary>
    public List<GroupRole> Groups { get; } = [];

    /// <summary>Whether groups may also give the roles of security officer and deputy of the CISO.</summary>
    public bool GroupsMayGiveSecurityRoles { get; set; }

    /// <summary>Values of <c>amr</c> of which one means: with a second factor.</summary>
    public List<string> SecondFactorMethods { get; } = [];

    /// <summary>Values of <c>acr</c> or <c>acrs</c> of which one means: with a second factor. They are asked for at each sign-in.</summary>
    public List<string> SecondFactorClasses { get; } = [];

    /// <summary>Whether people sign in with a password too.</summary>
    public bool LocalSignIn { get; set; } = true;

    /// <summary>
    /// A session of somebody who signs in by the provider ends after this time, or after <see cref="SecurityOptions.SessionTime"/> when that is shorter: so long does
    /// a session outlive what the provider has ended.
    /// </summary>
    public TimeSpan SessionTime { get; set; } = TimeSpan.FromHours(4);

    public bool IsOn => Authority.Length > 0;

    public string ExpectedIssuer => Issuer.Length > 0 ? Issuer : Authority;

    /// <summary>The provider's name in the language of the page.</summary>
    public string NameIn(string language) => language == "en" && DisplayNameEnglish.Length > 0 ? DisplayNameEnglish : DisplayName;

    /// <summary>The secret from the setting or its file; empty for a client without one.</summary>
    public string Secret() => ClientSecret.Length > 0 || ClientSecretFile.Length == 0 ? ClientSecret : File.ReadAllText(ClientSecretFile).Trim();
}

/// <summary>役割を与えるグループ。One line of the map.</summary>
public sealed class GroupRole
{
    /// <summary>As the claim writes it: a name, a path or an id.</summary>
    public string Group { get; set; } = "";

    public Role? Role { get; set; }
}

/// <summary>Every fault of the section at once, when the product starts.</summary>
internal sealed class OpenIdOptionsCheck : IValidateOptions<OpenIdOptions>
{
    private static readonly HashSet<Role> Given = [Role.Auditor, Role.SystemAdministrator];
    private static readonly HashSet<Role> GivenWhenSaid = [Role.SecurityOfficer, Role.CisoDeputy];

    public ValidateOptionsResult Validate(string? name, OpenIdOptions options)
    {
        var faults = FaultsOf(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(OpenIdOptions options)
    {
        if (!options.IsOn)
        {
            if (!options.LocalSignIn)
                yield return Say("OpenId:LocalSignIn が false ですが、OpenId:Authority がありません。だれもサインインできなくなります。", "OpenId:LocalSignIn is false without OpenId:Authority. Nobody could sign in.");
            yield break;
        }
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var at) || !(at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && at.IsLoopback)))
            yield return Say("OpenId:Authority は https:// で始まるアドレスにしてください（http はこの計算機の中だけ）。", "OpenId:Authority is an https address (http only on this machine).");
        if (options.SessionTime <= TimeSpan.Zero)
            yield return Say("OpenId:SessionTime は0より長い時間にしてください（例：04:00:00）。", "OpenId:SessionTime is longer than nothing (such as 04:00:00).");
        if (options.ExpectedIssuer.Length > 200)
            yield return Say("OpenId:Issuer は200字までです。", "OpenId:Issuer has at most 200 characters.");
        if (options.ClientId.Length == 0)
            yield return Say("OpenId:ClientId がありません。", "OpenId:ClientId is missing.");
        if (options.DisplayName.Length == 0)
            yield return Say("OpenId:DisplayName がありません。サインインのボタンに出す名前です。", "OpenId:DisplayName is missing: the name on the button.");
        if (options.ClientSecret.Length == 0 && options.ClientSecretFile.Length > 0 && !File.Exists(options.ClientSecretFile))
            yield return Say($"OpenId:ClientSecretFile の {options.ClientSecretFile} がありません。", $"OpenId:ClientSecretFile {options.ClientSecretFile} is not there.");
        foreach (var line in options.Groups)
            if (FaultOf(line, options.GroupsMayGiveSecurityRoles) is { } fault)
                yield return fault;
    }

    private static string? FaultOf(GroupRole line, bool securityRoles)
    {
        if (line.Group.Length == 0 || line.Role is not { } role)
            return Say("OpenId:Groups の行には Group と Role の両方が要ります。", "A line of OpenId:Groups has both Group and Role.");
        if (Given.Contains(role) || (securityRoles && GivenWhenSaid.Contains(role)))
            return null;
        if (GivenWhenSaid.Contains(role))
            return Say($"OpenId:Groups の {line.Group} が役割 {role} を与えています。この役割は実施手順や承認に関わります。グループで与えてよいと決めたときだけ、OpenId:GroupsMayGiveSecurityRoles を true にしてください。",
                $"OpenId:Groups gives the role {role} to {line.Group}. It reaches procedures or approvals. Set OpenId:GroupsMayGiveSecurityRoles to true only when the office has decided that groups may give it.");
        return Say($"OpenId:Groups の {line.Group} が役割 {role} を与えています。この役割はグループでは与えられません（CISOは引き継ぎで、規程の管理者は規程ごとに、職員と所属長は名簿で決まります）。",
            $"OpenId:Groups gives the role {role} to {line.Group}. No group can give it: the office of the CISO is handed over, custody belongs to a document, staff and managers follow from the list of people.");
    }

    private static string Say(string japanese, string english) => $"{japanese} / {english}";
}
