using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Texts;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>上位の用語。A term that a text uses by the definition of another above it.</summary>
/// <param name="Url">Of the definition.</param>
/// <param name="Meaning">Which document says it where, and what.</param>
internal sealed record LinkedTerm(string Term, string Url, string Meaning)
{
    /// <summary>The terms of a text with these definitions.</summary>
    public static ImmutableArray<LinkedTerm> Of(ImmutableArray<Definition> own, TextsAbove above) =>
        above.Texts.IsEmpty ? [] : [.. InheritedTerm.Of(own, [.. above.Texts.Select(text => text.Text)]).Select(inherited => Of(inherited, above.Texts[inherited.Text]))];

    private static LinkedTerm Of(InheritedTerm inherited, TextInForce text) => inherited.Definition.At is { } at
        ? new(inherited.Definition.Term, SiteUrls.Provision(text.Id, text.Edition, at), $"{text.Title} {text.Text.Paths.LabelOf(at)}：{inherited.Definition.Text}")
        : new(inherited.Definition.Term, $"{SiteUrls.Edition(text.Id, text.Edition)}#{EditionHtml.PreambleAnchor}", $"{text.Title}：{inherited.Definition.Text}");
}
