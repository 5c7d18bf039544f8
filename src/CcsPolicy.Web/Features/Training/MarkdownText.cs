using CcsPolicy.Domain.Training;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CcsPolicy.Web.Features.Training;

/// <summary>
/// The text of a course as <see href="https://github.com/xoofx/markdig">Markdig</see> reads it: CommonMark with tables and without raw HTML. What comes out is a tree; a page shows the kinds of pieces that it knows,
/// and encodes all words itself (<see cref="MarkdownBody"/>). Only addresses of this site, of the web and of mail become links.
/// </summary>
internal static class MarkdownText
{
    // Emphasis also where Japanese signs stand at its ends, without spaces around.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseCjkFriendlyEmphasis().UsePreciseSourceLocation().Build();

    /// <summary>What was read; null where things stand in one another deeper than anybody writes.</summary>
    public static MarkdownDocument? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The piece as it was written.</summary>
    public static string Written(string text, SourceSpan span) =>
        span.Start >= 0 && span.End < text.Length && span.Length > 0 ? text.Substring(span.Start, span.Length) : "";

    /// <summary>The files that the text calls (<see cref="CourseFiles.NamedBy"/>).</summary>
    public static IReadOnlySet<string> FilesOf(string text) =>
        !text.Contains(CourseFiles.Scheme, StringComparison.Ordinal) || Read(text) is not { } read ? new HashSet<string>(StringComparer.Ordinal)
            : read.Descendants<LinkInline>().Select(link => CourseFiles.NamedBy(link.Url)).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether it becomes a link.</summary>
    public static bool IsAddress(string? target) => target is { Length: > 0 } && !target.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || sign == '\\')
        && ((target.StartsWith('/') && !target.StartsWith("//", StringComparison.Ordinal))
            || (Uri.TryCreate(target, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeMailto)));
}
