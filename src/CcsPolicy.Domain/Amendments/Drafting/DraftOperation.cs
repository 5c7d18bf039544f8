using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>
/// 起案の操作。One change to a draft. It names provisions by lineage key, so it holds whatever has been renumbered meanwhile, and
/// operations on different provisions may come in any order. The hierarchy is closed.
/// </summary>
public abstract record DraftOperation
{
    private DraftOperation()
    {
    }

    /// <summary>全文の取込み: the whole text, with keys already carried from the draft before.</summary>
    public sealed record ReplaceText(ProvisionTree Text) : DraftOperation;

    /// <summary>題名を改める。</summary>
    public sealed record SetTitle(string Title) : DraftOperation;

    /// <summary>題名の次の行（制定・改正の年月日、制定文）を改める。</summary>
    public sealed record SetPreamble(ImmutableArray<string> Lines) : DraftOperation;

    /// <summary>目次を改める。</summary>
    public sealed record SetContents(ImmutableArray<string> Lines) : DraftOperation;

    /// <summary>条項の文を改める, without what is below it.</summary>
    public sealed record SetText(LineageKey Key, string Text) : DraftOperation;

    /// <summary>見出しを改め、付し、又は削る。</summary>
    public sealed record SetHeading(LineageKey Key, string? Heading, HeadingPlace Place) : DraftOperation;

    /// <summary>番号を改める。</summary>
    public sealed record SetLabel(LineageKey Key, string Label) : DraftOperation;

    /// <summary>繰上げ・繰下げ: several numbers at once.</summary>
    public sealed record Renumber(ImmutableArray<NewLabel> Labels) : DraftOperation;

    /// <summary>条項を加える。All keys must be new.</summary>
    public sealed record Insert(DraftPlace Place, ImmutableArray<Provision> Provisions) : DraftOperation;

    /// <summary>条項を、下にあるものを含めて差し替える。What is below keeps the keys it is recognised by; others must be new.</summary>
    public sealed record Replace(LineageKey Key, ImmutableArray<Provision> Provisions) : DraftOperation;

    /// <summary>条項を、下にあるものを含めて削る。</summary>
    public sealed record Delete(LineageKey Key) : DraftOperation;

    /// <summary>条項を、下にあるものを含めて移す。</summary>
    public sealed record Move(LineageKey Key, DraftPlace Place) : DraftOperation;

    /// <summary>系譜を改める: which provisions of the base the provisions of the draft continue. No word changes.</summary>
    public sealed record Rekey(ImmutableArray<NewKey> Keys) : DraftOperation;

    /// <summary>The stored form: canonical JSON that names its version.</summary>
    public string Write() => DraftOperationJson.Write(this);

    /// <summary>Reads the stored form.</summary>
    public static Result<DraftOperation> Read(string stored) => DraftOperationJson.Read(stored);
}

/// <summary>新しい番号。</summary>
public readonly record struct NewLabel(LineageKey Key, string Label);

/// <summary>新しい系譜キー。</summary>
public readonly record struct NewKey(LineageKey Key, LineageKey To);
