using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Captions, of one article or of several at once.
internal sealed partial class InstrumentApplication
{
    /// <summary>第1条から第3条までの見出しを削る: each of them has one, or nothing happens.</summary>
    private DomainError? SetCaption(AmendingOperation.SetCaption caption)
    {
        if (caption.IsName)
            return SetName(caption.Address, caption.Caption!);
        var before = Tree;
        foreach (var address in Each(caption.Address).ToList())
            if (SetCaptionOf(address, caption) is { } refusal)
            {
                Return(before);
                return refusal;
            }
        return null;
    }

    /// <summary>題名を「…」に改める, 第2章の章名を「…」に改める: with the number of the chapter or without.</summary>
    private DomainError? SetName(string address, string name)
    {
        if (address == InstrumentAddress.Title)
            return Become(Tree with { Title = name });
        if (Find(address) is not { } found || !found.Kind.IsContainer())
            return InstrumentErrors.PlaceIsMissing;
        return Become(DraftPosition.Find(Tree, found.Key)!.With(ProvisionText.Read(name).Tree.Provisions is [{ Heading: not null } read] && read.Kind == found.Kind
            ? found with { Label = read.Label, Heading = read.Heading } : found with { Heading = name }));
    }

    private DomainError? SetCaptionOf(string address, AmendingOperation.SetCaption caption)
    {
        // 第1条の見出し及び第2条の見出し
        if (Find(InstrumentAddress.PartOf(address) is { Part: "の見出し" or "の前の見出し", Place: var named } ? named : address) is not { } found)
            return InstrumentErrors.PlaceIsMissing;
        if (found.Heading is null != caption.IsNew)
            return Misplaced(InstrumentAddress.PartOf(address) is { Part: "の見出し" or "の前の見出し" } of ? of.Place : address, found, caption);
        var place = caption.Caption is null || (caption.IsNew && caption.IsBare && !found.Label.Contains('条', StringComparison.Ordinal)) ? HeadingPlace.SameLine : caption.IsNew ? CaptionPlace() : found.HeadingPlace;
        return Become(Draft.Apply(Tree, new DraftOperation.SetHeading(found.Key, caption.Caption, place)));
    }

    /// <summary>A caption that is to come where there is one, or to change or go where there is none.</summary>
    private DomainError Misplaced(string address, Provision found, AmendingOperation.SetCaption caption)
    {
        if (caption.Caption is null)
            return InstrumentErrors.WordsMissing;
        var becomes = caption.IsBare ? caption.Caption : $"（{caption.Caption}）";
        if (!caption.IsNew)
            return InstrumentErrors.CaptionIsMissing(address, becomes);
        var stands = found.HeadingPlace is HeadingPlace.BracketedAbove or HeadingPlace.BracketedAfter ? $"（{found.Heading}）" : found.Heading!;
        var isShared = GroupCaptions.IsShared(DraftPosition.Find(Tree, found.Key)!.Above.LastOrDefault()?.Children ?? Tree.Provisions, found.Key);
        return caption.IsBefore && !isShared ? InstrumentErrors.CaptionStandsBefore(address, stands, becomes) : InstrumentErrors.CaptionStands(isShared ? address + "の前" : address, stands, becomes);
    }

    /// <summary>A caption stands where those of the text stand; above the article where there are none.</summary>
    private HeadingPlace CaptionPlace() =>
        Tree.All().FirstOrDefault(at => at.Provision is { Kind: ProvisionKind.Article, Heading: not null, HeadingPlace: not HeadingPlace.Shared }).Provision?.HeadingPlace ?? HeadingPlace.BracketedAbove;
}
