using System.Collections.Immutable;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>引き継ぐ非公開。A provision that has to be withheld because it holds what is withheld elsewhere.</summary>
/// <param name="From">The withheld provision whose text it holds.</param>
public sealed record FollowedProvision(LineageKey Key, Openness ReadBy, bool ShowsNumber, LineageKey From);

/// <summary>対応の訂正の一歩。Keys that a person's word on a pairing changed.</summary>
/// <param name="IsOwn">It was said of the very text that is looked at; the others of the document were said of other drafts.</param>
public sealed record RekeyedStep(ImmutableArray<NewKey> Keys, bool IsOwn);

/// <summary>
/// 非公開の引継ぎ。A decision withholds a provision by its key; text moves from key to key when provisions are parted, split, merged, moved or written anew. This finds the
/// provisions of a text that hold what nobody reads yet who does not read what is withheld: by what a person said of the pairings, by the place that they had below a withheld one, and by their words.
/// </summary>
public static class FollowingWithholding
{
    /// <param name="recorded">The editions on record, in which something is withheld.</param>
    /// <param name="open">Those whose readable words are no secret.</param>
    /// <param name="made">The texts that are looked at.</param>
    /// <param name="decisions">About the provisions of the document.</param>
    /// <param name="corrections">What was said of pairings, in order.</param>
    public static ImmutableArray<FollowedProvision> Of(
        IReadOnlyCollection<ProvisionTree> recorded, IReadOnlyCollection<ProvisionTree> open, IReadOnlyCollection<ProvisionTree> made, IEnumerable<ProvisionOpenness> decisions,
        IReadOnlyList<RekeyedStep>? corrections = null)
    {
        ArgumentNullException.ThrowIfNull(made);
        var held = ProvisionOpenness.Holding(decisions).Where(decision => decision.ReadBy is not null)
            .ToDictionary(decision => new LineageKey(decision.Key), decision => (ReadBy: decision.ReadBy!.Value, decision.ShowsNumber));
        var found = new Dictionary<LineageKey, FollowedProvision>();
        // The strictest first: what is to be withheld from more people is not less withheld from the others.
        foreach (var level in held.Values.Select(one => one.ReadBy).Distinct().OrderDescending().ToList())
        {
            var secret = new SecretWords(recorded, open, key => held.TryGetValue(key, out var one) && one.ReadBy >= level);
            foreach (var (key, from) in made.SelectMany(text => secret.In(text, corrections ?? [])).DistinctBy(one => one.Key).ToList())
            {
                var shows = held[from].ShowsNumber && (!held.TryGetValue(key, out var was) || was.ShowsNumber);
                found.TryAdd(key, new FollowedProvision(key, level, shows, from));
                held[key] = (level, shows);
            }
        }
        return [.. found.Values];
    }
}
