using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>他の文書への参照。A pointer in one text at a provision of another, which it calls by its title or by a short name that it defines: 基本方針第9条, 同方針第3条. Of a list or a range each pointer is one.</summary>
/// <param name="At">The provision that it stands in; null for the lines before the body.</param>
/// <param name="Start">Where its words begin in the text of that provision, or in those lines as one text.</param>
/// <param name="Length">How long they are, without the name before them.</param>
/// <param name="Other">Which of the other texts, by its place among them.</param>
/// <param name="To">The provision of the other text.</param>
public sealed record OutsideReference(ProvisionPath? At, int Start, int Length, int Other, ProvisionPath To)
{
    /// <summary>All of them, in the order of the texts and of the words; what may mean something else is none.</summary>
    /// <param name="definitions">Those of the text itself, for the short names.</param>
    public static ImmutableArray<OutsideReference> Of(ProvisionPaths citing, ImmutableArray<Definition> definitions, IReadOnlyList<GlossaryText> others)
    {
        ArgumentNullException.ThrowIfNull(citing);
        ArgumentNullException.ThrowIfNull(others);
        var found = ImmutableArray.CreateBuilder<OutsideReference>();
        var preamble = string.Join('\n', citing.Tree.Preamble);
        for (var at = 0; at < others.Count; at++)
        {
            var names = new NamesElsewhere(others[at].Title, definitions);
            if (names.IsEmpty || !(names.StandIn(preamble) || citing.All.Any(placed => names.StandIn(placed.Provision.Text))))
                continue;
            var walk = PointerWalk.Into(new ReferenceTargets(others[at].Paths), names);
            if (preamble.Length > 0 && citing.All.FirstOrDefault(placed => placed.Part < 0) is { } first)
            {
                walk.Enter(first);
                foreach (var pointer in walk.Read(first, preamble).Where(pointer => pointer.IsFound))
                    found.Add(new(null, pointer.Start, pointer.End - pointer.Start, at, walk.Targets.Paths.All[pointer.Pointer.Target].Path));
            }
            foreach (var placed in citing.All)
            {
                walk.Enter(placed);
                foreach (var pointer in walk.Read(placed, placed.Provision.Text).Where(pointer => pointer.IsFound))
                    found.Add(new(placed.Path, pointer.Start, pointer.End - pointer.Start, at, walk.Targets.Paths.All[pointer.Pointer.Target].Path));
            }
        }
        return found.ToImmutable();
    }
}
