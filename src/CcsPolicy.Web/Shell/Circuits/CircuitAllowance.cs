using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CcsPolicy.Web.Shell.Circuits;

/// <summary>回線の数。How many circuits each person has open: the framework sets no limit per person.</summary>
public sealed class OpenCircuits
{
    /// <summary>So many may work at once; the next one is told so in place of its content.</summary>
    public const int Most = 5;

    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    public int Open(string person) => counts.AddOrUpdate(person, 1, static (_, count) => count + 1);

    public void Close(string person)
    {
        var left = counts.AddOrUpdate(person, 0, static (_, count) => count - 1);
        if (left <= 0) counts.TryRemove(new KeyValuePair<string, int>(person, left));
    }
}

/// <summary>回線の割り当て。Whether this circuit is within what its person may have open. Lives as long as the circuit.</summary>
public sealed class CircuitAllowance(OpenCircuits open, AuthenticationStateProvider authentication) : CircuitHandler
{
    /// <summary>Beyond this a circuit is not served at all: no browser of a person opens so many.</summary>
    private const int Refused = 2 * OpenCircuits.Most;

    private string? person;

    /// <summary>True when the person has too many circuits: the island shows a sentence and not its content.</summary>
    public bool Exceeded { get; private set; }

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        person = user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.Identity?.Name ?? "";
        var count = open.Open(person);
        Exceeded = count > OpenCircuits.Most;
        if (count > Refused) throw new InvalidOperationException("Too many circuits are open for one person.");
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (person is not null) open.Close(person);
        person = null;
        return Task.CompletedTask;
    }
}
