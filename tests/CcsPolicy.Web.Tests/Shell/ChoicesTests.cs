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
    [Trait("ASVS", "V3.7.2"), Trait("ASVS", "V1.2.2")]
    public void Only_a_path_of_the_portal_is_returned_to(string? returnTo, string goes) => Assert.Equal(goes, SiteUrls.Local(returnTo));

    [Fact]
    public void Circuits_are_counted_for_each_person_apart_and_closing_gives_the_place_back()
    {
        var open = new OpenCircuits();
        var own = Enumerable.Range(0, OpenCircuits.Most).Select(_ => open.Open("a")!).ToList();
        Assert.All(own, place => Assert.False(place.Exceeded));
        Assert.True(open.Open("a")!.Exceeded);
        Assert.False(open.Open("b")!.Exceeded);
        open.Close(own[0]);
        open.Close(own[1]);
        Assert.False(open.Open("a")!.Exceeded);
        for (var i = 0; i < OpenCircuits.Most; i++)
            Assert.True(open.Open("a")!.Exceeded);
        Assert.Null(open.Open("a"));
    }

    [Fact]
    public void A_circuit_that_nobody_is_connected_to_makes_room_for_a_new_one_and_the_oldest_first()
    {
        var open = new OpenCircuits();
        var killed = Enumerable.Range(0, OpenCircuits.Most).Select(_ => open.Open("a")!).ToList();
        foreach (var place in killed.Skip(1))
            open.Connect(place, connected: false);
        var ended = new List<CircuitPlace>();
        foreach (var place in killed)
            place.Ended += () => ended.Add(place);
        Assert.False(open.Open("a")!.Exceeded);
        Assert.Equal([killed[1]], ended);
        Assert.True(killed[1].GivenUp);
        // One that came back counts again.
        open.Connect(killed[2], connected: true);
        Assert.False(open.Open("a")!.Exceeded);
        Assert.Equal([killed[1], killed[3]], ended);
        open.Close(killed[1]);
        Assert.False(open.Open("a")!.Exceeded);
        Assert.True(open.Open("a")!.Exceeded);
    }
}
