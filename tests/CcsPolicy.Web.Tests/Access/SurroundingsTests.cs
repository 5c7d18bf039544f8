using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcsPolicy.Data;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell.Logging;
using CcsPolicy.Web.Shell.Protection;
using CcsPolicy.Web.Tests.Architecture;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

/// <summary>What only the place of operation can keep: the portal does not start without it.</summary>
public sealed class SurroundingsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ccspolicy-surroundings-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("PostgreSql", "Host=db.example;Username=ccspolicy;SSL Mode=VerifyFull", "")]
    [InlineData("PostgreSql", "Host=127.0.0.1;Username=ccspolicy", "")]
    [InlineData("PostgreSql", "Host=/run/postgresql;Username=ccspolicy", "")]
    [InlineData("PostgreSql", "Host=db.example;Username=ccspolicy", "SSL Mode=VerifyFull")]
    [InlineData("PostgreSql", "Host=db.example;Username=ccspolicy;SSL Mode=Disable", "SSL Mode=VerifyFull")]
    [InlineData("PostgreSql", "Host=db.example;Username=ccspolicy;SSL Mode=Require", "SSL Mode=VerifyFull")]
    [InlineData("PostgreSql", "Host=db.example;Username=ccspolicy;SSL Mode=VerifyCA", "SSL Mode=VerifyFull")]
    [InlineData("PostgreSql", "Host=localhost,db.example;Username=ccspolicy;SSL Mode=Require", "SSL Mode=VerifyFull")]
    [InlineData("SqlServer", "Server=db;Database=CcsPolicy;Integrated Security=true;Encrypt=Strict", "")]
    [InlineData("SqlServer", "Server=db;Database=CcsPolicy;Integrated Security=true", "")]
    [InlineData("SqlServer", "Server=db;Database=CcsPolicy;Integrated Security=true;Encrypt=False", "Encrypt=Strict")]
    [InlineData("SqlServer", "Server=db;Database=CcsPolicy;Integrated Security=true;Encrypt=True;TrustServerCertificate=true", "Encrypt=Strict")]
    [Trait("ASVS", "V12.3.1"), Trait("ASVS", "V12.3.2"), Trait("ASVS", "V12.3.4")]
    public void A_database_is_reached_encrypted_and_its_certificate_is_checked(string provider, string connection, string told) => Told(told, Faults(provider, connection));

    [Theory]
    [InlineData("Host=127.0.0.1;Username=postgres;Password=vK2v8dQ1pWz", "Make an account")]
    [InlineData("Host=127.0.0.1;Username=ccspolicy;Password=ccspolicy", "everybody knows")]
    [InlineData("Host=127.0.0.1;Username=ccspolicy;Password=Changeme", "everybody knows")]
    [InlineData("Host=127.0.0.1;Username=ccspolicy;Password=vK2v8dQ1pWz", "")]
    [InlineData("", "is empty, or cannot be read")]
    [InlineData("ccspolicy at db.example", "is empty, or cannot be read")]
    [Trait("ASVS", "V13.2.1"), Trait("ASVS", "V13.2.3")]
    public void The_account_at_the_database_is_the_portals_own_and_no_password_of_it_is_known(string connection, string told) => Told(told, Faults("PostgreSql", connection));

    /// <summary>Also where the account has another name: the server is asked, at each start.</summary>
    [Fact]
    [Trait("ASVS", "V13.2.1")]
    public async Task An_account_that_rules_the_server_is_none_to_start_with()
    {
        Assert.Contains(CodeUses.Of(typeof(Program).Assembly.Location).All, use => use.By.StartsWith("Program", StringComparison.Ordinal) && use.Uses == "CcsPolicy.Web.Access.Surroundings::CheckAsync");
        Assert.SkipUnless(Environment.GetEnvironmentVariable(TestServers.PostgreSql) is { Length: > 0 }, $"{TestServers.PostgreSql} is not set.");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql);
        // Also while there is no database of that name yet.
        foreach (var name in new[] { new NpgsqlConnectionStringBuilder(database.ConnectionString).Database, "none_" + Guid.NewGuid().ToString("N") })
        {
            var storage = Storage("PostgreSql", new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name, Pooling = false }.ConnectionString);
            await using var services = new ServiceCollection().AddSingleton<Microsoft.Extensions.Hosting.IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment { EnvironmentName = "Production" })
                .AddSingleton(Options.Create(storage)).AddSingleton<IConfiguration>(Settings()).BuildServiceProvider();
            Assert.Contains(Surroundings.RulesServer, (await Assert.ThrowsAsync<UnsafeSurroundingsException>(() => Surroundings.CheckAsync(services))).Faults);
        }
    }

    [Fact]
    [Trait("ASVS", "V13.2.1"), Trait("ASVS", "V13.2.3")]
    public void The_administrator_of_SQL_Server_is_no_account_for_the_portal() => Told("Make an account", Faults("SqlServer", "Server=db;User Id=sa;Password=vK2v8dQ1pWz"));

    [Theory]
    [InlineData("""{ "Storage": { "ConnectionString": "Host=127.0.0.1;Password=vK2v8dQ1pWz" } }""", "Storage__ConnectionString")]
    [InlineData("""{ "OpenId": { "ClientSecret": "vK2v8dQ1pWz" } }""", "OpenId__ClientSecret")]
    [InlineData("""{ "Kestrel": { "Certificates": { "Default": { "Password": "vK2v8dQ1pWz" } } } }""", "Kestrel__Certificates__Default__Password")]
    [InlineData("""{ "Storage": { "ConnectionString": "Host=127.0.0.1" }, "OpenId": { "ClientSecretFile": "/etc/ccspolicy/keys/openid" } }""", "")]
    [Trait("ASVS", "V13.3.1")]
    public async Task A_secret_lies_in_no_file_of_settings(string settings, string told)
    {
        await File.WriteAllTextAsync(At("appsettings.json"), settings, TestContext.Current.CancellationToken);
        Told(told, Surroundings.FaultsOf(Storage(), new ConfigurationBuilder().AddJsonFile(At("appsettings.json")).AddInMemoryCollection([.. Sound, new("Storage:ConnectionString", "Host=db;Password=vK2v8dQ1pWz")]).Build()));
    }

    [Fact]
    [Trait("ASVS", "V13.3.2")]
    public async Task The_folder_of_keys_is_for_the_account_of_the_service_alone()
    {
        // On Windows the script of the setup gives the rights.
        if (OperatingSystem.IsWindows())
            return;
        await using var portal = new Portal(empty: true);
        _ = portal.Services;
        var keys = portal.Services.GetRequiredService<IOptions<StorageOptions>>().Value.KeyFolder;
        Assert.Empty(Surroundings.FaultsOf(Storage(keys: keys), Settings()));
        // As the portal made them itself, whatever the mask of the account is.
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        var made = new[] { keys, Path.Combine(keys, "cookies") }.Concat(Directory.GetFiles(keys, "*.key")).ToList();
        Assert.Equal(["cookies", "journal.key", "keys", "master.key"], made.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var entry in made)
            Assert.Equal((entry, UnixFileMode.None), (entry, File.GetUnixFileMode(entry) & Others));
        File.SetUnixFileMode(Path.Combine(keys, "cookies"), File.GetUnixFileMode(keys) | UnixFileMode.OtherRead);
        Assert.Contains("cookies", Assert.Single(Surroundings.FaultsOf(Storage(keys: keys), Settings())).English, StringComparison.Ordinal);
        File.SetUnixFileMode(Path.Combine(keys, "cookies"), File.GetUnixFileMode(keys));
        await File.WriteAllTextAsync(At("openid"), "vK2v8dQ1pWz", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(At("openid"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("openid", Assert.Single(Surroundings.FaultsOf(Storage(keys: keys), Settings(("OpenId:ClientSecretFile", At("openid"))))).English, StringComparison.Ordinal);
        File.SetUnixFileMode(At("openid"), UnixFileMode.UserRead);
        Assert.Empty(Surroundings.FaultsOf(Storage(keys: keys), Settings(("OpenId:ClientSecretFile", At("openid")))));
        File.SetUnixFileMode(keys, File.GetUnixFileMode(keys) | UnixFileMode.GroupExecute);
        File.SetUnixFileMode(Path.Combine(keys, "master.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal(["Set it to chmod 700.", "Set it to chmod 600."], Surroundings.FaultsOf(Storage(keys: keys), Settings()).Select(fault => fault.English[^20..]));
    }

    [Fact]
    [Trait("ASVS", "V13.3.1")]
    public void The_folder_of_keys_is_not_that_of_the_data_by_whatever_name()
    {
        Directory.CreateDirectory(At("data"));
        Directory.CreateSymbolicLink(At("keys"), At("data"));
        var storage = Storage(keys: At("keys"));
        storage.DataFolder = At("data");
        Assert.Contains(Surroundings.FaultsOf(storage, Settings()), fault => fault.English.Contains("are one place", StringComparison.Ordinal));
        storage.KeyFolder = At("data/keys");
        Assert.Empty(Surroundings.FaultsOf(storage, Settings()));
    }

    [Theory]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:0", "Tls11", "Tls12 and Tls13")]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:1", "None", "Tls12 and Tls13")]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:0", "tls13", "")]
    [Trait("ASVS", "V12.1.1")]
    public void No_setting_brings_an_old_version_of_TLS_back(string name, string value, string told) => Told(told, Surroundings.FaultsOf(Storage(), Settings((name, value))));

    [Theory]
    [InlineData("192.0.2.7", "urls", "http://*:8080", "is on another machine")]
    [InlineData("192.0.2.7", "http_ports", "8080", "is on another machine")]
    [InlineData("192.0.2.7", "Kestrel:Endpoints:Portal:Url", "http://192.0.2.1:80", "is on another machine")]
    [InlineData("192.0.2.7", "urls", "https://*:8443;http://localhost:8080", "")]
    [InlineData("127.0.0.1", "urls", "http://*:8080", "")]
    [Trait("ASVS", "V12.3.1"), Trait("ASVS", "V12.3.3")]
    public void What_a_proxy_on_another_machine_sends_comes_encrypted(string proxy, string name, string value, string told) =>
        Told(told, Surroundings.FaultsOf(Storage(), Settings([("Proxies:0", proxy), (name, value), .. Certificate("portal.pfx")])));

    /// <summary>Passwords and cookies travel over nothing else.</summary>
    [Theory]
    [InlineData("urls", "", "", "neither listens on https nor names a proxy")]
    [InlineData("urls", "http://*:8080", "", "neither listens on https nor names a proxy")]
    [InlineData("http_ports", "8080", "", "neither listens on https nor names a proxy")]
    // These are the ones that count where both are named.
    [InlineData("Kestrel:Endpoints:Portal:Url", "http://localhost:80", "portal.pfx", "neither listens on https nor names a proxy")]
    [InlineData("urls", "https://*:443", "", "no certificate")]
    [InlineData("urls", "https://*:443", "none.pfx", "cannot be read")]
    [InlineData("urls", "https://*:443", "broken.pfx", "cannot be read")]
    [InlineData("urls", "https://*:443", "public.pfx", "no private key")]
    [InlineData("urls", "htps://*:443", "portal.pfx", "cannot listen on 'htps://*:443'")]
    [InlineData("urls", "*", "portal.pfx", "cannot listen on '*'")]
    [InlineData("Kestrel:Endpoints:Portal:Protocols", "Http1", "portal.pfx", "Kestrel:Endpoints:Portal:Url")]
    [InlineData("urls", "http://localhost:80;HTTPS://*:443", "portal.pfx", "")]
    [InlineData("https_ports", "443", "portal.pfx", "")]
    [InlineData("Kestrel:Endpoints:Portal:Url", "https://*:443", "portal.pfx", "")]
    [Trait("ASVS", "V12.2.1")]
    public void The_portal_is_reached_by_https_which_it_or_a_proxy_ends(string name, string value, string certificate, string told)
    {
        Told(told, Surroundings.FaultsOf(Storage(), Settings([("Proxies:0", ""), (name, value), .. Certificate(certificate)])));
    }

    [Theory]
    [InlineData("", "takes every name")]
    [InlineData(" ; ", "takes every name")]
    [InlineData("*", "takes every name")]
    [InlineData("policy.example;*", "takes every name")]
    [InlineData("0.0.0.0", "takes every name")]
    [InlineData("[::]", "takes every name")]
    [InlineData("policy.example", "")]
    [InlineData("policy.example;*.policy.example", "")]
    public void The_portal_answers_to_its_own_names_alone(string names, string told) => Told(told, Surroundings.FaultsOf(Storage(), Settings(("AllowedHosts", names))));

    [Theory]
    [InlineData("", "false", "on this machine alone")]
    [InlineData("", "true", "")]
    [InlineData("https://logs.example:4318/v1/logs", "false", "")]
    [InlineData("http://127.0.0.1:4318/v1/logs", "false", "")]
    [InlineData("http://logs.example:4318/v1/logs", "false", "Write an https address")]
    [InlineData("logs.example", "true", "Write an https address")]
    [Trait("ASVS", "V16.4.3"), Trait("ASVS", "V12.3.1")]
    public void The_log_goes_to_another_system_and_encrypted(string collector, string elsewhere, string told) =>
        Told(told, Surroundings.FaultsOf(Storage(), Settings((ShellLogging.Collector, collector), (ShellLogging.TakenElsewhere, elsewhere))));

    [Fact]
    [Trait("ASVS", "V12.1.1"), Trait("ASVS", "V12.1.2")]
    public async Task Https_is_spoken_in_two_versions_with_suites_of_forward_secrecy_the_strongest_first()
    {
        await using var portal = new Portal();
        var https = new HttpsConnectionAdapterOptions();
        ApplyHttpsDefaults(portal.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value, https);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, https.SslProtocols);
        Assert.All(TlsRules.Suites, suite => Assert.Matches("^TLS_(ECDHE_(ECDSA|RSA)_WITH_)?(AES_(256|128)_GCM|CHACHA20_POLY1305)_SHA(256|384)$", suite.ToString()));
        Assert.Equal(TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsRules.Suites[0]);
        if (OperatingSystem.IsWindows())
            return;
        var connection = new SslServerAuthenticationOptions();
        https.OnAuthenticate!(null!, connection);
        Assert.Equal(TlsRules.Suites, connection.CipherSuitesPolicy!.AllowedCipherSuites);
    }

    [Fact]
    [Trait("ASVS", "V12.3.2")]
    public void No_code_waves_a_certificate_through() =>
        // The mail server is judged by the office's own authority where one is named; MailSenderTests shows whom it refuses.
        Assert.DoesNotContain(new[] { typeof(PolicyDb), typeof(Program) }.SelectMany(type => CodeUses.Of(type.Assembly.Location).All).Where(use => use.By != typeof(CcsPolicy.Web.Mail.MailSender).FullName),
            use => use.Uses.Contains("RemoteCertificateValidationCallback", StringComparison.Ordinal) || use.Uses.Contains("ServerCertificateCustomValidationCallback", StringComparison.Ordinal));

    [Fact]
    [Trait("ASVS", "V12.3.1"), Trait("ASVS", "V12.3.2"), Trait("ASVS", "V13.2.3")]
    public async Task The_portal_does_not_start_and_has_made_nothing()
    {
        await using var portal = new Portal(empty: true, settings: new Dictionary<string, string> { ["Storage:Provider"] = "SqlServer", ["Storage:ConnectionString"] = "Server=db.invalid;User Id=sa;Password=sa;Encrypt=False" });
        // Ends when the program has: before its first look at database and keys.
        _ = portal.Services;
        Assert.DoesNotContain("master.key", Directory.EnumerateFileSystemEntries(portal.Folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        var said = new UnsafeSurroundingsException([.. Faults("SqlServer", "Server=db.invalid;User Id=sa;Password=sa;Encrypt=False")]);
        Assert.Equal(3, said.Faults.Count);
        Assert.Contains("起動しません", said.Message, StringComparison.Ordinal);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ApplyHttpsDefaults")]
    private static extern void ApplyHttpsDefaults(KestrelServerOptions server, HttpsConnectionAdapterOptions https);

    private static void Told(string told, IEnumerable<SurroundingFault> faults)
    {
        if (told.Length == 0)
            Assert.Empty(faults);
        else
            Assert.Contains(told, Assert.Single(faults).English, StringComparison.Ordinal);
    }

    /// <summary>Makes the files of which a row names one, and sets it.</summary>
    private List<(string Name, string Value)> Certificate(string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=policy.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var open = X509CertificateLoader.LoadCertificate(made.RawData);
        File.WriteAllBytes(At("portal.pfx"), made.Export(X509ContentType.Pfx, "pass"));
        File.WriteAllBytes(At("public.pfx"), open.Export(X509ContentType.Pfx, "pass"));
        File.WriteAllText(At("broken.pfx"), "no certificate");
        return file.Length == 0 ? [] : [("Kestrel:Certificates:Default:Path", At(file)), ("Kestrel:Certificates:Default:Password", "pass")];
    }

    private IEnumerable<SurroundingFault> Faults(string provider, string connection) => Surroundings.FaultsOf(Storage(provider, connection), Settings());

    private StorageOptions Storage(string provider = "Sqlite", string connection = "", string? keys = null) =>
        new() { Provider = Enum.Parse<DatabaseProvider>(provider), ConnectionString = connection, KeyFolder = keys ?? At("none") };

    /// <summary>With these nothing is told that could be told of settings.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string?>> Sound { get; } = [new("Logs:TakenElsewhere", "true"), new("Proxies:0", "127.0.0.1"), new("AllowedHosts", "policy.example")];

    private static IConfigurationRoot Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(Sound).AddInMemoryCollection(settings.Select(one => new KeyValuePair<string, string?>(one.Name, one.Value))).Build();

    private string At(string name) => Path.Combine(folder.FullName, name);
}
