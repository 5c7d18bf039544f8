namespace CcsPolicy.Data.Protection;

/// <summary>本人だけが読めるファイル。A file that only its owner reads, from its first byte on; on Windows by the rights of its folder.</summary>
public static class PrivateFile
{
    /// <summary>Makes a new one.</summary>
    /// <exception cref="IOException">There is one already, or it cannot be written.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Takes it away, where there is one.</summary>
    public static void Remove(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
    }

    /// <summary>Makes the folder that such files lie in, unless it is there: for its owner alone. Folders above it have to be there or are made like any other.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Puts lines into it: it holds either what it held before or all of them, whenever the power fails.</summary>
    public static void Write(string path, IEnumerable<string> lines, bool overwrite)
    {
        var beside = path + ".new";
        File.Delete(beside);
        using (var stream = Create(beside))
        {
            using (var writer = new StreamWriter(stream, leaveOpen: true))
                foreach (var line in lines)
                    writer.WriteLine(line);
            stream.Flush(flushToDisk: true);
        }
        DurableName.Give(beside, path, overwrite);
    }
}
