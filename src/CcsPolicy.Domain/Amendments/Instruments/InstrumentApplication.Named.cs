using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Divisions that have a name and no number (序文), and what is counted in them.
internal sealed partial class InstrumentApplication
{
    /// <summary>第3 where the text has one 第3, whatever divisions it stands in; else 序文⑴: the nearest division that has a name, and the numbers below it. Null where this would be another provision.</summary>
    private string? NamedAddressOf(PlacedProvision placed)
    {
        for (var at = placed; at is not null; at = at.Parent < 0 ? null : Paths.All[at.Parent])
            if (IsNamed(at))
            {
                var numbers = Below(at, placed);
                // A bare ⑴ is no place to whoever reads the text.
                return Array.Find([numbers is ['第' or (>= '0' and <= '9') or (>= '０' and <= '９'), ..] ? numbers : "", Name(at) + numbers], address => address.Length > 0 && (InstrumentAddress.IsPlace(address) || InstrumentAddress.IsName(address)) && Find(address)?.Key == placed.Provision.Key);
            }
        return null;
    }

    /// <summary>The only provision that is told so.</summary>
    private Provision? FindNamed(string address)
    {
        var words = ProvisionPaths.Folded(address);
        PlacedProvision? found = null;
        foreach (var named in Paths.All.Where(IsNamed))
        {
            var name = ProvisionPaths.Folded(Name(named));
            var numbers = words.StartsWith(name, StringComparison.Ordinal) ? words[name.Length..] : words;
            for (var at = named.Index; at < named.End; at++)
                if (ProvisionPaths.Folded(Below(named, Paths.All[at])) == numbers && found != Paths.All[at])
                {
                    if (found is not null)
                        return null;
                    found = Paths.All[at];
                }
        }
        return found is null ? null : Current(found);
    }

    private static bool IsNamed(PlacedProvision placed) => placed.Provision.Kind.IsContainer() && InstrumentAddress.IsName(Name(placed));

    private static string Name(PlacedProvision placed) => string.Concat(placed.Provision.Label.Where(sign => !char.IsWhiteSpace(sign)));

    /// <summary>The numbers from a division down to a provision; not of what another division in between holds.</summary>
    private string Below(PlacedProvision division, PlacedProvision placed)
    {
        var labels = "";
        for (var at = placed; at.Index != division.Index; at = Paths.All[at.Parent])
            labels = at.Provision.Kind.IsContainer() ? "\n" : (labels.Length > 0 && char.IsDigit(labels[0]) && at.Provision.Label is [.., var last] && char.IsDigit(last) ? at.Provision.Label + "の" : at.Provision.Label) + labels;
        return labels;
    }
}
