using System.ComponentModel.DataAnnotations;
using CcsPolicy.Data;
using CcsPolicy.Data.Journalling;

namespace CcsPolicy.Web.Access;

/// <summary>Where the installation keeps things: section <c>Storage</c> of the configuration.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Empty with SQLite: a file <c>ccspolicy.db</c> in the data folder.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Folder of database and logs; relative to the content root.</summary>
    [Required]
    public string DataFolder { get; set; } = "App_Data";

    /// <summary>Folder of the master key and the keys of cookies; must not lie where backups of the database go.</summary>
    [Required]
    public string KeyFolder { get; set; } = "App_Data/keys";

    /// <summary>How the database is reached.</summary>
    public string Connection => Provider == DatabaseProvider.Sqlite && ConnectionString.Length == 0 ? $"Data Source={Path.Combine(DataFolder, "ccspolicy.db")}" : ConnectionString;

    public string JournalKeyFile => Path.Combine(KeyFolder, JournalKey.FileName);

    /// <summary>Holds the code of the first run while nobody is recorded.</summary>
    public string FirstRunCodeFile => Path.Combine(KeyFolder, "first-run.code");

    public string MasterKeyFile => Path.Combine(KeyFolder, "master.key");
}
