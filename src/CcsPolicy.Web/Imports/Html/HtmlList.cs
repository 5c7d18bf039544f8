using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Web.Imports.Word;

namespace CcsPolicy.Web.Imports.Html;

/// <summary>HTML の箇条書き。Counts the items of one list and writes the number that a browser shows before each.</summary>
internal sealed partial class HtmlList(bool ordered, string? type, string? style, string? start)
{
    private const int Furthest = 1_000_000;

    private readonly string format = ordered ? FormatOf(type, style) : StyleOf(style) == "none" ? "none" : "bullet";
    private int next = Number(start) ?? 1;

    /// <summary>Whether the item writes its number itself, as pages do that hide the browser's.</summary>
    public static bool HasOwnLabel(string text) => OwnLabel().IsMatch(text);

    public string Next(string? value)
    {
        var number = Number(value) ?? next;
        next = number + 1;
        return format switch
        {
            "bullet" => "・",
            "none" => "",
            "aiueoFullWidth" or "irohaFullWidth" or "japaneseCounting" => WordNumberFormat.Write(number, format) + "、",
            _ => WordNumberFormat.Write(number, format) + ". ",
        };
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && Math.Abs((long)number) < Furthest
            ? number
            : null;

    private static string FormatOf(string? type, string? style) => (StyleOf(style) ?? type) switch
    {
        "a" or "lower-alpha" or "lower-latin" => "lowerLetter",
        "A" or "upper-alpha" or "upper-latin" => "upperLetter",
        "i" or "lower-roman" => "lowerRoman",
        "I" or "upper-roman" => "upperRoman",
        "katakana" => "aiueoFullWidth",
        "katakana-iroha" => "irohaFullWidth",
        "cjk-ideographic" or "japanese-informal" or "cjk-decimal" => "japaneseCounting",
        "none" => "none",
        "disc" or "circle" or "square" => "bullet",
        _ => "decimal",
    };

    private static string? StyleOf(string? style) =>
        ListStyle().Match(style ?? "") is { Success: true } found ? found.Groups[1].Value.ToLowerInvariant() : null;

    [GeneratedRegex(@"list-style(?:-type)?\s*:\s*([a-z-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ListStyle();

    [GeneratedRegex(@"^(?:第[0-9０-９一二三四五六七八九十百]|[(（][0-9０-９a-zａ-ｚア-ンｱ-ﾝ一二三四五六七八九十]{1,3}[)）]|[0-9０-９]{1,3}[ 　.．、)）]|[①-⑳⑴-⒇]|[一二三四五六七八九十]{1,3}[ 　、]|[ア-ンａ-ｚ][ 　、]|[・○●■□◆])")]
    private static partial Regex OwnLabel();
}
