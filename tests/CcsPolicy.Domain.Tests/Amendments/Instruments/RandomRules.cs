using System.Collections.Immutable;
using System.Globalization;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Random rules as offices write them, in articles or in plain numbers, and random amendments of them: words, captions, provisions added, deleted and moved, branch numbers or closed gaps.</summary>
internal sealed class RandomRules(uint seed)
{
    private static readonly string[] Subjects = ["職員等", "統括情報セキュリティ責任者", "情報システム管理者", "所属長", "委員会", "契約職員", "受託者"];
    private static readonly string[] Objects = ["情報資産", "電磁的記録媒体", "通信回線", "端末", "パスワード", "管理区域", "個人番号", "利用者ID"];
    private static readonly string[] Verbs = ["適切に管理しなければならない", "記録しなければならない", "持ち出してはならない", "毎年度1回点検するものとする", "廃棄するときは許可を得る", "第三者に開示してはならない"];
    private static readonly string[] Captions = ["目的", "定義", "適用範囲", "義務", "管理", "点検", "報告", "委託", "見直し", "雑則"];

    private readonly Random random = new((int)seed);
    private readonly RandomSupplements supplements = new(seed);
    private readonly RandomDivisions divisions = new(seed);

    /// <summary>Whether the rules count 第1条 and not 1, (1), ①.</summary>
    public bool AreArticles { get; } = seed % 3 != 0;

    public ProvisionTree Tree()
    {
        var articles = Enumerable.Range(0, random.Next(3, 9)).Select(_ => Article()).ToImmutableArray();
        var chapters = AreArticles && random.Next(3) == 0;
        var body = chapters
            ? [new() { Kind = ProvisionKind.Chapter, Label = "第1章", Heading = "総則", Children = articles[..2] }, new() { Kind = ProvisionKind.Chapter, Label = "第2章", Heading = "対策", Children = articles[2..] }]
            : articles;
        if (AreArticles)
            body = body.AddRange(supplements.Of(0));
        return Numbered(new ProvisionTree { Title = "市町村職員共済組合情報セキュリティ対策" + (AreArticles ? "規程" : "基準"), Provisions = body }, []);
    }

    public ProvisionTree Amended(ProvisionTree tree)
    {
        var branches = new HashSet<Provision>(ReferenceEqualityComparer.Instance);
        for (var times = random.Next(1, 6); times > 0; times--)
            tree = tree with { Provisions = Amended(tree.Provisions, branches) };
        if (AreArticles)
            tree = tree with { Provisions = supplements.Amended(divisions.Amended(tree.Provisions)) };
        return Numbered(tree, branches);
    }

    private ImmutableArray<Provision> Amended(ImmutableArray<Provision> provisions, HashSet<Provision> branches)
    {
        if (provisions.IsEmpty)
            return provisions;
        var at = random.Next(provisions.Length);
        var chosen = provisions[at];
        if (chosen.Kind is ProvisionKind.Chapter or ProvisionKind.SupplementaryProvision)
            return chosen.Children.IsEmpty || chosen.Kind == ProvisionKind.SupplementaryProvision ? provisions : provisions.SetItem(at, chosen with { Children = Amended(chosen.Children, branches) });
        switch (random.Next(8))
        {
            case 0:
                return provisions.Insert(at + 1, Like(chosen));
            case 1 when provisions.Length > 2:
                return provisions.RemoveAt(at);
            case 2 when provisions.Length > 2 && provisions.All(one => one.Kind == chosen.Kind):
                return provisions.RemoveAt(at).Insert(random.Next(provisions.Length), chosen);
            case 3 when chosen.Heading is not null:
                return provisions.SetItem(at, chosen with { Heading = Captions[random.Next(Captions.Length)] });
            case 4 when chosen.Kind == ProvisionKind.Article && AreArticles:
                var branch = Like(chosen);
                branches.Add(branch);
                return provisions.Insert(at + 1, branch);
            case 5 or 6 when !chosen.Children.IsEmpty:
                return provisions.SetItem(at, chosen with { Children = Amended(chosen.Children, branches) });
            default:
                return provisions.SetItem(at, chosen with { Text = chosen.Text.Length == 0 ? chosen.Text : Edited(chosen.Text) });
        }
    }

    private string Edited(string text) => random.Next(4) switch
    {
        0 => text.Replace("。", "ものとし、その結果を報告する。", StringComparison.Ordinal),
        1 => text + "ただし、" + Objects[random.Next(Objects.Length)] + "については、この限りでない。",
        2 => Subjects[random.Next(Subjects.Length)] + "及び" + text,
        _ => text.Replace(Objects.FirstOrDefault(one => text.Contains(one, StringComparison.Ordinal)) ?? "は、", Objects[random.Next(Objects.Length)], StringComparison.Ordinal),
    };

    private Provision Like(Provision one) => one.Kind switch
    {
        ProvisionKind.Article => Article(),
        _ => one with { Text = one.Text.Length == 0 ? "" : one.Kind == ProvisionKind.Item && AreArticles ? Item().Text : Sentence(), Heading = one.Heading is null ? null : Captions[random.Next(Captions.Length)], Children = [] },
    };

    private string Sentence() => $"{Subjects[random.Next(Subjects.Length)]}は、{Objects[random.Next(Objects.Length)]}を{Verbs[random.Next(Verbs.Length)]}。";

    private Provision Item() => new() { Kind = ProvisionKind.Item, Label = "(1)", Text = $"{Objects[random.Next(Objects.Length)]}の{Captions[random.Next(Captions.Length)]}に関すること。" };

    private Provision Article()
    {
        var heading = Captions[random.Next(Captions.Length)];
        if (!AreArticles)
            return new() { Kind = ProvisionKind.Article, Label = "1", Heading = heading, Text = Sentence(), Children = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new Provision { Kind = ProvisionKind.Item, Label = "(1)", Text = Sentence() })] };
        ImmutableArray<Provision> items = random.Next(3) == 0 ? [.. Enumerable.Range(0, random.Next(2, 6)).Select(_ => Item())] : [];
        ImmutableArray<Provision> paragraphs = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new Provision { Kind = ProvisionKind.Paragraph, Label = "2", Text = Sentence() })];
        return new()
        {
            Kind = ProvisionKind.Article, Label = "第1条", Heading = heading, HeadingPlace = HeadingPlace.BracketedAbove,
            Text = items.IsEmpty ? Sentence() : "この規程により行う事務は、次の各号に掲げるものとする。", Children = [.. items, .. paragraphs],
        };
    }

    /// <summary>Numbers as they follow from the order; a branch takes the number before it.</summary>
    private ProvisionTree Numbered(ProvisionTree tree, HashSet<Provision> branches)
    {
        var (article, branch) = (0, 1);
        var made = tree with { Provisions = Level(tree.Provisions) };
        // As an officer would type it and the product reads it.
        return ProvisionText.Read(ProvisionText.Write(made)).Tree;

        ImmutableArray<Provision> Level(ImmutableArray<Provision> provisions)
        {
            var (paragraph, item) = (1, 0);
            return [.. provisions.Select(one => one.Kind == ProvisionKind.SupplementaryProvision ? one : one with
            {
                Label = one.Kind switch
                {
                    ProvisionKind.Article when branches.Contains(one) && article > 0 => $"第{Digits(article)}条の{Digits(++branch)}",
                    ProvisionKind.Article => AreArticles ? $"第{Digits(Next())}条" : Digits(Next()),
                    ProvisionKind.Paragraph => Digits(++paragraph),
                    ProvisionKind.Item => $"({Digits(++item)})",
                    _ => one.Label,
                },
                Children = Level(one.Children),
            })];
        }

        int Next()
        {
            branch = 1;
            return ++article;
        }

        static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
