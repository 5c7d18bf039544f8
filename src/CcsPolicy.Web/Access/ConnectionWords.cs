using System.Data.Common;

namespace CcsPolicy.Web.Access;

/// <summary>接続文字列。What a connection string holds that nobody else may read.</summary>
internal static class ConnectionWords
{
    private static readonly string[] Passwords = ["Password", "Pwd"];

    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static bool HoldsPassword(string connection) => Passwords.Any(new DbConnectionStringBuilder { ConnectionString = connection }.ContainsKey);

    /// <summary>The same with asterisks for a password, to be shown.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static string Shown(string connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        foreach (var password in Passwords.Where(parts.ContainsKey))
            parts[password] = "***";
        return parts.ConnectionString;
    }
}
