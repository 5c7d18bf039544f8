using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Importing;

/// <summary>取込みの入力。Everything that was typed, so that it comes back whatever went wrong.</summary>
public sealed class ImportForm
{
    public string? Text { get; set; }

    /// <summary>The file on the shelf that the text was read from.</summary>
    public string? Shelf { get; set; }

    /// <summary>What the file was called that the text was read from.</summary>
    public string? FileName { get; set; }

    public string? Purpose { get; set; }

    public string? Document { get; set; }

    public DocumentForm New { get; set; } = new();

    public string? Kind { get; set; }

    public string? EnactedOn { get; set; }

    public string? EffectiveFrom { get; set; }

    public string? PromulgatedOn { get; set; }

    public string? AppliesFrom { get; set; }

    /// <summary>What was proposed from the text before: a field that still says so was not typed, and gives way to what another text proposes.</summary>
    public ImportProposal Proposed { get; set; } = new();

    /// <summary>The edition that the text was compared with on the page: nothing is saved on another one that the person has not seen it beside.</summary>
    public string? Against { get; set; }

    /// <summary>read or save: the button that was pressed.</summary>
    public string? Act { get; set; }
}

/// <summary>取込みの提案。What a text says of itself, as it was put into the fields.</summary>
public sealed class ImportProposal
{
    public string? Title { get; set; }

    public string? Kind { get; set; }

    public string? EnactedOn { get; set; }

    public string? EffectiveFrom { get; set; }

    public string? PromulgatedOn { get; set; }

    public string? AppliesFrom { get; set; }
}
