using System.Text.RegularExpressions;

namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>On which disk a folder is.</summary>
internal static partial class Disks
{
    private const string Mounts = "/proc/self/mountinfo";
    private const string Devices = "/sys/dev/block";

    /// <summary>Names the disk of a folder that there is; null where the system does not tell. On Windows it is the drive: two letters on one disk are not seen to be one.</summary>
    public static string? Of(string folder) =>
        OperatingSystem.IsWindows() ? Path.GetPathRoot(Real(folder)) : File.Exists(Mounts) && Of(Real(folder), File.ReadLines(Mounts)) is { } device ? Whole(device, Devices) : null;

    /// <summary>Whether two that were named so share a disk.</summary>
    public static bool Shared(string? one, string? other) => one is not null && other is not null && one.Split(' ').Intersect(other.Split(' ')).Any();

    /// <summary>The disks under a device, by their numbers: of a partition the one that it is cut from, of a volume (LVM, LUKS, RAID) all that it is made of. What the kernel knows no disk of, as a share, is itself.</summary>
    internal static string Whole(string device, string devices)
    {
        if (!Directory.Exists(Path.Combine(devices, device)))
            return device;
        var at = Real(Path.Combine(devices, device));
        var parts = Directory.Exists(Path.Combine(at, "slaves")) ? Directory.GetDirectories(Path.Combine(at, "slaves")) : [];
        return parts.Length > 0 ? string.Join(' ', parts.SelectMany(part => Whole(Number(Real(part)), devices).Split(' ')).Distinct().Order(StringComparer.Ordinal))
            : File.Exists(Path.Combine(at, "partition")) ? Number(Path.GetDirectoryName(at)!) : device;

        static string Number(string of) => File.ReadAllText(Path.Combine(of, "dev")).Trim();
    }

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
