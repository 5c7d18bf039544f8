using System.Collections.Immutable;
using System.Text;

namespace CcsPolicy.Web.Features.Training;

/// <summary>What a piece of a line is.</summary>
public enum InlineKind
{
    Words,
    Strong,
    Emphasis,
    Code,
    Link,
    LineEnd,
}

/// <summary>A piece of a line.</summary>
/// <param name="Words">Of words and code.</param>
/// <param name="Target">Of a link.</param>
/// <param name="Parts">What stands within.</param>
public sealed record MarkdownInline(InlineKind Kind, string Words, string? Target, ImmutableArray<MarkdownInline> Parts);

/// <summary>What a block is.</summary>
public enum BlockKind
{
    Paragraph,
    Heading,
    Bullets,
    Numbers,
    Quote,
    Code,
    Rule,
}

/// <summary>A block of a text.</summary>
/// <param name="Level">Of a heading, from 1.</param>
/// <param name="Lines">One for a heading or paragraph, one for each item of a list; the words of code stand in one.</param>
public sealed record MarkdownBlock(BlockKind Kind, int Level, ImmutableArray<ImmutableArray<MarkdownInline>> Lines);

/// <summary>
/// Reads as much of Markdown as a course needs: headings, paragraphs, lists, quotations, code, rules; strong, emphasis, code and links within a line. There is no raw HTML: it is read as words, and what comes out are
/// pieces that a page encodes itself. Only addresses of this site, of the web and of mail become links.
/// </summary>
public static class MarkdownText
{
    private const int Deepest = 4;

    public static ImmutableArray<MarkdownBlock> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var blocks = ImmutableArray.CreateBuilder<MarkdownBlock>();
        for (var at = 0; at < lines.Length;)
        {
            var line = lines[at].Trim();
            if (line.Length == 0)
                at++;
            else if (line.StartsWith("```", StringComparison.Ordinal))
                blocks.Add(new(BlockKind.Code, 0, [[Plain(InlineKind.Code, Code(lines, ref at))]]));
            else if (LevelOf(line) is > 0 and var level)
            {
                blocks.Add(new(BlockKind.Heading, level, [Inlines(line[level..].Trim(' ', '#'), 0)]));
                at++;
            }
            else if (line.Length >= 3 && line.All(sign => sign == '-'))
            {
                blocks.Add(new(BlockKind.Rule, 0, []));
                at++;
            }
            else if (KindOf(line) is { } kind)
                blocks.Add(new(kind, 0, Items(lines, ref at, kind)));
            else
                blocks.Add(new(BlockKind.Paragraph, 0, [Inlines(Joined(lines, ref at, IsWords, 0), 0)]));
        }
        return blocks.ToImmutable();
    }

    private static string Code(string[] lines, ref int at)
    {
        var words = new List<string>();
        for (at++; at < lines.Length && !lines[at].TrimStart().StartsWith("```", StringComparison.Ordinal); at++)
            words.Add(lines[at]);
        at++;
        return string.Join('\n', words);
    }

    private static int LevelOf(string line)
    {
        var level = line.TakeWhile(sign => sign == '#').Count();
        return level is >= 1 and <= 6 && line.Length > level && line[level] is ' ' or '　' ? level : 0;
    }

    private static BlockKind? KindOf(string line) => line switch
    {
        ['-' or '*' or '+' or '・', ' ' or '　', _, ..] => BlockKind.Bullets,
        ['>', ..] => BlockKind.Quote,
        [>= '0' and <= '9', ..] when MarkOf(line) > 0 => BlockKind.Numbers,
        _ => null,
    };

    /// <summary>How long the mark of a numbered item is: 1. or 12) and a space; 0 where it is none.</summary>
    private static int MarkOf(string line)
    {
        var digits = line.TakeWhile(char.IsAsciiDigit).Count();
        return digits is >= 1 and <= 3 && line.Length > digits + 2 && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? digits + 2 : 0;
    }

    private static bool IsWords(string line) => line.Length > 0 && LevelOf(line) == 0 && KindOf(line) is null && !line.StartsWith("```", StringComparison.Ordinal);

    private static ImmutableArray<ImmutableArray<MarkdownInline>> Items(string[] lines, ref int at, BlockKind kind)
    {
        if (kind == BlockKind.Quote)
            return [Inlines(Joined(lines, ref at, line => line.StartsWith('>'), 1), 0)];
        var items = ImmutableArray.CreateBuilder<ImmutableArray<MarkdownInline>>();
        while (at < lines.Length && KindOf(lines[at].Trim()) == kind)
        {
            var mark = kind == BlockKind.Numbers ? MarkOf(lines[at].Trim()) : 2;
            var words = new StringBuilder(lines[at++].Trim()[mark..].Trim());
            // What is indented below belongs to the item.
            for (; at < lines.Length && lines[at].StartsWith(' ') && IsWords(lines[at].Trim()); at++)
                words.Append('\n').Append(lines[at].Trim());
            items.Add(Inlines(words.ToString(), 0));
        }
        return items.ToImmutable();
    }

    private static string Joined(string[] lines, ref int at, Func<string, bool> belongs, int mark)
    {
        var words = new List<string>();
        for (; at < lines.Length && belongs(lines[at].Trim()); at++)
            words.Add(lines[at].Trim()[mark..].Trim());
        return string.Join('\n', words);
    }

    private static ImmutableArray<MarkdownInline> Inlines(string words, int depth)
    {
        var parts = ImmutableArray.CreateBuilder<MarkdownInline>();
        var plain = new StringBuilder();
        for (var at = 0; at < words.Length;)
        {
            if (words[at] == '\n')
            {
                Add(Plain(InlineKind.LineEnd, ""));
                at++;
            }
            else if (depth < Deepest && Marked(words, at, depth) is var (part, length))
            {
                Add(part);
                at += length;
            }
            else
                plain.Append(words[at++]);
        }
        Flush();
        return parts.ToImmutable();

        void Add(MarkdownInline part)
        {
            Flush();
            parts.Add(part);
        }

        void Flush()
        {
            if (plain.Length > 0)
                parts.Add(Plain(InlineKind.Words, plain.ToString()));
            plain.Clear();
        }
    }

    /// <summary>The piece that begins here with a mark, and how many characters it takes.</summary>
    private static (MarkdownInline Part, int Length)? Marked(string words, int at, int depth)
    {
        if (words[at] == '`' && words.IndexOf('`', at + 1) is > 0 and var tick && tick > at + 1)
            return (Plain(InlineKind.Code, words[(at + 1)..tick]), tick + 1 - at);
        if (words.AsSpan(at).StartsWith("**") && words.IndexOf("**", at + 2, StringComparison.Ordinal) is var strong && strong > at + 2)
            return (new(InlineKind.Strong, "", null, Inlines(words[(at + 2)..strong], depth + 1)), strong + 2 - at);
        if (words[at] == '*' && words.IndexOf('*', at + 1) is var weak && weak > at + 1)
            return (new(InlineKind.Emphasis, "", null, Inlines(words[(at + 1)..weak], depth + 1)), weak + 1 - at);
        if (words[at] == '[' && words.IndexOf("](", at, StringComparison.Ordinal) is var middle && middle > at + 1 && words.IndexOf(')', middle) is var end && end > middle + 2
            && words[(middle + 2)..end].Trim() is var target && IsAddress(target))
            return (new(InlineKind.Link, "", target, Inlines(words[(at + 1)..middle], Deepest)), end + 1 - at);
        return null;
    }

    private static bool IsAddress(string target) => !target.Any(char.IsWhiteSpace) && !target.Contains('\\', StringComparison.Ordinal)
        && ((target.StartsWith('/') && !target.StartsWith("//", StringComparison.Ordinal))
            || (Uri.TryCreate(target, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeMailto)));

    private static MarkdownInline Plain(InlineKind kind, string words) => new(kind, words, null, []);
}
