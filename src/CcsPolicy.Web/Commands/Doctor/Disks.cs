using System.Text.RegularExpressions;

namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>On which disk a folder is.</summary>
internal static partial class Disks
{
    private const string Mounts = "/proc/self/mountinfo";

    /// <summary>Names the disk of a folder that there is; null where the system does not tell.</summary>
    public static string? Of(string folder) =>
        OperatingSystem.IsWindows() ? Path.GetPathRoot(Real(folder)) : File.Exists(Mounts) ? Of(Real(folder), File.ReadLines(Mounts)) : null;

    /// <summary>The device of the innermost mount over a path, as the kernel lists them: number, parent, device, root, mount point, and more. Two mounts of one disk have one device.</summary>
    internal static string? Of(string path, IEnumerable<string> mounts) =>
        mounts.Select(line => line.Split(' ')).Where(mount => mount.Length > 4)
            .Select(mount => (Device: mount[2], Point: Octal().Replace(mount[4], sign => ((char)Convert.ToInt32(sign.Groups[1].Value, 8)).ToString()).TrimEnd('/')))
            .Where(mount => path == mount.Point || path.StartsWith(mount.Point + "/", StringComparison.Ordinal))
            .OrderBy(mount => mount.Point.Length).LastOrDefault().Device;

    /// <summary>The path of a folder that there is, with every link on its way followed.</summary>
    public static string Real(string folder)
    {
        var full = Path.GetFullPath(folder);
        var at = Path.GetPathRoot(full)!;
        foreach (var part in full[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            at = Path.Combine(at, part);
            if (Directory.ResolveLinkTarget(at, returnFinalTarget: true) is { } target)
                at = target.FullName;
        }
        return at;
    }

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
