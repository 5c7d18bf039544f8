namespace CcsPolicy.Web.Tests.Shell;

internal static class Repository
{
    /// <summary>The folder of the solution, found upwards from where the tests run.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "CcsPolicy.sln")) ? folder : Find(Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new DirectoryNotFoundException("CcsPolicy.sln"));
}
