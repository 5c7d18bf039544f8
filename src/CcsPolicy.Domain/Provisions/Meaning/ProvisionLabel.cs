using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>条項の呼び名。第6条第3項第1号 in a text of articles, 6(3)① in a policy, 附則第2項, 別表第1.</summary>
internal static class ProvisionLabel
{
    private const int Deepest = 16;

    public static string Of(ProvisionPaths paths, PlacedProvision placed)
    {
        var chain = new List<PlacedProvision>();
        for (var at = placed; at is not null && chain.Count < Deepest; at = paths.ParentOf(at))
        {
            // Articles are counted through the chapters, so these are named only where the counting begins again in each.
            if (at == placed || !PathMaker.IsContainer(at.Provision.Kind) || placed.Path.Value.StartsWith(at.Path.Value + ".", StringComparison.Ordinal)) chain.Add(at);
        }
        chain.Reverse();
        var label = "";
        var lawLike = false;
        var kanji = false;
        for (var i = 0; i < chain.Count; i++)
        {
            var provision = chain[i].Provision;
            var own = Compact(provision.Label);
            if (provision.Kind == ProvisionKind.Article && own.StartsWith('第') && own.AsSpan().ContainsAny('条', '條'))
            {
                lawLike = true;
                kanji = own.Length > 1 && EraNumeral.KanjiValue(own[1]) >= 0;
            }
            if (provision.Kind == ProvisionKind.SupplementaryProvision)
            {
                lawLike = true;
                label += provision.Heading is { Length: > 0 } heading ? $"附則（{heading}）" : "附則";
                continue;
            }
            if (lawLike && provision.Kind is ProvisionKind.Paragraph or ProvisionKind.Item && chain[i].Number is { Segment: { Length: > 0 } segment })
            {
                if (provision.Kind == ProvisionKind.Item && i > 0 && chain[i - 1].Provision.Kind == ProvisionKind.Article && HasParagraphs(paths, chain[i - 1]))
                    label += Numbered("1", '項', kanji);
                label += Numbered(segment, provision.Kind == ProvisionKind.Paragraph ? '項' : '号', kanji);
                continue;
            }
            if (chain[i].Number.Form == LabelForm.Compound && i > 0 && chain[i - 1].Provision.Kind == ProvisionKind.Article && own.StartsWith(Compact(chain[i - 1].Provision.Label), StringComparison.Ordinal))
                label = label[..^Compact(chain[i - 1].Provision.Label).Length];
            // 第1 above 1 would read as 第11.
            if (label.Length > 0 && own.Length > 0 && EraNumeral.IsDigit(label[^1]) && EraNumeral.IsDigit(own[0])) label += "の";
            label += own;
        }
        return label;
    }

    private static bool HasParagraphs(ProvisionPaths paths, PlacedProvision article) =>
        paths.ChildrenOf(article).Any(c => c.Provision.Kind == ProvisionKind.Paragraph);

    private static string Numbered(string segment, char unit, bool kanji)
    {
        var parts = segment.Split('_');
        var numbers = parts.Select(p => kanji && int.TryParse(p, out var n) ? EraNumeral.Kanji(n) : p.Replace("-", "から", StringComparison.Ordinal)).ToArray();
        return $"第{numbers[0]}{unit}{string.Concat(numbers.Skip(1).Select(n => "の" + n))}";
    }

    private static string Compact(string label) => string.Concat(label.Where(c => !char.IsWhiteSpace(c)));
}
