using CcsPolicy.Data.Protection;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Two names of one folder are one place.</summary>
public sealed class RealFolderTests : IDisposable
{
    private readonly string folder = RealFolder.Of(Directory.CreateTempSubdirectory("ccspolicy-real-").FullName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_is_where_links_and_other_ways_of_writing_lead()
    {
        var real = Directory.CreateDirectory(At("one/real")).FullName;
        Directory.CreateSymbolicLink(At("link"), real);
        Directory.CreateSymbolicLink(At("link-to-link"), "link");
        Directory.CreateSymbolicLink(At("above"), At("one"));
        foreach (var name in new[] { "one/real", "one/real/", "one/../one/./real", "link", "link/", "link-to-link", "above/real", "above/../above/real" })
            Assert.Equal(real, RealFolder.Of(At(name)));
        Assert.Equal(1, RealFolder.Count([At("link"), At("above/real"), real + "/"]));
        Assert.Equal(2, RealFolder.Count([At("link"), At("one")]));
    }

    [Fact]
    public void What_is_not_there_yet_is_where_it_would_be_made_and_links_in_a_circle_end()
    {
        Directory.CreateSymbolicLink(At("link"), At("none"));
        Assert.Equal(At("none/deep"), RealFolder.Of(At("link/deep")));
        Directory.CreateSymbolicLink(At("round"), At("back"));
        Directory.CreateSymbolicLink(At("back"), At("round"));
        Assert.StartsWith(folder, RealFolder.Of(At("round")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data", "data", true)]
    [InlineData("data/keys", "data", true)]
    [InlineData("link/keys", "data", true)]
    [InlineData("data", "link", true)]
    [InlineData("data-2", "data", false)]
    [InlineData("data", "data/keys", false)]
    [InlineData("link", "/", true)]
    public void A_folder_lies_in_another_by_whatever_name(string name, string other, bool within)
    {
        Directory.CreateDirectory(At("data/keys"));
        Directory.CreateSymbolicLink(At("link"), At("data"));
        Assert.Equal(within, RealFolder.IsWithin(At(name), Path.Combine(folder, other)));
    }

    [Fact]
    public void On_Windows_two_ways_of_writing_letters_are_one_place() =>
        Assert.Equal(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? 1 : 2, RealFolder.Count([At("Checkpoints"), At("checkpoints")]));

    private string At(string name) => Path.Combine(folder, name);
}
