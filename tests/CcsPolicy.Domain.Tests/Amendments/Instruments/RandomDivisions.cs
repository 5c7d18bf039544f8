using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Random chapters and sections around the articles of a text: they come, go, get other names, or begin with another article.</summary>
internal sealed class RandomDivisions(uint seed)
{
    private static readonly string[] Names = ["総則", "対策", "体制", "点検", "雑則"];
    private static readonly string[] Sections = ["通則", "人的対策", "物理的対策"];

    private readonly Random random = new((int)seed + 55_555);

    /// <summary>In every third text.</summary>
    public ImmutableArray<Provision> Amended(ImmutableArray<Provision> provisions)
    {
        if (random.Next(3) > 0)
            return provisions;
        var articles = Articles(provisions);
        return [.. random.Next(4) == 0 ? articles : Parted(articles, ProvisionKind.Chapter, "章", Names), .. provisions.Where(one => one.Kind >= ProvisionKind.SupplementaryProvision)];
    }

    private static List<Provision> Articles(ImmutableArray<Provision> provisions) =>
        [.. provisions.Where(one => one.Kind < ProvisionKind.SupplementaryProvision).SelectMany(one => one.Kind < ProvisionKind.Article ? Articles(one.Children) : [one])];

    private IEnumerable<Provision> Parted(List<Provision> articles, ProvisionKind kind, string unit, string[] names)
    {
        var number = 0;
        for (var at = 0; at < articles.Count && number < names.Length;)
        {
            var many = number + 1 == names.Length ? articles.Count - at : Math.Min(random.Next(1, 4), articles.Count - at);
            var held = articles.GetRange(at, many);
            var name = names[number];
            yield return new()
            {
                Kind = kind, Label = $"第{(++number).ToString(CultureInfo.InvariantCulture)}{unit}", Heading = name,
                Children = [.. kind == ProvisionKind.Chapter && many > 1 && random.Next(4) == 0 ? Parted(held, ProvisionKind.Section, "節", Sections) : held],
            };
            at += many;
        }
    }
}
