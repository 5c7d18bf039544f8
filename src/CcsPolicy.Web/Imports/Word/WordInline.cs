using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CcsPolicy.Web.Imports.Word;

/// <summary>段落の文字。The characters of one paragraph: insertions kept, deletions dropped, the base of ruby only, results of fields and not their instructions.</summary>
internal sealed partial class WordInline(WordLosses losses)
{
    private readonly StringBuilder text = new();
    private readonly Stack<StringBuilder> fields = new();

    public string Text => text.ToString();

    public List<XElement> TextBoxes { get; } = [];

    public List<(string Name, string Id)> NoteReferences { get; } = [];

    public void Add(XElement element)
    {
        foreach (var child in element.Elements())
            AddOne(child);
    }

    private void AddOne(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "t":
                text.Append(element.Value);
                break;
            case "tab" or "ptab":
                text.Append('\t');
                break;
            case "br" or "cr":
                text.Append('\n');
                break;
            case "noBreakHyphen":
                text.Append('-');
                break;
            case "sym":
                losses.Signs++;
                text.Append('〓');
                break;
            case "r":
                if (element.Child("rPr").Child("vanish").IsOn())
                    losses.Hidden++;
                else
                    Add(element);
                break;
            case "ruby":
                if (element.Child("rubyBase") is { } ruby)
                    Add(ruby);
                break;
            case "AlternateContent":
                if ((element.Child("Choice") ?? element.Child("Fallback")) is { } chosen)
                    Add(chosen);
                break;
            case "txbxContent":
                TextBoxes.Add(element);
                break;
            case "footnoteReference" or "endnoteReference":
                NoteReferences.Add((element.Name.LocalName, element.Value("id") ?? ""));
                break;
            case "commentReference":
                losses.Comments++;
                break;
            case "blip" or "imagedata" or "OLEObject" or "chart":
                losses.Pictures++;
                break;
            case "fldChar":
                AddFieldMark(element.Value("fldCharType"));
                break;
            case "instrText":
                if (fields.TryPeek(out var instruction))
                    instruction.Append(element.Value);
                break;
            case "pPr" or "rPr" or "del" or "moveFrom" or "delText" or "sdtPr" or "softHyphen":
                break;
            default:
                Add(element);
                break;
        }
    }

    private void AddFieldMark(string? kind)
    {
        if (kind == "begin")
            fields.Push(new StringBuilder());
        else if (kind == "end" && fields.TryPop(out var instruction))
            text.Append(FieldSign(instruction.ToString()));
    }

    /// <summary>Word keeps an enclosed number (囲い文字) and older ruby as a drawing instruction without a result; the sign or the base text is meant.</summary>
    private static string FieldSign(string instruction)
    {
        if (Circled().Match(instruction) is { Success: true } circled)
        {
            var inside = circled.Groups[1].Value.Normalize(NormalizationForm.FormKC);
            return int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? WordNumberFormat.Write(number, "decimalEnclosedCircle")
                : inside;
        }
        return OldRuby().Match(instruction) is { Success: true } ruby ? ruby.Groups[1].Value : "";
    }

    [GeneratedRegex(@"^\s*eq\s+\\o(?:\\a[clr])?\s*\(\s*[○◯〇]\s*[,;]\s*([^)]{1,4}?)\s*\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Circled();

    [GeneratedRegex(@"\\s\\up[^(]{0,20}\([^)]{0,200}\)\s*[,;]\s*([^)]{1,200})\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OldRuby();
}

/// <summary>取り込めなかったもの。Counts of what a Word document holds besides its text.</summary>
internal sealed class WordLosses
{
    public int Pictures { get; set; }

    public int Comments { get; set; }

    public int Hidden { get; set; }

    public int Signs { get; set; }

    public int Embedded { get; set; }

    public IEnumerable<SourceRemark> ToRemarks()
    {
        if (Pictures > 0)
            yield return new("import.pictures", 0, $"図や画像 {Pictures} 個は取り込んでいません。", $"{Pictures} pictures or drawings were not taken in.");
        if (Comments > 0)
            yield return new("import.comments", 0, $"コメント {Comments} 件は取り込んでいません。", $"{Comments} comments were not taken in.");
        if (Hidden > 0)
            yield return new("import.hidden-text", 0, $"隠し文字 {Hidden} か所は取り込んでいません。", $"{Hidden} stretches of hidden text were not taken in.");
        if (Signs > 0)
            yield return new("import.signs", 0, $"記号フォントの文字 {Signs} 個は文字に直せないため「〓」で示しています。", $"{Signs} signs of a symbol font have no character and are shown as \"〓\".");
        if (Embedded > 0)
            yield return new("import.embedded", 0, $"埋め込まれた別の文書 {Embedded} 個は取り込んでいません。", $"{Embedded} embedded documents were not taken in.");
    }
}
