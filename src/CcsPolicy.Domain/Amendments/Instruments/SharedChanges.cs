using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 共通の改正。Articles that go are named together. Neighbouring sentences that change the same words are one: 第4条及び第6条中, 第4条、第6条及び第8条中, and 第4条から第6条までの規定中 for articles that follow one another.
/// </summary>
internal static class SharedChanges
{
    /// <summary>More places in one sentence nobody reads.</summary>
    private const int Most = 12;

    public static ImmutableArray<AmendingSentence> Join(ImmutableArray<AmendingSentence> apart)
    {
        ImmutableArray<AmendingSentence> sentences = [.. apart.Select(sentence => sentence with { Operations = Within(sentence.Operations) })];
        var joined = ImmutableArray.CreateBuilder<AmendingSentence>();
        for (var at = 0; at < sentences.Length;)
        {
            var end = at + 1;
            while (end < sentences.Length && end - at < Most && Words(sentences[at]) is { } words && Words(sentences[end]) is { } next && words.Changes.SequenceEqual(next.Changes))
                end++;
            joined.Add(end - at == 1 ? sentences[at] : new([new AmendingOperation.ChangeWords(Places([.. sentences[at..end].Select(one => one.Operations[0].Address)]), Words(sentences[at])!.Changes)], 0));
            at = end;
        }
        return joined.ToImmutable();
    }

    /// <summary>第4条第1項及び第2項中: the same words in neighbouring paragraphs of an article.</summary>
    private static ImmutableArray<AmendingOperation> Within(ImmutableArray<AmendingOperation> operations)
    {
        var joined = new List<AmendingOperation>();
        foreach (var operation in operations)
            if (operation is AmendingOperation.ChangeWords next && joined is [.., AmendingOperation.ChangeWords last] && last.Changes.SequenceEqual(next.Changes) && Beside(last.Address, next.Address) is { } both)
                joined[^1] = last with { Address = both };
            else if (operation is AmendingOperation.Delete gone && joined is [.., AmendingOperation.Delete former] && IsArticles(gone.Address) && IsArticles(former.Address) && former.Address.Count('条') < Most)
                joined[^1] = new AmendingOperation.Delete(former.Address.Replace("及び", "、", StringComparison.Ordinal) + "及び" + gone.Address);
            else
                joined.Add(operation);
        return [.. joined];
    }

    private static bool IsArticles(string address) => InstrumentAddress.Several(address).All(one => one is ['第', .., '条'] && one.LastIndexOf('第') == 0);

    private static string? Beside(string address, string next)
    {
        var step = InstrumentAddress.LastStep(next);
        return step is ['第', .., '項'] && next[..^step.Length] is ['第', .., '条'] article && address.StartsWith(article, StringComparison.Ordinal) && address.EndsWith('項') && !address[article.Length..].Contains('号', StringComparison.Ordinal)
            ? address.Replace("及び", "、", StringComparison.Ordinal) + "及び" + step : null;
    }

    private static AmendingOperation.ChangeWords? Words(AmendingSentence sentence) =>
        sentence.Operations is [AmendingOperation.ChangeWords words] && words.Address.StartsWith('第') && words.Address.Contains('条', StringComparison.Ordinal) ? words : null;

    private static string Places(string[] addresses)
    {
        var numbers = Array.ConvertAll(addresses, address => address.EndsWith('条') && int.TryParse(LabelNumber.Of(address).Segment, out var number) ? number : 0);
        return addresses.Length > 2 && numbers[0] > 0 && Enumerable.Range(0, numbers.Length).All(i => numbers[i] == numbers[0] + i) ? $"{addresses[0]}から{addresses[^1]}までの規定"
            : string.Join('、', addresses[..^1]) + "及び" + addresses[^1];
    }
}
