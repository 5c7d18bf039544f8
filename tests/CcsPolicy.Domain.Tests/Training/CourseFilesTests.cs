using CcsPolicy.Domain.Training;
using Xunit;

namespace CcsPolicy.Domain.Tests.Training;

public sealed class CourseFilesTests
{
    [Theory]
    [InlineData("構成図.PNG", "image/png", "構成図.png")]
    [InlineData("C:\\図\\一 (2).jpeg", "image/jpeg", "一__2.jpg")]
    [InlineData("../../x.exe", "application/pdf", "x.pdf")]
    [InlineData("ﾃﾞｰﾀ.webm", "video/webm", "データ.webm")]
    [InlineData("か\u3099.gif", "image/gif", "が.gif")]
    [InlineData("[]()<>.png", "image/png", "file.png")]
    [InlineData("\ud800.png", "image/png", "file.png")]
    [InlineData(null, "image/webp", "file.webp")]
    public void A_name_can_stand_in_a_text_and_ends_as_what_it_is(string? typed, string mediaType, string name)
    {
        Assert.Equal(name, CourseFiles.NameOf(typed, mediaType));
        Assert.Equal(name, CourseFiles.NamedBy("file:" + name));
        Assert.Equal(name, CourseFiles.NamedBy("file:" + Uri.EscapeDataString(name)));
    }

    [Fact]
    public void No_name_is_longer_than_it_may_be() => Assert.Equal(CourseFiles.LongestName, CourseFiles.NameOf(new string('図', 300) + ".png", "image/png").Length);

    [Theory]
    [InlineData("https://x/file:a.png")]
    [InlineData("file:")]
    [InlineData("FILE:a.png")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_its_own_addresses_name_a_file(string? address) => Assert.Null(CourseFiles.NamedBy(address));
}
