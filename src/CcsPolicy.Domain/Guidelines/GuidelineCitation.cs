using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Guidelines;

/// <summary>
/// 項目の引用。That a provision is written after an item of a guideline, and in which edition the item was read; or that it no longer is. It hangs on the lineage of the provision, so that amendments
/// keep it. Inserted once and never changed: of a provision and an item of an edition the row with the highest number holds.
/// </summary>
public sealed class GuidelineCitation
{
    public required GuidelineCitationId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>The provision by its lineage.</summary>
    public required Guid Key { get; init; }

    public required GuidelineId GuidelineId { get; init; }

    /// <summary>The number of the item in the edition in which it was read.</summary>
    public required string Item { get; init; }

    /// <summary>From 1, dense for the provision and the item of the edition: of two who decide at once the second collides and is told.</summary>
    public required int Number { get; init; }

    /// <summary>The edition in which the item was read.</summary>
    public required GuidelineEditionId EditionId { get; init; }

    public required bool IsWithdrawn { get; init; }

    public required PersonId RecordedBy { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>Of each provision and item of an edition the row that holds, withdrawn ones left out.</summary>
    public static IEnumerable<GuidelineCitation> Standing(IEnumerable<GuidelineCitation> rows) =>
        rows.GroupBy(row => (row.DocumentId, row.Key, row.EditionId, row.Item)).Select(group => group.MaxBy(row => row.Number)!).Where(row => !row.IsWithdrawn);

    /// <summary>The row that records a citation as read in the edition; null when it stands so already.</summary>
    /// <param name="rows">All rows of the document.</param>
    public static GuidelineCitation? Cite(
        IEnumerable<GuidelineCitation> rows, GuidelineCitationId id, DocumentId document, LineageKey key, GuidelineEdition edition, string item, PersonId by, DateTimeOffset at)
    {
        var last = Last(rows, document, key.Value, edition.Id, item);
        return last is { IsWithdrawn: false } ? null : new GuidelineCitation
        {
            Id = id, DocumentId = document, Key = key.Value, GuidelineId = edition.GuidelineId, Item = item, Number = (last?.Number ?? 0) + 1, EditionId = edition.Id,
            IsWithdrawn = false, RecordedBy = by, RecordedAt = at,
        };
    }

    /// <summary>The row that withdraws this citation; null when it no longer holds.</summary>
    /// <param name="rows">All rows of the document.</param>
    public GuidelineCitation? Withdraw(IEnumerable<GuidelineCitation> rows, GuidelineCitationId id, PersonId by, DateTimeOffset at) =>
        Last(rows, DocumentId, Key, EditionId, Item) is not { IsWithdrawn: false } last || last.Id != Id ? null : new GuidelineCitation
        {
            Id = id, DocumentId = DocumentId, Key = Key, GuidelineId = GuidelineId, Item = Item, Number = Number + 1, EditionId = EditionId, IsWithdrawn = true, RecordedBy = by, RecordedAt = at,
        };

    private static GuidelineCitation? Last(IEnumerable<GuidelineCitation> rows, DocumentId document, Guid key, GuidelineEditionId edition, string item) =>
        rows.Where(row => row.DocumentId == document && row.Key == key && row.EditionId == edition && row.Item == item).MaxBy(row => row.Number);
}
