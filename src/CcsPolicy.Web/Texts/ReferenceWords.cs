using CcsPolicy.Domain.Amendments.Consequences;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Texts;

/// <summary>What becomes of a reference, in words.</summary>
public static class ReferenceWords
{
    public static string Why(this IStringLocalizer<TextsText> text, Consequence one) => one.Kind switch
    {
        ConsequenceKind.Gone => text["Reference.Gone", one.Meant],
        ConsequenceKind.Contents => text["Reference.Contents", one.MeantNow ?? one.Meant],
        ConsequenceKind.WholeArticle => text["Reference.WholeArticle", one.Meant],
        _ when one.Now is { } now => text["Reference.Elsewhere", one.Meant, now, one.MeantNow ?? ""],
        _ => text["Reference.Nowhere", one.Meant, one.MeantNow ?? ""],
    };
}
