using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>章名の行。A text as its lines say it: a division holds what follows its name, up to the next name of its kind or of a higher one.</summary>
internal static class DivisionLines
{
    /// <summary>Names of divisions, without what they hold, and everything else with all below it.</summary>
    public static List<Provision> Of(ImmutableArray<Provision> provisions)
    {
        var lines = new List<Provision>();
        Add(provisions);
        return lines;

        void Add(ImmutableArray<Provision> level)
        {
            foreach (var one in level)
            {
                lines.Add(one.Kind.IsContainer() ? one with { Children = [] } : one);
                if (one.Kind.IsContainer())
                    Add(one.Children);
            }
        }
    }

    /// <summary>What the lines make: each division with what it holds.</summary>
    public static ImmutableArray<Provision> Nested(IReadOnlyList<Provision> lines)
    {
        var (made, at) = (ImmutableArray.CreateBuilder<Provision>(), 0);
        while (at < lines.Count)
            made.Add(Next(lines, ref at));
        return made.ToImmutable();
    }

    /// <summary>The line behind the last that the division holds.</summary>
    public static int End(IReadOnlyList<Provision> lines, int division)
    {
        var at = division + 1;
        while (at < lines.Count && lines[at].Kind < ProvisionKind.SupplementaryProvision && !(lines[at].Kind.IsContainer() && lines[at].Kind <= lines[division].Kind))
            at++;
        return at;
    }

    private static Provision Next(IReadOnlyList<Provision> lines, ref int at)
    {
        var one = lines[at];
        if (!one.Kind.IsContainer())
            return lines[at++];
        var (end, children) = (End(lines, at++), ImmutableArray.CreateBuilder<Provision>());
        while (at < end)
            children.Add(Next(lines, ref at));
        return one with { Children = children.ToImmutable() };
    }
}
