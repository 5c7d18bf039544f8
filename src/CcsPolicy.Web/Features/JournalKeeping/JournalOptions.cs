namespace CcsPolicy.Web.Features.JournalKeeping;

/// <summary>Where signed checkpoints of the journal go: section <c>Journal</c> of the configuration.</summary>
public sealed class JournalOptions
{
    public const string Section = "Journal";

    /// <summary>How many places outside the database checkpoints go to at least: whoever rules one of them cannot rewrite what the other holds.</summary>
    public const int LeastPlaces = 2;

    /// <summary>Names this installation on every checkpoint, such as <c>kyosai.example.jp/ccspolicy</c>; without spaces and plus signs, and never changed.</summary>
    public string Origin { get; set; } = "ccspolicy";

    /// <summary>Folders on other hosts or shares; at least two places are needed, of which the printed sheet may be one. Relative to the data folder, for trying it out.</summary>
    public List<string> Folders { get; set; } = [];

    /// <summary>Says that the sheet of the page of checkpoints is printed and filed on fixed days: it counts as one place.</summary>
    public bool PrintedSheet { get; set; }

    /// <summary>How many places there are. A folder that is named twice is one.</summary>
    public int Places => Folders.Where(folder => folder.Length > 0).Select(folder => folder.TrimEnd('/', '\\')).Distinct(StringComparer.Ordinal).Count() + (PrintedSheet ? 1 : 0);
}
