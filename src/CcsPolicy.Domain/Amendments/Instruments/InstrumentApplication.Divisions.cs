using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Names of divisions that are put before articles which stay as they are.
internal sealed partial class InstrumentApplication
{
    /// <summary>第3条の前に次の章名を付する: the articles from that one on stand in the chapter, up to the next.</summary>
    private DomainError? PutName(AmendingOperation.Add add)
    {
        if (Find(add.Address) is not { } found)
            return InstrumentErrors.PlaceIsMissing;
        var lines = DivisionLines.Of(Tree.Provisions);
        var at = lines.FindIndex(line => line.Key == found.Key);
        // A text whose divisions do not stand as their names say cannot get another one between them.
        if (at < 0 || found.Kind >= ProvisionKind.SupplementaryProvision || !DivisionLines.Nested(lines).SequenceEqual(Tree.Provisions))
            return InstrumentErrors.PlaceIsMissing;
        if (ProvisionReader.Read(add.Block).Tree is not { Title: "", Preamble: [], Contents: [], Provisions: [{ Text: "", Children.IsEmpty: true } named] } || !named.Kind.IsContainer() || InstrumentAddress.NameOf(named.Kind) != add.Unit)
            return InstrumentErrors.BlockUnreadable;
        named = named with { Key = new(ids.Next()) };
        lines.Insert(at, named);
        var made = Tree with { Provisions = DivisionLines.Nested(lines) };
        if (IsTaken([.. DraftPosition.Find(made, named.Key)!.Above.LastOrDefault()?.Children ?? made.Provisions], named, named.Label))
            return InstrumentErrors.NumberTaken;
        Added = [named];
        return Become(made);
    }
}
