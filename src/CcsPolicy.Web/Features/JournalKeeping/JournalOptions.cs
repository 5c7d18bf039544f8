namespace CcsPolicy.Web.Features.JournalKeeping;

/// <summary>Where signed checkpoints of the journal go: section <c>Journal</c> of the configuration.</summary>
public sealed class JournalOptions
{
    public const string Section = "Journal";

    /// <summary>Names this installation on every checkpoint, such as <c>kyosai.example.jp/ccspolicy</c>; without spaces and plus signs, and never changed.</summary>
    public string Origin { get; set; } = "ccspolicy";

    /// <summary>Folders on other hosts or shares; at least two places are needed, of which the printed sheet may be one. Relative to the data folder, for trying it out.</summary>
    public List<string> Folders { get; set; } = [];
}
