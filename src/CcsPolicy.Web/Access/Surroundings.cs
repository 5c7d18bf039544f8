using CcsPolicy.Data;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Shell.Logging;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CcsPolicy.Web.Access;

/// <summary>設置の条件を満たさない点。What is wrong around the portal and what to do, in Japanese and English.</summary>
internal sealed record SurroundingFault(string Japanese, string English);

/// <summary>What a feature finds wrong around the portal: outside Development the portal does not start with it.</summary>
internal delegate IEnumerable<SurroundingFault> SurroundingCheck();

/// <summary>設置の条件。What only the place of operation can keep: outside Development the portal does not start without it, and <c>doctor</c> tells the same.</summary>
internal static class Surroundings
{
    /// <summary>Accounts that a server comes with, or that rule it.</summary>
    private static readonly HashSet<string> ServersOwn = new(["postgres", "sa", "root", "admin", "administrator", "dbo"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Passwords that examples and images come with; the name of the account is one too.</summary>
    private static readonly HashSet<string> KnownPasswords = new(["password", "passw0rd", "p@ssw0rd", "postgres", "sa", "root", "admin", "secret", "changeme", "yourstrong(!)password"], StringComparer.OrdinalIgnoreCase);

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Looks before anything is made: a start that is refused leaves neither a database nor a key, and changes none.</summary>
    /// <exception cref="UnsafeSurroundingsException">Something is not as it has to be.</exception>
    public static async Task CheckAsync(IServiceProvider services)
    {
        Refuse([.. InvalidSettings(services)]);
        if (services.GetRequiredService<IHostEnvironment>().IsDevelopment())
            return;
        var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        Refuse([.. FaultsOf(storage, services.GetRequiredService<IConfiguration>()), .. services.GetServices<SurroundingCheck>().SelectMany(check => check())]);
        // Asked last: the connection has to be one by which a server may be asked.
        if (await ServerAccount.RulesServerAsync(storage.Provider, storage.Connection))
            Refuse([RulesServer]);
    }

    private static void Refuse(IReadOnlyList<SurroundingFault> faults)
    {
        if (faults.Count > 0)
            throw new UnsafeSurroundingsException(faults);
    }

    /// <summary>Whatever the framework would look at when it begins to serve, after the database has been brought to this version.</summary>
    private static IEnumerable<SurroundingFault> InvalidSettings(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (Exception fault) when (fault is OptionsValidationException or AggregateException or InvalidOperationException)
        {
            return Sentences(fault).Select(sentence => new SurroundingFault($"設定の値が正しくありません：{sentence}", $"A setting has no valid value: {sentence}"));
        }
    }

    private static IEnumerable<string> Sentences(Exception fault) => fault switch
    {
        OptionsValidationException options => options.Failures,
        AggregateException several => several.InnerExceptions.SelectMany(Sentences),
        _ => [fault.Message],
    };

    /// <summary>The account could switch off every trigger, and read every other database there.</summary>
    public static SurroundingFault RulesServer { get; } = new(
        "ポータルのデータベースのアカウントが、サーバー全体の管理者です。証跡を守るトリガーも外せます。このデータベースだけを使える専用のアカウントを作り、Storage:ConnectionString に書いてください（docs/operations/databases.md）。",
        "The account with which the portal reaches its database rules the whole server, and could take the guarding triggers away. Make an account of its own for this database only, and name it in Storage:ConnectionString (docs/operations/databases.md).");

    public static IEnumerable<SurroundingFault> FaultsOf(StorageOptions storage, IConfiguration configuration) =>
        [.. Database(storage), .. OnePlace(storage), .. OpenSecrets(configuration), .. OpenKeys(storage.KeyFolder, configuration["OpenId:ClientSecretFile"], configuration["Mail:PasswordFile"]), .. Entrance.FaultsOf(configuration), .. Scanner(configuration), .. Logs(configuration)];

    private static IEnumerable<SurroundingFault> Database(StorageOptions storage)
    {
        if (storage.Provider == DatabaseProvider.Sqlite)
            yield break;
        (string? User, string? Password, bool Safe, string How) connection;
        try
        {
            connection = storage.Provider == DatabaseProvider.PostgreSql ? OfPostgreSql(storage.ConnectionString) : OfSqlServer(storage.ConnectionString);
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            connection = default;
        }
        if (connection.How is null || storage.ConnectionString.Length == 0)
        {
            yield return new($"Storage:ConnectionString が空か、{storage.Provider} の接続文字列として読めません。{storage.Provider} への接続文字列を書いてください（docs/operations/databases.md）。",
                $"Storage:ConnectionString is empty, or cannot be read as one of {storage.Provider}. Write how {storage.Provider} is reached (docs/operations/databases.md).");
            yield break;
        }
        var (user, password, safe, how) = connection;
        if (!safe)
            yield return new($"データベースへの接続が暗号化されないか、サーバーの証明書を確かめません。Storage:ConnectionString に {how} と書いてください。",
                $"The connection to the database is not encrypted, or the certificate of the server is not checked. Write {how} in Storage:ConnectionString.");
        if (user is not null && ServersOwn.Contains(user))
            yield return new($"データベースのアカウント {user} は、サーバーに初めからある管理者です。ポータルだけが使うアカウントを作り、Storage:ConnectionString に書いてください。",
                $"The database account {user} is an administrator that the server comes with. Make an account that only the portal uses, and name it in Storage:ConnectionString.");
        if (password is not null && (KnownPasswords.Contains(password) || string.Equals(password, user, StringComparison.OrdinalIgnoreCase)))
            yield return new("データベースのパスワードが、だれでも知っている初めの値です。長い乱数に変えてください。", "The password of the database is one that everybody knows. Change it to a long random one.");
    }

    /// <summary>A connection within this machine passes no wire.</summary>
    private static (string? User, string? Password, bool Safe, string How) OfPostgreSql(string text)
    {
        var connection = new NpgsqlConnectionStringBuilder(text);
        var within = (connection.Host ?? "").Split(',').All(host => host.StartsWith('/') || Entrance.IsHere(host.Split(':')[0]));
        return (connection.Username, connection.Password, within || connection.SslMode == SslMode.VerifyFull, "SSL Mode=VerifyFull");
    }

    private static (string? User, string? Password, bool Safe, string How) OfSqlServer(string text)
    {
        var connection = new SqlConnectionStringBuilder(text);
        var (user, password) = connection.IntegratedSecurity ? (null, null) : (connection.UserID, connection.Password);
        return (user, password, connection.Encrypt != SqlConnectionEncryptOption.Optional && !connection.TrustServerCertificate, "Encrypt=Strict;TrustServerCertificate=False");
    }

    /// <summary>The files of settings lie beside the program, are copied with it and are read by whoever reads it.</summary>
    private static IEnumerable<SurroundingFault> OpenSecrets(IConfiguration configuration)
    {
        foreach (var file in (configuration as IConfigurationRoot)?.Providers.OfType<JsonConfigurationProvider>() ?? [])
            foreach (var name in configuration.AsEnumerable().Select(setting => setting.Key).Where(IsSecret))
                if (file.TryGet(name, out var value) && value is { Length: > 0 } && (!name.EndsWith(":ConnectionString", StringComparison.OrdinalIgnoreCase) || ConnectionWords.HoldsPassword(value)))
                    yield return new($"{name} のパスワードが {file.Source.Path} にあります。プログラムのファイルと一緒に読まれます。サービスの環境変数（{name.Replace(":", "__", StringComparison.Ordinal)}。Linux では root だけが読める ccspolicy.env）に移し、{file.Source.Path} から消し、そのパスワードを替えてください。",
                        $"{name} holds a secret in {file.Source.Path}, where whoever reads the program reads it. Move it to the environment of the service ({name.Replace(":", "__", StringComparison.Ordinal)}; on Linux in ccspolicy.env, which root alone reads), delete it from {file.Source.Path}, and change that secret.");
    }

    private static bool IsSecret(string name) => name.Equals("Storage:ConnectionString", StringComparison.OrdinalIgnoreCase) || name.Equals("OpenId:ClientSecret", StringComparison.OrdinalIgnoreCase) || name.Equals("Mail:Password", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("Kestrel:", StringComparison.OrdinalIgnoreCase) && name.EndsWith(":Password", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whoever copies the data would copy what opens them.</summary>
    private static IEnumerable<SurroundingFault> OnePlace(StorageOptions storage)
    {
        if (RealFolder.Count([storage.KeyFolder, storage.DataFolder]) == 1)
            yield return new($"鍵のフォルダー {storage.KeyFolder} とデータのフォルダー {storage.DataFolder} が同じ場所です。データの複製に鍵が入ります。Storage:KeyFolder を別の場所にしてください。",
                $"The folder of keys {storage.KeyFolder} and the folder of data {storage.DataFolder} are one place, so that a copy of the data holds the keys. Put Storage:KeyFolder elsewhere.");
    }

    /// <summary>On Windows the script that sets the service up gives the rights of the folder.</summary>
    private static IEnumerable<SurroundingFault> OpenKeys(string keys, params string?[] secretFiles)
    {
        if (OperatingSystem.IsWindows())
            yield break;
        // The folder beside them holds the public parts of recovery keys.
        string[] folders = [.. new[] { keys, Path.Combine(keys, "cookies") }.Where(Directory.Exists)];
        foreach (var folder in folders)
            if ((File.GetUnixFileMode(folder) & Others) != 0)
                yield return new($"鍵のフォルダー {folder} に、ほかのアカウントも入れます。chmod 700 にして、サービスのアカウントだけのものにしてください。", $"Others than the account of the service reach the folder of keys {folder}. Set it to chmod 700.");
        foreach (var file in folders.Take(1).SelectMany(folder => Directory.EnumerateFiles(folder, "*.key")).Concat(secretFiles.OfType<string>().Where(File.Exists)))
            if ((File.GetUnixFileMode(file) & Others) != 0)
                yield return new($"{file} をほかのアカウントも使えます。chmod 600 にして、サービスのアカウントだけが読めるようにしてください。", $"Others than the account of the service can use {file}. Set it to chmod 600.");
    }

    /// <summary>What is looked through may be a procedure, and the protocol of the scanner is not encrypted.</summary>
    private static IEnumerable<SurroundingFault> Scanner(IConfiguration configuration)
    {
        if (configuration[MalwareScanner.ClamdSetting] is not { Length: > 0 } address)
            yield break;
        var here = false;
        try
        {
            here = new ClamdScanner(address).IsHere;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            // Told below.
        }
        if (!here)
            yield return new($"{MalwareScanner.ClamdSetting} が {address} です。clamd には暗号化せずに送るので、この計算機の unix:/run/clamav/clamd.ctl か tcp://127.0.0.1:3310 の形で書いてください。",
                $"{MalwareScanner.ClamdSetting} is {address}. What is sent to clamd is not encrypted: name one on this machine, as unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310.");
    }

    /// <summary>Whoever takes this machine over takes the files of the log with it.</summary>
    private static IEnumerable<SurroundingFault> Logs(IConfiguration configuration)
    {
        if (configuration[ShellLogging.Collector] is { Length: > 0 } address)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !(uri.Scheme == "https" || (uri.Scheme == "http" && Entrance.IsHere(uri.Host))))
                yield return new($"{ShellLogging.Collector} が {address} です。https:// のアドレスか、この計算機の中継（http://127.0.0.1:4318/v1/logs）を書いてください。", $"{ShellLogging.Collector} is {address}. Write an https address, or that of a relay on this machine (http://127.0.0.1:4318/v1/logs).");
        }
        else if (!configuration.GetValue(ShellLogging.TakenElsewhere, false))
            yield return new($"動作の記録がこの計算機にしかありません。この計算機に侵入した者が消せます。OpenTelemetry を受ける別のサーバーを {ShellLogging.Collector} に書くか、別のプログラム（rsyslog、Windows イベント転送など）でコンソールかファイルを別のサーバーに送っているなら {ShellLogging.TakenElsewhere} を true にしてください（docs/operations/install.md）。",
                $"The operational log is on this machine alone, where whoever breaks in can delete it. Name a server that takes OpenTelemetry in {ShellLogging.Collector}; or, where another program (rsyslog, Windows Event Forwarding) takes console or files to another server, set {ShellLogging.TakenElsewhere} to true (docs/operations/install.md).");
    }
}

/// <summary>The portal does not start: a setting, or something around it, is not as it has to be. Nothing was changed.</summary>
internal sealed class UnsafeSurroundingsException(IReadOnlyList<SurroundingFault> faults) : Exception(
    "設定か設置の条件に誤りがあるため、起動しません。データは変えていません。\n" + string.Join('\n', faults.Select(fault => "- " + fault.Japanese))
    + "\n\nThe portal does not start: a setting, or something around it, is not as it has to be. The data are as they were.\n" + string.Join('\n', faults.Select(fault => "- " + fault.English)))
{
    public IReadOnlyList<SurroundingFault> Faults { get; } = faults;
}
