using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell.Circuits;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>回線の場所. Five for each person, and none of them for a browser that is gone.</summary>
public sealed class CircuitPlacesTests
{
    [Fact]
    public void The_sixth_of_a_person_is_told_so_the_eleventh_is_not_served_and_others_have_their_own()
    {
        var open = new OpenCircuits();
        var places = Enumerable.Range(0, OpenCircuits.Refused).Select(_ => open.Open("a")).ToList();
        Assert.Equal(Enumerable.Range(0, OpenCircuits.Refused).Select(n => n >= OpenCircuits.Most), places.Select(place => place!.Exceeded));
        Assert.Null(open.Open("a"));
        Assert.False(open.Open("b")!.Exceeded);
        open.Close(places[0]!);
        Assert.NotNull(open.Open("a"));
    }

    [Fact]
    public void A_circuit_that_nobody_is_connected_to_makes_room_the_oldest_first()
    {
        var open = new OpenCircuits();
        var places = Enumerable.Range(0, OpenCircuits.Most).Select(_ => open.Open("a")!).ToList();
        var ended = new List<int>();
        foreach (var (place, number) in places.Select((place, number) => (place, number)))
            place.Ended += () => ended.Add(number);
        open.Connect(places[1], false);
        open.Connect(places[3], false);
        Assert.False(open.Open("a")!.Exceeded);
        Assert.Equal([1], ended);
        // Back again before it was needed: it keeps its place.
        open.Connect(places[3], true);
        Assert.True(open.Open("a")!.Exceeded);
        Assert.Equal([1], ended);
    }

    [Fact]
    public async Task A_browser_that_says_nothing_is_gone_within_a_minute()
    {
        await using var portal = new Portal();
        var hub = typeof(CircuitHandler).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub", throwOnError: true)!;
        var options = portal.Services.GetRequiredService(typeof(IOptions<>).MakeGenericType(typeof(HubOptions<>).MakeGenericType(hub)));
        var told = (HubOptions)options.GetType().GetProperty("Value")!.GetValue(options)!;
        // Whether it is silent is looked at once in each such time.
        Assert.InRange(told.ClientTimeoutInterval!.Value + told.KeepAliveInterval!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }
}
