using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>帰属の記録。Keeps for each line where its words went.</summary>
internal sealed class Accounting(int lines)
{
    private readonly List<TextPart> parts = new(lines);

    public void Add(SourceLine line, int provision) => parts.Add(new(line.Start, line.End - line.Start, TextPlace.Provision, provision));

    public void Add(SourceLine line, TextPlace place) => Add(line.Start, line.End, place);

    public void Add(int start, int end, TextPlace place) => parts.Add(new(start, end - start, place, -1));

    public void AddPart(int start, int end, TextPlace place, int provision) => parts.Add(new(start, end - start, place, provision));

    public ImmutableArray<TextPart> InOrder()
    {
        var starts = new int[parts.Count];
        for (var i = 0; i < starts.Length; i++)
            starts[i] = parts[i].Start;
        var ordered = parts.ToArray();
        Array.Sort(starts, ordered);
        return ImmutableCollectionsMarshal.AsImmutableArray(ordered);
    }
}
