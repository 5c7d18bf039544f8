using CcsPolicy.Data.Protection;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed class DurableNameTests : IDisposable
{
    private readonly string place = Directory.CreateTempSubdirectory("ccspolicy-name-").FullName;

    [Fact]
    public void A_file_and_a_folder_get_their_names_and_take_nobody_elses()
    {
        var (one, other) = (Path.Combine(place, "one"), Path.Combine(place, "other"));
        File.WriteAllText(one, "1");
        DurableName.Give(one, other);
        Assert.Equal("1", File.ReadAllText(other));
        File.WriteAllText(one, "2");
        Assert.Throws<IOException>(() => DurableName.Give(one, other));
        DurableName.Give(one, other, overwrite: true);
        Assert.Equal("2", File.ReadAllText(other));
        var (part, whole) = (Path.Combine(place, "whole.part"), Path.Combine(place, "whole"));
        Directory.CreateDirectory(Path.Combine(part, "keys"));
        File.WriteAllText(Path.Combine(part, "keys", "a"), "3");
        DurableName.FlushAll(part);
        DurableName.GiveFolder(part, whole + Path.DirectorySeparatorChar);
        Assert.Equal("3", File.ReadAllText(Path.Combine(whole, "keys", "a")));
    }

    [Fact]
    public void A_folder_that_cannot_be_opened_is_no_fault()
    {
        DurableName.FlushFolderOf(Path.Combine(place, "nowhere", "file"));
        Assert.Empty(Directory.GetFileSystemEntries(place));
    }

    public void Dispose() => Directory.Delete(place, recursive: true);
}
