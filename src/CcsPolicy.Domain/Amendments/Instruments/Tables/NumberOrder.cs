using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments.Tables;

/// <summary>番号の順。How often the numbers of a text do not rise: where one stands twice, or behind a higher one.</summary>
internal static class NumberOrder
{
    public static int Breaks(ProvisionTree tree)
    {
        var breaks = Among(tree.All().Select(at => at.Provision).TakeWhile(provision => provision.Kind < ProvisionKind.SupplementaryProvision).Where(provision => provision.Kind == ProvisionKind.Article));
        // Articles are counted through the chapters.
        breaks += Among(tree.Provisions.Where(provision => provision.Kind != ProvisionKind.Article));
        foreach (var (provision, _) in tree.All())
            breaks += Among(provision.Children.Where(child => child.Kind != ProvisionKind.Article || provision.Kind >= ProvisionKind.SupplementaryProvision));
        return breaks;
    }

    private static int Among(IEnumerable<Provision> neighbours)
    {
        var (breaks, last) = (0, (Provision?)null);
        foreach (var next in neighbours)
        {
            if (last is not null && last.Kind == next.Kind && NumberRun.Of([last.Label, next.Label], next.Label) is { } run && run.Read(last.Label) is { } before && run.Read(next.Label) is { } number && number.CompareTo(before) <= 0)
                breaks++;
            last = next;
        }
        return breaks;
    }
}
