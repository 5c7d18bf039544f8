using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Domain.Guidelines;

/// <summary>参照するガイドライン。A table of items that somebody else publishes and provisions are written after, such as 総務省's guideline for local governments. Inserted once; what changes are its editions.</summary>
public sealed class Guideline
{
    public const int MostOfCode = 40;
    public const int MostOfTitle = 200;

    public required GuidelineId Id { get; init; }

    /// <summary>略称: the short name by which provisions cite it.</summary>
    public required string Code { get; init; }

    public required string Title { get; init; }

    public required PersonId RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Whether a guideline can be called so.</summary>
    public static DomainError? Fits(string code, string title) =>
        code.Length == 0 ? GuidelineErrors.CodeMissing
        : title.Length == 0 ? GuidelineErrors.TitleMissing
        : code.Length > MostOfCode || title.Length > MostOfTitle ? GuidelineErrors.NameTooLong
        : TypedWords.HasUnseen(code) || TypedWords.HasUnseen(title) ? TypedWords.UnseenSigns
        : null;
}

/// <summary>ガイドラインの版。The items as they were published on a day. Inserted once with all its items and never changed.</summary>
public sealed class GuidelineEdition
{
    public const int MostOfLabel = 60;

    public required GuidelineEditionId Id { get; init; }

    public required GuidelineId GuidelineId { get; init; }

    /// <summary>版の名: 令和7年3月版.</summary>
    public required string Label { get; init; }

    public required DateOnly IssuedOn { get; init; }

    /// <summary>SHA-256 of the items in their order, which the journal names.</summary>
    public required ContentHash Hash { get; init; }

    public required PersonId RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Whether an edition can be called so.</summary>
    public static DomainError? Fits(string label) =>
        label.Length == 0 ? GuidelineErrors.LabelMissing
        : label.Length > MostOfLabel ? GuidelineErrors.NameTooLong
        : TypedWords.HasUnseen(label) ? TypedWords.UnseenSigns
        : null;

    /// <summary>The editions of one guideline from the first to the last.</summary>
    public static IEnumerable<GuidelineEdition> InOrder(IEnumerable<GuidelineEdition> editions) =>
        editions.OrderBy(edition => edition.IssuedOn).ThenBy(edition => edition.RecordedAt).ThenBy(edition => edition.Id.Value);
}

/// <summary>ガイドラインの項目。One item of an edition: its number, its heading and its words.</summary>
public sealed class GuidelineItem
{
    public const int MostOfNumber = 60;
    public const int MostOfHeading = 200;
    public const int MostOfWords = 8_000;

    public required GuidelineEditionId EditionId { get; init; }

    /// <summary>Place in the edition, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>番号 as the guideline writes it: 2.1.1.(1). Once in an edition.</summary>
    public required string Number { get; init; }

    public required string Heading { get; init; }

    public required string Words { get; init; }

    /// <summary>Whether both say the same, whatever their numbers.</summary>
    public bool SaysTheSameAs(GuidelineItem other) => Heading == other.Heading && Words == other.Words;

    /// <summary>Whether there can be such an item.</summary>
    public static DomainError? Fits(string number, string heading, string words) =>
        number.Length == 0 ? GuidelineErrors.NumberMissing
        : heading.Length + words.Length == 0 ? GuidelineErrors.WordsMissing
        : number.Length > MostOfNumber || heading.Length > MostOfHeading || words.Length > MostOfWords ? GuidelineErrors.ItemTooLong
        : TypedWords.HasUnseen(number) || TypedWords.HasUnseen(heading) || TypedWords.HasUnseen(words) ? GuidelineErrors.UnseenSigns
        : null;

    /// <summary>The hash of items in their order.</summary>
    public static ContentHash HashOf(IEnumerable<GuidelineItem> items) =>
        // Lengths stand before the words, so that no two tables give one text.
        ContentHash.Of(string.Concat(items.Select(item => string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{item.Number.Length}:{item.Number}{item.Heading.Length}:{item.Heading}{item.Words.Length}:{item.Words}\n"))));
}
