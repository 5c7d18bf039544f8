using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>
/// 規程の意味。What a text says about itself, read from its tree: its history, the words it defines, where it points and from when it holds.
/// Always a result, never an exception; what a person should look at is a diagnostic.
/// </summary>
public sealed record ProvisionMeaning(
    ProvisionPaths Paths,
    DocumentHistory History,
    ImmutableArray<Definition> Definitions,
    ImmutableArray<CrossReference> References,
    ImmutableArray<EffectiveProvision> Effective,
    ImmutableArray<TextDiagnostic> Diagnostics)
{
    /// <summary>
    /// Reads the meaning of a tree. With <paramref name="source"/>, the text that the tree was read from, diagnostics stand at the exact line and
    /// column; without it at the first line of their provision.
    /// </summary>
    public static ProvisionMeaning Of(ProvisionTree tree, string? source = null)
    {
        var paths = ProvisionPaths.Of(tree);
        var notes = new MeaningNotes(source);
        var history = new HistoryReader(tree, notes).Read();
        var definitions = new DefinitionReader(paths).ReadAll();
        var references = new ReferenceReader(new ReferenceTargets(paths), new DocumentNames(tree.Title, definitions), notes).ReadAll();
        var effective = new EffectiveReader(paths, history, notes).ReadAll();
        DateNotes.OfBody(paths, notes);
        return new ProvisionMeaning(paths, history, definitions, references, effective, notes.InOrder());
    }
}
