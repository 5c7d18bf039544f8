using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Circuits;
using CcsPolicy.Web.Shell.Display;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

public sealed class ChoicesTests
{
    [Theory]
    [InlineData(null, "ja.auto.gothic.wide")]
    [InlineData("", "ja.auto.gothic.wide")]
    [InlineData("en.dark.mincho.compact", "en.dark.mincho.compact")]
    [InlineData("en", "en.auto.gothic.wide")]
    [InlineData("fr.pink.\"><script>.x.y.z", "ja.auto.gothic.wide")]
    public void What_a_cookie_does_not_say_in_known_words_is_the_default(string? cookie, string read) =>
        Assert.Equal(read, DisplayChoices.Parse(cookie).ToString());

    [Theory]
    [InlineData("/documents?x=1", "/documents?x=1")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    public void Only_a_path_of_the_portal_is_returned_to(string? returnTo, string goes) => Assert.Equal(goes, SiteUrls.Local(returnTo));

    [Fact]
    public void Circuits_are_counted_for_each_person_apart_and_closing_gives_the_place_back()
    {
        var open = new OpenCircuits();
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => open.Open("a")));
        Assert.Equal(1, open.Open("b"));
        open.Close("a");
        Assert.Equal(3, open.Open("a"));
    }
}
