using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments.Rows;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

// What a provision that stays says afterwards.
internal sealed partial class AmendmentPlan
{
    /// <summary>What changed in a provision that stays, and below it.</summary>
    private void Words(LineageKey parent, Provision was, Provision becomes)
    {
        if (was.Equals(becomes with { Label = was.Label }))
            return;
        if (parent.IsNone || was.Kind <= ProvisionKind.Article)
            End();
        subject = was.Key;
        if (replaced.Contains(was.Key) && TryAnew(parent, was, becomes))
            return;
        if (anew.Contains(was.Key) || was.Kind != becomes.Kind || (was.HeadingPlace != becomes.HeadingPlace && was.Heading is not null && becomes.Heading is not null))
        {
            Anew(parent, was, becomes);
            return;
        }
        // A form is written anew when more of it changes than what stands beside its name (第9条関係).
        if (was.Kind == ProvisionKind.Form && WithoutFirstLine(was.Text) != WithoutFirstLine(becomes.Text) && TryAnew(parent, was, becomes))
            return;
        // 第5条　削除 is written anew, though nothing but its words changed.
        if (was.Text != becomes.Text && becomes is { Kind: ProvisionKind.Article, Text: "削除" } && TryAnew(parent, was, becomes))
            return;
        // So is a 附則 of one sentence that is parted into articles.
        if (was is { Kind: ProvisionKind.SupplementaryProvision, Text.Length: > 0, Children.IsEmpty: true } && becomes is { Text: "", Children: [{ Kind: ProvisionKind.Article }, ..] } && TryAnew(parent, was, becomes))
            return;
        var address = AddressOf(was.Key, parent);
        if (Renumbered(address, was, becomes) is var renumbered && !ReferenceEquals(renumbered, becomes))
            (was, becomes) = (DraftPosition.Find(text.Tree, was.Key)!.Provision, renumbered);
        if (was.Heading != becomes.Heading)
        {
            if (was.Kind.IsContainer())
            {
                // 第2章の章名; what is called otherwise is written anew.
                var unit = address.LastIndexOfAny([.. "編章節款目"]);
                Do(new AmendingOperation.Rewrite($"{address}の{(unit < 0 ? throw new Unsayable(was.Key) : address[unit])}名", $"{was.Label}　{becomes.Heading}"), was.Key);
                End();
            }
            else
                Caption(parent, was, new AmendingOperation.SetCaption(address, becomes.Heading) { IsNew = was.Heading is null, IsBefore = was.Kind == ProvisionKind.Article && GroupCaptions.IsShared(parent.IsNone ? text.Tree.Provisions : DraftPosition.Find(text.Tree, KeyOf(parent))!.Provision.Children, was.Key), IsBare = becomes is { Heading: { } caption, HeadingPlace: HeadingPlace.SameLine } && !(caption.StartsWith('（') || caption.StartsWith('(')) });
        }
        if (BeginsAnew(was, becomes))
            return;
        if (Notes(address, was, becomes))
            return;
        if (was.Text != becomes.Text && !Rows(address, was, becomes) && !InParts(address, was, becomes))
        {
            var quoted = Quoted(address, was, becomes);
            // Much that changes reads better as one sentence; what is below stays where it is.
            if (IsMuch(quoted?.Changes, was.Text) && was.Children.IsEmpty && becomes.Children.IsEmpty && TryAnew(parent, was, becomes))
                return;
            // A table of other columns is another one.
            if (was.Kind is ProvisionKind.Appendix or ProvisionKind.Form && was.Text.Contains('\t', StringComparison.Ordinal) && CrossesCells(quoted) && TryAnew(parent, was, becomes))
                return;
            Do(quoted ?? throw new Unsayable(was.Key), was.Key);
        }
        // 3―1 is free when 4―1 has gone on: such numbers change together, as those of articles do.
        Below(was.Key, was.Children, becomes.Children, was.Kind.IsContainer() || was.Children.Any(child => InstrumentApplication.IsLayered(child.Label)));
    }

    private static string WithoutFirstLine(string text) => text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? text[end..] : "";

    /// <summary>Rows that go or come in a table; what else changed in the text is said in words. False when it has no such rows, or they cannot be told by their names.</summary>
    private bool Rows(string address, Provision was, Provision becomes)
    {
        // The table of an article is named as such.
        var table = was.Kind is ProvisionKind.Appendix or ProvisionKind.Form ? address : address + "の表";
        if (RowChanges.Between(table, was.Text, becomes.Text, isByRows: was.Text.Contains('\n', StringComparison.Ordinal) && CrossesCells(Quoted(address, was, becomes))) is not { } operations || !TryAll(operations, () => true))
            return false;
        var now = DraftPosition.Find(text.Tree, KeyOf(was.Key))!.Provision;
        if (now.Text != becomes.Text)
            Do(Quoted(address, now, becomes) ?? throw new Unsayable(was.Key), was.Key);
        return true;
    }

    /// <summary>Whether what is quoted would run over the border of a cell or the end of a row.</summary>
    private static bool CrossesCells(AmendingOperation.ChangeWords? quoted) =>
        quoted is null || quoted.Changes.Any(change => change.Was.AsSpan().ContainsAny('\t', '\n') || change.Becomes.AsSpan().ContainsAny('\t', '\n'));

    /// <summary>ただし書 and 後段 that come, go or are other ones, and words within a part. False when the text has no such parts, or the change is not one of them.</summary>
    private bool InParts(string address, Provision was, Provision becomes)
    {
        if (was.Text.Contains('\n', StringComparison.Ordinal) || becomes.Text.Contains('\n', StringComparison.Ordinal))
            return false;
        var named = was.Children.Any(child => child.Kind == ProvisionKind.Paragraph) && text.IsFirstParagraph(address + "第1項") ? address + "第1項" : address;
        var operations = new List<AmendingOperation>();
        var isSaid = (SentenceParts.Split(was.Text), SentenceParts.Split(becomes.Text)) switch
        {
            (null, { } added) => Part(named, was.Text, added.Before, mayBeAnew: false) && Also(new AmendingOperation.AddSentence(named, added.Part == SentenceParts.Proviso ? AddedSentence.Proviso : AddedSentence.LatterPart, added.Tail)),
            ({ } gone, null) => Part(named + SentenceParts.Beside(gone.Part), gone.Before, becomes.Text) && Also(new AmendingOperation.Delete(named + gone.Part)),
            // 後段を削り、同条に次のただし書を加える
            ({ } old, { } now) when old.Part != now.Part => Part(named + SentenceParts.Beside(old.Part), old.Before, now.Before) && Also(new AmendingOperation.Delete(named + old.Part))
                && Also(new AmendingOperation.AddSentence(named, now.Part == SentenceParts.Proviso ? AddedSentence.Proviso : AddedSentence.LatterPart, now.Tail)),
            ({ } old, { } now) => Part(named + SentenceParts.Beside(old.Part), old.Before, now.Before) && Part(named + old.Part, old.Tail, now.Tail),
            _ => false,
        };
        return isSaid && TryAll(operations, () => DraftPosition.Find(text.Tree, was.Key)!.Provision.Text == becomes.Text);

        bool Also(AmendingOperation operation)
        {
            operations.Add(operation);
            return true;
        }

        // The words of one part, or the part anew when they are many.
        bool Part(string place, string old, string now, bool mayBeAnew = true) =>
            old == now || (Changes(old, now) is { } changes && !IsMuch(changes, old) ? Also(new AmendingOperation.ChangeWords(place, changes)) : mayBeAnew && Also(new AmendingOperation.Rewrite(place, now)));
    }

    /// <summary>All of the operations, as sentences, each that lines follow being the last of its own; or none, where one does not fit or they do not do what they should.</summary>
    private bool TryAll(IReadOnlyList<AmendingOperation> operations, Func<bool> isDone)
    {
        var before = text.Tree;
        if (operations.Any(operation => text.Apply(operation) is not null) || !isDone())
        {
            text.Return(before);
            return false;
        }
        foreach (var operation in operations)
        {
            open.Add(operation);
            if (InstrumentWriter.BlockOf(operation) is not null)
                End();
        }
        return true;
    }

    private ImmutableArray<WordChange>? Changes(string old, string now) => Alike(old, now, _ => true) ?? WordChanges.Between(old, now, words => InstrumentScope.Count(old, words) == 1);

    /// <summary>Whether so much is quoted that a reader is better served by the whole.</summary>
    private static bool IsMuch(ImmutableArray<WordChange>? changes, string old) =>
        changes is not { } quoted || quoted.Length > 4 || (old.Length > 20 && quoted.Sum(change => change.Was.Length) * 10 > old.Length * 7);

    private AmendingOperation.ChangeWords? Quoted(string address, Provision was, Provision becomes)
    {
        // The own words of an article with items or paragraphs: in its first paragraph where it has others, else in the place with all below it.
        foreach (var place in was.Children.IsEmpty ? new[] { address } : was.Children.Any(child => child.Kind == ProvisionKind.Paragraph) ? [address + "第1項", address, address + "各号列記以外の部分"] : [address, address + "各号列記以外の部分"])
        {
            var (named, part) = InstrumentAddress.PartOf(place);
            if (InstrumentScope.Of(text, named, part) is not { } texts || (place.Length == address.Length + 3 && !(address.EndsWith('条') && text.IsFirstParagraph(place))))
                continue;
            bool IsOnce(string words) => texts.Sum(one => InstrumentScope.Count(one.Text, words)) == 1;
            // 第8条各号列記以外の部分中「行う」: the words alone, where the items say them too.
            if (place == address && IsArticle(was) && !was.Children.IsEmpty && Changes(was.Text, becomes.Text) is { } own && own.Any(change => !IsOnce(change.Was)))
                continue;
            if ((Alike(was.Text, becomes.Text, IsOnce) ?? WordChanges.Between(was.Text, becomes.Text, IsOnce)) is { } changes)
                return new AmendingOperation.ChangeWords(place, changes);
        }
        return null;
    }

    private void Anew(LineageKey parent, Provision was, Provision becomes)
    {
        if (!TryAnew(parent, was, becomes))
            throw new Unsayable(parent);
    }

    private bool TryAnew(LineageKey parent, Provision was, Provision becomes)
    {
        End();
        // In its place, under the number that it has; a new one it gets with the others.
        var numbered = becomes with { Label = was.Label, HeadingPlace = becomes.Heading is null ? HeadingPlace.SameLine : becomes.HeadingPlace };
        var address = AddressOf(was.Key, parent);
        var isDone = TryOnce(block => new AmendingOperation.Rewrite(address, block), [numbered], () => DraftPosition.Find(text.Tree, was.Key)?.Provision is { } now && OnPaper.SayTheSame([numbered], [now]));
        End();
        return isDone;
    }

    /// <summary>Lines as an officer writes them; false where they are read as something else.</summary>
    private bool TryOnce(Func<string, AmendingOperation> operation, ImmutableArray<Provision> provisions, Func<bool> isDone)
    {
        var (before, block) = (text.Tree, ProvisionWriter.WritePlain(new ProvisionTree { Provisions = provisions }).Trim('\n'));
        var one = operation(block);
        if (block.Length > 0 && text.Apply(one) is null && isDone())
        {
            open.Add(one);
            return true;
        }
        text.Return(before);
        return false;
    }
}
