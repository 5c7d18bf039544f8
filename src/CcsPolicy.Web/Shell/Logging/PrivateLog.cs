using System.Text;
using Serilog.Sinks.File;

namespace CcsPolicy.Web.Shell.Logging;

/// <summary>
/// ログのファイルの権限。Of a file of the log, and of the folder of all of them, whoever is neither the account of the portal nor of its group has nothing. A stricter mask of the account stays:
/// what it takes from the group is not given back. On Windows the rights of the folder of data hold.
/// </summary>
internal sealed class PrivateLog : FileLifecycleHooks
{
    private const UnixFileMode Taken = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Makes the folder, or closes the one that there is: so older files in it are closed too.</summary>
    public static void Close(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateDirectory(folder);
        Take(folder);
    }

    /// <summary>Before anything is written.</summary>
    public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
    {
        Take(path);
        return underlyingStream;
    }

    private static void Take(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        try
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~Taken);
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to somebody else, who decides who reads it.
        }
    }
}
