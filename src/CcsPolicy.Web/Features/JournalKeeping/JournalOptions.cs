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

    /// <summary>Verifies the whole journal once a day. It takes some seconds for a million entries, of each of which it keeps a hash in memory meanwhile.</summary>
    public bool VerifyDaily { get; set; } = true;

    /// <summary>Says that the sheet of the page of checkpoints is printed and filed on fixed days: it counts as one place.</summary>
    public bool PrintedSheet { get; set; }
}

/// <summary>控えの置き場所の数。How many places outside the database there are: folders that are one, by whatever names, are one; the printed sheet is one.</summary>
public sealed record OutsidePlaces(int Count)
{
    /// <summary>Whether something else would hold what one of them no longer does.</summary>
    public bool Suffice => Count >= JournalOptions.LeastPlaces;
}
