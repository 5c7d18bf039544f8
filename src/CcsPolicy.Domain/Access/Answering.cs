using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Domain.Access;

/// <summary>申出に答える人。Who reads and answers what people say about provisions.</summary>
public static class Answering
{
    /// <summary>Whoever edits the text, and whoever decides about it; what they may answer, they may read.</summary>
    public static bool MayAnswer(this Reader reader, PolicyDocument document) => reader.MayEdit(document) || (reader.Can(Ability.DecideAmendments) && reader.MayKnow(document));

    /// <summary>Whether the reader may give that answer: an exception is granted or denied by whoever decides, and nobody answers the own matter.</summary>
    public static bool MayGive(this Reader reader, PolicyDocument document, Matter matter, MatterOutcome outcome) =>
        reader.MayAnswer(document) && matter.AskedBy != reader.PersonId && (outcome == MatterOutcome.Answered || reader.Can(Ability.DecideAmendments));
}
