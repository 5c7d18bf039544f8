using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CcsPolicy.Web.Shell.Circuits;

/// <summary>回線の場所。The place that a circuit takes among those of its person.</summary>
public sealed class CircuitPlace(string person)
{
    public string Person { get; } = person;

    /// <summary>False while the browser is not there: a closed lid, a killed program, a lost network. The framework keeps such a circuit for minutes.</summary>
    public bool Connected { get; internal set; } = true;

    /// <summary>True when the circuit was opened beyond what its person may have.</summary>
    public bool Exceeded { get; internal set; }

    /// <summary>True when it was given up for a newer one while nobody was there.</summary>
    public bool GivenUp { get; internal set; }

    /// <summary>It has been given up.</summary>
    public event Action? Ended;

    internal void End()
    {
        GivenUp = true;
        Ended?.Invoke();
    }
}

/// <summary>
/// 回線の数。How many circuits each person has open: the framework sets no limit per person. Those that nobody is connected to make room, the oldest
/// first: whoever's browser was killed has no tab to close.
/// </summary>
public sealed class OpenCircuits
{
    /// <summary>So many may work at once; the next one is told so in place of its content.</summary>
    public const int Most = 5;

    /// <summary>Beyond this a circuit is not served at all: no browser of a person opens so many.</summary>
    public const int Refused = 2 * Most;

    private readonly Lock turn = new();
    private readonly Dictionary<string, List<CircuitPlace>> open = new(StringComparer.Ordinal);

    /// <summary>Takes a place; null when the circuit is not to be served.</summary>
    public CircuitPlace? Open(string person)
    {
        List<CircuitPlace> given = [];
        var place = new CircuitPlace(person);
        lock (turn)
        {
            if (!open.TryGetValue(person, out var places))
                open[person] = places = [];
            while (places.Count >= Most && places.Find(one => !one.Connected) is { } away)
            {
                places.Remove(away);
                given.Add(away);
            }
            if (places.Count >= Refused)
                return null;
            place.Exceeded = places.Count >= Most;
            places.Add(place);
        }
        foreach (var away in given)
            away.End();
        return place;
    }

    public void Close(CircuitPlace place)
    {
        lock (turn)
        {
            if (open.TryGetValue(place.Person, out var places) && places.Remove(place) && places.Count == 0)
                open.Remove(place.Person);
        }
    }

    public void Connect(CircuitPlace place, bool connected)
    {
        lock (turn)
            place.Connected = connected;
    }
}

/// <summary>回線の割り当て。Whether this circuit is within what its person may have open. Lives as long as the circuit.</summary>
public sealed class CircuitAllowance(OpenCircuits open, AuthenticationStateProvider authentication) : CircuitHandler
{
    private CircuitPlace? place;

    /// <summary>True when the person has too many circuits: the island shows a sentence and not its content.</summary>
    public bool Exceeded => place is { Exceeded: true };

    /// <summary>True when this circuit was given up for a newer one.</summary>
    public bool GivenUp => place is { GivenUp: true };

    /// <summary>This circuit has been given up.</summary>
    public event Action? Ended;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var person = user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.Identity?.Name ?? "";
        place = open.Open(person) ?? throw new InvalidOperationException("Too many circuits are open for one person.");
        place.Ended += () => Ended?.Invoke();
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Connect(false);

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Connect(true);

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (place is not null)
            open.Close(place);
        return Task.CompletedTask;
    }

    private Task Connect(bool connected)
    {
        if (place is not null)
            open.Connect(place, connected);
        return Task.CompletedTask;
    }
}
