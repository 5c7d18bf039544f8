using System.Collections.Frozen;
using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 条項ごとの改正規定。Of the instrument that made one edition of the one before, the sentences that each provision owes its change to, with what is below it. They are found by applying one sentence after
/// the other and looking what it did, so a sentence that says 同条 or gives a range is told as surely as one that names its place.
/// </summary>
public sealed class SentencesByProvision
{
    private readonly FrozenDictionary<LineageKey, ImmutableArray<string>> touching;

    private SentencesByProvision(FrozenDictionary<LineageKey, ImmutableArray<string>> touching) => this.touching = touching;

    /// <summary>Where no sentence can be singled out: the text was written anew as a whole.</summary>
    public static SentencesByProvision None { get; } = new(FrozenDictionary<LineageKey, ImmutableArray<string>>.Empty);

    /// <summary>The sentences, each with the lines that follow it; empty for a provision that none of them touches.</summary>
    public ImmutableArray<string> Touching(LineageKey key) => touching.TryGetValue(key, out var sentences) ? sentences : [];

    /// <summary>Of two editions with lineage keys.</summary>
    public static SentencesByProvision Between(ProvisionTree old, ProvisionTree @new, InstrumentUsage? usage = null, IdSource? ids = null)
    {
        var instrument = AmendingText.BetweenEditions(old, @new, usage, ids);
        var read = InstrumentSpelling.Adapted(AmendingText.Read(instrument), old);
        if (instrument.Length == 0 || !read.Unread.IsEmpty || read.Sentences.Any(sentence => sentence.Operations.Any(operation => operation is AmendingOperation.Rewrite { IsOfWhole: true })))
            return None;
        ids ??= IdSource.Random;
        List<string> written = [.. WrittenSentence.PartsOf(instrument, read).Where(part => part.Number > 0).Select(part => part.Words.Trim('\n', ' ', '　'))];
        var text = InstrumentApplication.On(Lineage.Begin(old, ids), ids);
        var touched = new Dictionary<LineageKey, SortedSet<int>>();
        var before = ByKey(text.Tree);
        for (var i = 0; i < read.Sentences.Length; i++)
        {
            if (text.Apply(read.Sentences[i]).Any())
                return None;
            // An article that comes to share the caption before it, or has one before it no more, reads otherwise too.
            var after = ByKey(SharedCaptions.Settled(text.Tree));
            foreach (var key in before.Keys.Union(after.Keys))
                // Whether it is written as it was, and is the same: what was written anew as a whole has another key.
                if (!Equals(before.GetValueOrDefault(key), after.GetValueOrDefault(key)))
                    Of(key).Add(i);
            before = after;
        }
        // What came has keys of its own here; the edition knows it by its place.
        var made = text.Tree.All().Select(at => at.Provision.Key).ToList();
        var kept = AmendmentEntry.Parted(old, @new).Text.All().Select(at => at.Provision.Key).ToList();
        if (made.Count != kept.Count)
            return None;
        foreach (var (own, key) in made.Zip(kept).Where(pair => pair.First != pair.Second))
            Of(key).UnionWith(Of(own));
        return new(touched.ToFrozenDictionary(one => one.Key, one => one.Value.Select(i => written[i]).ToImmutableArray()));

        SortedSet<int> Of(LineageKey key) => touched.TryGetValue(key, out var sentences) ? sentences : touched[key] = [];
    }

    private static Dictionary<LineageKey, Provision> ByKey(ProvisionTree tree) => tree.All().Select(at => at.Provision).DistinctBy(provision => provision.Key).ToDictionary(provision => provision.Key);
}
