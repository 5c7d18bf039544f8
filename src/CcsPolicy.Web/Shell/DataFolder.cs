namespace CcsPolicy.Web.Shell;

/// <summary>データの置き場所。Where the portal keeps its files (SQLite database, keys, logs): setting <c>Storage:DataFolder</c>, else App_Data beside the program.</summary>
public static class DataFolder
{
    public static string Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var named = configuration["Storage:DataFolder"];
        return Path.GetFullPath(string.IsNullOrWhiteSpace(named) ? "App_Data" : named, environment.ContentRootPath);
    }
}
