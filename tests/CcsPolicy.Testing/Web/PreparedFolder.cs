using CcsPolicy.Data.Protection;
using Microsoft.Data.Sqlite;

namespace CcsPolicy.Testing.Web;

/// <summary>A folder with an empty database and its keys, as the first start leaves it: bringing the schema up costs more than all else of a start.</summary>
public static class PreparedFolder
{
    private static readonly Lazy<string> Made = new(Make);

    public static string Path => Made.Value;

    /// <summary>Copies the database of a portal that runs, whole and of one moment, and its keys.</summary>
    public static string CopyOf(Portal portal)
    {
        var folder = Directory.CreateTempSubdirectory("ccspolicy-prepared-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Copy(System.IO.Path.Combine(portal.Folder, "keys"), System.IO.Path.Combine(folder, "keys"));
        using var from = new SqliteConnection(portal.Databases.Setup.ConnectionString);
        using var to = new SqliteConnection($"Data Source={System.IO.Path.Combine(folder, System.IO.Path.GetFileName(from.DataSource))};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        return folder;
    }

    /// <summary>Copies all files of the folder.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            PrivateFile.MakeFolder(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Make()
    {
        using var first = new Portal(empty: true);
        _ = first.Services;
        return CopyOf(first);
    }
}
