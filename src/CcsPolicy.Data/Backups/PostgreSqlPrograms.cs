using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CcsPolicy.Data.Backups;

/// <summary>pg_dump and pg_restore, which know best how their own database is written down.</summary>
/// <param name="Folder">Where they lie; empty for the search path.</param>
public sealed record PostgreSqlPrograms(string Folder)
{
    /// <summary>The name without a folder is found along the search path.</summary>
    private string PathOf(string program) => Folder.Length == 0 ? program : Path.Combine(Folder, program);

    /// <summary>Dumps the database as one snapshot sees it, into what reads its output.</summary>
    public async Task DumpAsync(string connection, string snapshot, Func<Stream, Task> read, CancellationToken ct)
    {
        using var process = Start("pg_dump", connection, ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}"]);
        var errors = process.StandardError.ReadToEndAsync(ct);
        try
        {
            await read(process.StandardOutput.BaseStream);
        }
        catch
        {
            // Nobody reads its output any more.
            process.Kill();
            throw;
        }
        await EndAsync(process, "pg_dump", errors, ct);
    }

    /// <summary>Restores a dump into an empty database, whole or not at all.</summary>
    public async Task RestoreAsync(string connection, string dump, CancellationToken ct)
    {
        var database = new NpgsqlConnectionStringBuilder(connection).Database ?? "";
        using var process = Start("pg_restore", connection, ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", $"--dbname={database}", dump]);
        var output = process.StandardOutput.ReadToEndAsync(ct);
        await EndAsync(process, "pg_restore", process.StandardError.ReadToEndAsync(ct), ct);
        await output;
    }

    private Process Start(string program, string connection, IReadOnlyList<string> arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(PathOf(program), [.. arguments, "--no-password"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // By way of the environment: arguments are seen by everybody who lists processes.
        foreach (var (name, value) in new[]
        {
            ("PGHOST", to.Host), ("PGPORT", to.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", to.Username), ("PGPASSWORD", to.Password), ("PGDATABASE", to.Database),
            ("PGSSLMODE", to.SslMode switch { SslMode.VerifyFull => "verify-full", SslMode.VerifyCA => "verify-ca", SslMode.Require => "require", SslMode.Disable => "disable", SslMode.Allow => "allow", _ => "prefer" }),
            ("PGSSLROOTCERT", to.RootCertificate), ("LC_MESSAGES", "C"),
        })
            if (!string.IsNullOrEmpty(value))
                start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new BackupException(
                $"{program} を実行できません。何も変えていません。PostgreSQLのクライアントを入れ、そのフォルダーを Backup:PostgreSqlPrograms に設定してください。",
                $"{program} cannot be run. Nothing was changed. Install the client programs of PostgreSQL and set Backup:PostgreSqlPrograms to their folder.", fault);
        }
    }

    private static async Task EndAsync(Process process, string program, Task<string> errors, CancellationToken ct)
    {
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new BackupException(
                $"{program} が失敗しました。何も変えていません。次の説明を見て、直してからもう一度実行してください：{(await errors).Trim()}",
                $"{program} failed. Nothing was changed. Mend what it says and run this again: {(await errors).Trim()}");
        await errors;
    }
}
