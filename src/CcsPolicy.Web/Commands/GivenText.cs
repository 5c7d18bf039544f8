using CcsPolicy.Web.Imports;

namespace CcsPolicy.Web.Commands;

/// <summary>A file that a verb was given.</summary>
internal static class GivenText
{
    /// <summary>Its words; null when it cannot be opened or holds none, which is told.</summary>
    public static string? Read(string name, TextWriter errors)
    {
        if (Bytes(name, errors) is not { } bytes)
            return null;
        var source = SourceFile.Read(bytes, Path.GetFileName(name));
        if (source.Error is not { } refusal)
            return source.Value.Text;
        errors.WriteLine($"{name}: {refusal.Japanese} / {refusal.English}");
        return null;
    }

    public static bool IsFile(string name) => File.Exists(Located(name));

    public static byte[]? Bytes(string name, TextWriter errors)
    {
        var path = Located(name);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            errors.WriteLine($"ファイルを開けません: {path} / The file cannot be opened.");
            return null;
        }
    }

    /// <summary>
    /// <c>dotnet run</c> starts a web project in the project's folder and not in the caller's; a relative name means the caller's, which the shell
    /// leaves in PWD.
    /// </summary>
    private static string Located(string path)
    {
        if (Path.IsPathRooted(path) || File.Exists(path) || Environment.GetEnvironmentVariable("PWD") is not { Length: > 0 } called)
            return path;
        var there = Path.Combine(called, path);
        return File.Exists(there) ? there : path;
    }
}
