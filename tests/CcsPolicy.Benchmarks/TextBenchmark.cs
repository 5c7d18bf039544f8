using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Features.Reading;

namespace CcsPolicy.Benchmarks;

/// <summary>
/// 本文の計測。Reading and comparing a standard of 1,000 articles (670 KiB), one of twice and one of four times that length, in turns within one run,
/// so that what disturbs one disturbs the others. The bars: read in 100 ms, compare in 200 ms, twice the text in about twice the time.
/// </summary>
internal static class TextBenchmark
{
    private const int WarmUps = 3;

    /// <summary>How often the longest text is read in a round; the shorter ones as much oftener, so that all make about the same garbage.</summary>
    private const int Repeats = 3;

    /// <summary>Work that grew with the square would show a ratio of four.</summary>
    private const double MostRatio = 2.8;

    public static int Run(string[] arguments)
    {
        var articles = arguments is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : 1000;
        var rounds = arguments is [_, var times, ..] ? int.Parse(times, CultureInfo.InvariantCulture) : 9;
        Sample[] samples = [new(articles), new(2 * articles), new(4 * articles)];
        Measured[] all =
        [
            new("read", 100, samples, sample => ProvisionText.Read(sample.Text)),
            new("compare, usual amendment", 200, samples, sample => TreeComparison.Between(sample.Tree, sample.Amended)),
            new("compare, by lineage keys", 200, samples, sample => TreeComparison.Between(sample.Keyed, sample.KeyedAmended)),
            new("compare, all rewritten", 200, samples, sample => TreeComparison.Between(sample.Tree, sample.Rewritten)),
            new("write the amending instrument", 300, samples, sample => AmendingText.Between(sample.Tree, sample.Lightly)),
            new("apply the amending instrument", 300, samples, sample => AmendingText.Apply(sample.Tree, sample.Instrument)),
            new("references left behind", 300, samples, sample => ConsequentialChanges.Within(TreeComparison.Between(sample.Keyed, sample.KeyedLightly))),
            new("all that stands beside a draft", 300, samples, sample => sample.Beside()),
            new("agreement before approval", 300, samples, sample => sample.Agree()),
            new("read one article in its place", 200, samples, sample => sample.ReadOne()),
            new("render the reading page's text", 500, samples, sample => sample.Render()),
            new("apply one saved operation", 5, samples, sample => sample.ApplyOne()),
        ];
        for (var round = -WarmUps; round < rounds; round++)
            foreach (var measured in all)
                measured.Run(keep: round >= 0);
        foreach (var sample in samples)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sample.Articles:N0} articles: {sample.Text.Length:N0} characters, {sample.KiB:N0} KiB, {sample.Provisions:N0} provisions"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median of {rounds} rounds; ms by the clock (of processor time); the ratio is of processor time, from twice to four times the text"));
        Console.WriteLine($"| {"",-30} | {"once",16} | {"bar",4} | {"twice",16} | {"four times",16} | {"ratio",5} |");
        Console.WriteLine($"|{new string('-', 32)}|{new string('-', 17)}:|{new string('-', 5)}:|{new string('-', 17)}:|{new string('-', 17)}:|{new string('-', 6)}:|");
        foreach (var measured in all)
            Console.WriteLine(measured.Row());
        return all.All(measured => measured.HoldsAt(articles)) ? 0 : 1;
    }

    /// <summary>
    /// One thing to be measured at all sizes, by the clock and in processor time. On a machine that does other work too the clock measures
    /// that work with it, so ratios are of processor time, and a bar is missed when both are above it. The ratio is taken between the two longer
    /// texts: the shortest fits with its garbage into the caches of many processors and the others do not, which says nothing about the work.
    /// </summary>
    private sealed class Measured(string name, double bar, Sample[] samples, Func<Sample, object> work)
    {
        private readonly List<(double Clock, double Processor)>[] times = [.. samples.Select(_ => new List<(double, double)>())];

        private double Ratio => Median(2).Processor / Median(1).Processor;

        public void Run(bool keep)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                var repeats = Repeats << (samples.Length - 1 - i);
                GC.Collect();
                var before = Environment.CpuUsage.TotalTime;
                var watch = Stopwatch.StartNew();
                for (var repeat = 0; repeat < repeats; repeat++)
                    GC.KeepAlive(work(samples[i]));
                if (keep)
                    times[i].Add((watch.Elapsed.TotalMilliseconds / repeats, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / repeats));
            }
        }

        public string Row() => string.Create(CultureInfo.InvariantCulture, $"| {name,-30} | {Shown(0)} | {bar,4:0} | {Shown(1)} | {Shown(2)} | {Ratio,5:0.00} |");

        /// <summary>The bars are for 1,000 articles. What takes less than a millisecond has no ratio worth the name.</summary>
        public bool HoldsAt(int articles) =>
            (articles != 1000 || Math.Min(Median(0).Clock, Median(0).Processor) < bar) && (Median(1).Processor < 1 || Ratio < MostRatio);

        private string Shown(int size) => string.Create(CultureInfo.InvariantCulture, $"{Median(size).Clock,7:0.0} ({Median(size).Processor,6:0.0})");

        private (double Clock, double Processor) Median(int size) =>
            (times[size].Select(time => time.Clock).Order().ElementAt(times[size].Count / 2), times[size].Select(time => time.Processor).Order().ElementAt(times[size].Count / 2));
    }

    /// <summary>A text, its tree, and amendments of it.</summary>
    private sealed class Sample
    {
        private readonly ProvisionReading reading;
        private readonly LineageKey middle;
        private readonly string typed;
        private readonly CitingText citing;

        public Sample(int articles)
        {
            Articles = articles;
            Text = LongStandard.Of(articles);
            reading = ProvisionText.Read(Text);
            Tree = reading.Tree;
            Provisions = Tree.All().Count();
            Amended = Renumbered(Tree with { Provisions = [.. Tree.Provisions.Select((one, i) => one with { Children = AmendedChapter(one, i) })] });
            Rewritten = Renumbered(Tree with { Provisions = [.. Tree.Provisions.Select((one, i) => Each(one with { Children = AmendedChapter(one, i) }, Reworded))] });
            Keyed = Lineage.Begin(Tree, IdSource.Random);
            KeyedAmended = Lineage.Carry(Keyed, Amended, IdSource.Random);
            middle = Keyed.All().Where(at => at.Provision.Kind == ProvisionKind.Article).ElementAt(articles / 2).Provision.Key;
            typed = DraftText.Write(Keyed, middle).Value + "\n(1) 記録媒体の貸出しの状況\n(2) 返却されていない媒体の所在";
            var (half, chapter) = (Tree.Provisions.Length / 2, Tree.Provisions[Tree.Provisions.Length / 2]);
            Lightly = Renumbered(Tree with { Provisions = Tree.Provisions.SetItem(half, chapter with { Children = AmendedChapter(chapter, half) }) });
            KeyedLightly = Lineage.Carry(Keyed, Lightly, IdSource.Random);
            Instrument = AmendingText.Between(Tree, Lightly);
            citing = new(ProvisionText.Read($"報告手続\n\n（報告）\n第1条　{Tree.Title}第{articles / 2}条の記録及び同基準第{articles - 1}条の報告は、様式による。\n").Tree);
            if (!AmendingText.Apply(Tree, Instrument).Tree.Equals(Lightly))
                throw new InvalidOperationException("The instrument does not make the new text.");
            Check(TreeComparison.Between(Tree, Amended), Amended);
            Check(TreeComparison.Between(Tree, Rewritten), Rewritten);
        }

        public int Articles { get; }

        public string Text { get; }

        public double KiB => Encoding.UTF8.GetByteCount(Text) / 1024.0;

        public int Provisions { get; }

        public ProvisionTree Tree { get; }

        /// <summary>Every tenth text changed, in each chapter one article inserted, one deleted, one moved, and all numbers closed up.</summary>
        public ProvisionTree Amended { get; }

        /// <summary>What an officer changes in a day: a chapter in the middle, with words changed, an article more, one less and one moved.</summary>
        public ProvisionTree Lightly { get; }

        public ProvisionTree KeyedLightly { get; }

        /// <summary>改め文 from the text to that one.</summary>
        public string Instrument { get; }

        /// <summary>The same, and every text changed.</summary>
        public ProvisionTree Rewritten { get; }

        public ProvisionTree Keyed { get; }

        public ProvisionTree KeyedAmended { get; }

        /// <summary>What the editor makes anew behind each save: the changes, the amending text, the references left behind here and in another document, and what is to be looked at in the text.</summary>
        public object Beside()
        {
            var comparison = TreeComparison.Between(Keyed, KeyedLightly);
            var instrument = AmendingText.BetweenEditions(Keyed, KeyedLightly);
            var (within, among) = (ConsequentialChanges.Within(comparison), ConsequentialChanges.Among(comparison, [citing]));
            return (comparison, instrument, within, among, ProvisionText.Read(ProvisionText.Write(KeyedLightly)));
        }

        public Result<Done> Agree()
        {
            var agreed = AmendmentAgreement.Of(Tree, Lightly, new(Instrument), TreeComparison.Between(Tree, Lightly));
            return agreed.Succeeded ? agreed : throw new InvalidOperationException("The three forms of the amendment disagree.");
        }

        public DraftReading ReadOne() => DraftText.Read(Keyed, middle, typed, IdSource.Random).Value;

        public byte[] Render() => EditionHtml.Write(ProvisionPaths.Of(Tree), reading, LinkedAbove.None);

        public ProvisionTree ApplyOne() => Draft.Apply(Keyed, DraftOperation.Read(new DraftOperation.SetText(middle, typed).Write()).Value).Value;

        private static void Check(TreeComparison comparison, ProvisionTree @new)
        {
            if (!comparison.Apply(comparison.Old).Value.Equals(@new))
                throw new InvalidOperationException("The changes found do not make the new text.");
        }

        private static ImmutableArray<Provision> AmendedChapter(Provision chapter, int index)
        {
            var articles = chapter.Children.Select((article, i) => i % 10 == 3 ? Each(article, Reworded) : article).ToList();
            if (articles.Count < 12)
                return [.. articles];
            var moved = articles[2];
            articles.RemoveAt(2);
            articles.Insert(7, moved);
            articles.RemoveAt(articles.Count / 2);
            articles.Insert(articles.Count / 3, articles[0] with { Heading = "特例", Text = $"別に定める業務については、第{index + 1}章の規定にかかわらず、委員会の議を経て必要な措置を講ずることができる。", Children = [] });
            return [.. articles];
        }

        private static Provision Reworded(Provision provision) => provision with { Text = provision.Text.Replace("について、", "の管理について、規程の定めるところにより、", StringComparison.Ordinal).Replace("しなければならない", "するものとする", StringComparison.Ordinal) };

        private static Provision Each(Provision provision, Func<Provision, Provision> change) => change(provision with { Children = [.. provision.Children.Select(child => Each(child, change))] });

        private static ProvisionTree Renumbered(ProvisionTree tree)
        {
            var number = 0;
            Provision Number(Provision provision) => provision.Kind == ProvisionKind.Article ? provision with { Label = string.Create(CultureInfo.InvariantCulture, $"第{++number}条") } : provision with { Children = [.. provision.Children.Select(Number)] };
            return tree with { Provisions = [.. tree.Provisions.Select(root => root.Kind == ProvisionKind.Chapter ? Number(root) : root)] };
        }
    }
}
