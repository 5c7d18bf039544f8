using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Instruments.Rows;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 共通の改正。Articles and rows that go, and articles that are written anew beside each other, are named together. What changes an article and what comes behind it is one sentence. Neighbouring sentences that change the same words are one: 第4条及び第6条中, 第4条、第6条及び第8条中, and 第4条から第6条までの規定中 for articles that follow one another.
/// </summary>
internal static class SharedChanges
{
    /// <summary>More places in one sentence nobody reads.</summary>
    private const int Most = 12;

    public static ImmutableArray<AmendingSentence> Join(ImmutableArray<AmendingSentence> apart)
    {
        ImmutableArray<AmendingSentence> sentences = [.. apart.Select(sentence => sentence with { Operations = Within(sentence.Operations) })];
        var joined = new List<AmendingSentence>();
        for (var at = 0; at < sentences.Length;)
        {
            var end = at + 1;
            while (end < sentences.Length && end - at < Most && AreAlike(sentences[at], sentences[end]))
                end++;
            if (end - at > 1)
                joined.Add(Together([.. sentences[at..end].Select(one => one.Operations[0])]));
            else if (joined.Count > 0 && sentences[at].Operations is [AmendingOperation.Add { Side: AddedSide.After } added] && IsArticles(added.Address) && joined[^1].Operations.All(operation => IsWithin(operation, added.Address)))
                joined[^1] = joined[^1] with { Operations = joined[^1].Operations.Add(added) };
            else
                joined.Add(sentences[at]);
            at = end;
        }
        return [.. joined];
    }

    /// <summary>The same words in each, or each an article that is written anew.</summary>
    private static bool AreAlike(AmendingSentence one, AmendingSentence next) =>
        Words(one) is { } words ? Words(next) is { } also && words.Changes.SequenceEqual(also.Changes) : (IsAnew(one) && IsAnew(next)) || (LosesCaption(one) && LosesCaption(next));

    private static bool LosesCaption(AmendingSentence sentence) => sentence.Operations is [AmendingOperation.SetCaption { Caption: null, IsBefore: false } caption] && IsArticles(caption.Address);

    private static AmendingSentence Together(ImmutableArray<AmendingOperation> operations)
    {
        var addresses = operations.Select(operation => operation.Address).ToArray();
        return operations[0] is AmendingOperation.ChangeWords words ? new([words with { Address = Places(addresses, "の規定") }], 0)
            : operations[0] is AmendingOperation.SetCaption caption ? new([caption with { Address = Places(addresses, "") }], 0)
            : new([new AmendingOperation.Rewrite(Places(addresses, ""), string.Join('\n', operations.Select(InstrumentWriter.BlockOf)))], 0);
    }

    private static bool IsAnew(AmendingSentence sentence) => sentence.Operations is [AmendingOperation.Rewrite rewrite] && IsArticles(rewrite.Address) && !ExplicitText.IsExplicit(rewrite.Block);

    /// <summary>第7条第2項を削り、同条の次に次の1条を加える: what changes an article, and no lines follow.</summary>
    private static bool IsWithin(AmendingOperation operation, string article) =>
        InstrumentWriter.BlockOf(operation) is null && operation.Address.StartsWith(article, StringComparison.Ordinal) && operation.Address.IndexOf('条', article.Length) < 0
            && (operation.Address.Length > article.Length ? operation.Address[article.Length] != 'の' && InstrumentAddress.Joint(operation.Address).Count == 0 : operation is AmendingOperation.ChangeWords or AmendingOperation.SetCaption);

    /// <summary>第4条第1項及び第2項中: the same words in neighbouring paragraphs of an article.</summary>
    private static ImmutableArray<AmendingOperation> Within(ImmutableArray<AmendingOperation> operations)
    {
        var joined = new List<AmendingOperation>();
        foreach (var operation in operations)
            if (operation is AmendingOperation.ChangeWords next && joined is [.., AmendingOperation.ChangeWords last] && last.Changes.SequenceEqual(next.Changes) && Beside(last.Address, next.Address) is { } both)
                joined[^1] = last with { Address = both };
            else if (operation is AmendingOperation.Delete gone && joined is [.., AmendingOperation.Delete former] && IsArticles(gone.Address) && IsArticles(former.Address) && former.Address.Count('条') < Most)
                joined[^1] = new AmendingOperation.Delete(former.Address.Replace("及び", "、", StringComparison.Ordinal) + "及び" + gone.Address);
            else if (operation is AmendingOperation.Delete sibling && joined is [.., AmendingOperation.Delete elder] && Siblings(elder.Address, sibling.Address) is { } family)
                joined[^1] = new AmendingOperation.Delete(family);
            else if (operation is AmendingOperation.Delete row && joined is [.., AmendingOperation.Delete before] && IsRow(row.Address) && InstrumentAddress.Several(before.Address).Take(Most).ToList() is { Count: < Most } rows && rows.TrueForAll(IsRow) && InstrumentAddress.TableOf(row.Address) == InstrumentAddress.TableOf(rows[0]))
                joined[^1] = new AmendingOperation.Delete(string.Join('、', rows) + "及び" + row.Address);
            else
                joined.Add(operation);
        return [.. joined];
    }

    /// <summary>第2項第1号及び第2号, 3(2)ア及びイ: further ones beside those that go; null where they would be read as others.</summary>
    private static string? Siblings(string former, string next)
    {
        var all = InstrumentAddress.Several(former).Append(next).ToList();
        var holder = HolderOf(next);
        if (holder.Length == 0 || all.Count > Most || all.Exists(one => HolderOf(one) != holder || one.Contains("附則", StringComparison.Ordinal) || InstrumentAddress.PartOf(one).Part.Length > 0 || TablePlace.IsOne(one)))
            return null;
        var steps = all.Skip(1).Select(one => one[holder.Length..]).ToList();
        var joined = string.Join('、', steps[..^1].Prepend(all[0])) + "及び" + steps[^1];
        return InstrumentAddress.Several(joined).SequenceEqual(all) ? joined : null;

        static string HolderOf(string address) => InstrumentAddress.LastStep(address) is var step && step.Length < address.Length && step[^1] != '条' && !address[..^step.Length].EndsWith('の') ? address[..^step.Length] : "";
    }

    private static bool IsRow(string address) => TablePlace.IsOne(address) && address.EndsWith('項') && InstrumentAddress.Joint(address).Count == 0 && InstrumentAddress.TableOf(address).Length > 0;

    private static bool IsArticles(string address) => InstrumentAddress.Several(address).All(one => one is ['第', .., '条'] && one.LastIndexOf('第') == 0);

    private static string? Beside(string address, string next)
    {
        // 第7条前段及び後段中
        var ((place, part), (same, former)) = (InstrumentAddress.PartOf(next), InstrumentAddress.PartOf(address));
        if (same == place && SentenceParts.IsName(part) && SentenceParts.IsName(former))
            return $"{address}及び{part}";
        var step = InstrumentAddress.LastStep(next);
        return step is ['第', .., '項'] && next[..^step.Length] is ['第', .., '条'] article && address.StartsWith(article, StringComparison.Ordinal) && address.EndsWith('項') && !address[article.Length..].Contains('号', StringComparison.Ordinal)
            ? address.Replace("及び", "、", StringComparison.Ordinal) + "及び" + step : null;
    }

    private static AmendingOperation.ChangeWords? Words(AmendingSentence sentence) =>
        sentence.Operations is [AmendingOperation.ChangeWords words] && words.Address.StartsWith('第') && words.Address.Contains('条', StringComparison.Ordinal) ? words : null;

    /// <param name="closing">What stands behind 第4条から第6条まで.</param>
    private static string Places(string[] addresses, string closing)
    {
        var numbers = Array.ConvertAll(addresses, address => address.EndsWith('条') && int.TryParse(LabelNumber.Of(address).Segment, out var number) ? number : 0);
        return addresses.Length > 2 && numbers[0] > 0 && Enumerable.Range(0, numbers.Length).All(i => numbers[i] == numbers[0] + i) ? $"{addresses[0]}から{addresses[^1]}まで{closing}"
            // 第4条第1項及び第2項並びに第6条中
            : string.Join('、', addresses[..^1]) + (Array.Exists(addresses, address => address.Contains("及び", StringComparison.Ordinal)) ? "並びに" : "及び") + addresses[^1];
    }
}
