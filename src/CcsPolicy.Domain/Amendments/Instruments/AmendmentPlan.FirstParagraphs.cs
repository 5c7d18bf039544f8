using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

// The first 項 of an article has no number and is no provision of its own. Where another one comes before it or it goes, all of them are looked at as if it had one.
internal sealed partial class AmendmentPlan
{
    private const string FirstStep = "第1項";

    /// <summary>Articles of which it cannot be said so.</summary>
    private readonly HashSet<LineageKey> plain = [];

    /// <summary>The article that is looked at as if its first 項 had a number.</summary>
    private LineageKey opened = LineageKey.None;

    /// <summary>第14条第1項を削り、同条第2項を同条第1項とする; 第7条を同条第2項とし、同条に第1項として次の1項を加える. False, and nothing has changed, where the first 項 stays what it is, or it cannot be said so.</summary>
    private bool BeginsAnew(Provision was, Provision becomes)
    {
        if (!IsArticle(was) || plain.Contains(was.Key) || Parted(was, becomes) is not var (old, now))
            return false;
        End();
        var before = text.Tree;
        var start = sentences.Count;
        try
        {
            text.Return(DraftPosition.Find(text.Tree, was.Key)!.With(DraftPosition.Find(text.Tree, was.Key)!.Provision with { Text = "", Children = old }));
            opened = was.Key;
            Below(was.Key, old, now, isCountedThrough: false);
            End();
            var made = AsOnPaper(sentences[start..], text.AddressOf(was.Key) ?? "", old.Length == 1);
            // As a reader finds it: the first 項 is the article itself.
            text.Return(before);
            if (made.TrueForAll(sentence => !text.Apply(sentence).Any()) && DraftPosition.Find(text.Tree, was.Key)?.Provision is { } article && OnPaper.SayTheSame([becomes with { Label = was.Label, Heading = article.Heading, HeadingPlace = article.HeadingPlace }], [article]))
            {
                sentences.RemoveRange(start, sentences.Count - start);
                sentences.AddRange(made);
                return true;
            }
        }
        catch (Unsayable)
        {
            // It is said as if the article itself said something else.
        }
        finally
        {
            opened = LineageKey.None;
        }
        open.Clear();
        text.Return(before);
        sentences.RemoveRange(start, sentences.Count - start);
        subjects.RemoveRange(start, subjects.Count - start);
        plain.Add(was.Key);
        return false;
    }

    /// <summary>The 項 of both, the first ones with a number and each under the key of what it was; null where the first 項 is the one that it was, or neither stays nor came from another.</summary>
    private (ImmutableArray<Provision> Old, ImmutableArray<Provision> Now)? Parted(Provision was, Provision becomes)
    {
        if (!IsArticle(becomes) || !FirstOfArticle.IsAnother(was, becomes))
            return null;
        var like = was.Children.Concat(becomes.Children).First(child => child.Kind == ProvisionKind.Paragraph).Label;
        if (NumberRun.Of([like], like) is not { } run || run.Read(like) is not { } number || run.Write(like, number, new([1])) is not { } label)
            return null;
        var old = Lineage.Carry(ProvisionTree.Empty with { Provisions = WithFirst(was, label) }, ProvisionTree.Empty with { Provisions = WithFirst(was, label) }, ids);
        var free = Lineage.WithKeys(ProvisionTree.Empty with { Provisions = WithFirst(becomes, label) }, [.. Enumerable.Repeat(LineageKey.None, WithFirst(becomes, label).Sum(one => one.WithDescendants().Count()))]);
        var now = WithoutMoves(old, Lineage.Carry(old, free, ids), ids);
        foreach (var one in old.All().Concat(now.All()))
            madeOf.TryAdd(one.Provision.Key, was.Key);
        var (first, isNow) = (old.Provisions[0].Key, now.Provisions[0].Key);
        return first != isNow && (now.Provisions.Any(one => one.Key == first) || old.Provisions.Any(one => one.Key == isNow)) ? (old.Provisions, now.Provisions) : null;
    }

    private static ImmutableArray<Provision> WithFirst(Provision article, string label) =>
        [new() { Kind = ProvisionKind.Paragraph, Label = label, Text = article.Text, Children = [.. InstrumentApplication.ItemsOf(article)] }, .. article.Children.Where(child => child.Kind == ProvisionKind.Paragraph)];

    /// <summary>第7条を同条第2項とし: as long as the article has no other, its first 項 is told by its name.</summary>
    private static List<AmendingSentence> AsOnPaper(List<AmendingSentence> said, string address, bool isOnly)
    {
        var first = address + FirstStep;
        string Plain(string place) => isOnly && place.StartsWith(first, StringComparison.Ordinal) ? address + place[first.Length..] : place;
        return said.ConvertAll(sentence => sentence with
        {
            Operations = [.. sentence.Operations.Select(operation =>
            {
                if (operation is AmendingOperation.Renumber { Number: ['第', .., '項'] number } renumbered && renumbered.Address == first)
                {
                    operation = renumbered with { Address = Plain(first), Number = isOnly ? address + InstrumentAddress.LastStep(number) : number };
                    isOnly = false;
                    return operation;
                }
                return operation with { Address = Plain(operation.Address) };
            })],
        });
    }

    private static bool IsEmptied(Provision article) => article.Text.Length == 0 && !InstrumentApplication.ItemsOf(article).Any();

    private void AddedFirst(Level level, Provision first, string address)
    {
        var written = ProvisionWriter.WritePlain(new ProvisionTree { Provisions = [first] }).Trim('\n');
        var block = written.StartsWith(first.Label, StringComparison.Ordinal) ? written[first.Label.Length..].TrimStart('　', ' ') : written;
        Do(new AmendingOperation.Add(address, AddedSide.First, block) { Unit = "項", Count = 1, As = FirstStep }, level.Parent);
        End();
        level.Kept.Add(first.Key);
    }
}
