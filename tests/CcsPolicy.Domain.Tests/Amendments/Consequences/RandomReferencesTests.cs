using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Consequences;

/// <summary>Random texts in which every provision has a name of its own and one sentence that points somewhere, renumbered at random.</summary>
public sealed partial class RandomReferencesTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    public void With_all_proposals_every_reference_means_what_it_meant(int part, bool areArticles)
    {
        var (told, proposed) = (0, 0);
        for (var seed = part * 10_000; seed < part * 10_000 + 150; seed++)
        {
            var random = new Random(seed);
            var old = Text(random, areArticles);
            var @new = Renumbered(old, random);
            var found = ConsequentialChanges.Within(TreeComparison.Between(old, @new));
            var corrected = @new;
            foreach (var of in found.Where(one => one.IsCorrection).GroupBy(one => one.Key))
            {
                var text = corrected.All().Select(at => at.Provision).Single(one => one.Key == of.Key).Text;
                corrected = Draft.Apply(corrected, new DraftOperation.SetText(of.Key, ConsequentialChanges.Corrected(text, of))).Value;
            }
            var (before, after) = (MeantBy(old), MeantBy(corrected));
            // What pointed nowhere from the start had no meaning to keep.
            var lines = old.All().Select(at => at.Provision).ToList();
            foreach (var note in ProvisionMeaning.Of(old with { Provisions = WithLines(old.Provisions, lines) }).Diagnostics)
                before.Remove(NameOf(lines[note.Line - 1].Text));
            var names = @new.All().Select(at => NameOf(at.Provision.Text)).ToHashSet();
            foreach (var (name, meant) in before)
            {
                if (!names.Contains(name) || meant.Any(target => !names.Contains(target))) continue;
                var own = found.Where(one => NameOf(@new.All().ElementAt(one.Index).Provision.Text) == name && one.IsDangling).ToList();
                told += own.Count;
                proposed += own.Count(one => one.Proposed is not null);
                // What could not be worded was told; everything else means the same.
                if (own.Exists(one => one.Proposed is null)) continue;
                var now = after.GetValueOrDefault(name);
                Assert.True(now is not null && meant.SequenceEqual(now), $"seed {seed}, {name}: {Words(old, name)} [{string.Join(' ', meant)}] became {Words(corrected, name)} [{string.Join(' ', now ?? [])}]");
            }
        }
        Assert.True(told > 100, $"{told} told");
        Assert.True(proposed > told * (areArticles ? 0.97 : 0.92), $"{proposed} of {told} worded");
    }

    [Fact]
    public void Without_renumbering_nothing_is_told()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var old = Text(random, seed % 2 == 0);
            // A sentence behind all others moves no number.
            var last = old.Provisions[^1];
            var @new = old with { Provisions = old.Provisions.SetItem(old.Provisions.Length - 1, last with { Text = last.Text + "この限りでない。" }) };
            Assert.Empty(ConsequentialChanges.Within(TreeComparison.Between(old, @new)));
        }
    }

    private static string Words(ProvisionTree tree, string name) => tree.All().Select(at => at.Provision).First(one => NameOf(one.Text) == name) is var found ? $"{found.Label} {found.Text}" : "";

    /// <summary>For each provision by name, the names of what the first and the last of its references mean; a range counts by its ends.</summary>
    private static Dictionary<string, string[]> MeantBy(ProvisionTree tree)
    {
        var meaning = ProvisionMeaning.Of(tree);
        var meant = new Dictionary<string, string[]>();
        foreach (var at in meaning.References.Where(one => !one.External).GroupBy(one => one.At))
        {
            var targets = at.SelectMany(one => one.Written.Contains("から", StringComparison.Ordinal) && one.To.Length > 1 ? new[] { one.To[0], one.To[^1] } : [.. one.To])
                .Select(path => NameOf(meaning.Paths.Find(path)!.Provision.Text)).Order().ToArray();
            meant[NameOf(meaning.Paths.Find(at.Key)!.Provision.Text)] = targets;
        }
        return meant;
    }

    private static string NameOf(string text) => Name().Match(text).Value;

    [GeneratedRegex("名[0-9]{1,4}号物", RegexOptions.None, 1000)]
    private static partial Regex Name();

    private static ProvisionTree Text(Random random, bool areArticles)
    {
        var count = 0;
        var articles = new List<Provision>();
        for (var a = 1; a <= random.Next(4, 10); a++)
        {
            var children = new List<Provision>();
            if (areArticles && random.Next(2) == 0)
                for (var p = 2; p <= random.Next(2, 6); p++)
                    children.Add(A.Paragraph(Written(p), Sentence(random, ref count, areArticles), random.Next(3) == 0 ? [A.Item("(1)", Sentence(random, ref count, areArticles)), A.Item("(2)", Sentence(random, ref count, areArticles))] : []));
            else if (random.Next(2) == 0)
                for (var i = 1; i <= random.Next(2, 5); i++)
                    children.Add(A.Item($"({i})", Sentence(random, ref count, areArticles)));
            articles.Add(A.Article(areArticles ? $"第{Written(a)}条" : Written(a), null, Sentence(random, ref count, areArticles), [.. children]));
        }
        return Lineage.Begin(new ProvisionTree { Title = "見本", Provisions = [.. articles] }, A.Ids());
    }

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Sentence(Random random, ref int count, bool areArticles)
    {
        string N(int most) => Written(random.Next(1, most));
        string Digit(int most) => random.Next(4) switch { 0 => ((char)('０' + random.Next(1, most))).ToString(), 1 => "一二三四五六七八九"[random.Next(most - 1)].ToString(), _ => N(most) };
        var pointer = !areArticles
            ? random.Next(3) switch { 0 => $"上記{N(8)}({N(4)})", 1 => $"上記{N(8)}", _ => $"上記{N(5)}及び{N(8)}" }
            : random.Next(12) switch
            {
                0 => "前条", 1 => "次条", 2 => "前項", 3 => "前2項", 4 => $"第{Digit(9)}条", 5 => $"第{Digit(9)}条第{N(5)}項", 6 => $"第{N(9)}条第{N(4)}項第{N(3)}号",
                7 => $"第{N(4)}条から第{N(9)}条まで", 8 => $"第{N(9)}条及び第{N(9)}条", 9 => $"第{N(9)}条の場合における同条第{N(4)}項", 10 => $"第{N(5)}項", _ => "前条第2項、第1条及び前2条",
            };
        return $"名{Written(++count)}号物は、{pointer}に規定する者とする。";
    }

    private static ProvisionTree Renumbered(ProvisionTree tree, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var all = tree.All().Select(at => at.Provision).Where(one => one.Kind is ProvisionKind.Article or ProvisionKind.Paragraph).ToList();
            var chosen = all[random.Next(all.Count)];
            var siblings = all.Where(one => one.Kind == chosen.Kind && (one.Kind == ProvisionKind.Article || Holder(tree, one) == Holder(tree, chosen))).ToList();
            tree = random.Next(4) switch
            {
                0 when siblings.Count > 2 => Draft.Apply(tree, new DraftOperation.Delete(chosen.Key)).Value,
                1 when siblings.Count > 2 => Draft.Apply(tree, new DraftOperation.Move(chosen.Key, DraftPlace.Before(siblings.First(one => one.Key != chosen.Key).Key))).Value,
                _ => Draft.Apply(tree, new DraftOperation.Insert(DraftPlace.Before(chosen.Key), Lineage.Begin(new ProvisionTree { Provisions = [chosen with { Text = "加えた。", Children = [], Key = LineageKey.None }] }, A.Ids(random.Next(10, 100_000))).Provisions)).Value,
            };
            tree = tree with { Provisions = Counted(tree.Provisions) };
        }
        return tree;
    }

    private static ImmutableArray<Provision> WithLines(ImmutableArray<Provision> provisions, List<Provision> lines) =>
        [.. provisions.Select(one => one with { Line = lines.FindIndex(other => other.Key == one.Key) + 1, Children = WithLines(one.Children, lines) })];

    private static LineageKey Holder(ProvisionTree tree, Provision child) => tree.All().Select(at => at.Provision).FirstOrDefault(one => one.Children.Any(below => below.Key == child.Key))?.Key ?? LineageKey.None;

    private static ImmutableArray<Provision> Counted(ImmutableArray<Provision> provisions)
    {
        var (article, paragraph, item) = (0, 1, 0);
        return
        [
            .. provisions.Select(one => one with
            {
                Label = one.Kind switch
                {
                    ProvisionKind.Article => one.Label.Contains('条') ? $"第{Written(++article)}条" : Written(++article),
                    ProvisionKind.Paragraph => Written(++paragraph),
                    _ => $"({Written(++item)})",
                },
                Children = Counted(one.Children),
            }),
        ];
    }
}
