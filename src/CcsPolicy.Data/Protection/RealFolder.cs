namespace CcsPolicy.Data.Protection;

/// <summary>本当の場所。Where a folder really is, whatever links lead to it and however it is written: two names of one place are no second place.</summary>
public static class RealFolder
{
    /// <summary>More are followed by no system; they lead in a circle.</summary>
    private const int MostLinks = 40;

    private static readonly StringComparison Writing = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The path with every link on its way followed, without a separator at its end. What is not there yet stays as it is written.</summary>
    public static string Of(string folder)
    {
        var full = Path.GetFullPath(folder);
        for (var followed = 0; followed < MostLinks && Follow(full) is { } further; followed++)
            full = further;
        return Path.TrimEndingDirectorySeparator(full);
    }

    /// <summary>How many places these really are.</summary>
    public static int Count(IEnumerable<string> folders) => folders.Select(Of).Distinct(StringComparer.FromComparison(Writing)).Count();

    /// <summary>Whether the one is the other or lies somewhere in it.</summary>
    public static bool IsWithin(string folder, string other) => WithEnd(Of(folder)).StartsWith(WithEnd(Of(other)), Writing);

    private static string WithEnd(string path) => Path.EndsInDirectorySeparator(path) ? path : path + Path.DirectorySeparatorChar;

    /// <summary>The path with its first link replaced by where that leads, or null where it has none.</summary>
    private static string? Follow(string full)
    {
        var at = Path.GetPathRoot(full)!;
        var parts = full[at.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var index = 0; index < parts.Length; index++)
        {
            var beside = at;
            at = Path.Combine(at, parts[index]);
            if (TargetOf(at) is { } target)
                return Path.Combine([Path.GetFullPath(target, beside), .. parts[(index + 1)..]]);
        }
        return null;
    }

    private static string? TargetOf(string path)
    {
        try
        {
            return new DirectoryInfo(path).LinkTarget;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Nobody who may not look there is told more by its name.
            return null;
        }
    }
}
