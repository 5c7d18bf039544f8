using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Consequences;

/// <summary>そのままの参照。A reference of the old text and where its words stand in the new one.</summary>
/// <param name="Pointer">As it was read in the old text.</param>
/// <param name="Start">Where it stands now; −1 when its words were changed.</param>
/// <param name="IsAtEdge">Words that are new, or words that went, stood right beside it.</param>
internal sealed record CarriedPointer(ReadPointer Pointer, int Start, bool IsAtEdge)
{
    public static List<CarriedPointer> Of(List<ReadPointer> pointers, ComparedProvision row)
    {
        var carried = new List<CarriedPointer>();
        var (from, to, next) = (0, 0, 0);
        foreach (var (kind, words) in row.Text)
        {
            if (kind == StretchKind.Inserted) to += words.Length;
            if (kind == StretchKind.Deleted) from += words.Length;
            if (kind != StretchKind.Kept) continue;
            var end = from + words.Length;
            for (; next < pointers.Count && pointers[next].End <= end; next++)
            {
                var pointer = pointers[next];
                var isAtEdge = (pointer.Start == from && (from > 0 || to > 0)) || (pointer.End == end && (end < row.Old!.Text.Length || to + words.Length < row.New!.Text.Length));
                carried.Add(pointer.Start < from ? new(pointer, -1, true) : new(pointer, to + pointer.Start - from, isAtEdge));
            }
            (from, to) = (end, to + words.Length);
        }
        for (; next < pointers.Count; next++) carried.Add(new(pointers[next], -1, true));
        return carried;
    }
}
