using System.Text.RegularExpressions;
using CcsPolicy.Data.Protection;

namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>On which disk a folder is.</summary>
internal static partial class Disks
{
    private const string Mounts = "/proc/self/mountinfo";
    private const string Devices = "/sys/dev/block";

    /// <summary>Names the disk of a folder that there is; null where the system does not tell. On Windows it is the drive: two letters on one disk are not seen to be one.</summary>
    public static string? Of(string folder) =>
        OperatingSystem.IsWindows() ? Path.GetPathRoot(RealFolder.Of(folder)) : File.Exists(Mounts) && Of(RealFolder.Of(folder), File.ReadLines(Mounts)) is { } device ? Whole(device, Devices) : null;

    /// <summary>Whether two that were named so share a disk.</summary>
    public static bool Shared(string? one, string? other) => one is not null && other is not null && one.Split(' ').Intersect(other.Split(' ')).Any();

    /// <summary>The disks under a device, by their numbers: of a partition the one that it is cut from, of a volume (LVM, LUKS, RAID) all that it is made of. What the kernel knows no disk of, as a share, is itself.</summary>
    internal static string Whole(string device, string devices)
    {
        if (!Directory.Exists(Path.Combine(devices, device)))
            return device;
        var at = RealFolder.Of(Path.Combine(devices, device));
        var parts = Directory.Exists(Path.Combine(at, "slaves")) ? Directory.GetDirectories(Path.Combine(at, "slaves")) : [];
        return parts.Length > 0 ? string.Join(' ', parts.SelectMany(part => Whole(Number(RealFolder.Of(part)), devices).Split(' ')).Distinct().Order(StringComparer.Ordinal))
            : File.Exists(Path.Combine(at, "partition")) ? Number(Path.GetDirectoryName(at)!) : device;

        static string Number(string of) => File.ReadAllText(Path.Combine(of, "dev")).Trim();
    }

    /// <summary>The device of the innermost mount over a path, as the kernel lists them: number, parent, device, root, mount point, and more. Two mounts of one disk have one device.</summary>
    internal static string? Of(string path, IEnumerable<string> mounts) =>
        mounts.Select(line => line.Split(' ')).Where(mount => mount.Length > 4)
            .Select(mount => (Device: mount[2], Point: Octal().Replace(mount[4], sign => ((char)Convert.ToInt32(sign.Groups[1].Value, 8)).ToString()).TrimEnd('/')))
            .Where(mount => path == mount.Point || path.StartsWith(mount.Point + "/", StringComparison.Ordinal))
            .OrderBy(mount => mount.Point.Length).LastOrDefault().Device;

    /// <summary>
    /// Whether two folders that there are are one: what is laid into the one lies in the other. So it shows where no path does, as of two mounts of one folder or two names of one share.
    /// </summary>
    public static bool AreOne(string one, string other)
    {
        try
        {
            // Gone when it is closed.
            using var trial = new FileStream(Path.Combine(one, $".doctor-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, 1, FileOptions.DeleteOnClose);
            return File.Exists(Path.Combine(other, Path.GetFileName(trial.Name)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // That it cannot be written is told beside this.
            return RealFolder.Count([one, other]) == 1;
        }
    }

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
