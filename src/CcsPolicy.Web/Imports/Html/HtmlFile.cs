using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace CcsPolicy.Web.Imports.Html;

/// <summary>
/// HTML の読み取り。The text of a saved web page as a person sees it. Only tags are read, no tree is built:
/// the tree that HTML asks for can be made a hundred thousand times larger than the page.
/// </summary>
internal static partial class HtmlFile
{
    /// <summary>Classes of words for those who listen, which nobody sees: 追加, before what is new in a comparison.</summary>
    private static readonly FrozenSet<string> OnlySpoken = FrozenSet.Create(StringComparer.Ordinal, "spoken", "visually-hidden", "sr-only");

    private static readonly FrozenSet<string> Unseen = FrozenSet.Create(StringComparer.Ordinal,
        "head", "nav", "template", "select", "object", "svg", "math", "canvas", "video", "audio", "button", "del", "dialog");

    private static readonly FrozenSet<string> RawText = FrozenSet.Create(StringComparer.Ordinal, "style", "xmp", "iframe", "noembed", "noframes", "noscript");

    /// <summary>Whether this text is a web page: it begins with a tag or a declaration that only HTML has.</summary>
    public static bool IsHtml(string text) => Beginning().IsMatch(text.AsSpan(0, Math.Min(text.Length, 4096)));

    public static bool IsXml(string text) => text.AsSpan().TrimStart().StartsWith("<?xml", StringComparison.Ordinal);

    /// <summary>The character code that a page names for itself, or null.</summary>
    public static string? DeclaredCode(ReadOnlySpan<byte> bytes) =>
        Charset().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)])) is { Success: true } found ? found.Groups[1].Value : null;

    public static SourceText Read(SourceText page)
    {
        var text = new HtmlText();
        var tokenizer = new HtmlTokenizer(new TextSource(page.Text), HtmlEntityProvider.Resolver);
        (string Name, int Depth)? unseen = null;
        for (var token = tokenizer.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokenizer.Get())
        {
            var name = token.Name;
            if (token is HtmlTagToken { Type: HtmlTokenType.StartTag } && ModeOf(name) is { } mode)
                tokenizer.State = mode;
            if (unseen is var (skipped, depth))
            {
                if (token.Type == HtmlTokenType.StartTag && name == skipped)
                    unseen = (skipped, depth + 1);
                else if (token.Type == HtmlTokenType.EndTag && name == skipped)
                    unseen = depth == 1 ? null : (skipped, depth - 1);
                else if (skipped == "head" && token.Type == HtmlTokenType.StartTag && name is "body" or "p" or "div" or "h1" or "h2")
                    unseen = null;
                continue;
            }
            switch (token.Type)
            {
                case HtmlTokenType.Character:
                    text.AddCharacters(token.Data);
                    break;
                case HtmlTokenType.StartTag when token is HtmlTagToken { IsSelfClosing: false } start && ((Unseen.Contains(name) && !(name == "del" && text.IsInComparison)) || IsHidden(start)):
                    unseen = (name, 1);
                    break;
                case HtmlTokenType.StartTag when token is HtmlTagToken start:
                    text.Open(name, attribute => start.GetAttribute(attribute));
                    break;
                case HtmlTokenType.EndTag:
                    text.Close(name);
                    break;
            }
        }
        var remarks = text.Pictures == 0 ? page.Remarks :
        [
            .. page.Remarks,
            new("import.pictures", 0, $"図や画像 {text.Pictures} 個は取り込んでいません。", $"{text.Pictures} pictures or drawings were not taken in."),
        ];
        return page with { Text = text.Finish(), Format = SourceFormat.Html, Remarks = remarks };
    }

    private static HtmlParseMode? ModeOf(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "title" or "textarea" => HtmlParseMode.RCData,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => RawText.Contains(name) ? HtmlParseMode.Rawtext : null,
    };

    /// <summary>A section that the page hides; a paragraph or item is not taken for hidden, because its end tag may be missing.</summary>
    private static bool IsHidden(HtmlTagToken tag) =>
        tag.Name is "div" or "section" or "span" or "ul" or "ol" or "table" or "aside" or "form" &&
        (tag.Attributes.Any(a => a.Name == "hidden" || (a.Name == "class" && a.Value.Split(' ').Any(OnlySpoken.Contains))) || HiddenStyle().IsMatch(tag.GetAttribute("style") ?? ""));

    [GeneratedRegex(@"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|div|p|table|h[1-6]|ul|ol|dl|section|article|main|center|font|span|pre|br)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[""']?\s*([\w-]{3,20})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();

    [GeneratedRegex(@"(?:display\s*:\s*none|visibility\s*:\s*hidden)", RegexOptions.IgnoreCase)]
    private static partial Regex HiddenStyle();
}
