using System.Globalization;

namespace CcsPolicy.Web.Shell.Display;

/// <summary>
/// 表示の設定。Language, colours, face of the text and height of rows, as this browser chose them.
/// Kept in one cookie that holds nothing but these four words, so that it works before anyone has signed in.
/// </summary>
public sealed record DisplayChoices(string Language, string Theme, string Font, string Rows)
{
    public static readonly IReadOnlyList<string> Languages = ["ja", "en"];
    public static readonly IReadOnlyList<string> Themes = ["auto", "light", "dark"];
    public static readonly IReadOnlyList<string> Fonts = ["gothic", "mincho"];
    public static readonly IReadOnlyList<string> RowHeights = ["wide", "compact"];

    /// <summary>Japanese, colours as the system says, gothic, rows that are easy to hit.</summary>
    public static DisplayChoices Default { get; } = new("ja", "auto", "gothic", "wide");

    /// <summary>The written form is "ja.auto.gothic.wide"; anything unknown in it is the default.</summary>
    public static DisplayChoices Parse(string? cookie)
    {
        var words = (cookie ?? "").Split('.');
        return Default.With(Word(0), Word(1), Word(2), Word(3));
        string? Word(int at) => at < words.Length ? words[at] : null;
    }

    /// <summary>These choices with the known ones among the given words in their place.</summary>
    public DisplayChoices With(string? language = null, string? theme = null, string? font = null, string? rows = null) => new(
        Known(Languages, language) ?? Language, Known(Themes, theme) ?? Theme, Known(Fonts, font) ?? Font, Known(RowHeights, rows) ?? Rows);

    public CultureInfo Culture => CultureInfo.GetCultureInfo(Language == "en" ? "en" : "ja");

    public override string ToString() => $"{Language}.{Theme}.{Font}.{Rows}";

    private static string? Known(IReadOnlyList<string> allowed, string? word) => word is not null && allowed.Contains(word) ? word : null;
}
