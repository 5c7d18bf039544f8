using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Documents;

/// <summary>
/// 条項の公開範囲の決定。Who may read one provision, with all below it, of a public or internal text from an instant on: stricter than the document, or as open as
/// it again. It holds for the provision in every edition, earlier and later, through renumbering. Inserted once and never changed.
/// </summary>
public sealed class ProvisionOpenness
{
    public required ProvisionOpennessId Id { get; init; }

    public required DocumentId DocumentId { get; init; }

    /// <summary>The provision by its lineage.</summary>
    public required Guid Key { get; init; }

    /// <summary>From 1, dense for the provision: the highest holds, and of two who decide at once the second collides and is told.</summary>
    public required int Number { get; init; }

    /// <summary>Who may read it: <see cref="Openness.Internal"/> or <see cref="Openness.AllStaff"/>; null when it is as open as its document again.</summary>
    public required Openness? ReadBy { get; init; }

    /// <summary>Whether a copy without it shows its number and that something is withheld there; otherwise nothing of it is shown.</summary>
    public required bool ShowsNumber { get; init; }

    /// <summary>根拠: on what ground it is withheld or opened again; sealed.</summary>
    public required SealedText Ground { get; init; }

    public required PersonId DecidedBy { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public PolicyDocument? Document { get; private init; }

    /// <summary>Of each provision the decision that holds.</summary>
    public static IEnumerable<ProvisionOpenness> Holding(IEnumerable<ProvisionOpenness> decisions) =>
        decisions.GroupBy(decision => decision.Key).Select(group => group.MaxBy(decision => decision.Number)!);

    /// <summary>Decides about a provision of the document.</summary>
    /// <param name="number">One more than the last decision about the provision has.</param>
    /// <param name="readBy">Who may read it from now on; null for as many as may read the document.</param>
    /// <returns>The decision to be recorded, or why it cannot be: a procedure is closed as a whole, and a provision can only be stricter than its document.</returns>
    public static Result<ProvisionOpenness> Decide(
        PolicyDocument document, LineageKey key, int number, Openness? readBy, bool showsNumber, ProvisionOpennessId id, SealedText ground, PersonId by, DateTimeOffset at)
    {
        if (document.Tier == Tier.Procedure)
            return DocumentErrors.ProcedureIsClosedAsAWhole;
        if (readBy is { } wanted && (wanted <= document.Openness || wanted == Openness.NeedToKnow))
            return DocumentErrors.NotStricterThanDocument;
        if (ground.IsEmpty)
            return DocumentErrors.GroundMissing;
        return new ProvisionOpenness
        {
            Id = id, DocumentId = document.Id, Key = key.Value, Number = number, ReadBy = readBy, ShowsNumber = readBy is not null && showsNumber, Ground = ground, DecidedBy = by, DecidedAt = at,
        };
    }
}
