using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Tests.Amendments;

/// <summary>
/// Random texts and random amendments of them. They mix every kind, numbers that repeat, captions in every place, equal texts,
/// empty texts, several lines, and characters that must not be cut: pairs, selectors, combining marks.
/// </summary>
internal sealed class RandomTexts(uint seed)
{
    private static readonly string[] Words =
    [
        "職員等は", "情報資産を", "適切に", "管理しなければならない", "。", "、", "及び", "第3条", "第十二条第2項", "\n", "𠮷野", "葛\U000E0100城", "が\u3099", "👩‍💻", "サーバ", "１２", "(1)",
        "統括情報セキュリティ責任者", "の承認を得て", "定める", "ISO27001", "　", "前項", "について", "\ud842", "記録媒体",
    ];

    private static readonly string[] Labels = ["第1条", "第2条", "第2条の2", "1", "2", "(1)", "(2)", "ア", "①", "附則", "第1章", ""];
    private static readonly ProvisionKind[] Kinds = Enum.GetValues<ProvisionKind>();
    private static readonly HeadingPlace[] Places = Enum.GetValues<HeadingPlace>();

    private readonly Random random = new((int)seed);

    public ProvisionTree Tree() => new()
    {
        Title = Words1(3),
        Preamble = Lines(),
        Contents = Lines(),
        Provisions = Provisions(3, 4),
    };

    public ProvisionTree Amended(ProvisionTree tree)
    {
        for (var times = random.Next(1, 6); times > 0; times--)
            tree = random.Next(6) switch
            {
                0 => tree with { Title = Edited(tree.Title) },
                1 => tree with { Preamble = EditedLines(tree.Preamble) },
                2 => tree with { Contents = EditedLines(tree.Contents) },
                _ => tree with { Provisions = Amended(tree.Provisions) },
            };
        return tree;
    }

    public int Below(int most) => random.Next(most);

    public string Words1(int most) => string.Concat(Enumerable.Range(0, random.Next(most + 1)).Select(_ => Words[random.Next(Words.Length)]));

    public Provision Provision(int depth, int width) => new()
    {
        Kind = Kinds[random.Next(Kinds.Length)],
        Label = Labels[random.Next(Labels.Length)],
        Heading = random.Next(3) switch { 0 => null, 1 => "", _ => Words1(3) },
        HeadingPlace = Places[random.Next(Places.Length)],
        Text = Words1(12),
        Children = depth == 0 ? [] : Provisions(depth - 1, width),
    };

    public string Edited(string text)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(3) switch
        {
            0 => text.Insert(at, Words1(2)),
            1 => text.Remove(at, random.Next(text.Length - at + 1)),
            _ => Words1(10),
        };
    }

    private ImmutableArray<Provision> Provisions(int depth, int width) => [.. Enumerable.Range(0, random.Next(width + 1)).Select(_ => Provision(depth, width))];

    private ImmutableArray<string> Lines() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Words1(4))];

    private ImmutableArray<string> EditedLines(ImmutableArray<string> lines)
    {
        var at = random.Next(lines.Length + 1);
        return at == lines.Length || random.Next(3) == 0 ? lines.Insert(at, Words1(3)) : random.Next(2) == 0 ? lines.RemoveAt(at) : lines.SetItem(at, Edited(lines[at]));
    }

    private ImmutableArray<Provision> Amended(ImmutableArray<Provision> provisions)
    {
        var at = random.Next(provisions.Length + 1);
        if (at == provisions.Length)
            return provisions.Add(Provision(1, 3));
        var chosen = provisions[at];
        switch (random.Next(9))
        {
            case 0: return provisions.Insert(at, Provision(1, 3));
            case 1: return provisions.RemoveAt(at);
            case 2: return provisions.RemoveAt(at).Insert(random.Next(provisions.Length), chosen);
            case 3: return provisions.SetItem(at, chosen with { Text = Edited(chosen.Text) });
            case 4: return provisions.SetItem(at, chosen with { Heading = random.Next(3) == 0 ? null : Edited(chosen.Heading ?? ""), HeadingPlace = Places[random.Next(Places.Length)] });
            case 5: return provisions.SetItem(at, chosen with { Label = Labels[random.Next(Labels.Length)] });
            case 6 when at > 0:
                return provisions.SetItem(at - 1, provisions[at - 1] with { Children = provisions[at - 1].Children.Add(chosen) }).RemoveAt(at);
            case 7: return provisions.Insert(at, chosen);
            default: return provisions.SetItem(at, chosen with { Children = Amended(chosen.Children) });
        }
    }
}
