using System.Collections.Immutable;
using CcsPolicy.Domain.Documents;
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

/// <summary>他の文書への参照。A pointer at a provision of a text above, 基本方針第9条, or beside, 対策基準18(2)①.</summary>
/// <param name="At">The provision that it stands in, and where in its text; null for the lines before the body, as one text.</param>
/// <param name="Title">Which provision of which document.</param>
internal sealed record LinkedReference(ProvisionPath? At, int Start, int Length, string Url, string Title)
{
    /// <summary>Those of a text, which go to the editions that are given.</summary>
    public static ImmutableArray<LinkedReference> Of(DocumentId document, ProvisionPaths paths, ImmutableArray<Definition> own, TextsAbove above)
    {
        var others = above.NamedBy(document, paths.Tree.Title).ToList();
        return [.. OutsideReference.Of(paths, own, [.. others.Select(text => text.Text)]).Select(one => Of(one, others[one.Other]))];
    }

    private static LinkedReference Of(OutsideReference one, TextInForce text) => new(one.At, one.Start, one.Length, SiteUrls.Provision(text.Id, text.Edition, one.To), $"{text.Title} {text.Text.Paths.LabelOf(one.To)}");
}

/// <summary>上位から. What a text takes from those above it: the terms that they define, and the provisions that it names.</summary>
internal sealed record LinkedAbove(ImmutableArray<LinkedTerm> Terms, ImmutableArray<LinkedReference> References)
{
    public static LinkedAbove None { get; } = new([], []);

    public static LinkedAbove Of(DocumentId document, ProvisionPaths paths, ImmutableArray<Definition> own, TextsAbove above) => new(LinkedTerm.Of(own, above), LinkedReference.Of(document, paths, own, above));
}
