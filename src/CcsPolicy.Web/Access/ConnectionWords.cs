using System.Data.Common;

namespace CcsPolicy.Web.Access;

/// <summary>接続文字列。What a connection string holds that nobody else may read.</summary>
internal static class ConnectionWords
{
    // Password, Pwd, PSW, SSL Password: each server's client knows others.
    private static readonly string[] Passwords = ["password", "pwd", "psw"];

    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static bool HoldsPassword(string connection) => PasswordsIn(new DbConnectionStringBuilder { ConnectionString = connection }).Count > 0;

    /// <summary>The same with asterisks for a password, to be shown.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static string Shown(string connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        foreach (var password in PasswordsIn(parts))
            parts[password] = "***";
        return parts.ConnectionString;
    }

    private static List<string> PasswordsIn(DbConnectionStringBuilder parts) => [.. parts.Keys.Cast<string>().Where(name => Passwords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))];
}
