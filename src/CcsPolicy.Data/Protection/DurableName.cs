using System.Globalization;
using System.Runtime.InteropServices;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// 電源断に耐える名前。A file that was flushed is on the disk, the name that it was given just before is not: on Unix a name is part of its folder, which is flushed for itself. .NET opens no folder, so the system is
/// called. On Windows a renaming is in the file system's own log.
/// </summary>
internal static class DurableName
{
    private const int Interrupted = 4;
    private const int DeviceFailed = 5;
    private const int DiskFull = 28;

    /// <summary>Gives a file that was flushed its name; comes back when a power failure no longer takes it away.</summary>
    /// <exception cref="IOException">There is one of this name that is not to be overwritten, or the disk refuses.</exception>
    public static void Give(string from, string to, bool overwrite = false)
    {
        File.Move(from, to, overwrite);
        FlushFolderOf(to);
    }

    /// <summary>The same of a folder in which everything was flushed.</summary>
    /// <exception cref="IOException">There is one of this name, or the disk refuses.</exception>
    public static void GiveFolder(string from, string to)
    {
        FlushFolder(from);
        Directory.Move(from, to);
        FlushFolderOf(Path.TrimEndingDirectorySeparator(to));
    }

    /// <summary>Flushes all that others wrote into a folder.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void FlushAll(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            using (var written = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(written);
        foreach (var within in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
            FlushFolder(within);
    }

    /// <summary>Makes the names of files and folders beside this one, and its own, last.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static void FlushFolderOf(string path) => FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);

    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        // One that may be written to but not read cannot be opened, and some shares know no flushing of folders: there is nothing better then.
        var opened = open(folder, 0);
        if (opened < 0)
            return;
        try
        {
            while (fsync(opened) != 0)
                switch (Marshal.GetLastPInvokeError())
                {
                    case Interrupted:
                        continue;
                    case DeviceFailed or DiskFull:
                        throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{folder}: {Marshal.GetLastPInvokeErrorMessage()}"));
                    default:
                        return;
                }
        }
        finally
        {
            _ = close(opened);
        }
    }

    [DllImport("libc", SetLastError = true, ExactSpelling = true, BestFitMapping = false, ThrowOnUnmappableChar = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true, ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int opened);

    [DllImport("libc", ExactSpelling = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int opened);
}
