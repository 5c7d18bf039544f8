using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;

namespace CcsPolicy.Web.Features.Targeting;

/// <param name="Number">Of the decision that holds; 0 when none was taken.</param>
/// <param name="Bound">How many have to acknowledge it today.</param>
/// <param name="Everybody">How many it is for.</param>
public sealed record DutyTargetsView(DocumentId Id, string Title, Audience Audience, int Number, RuleChoices Choices, int Bound, int Everybody);

/// <summary>Reads who has to acknowledge a document, for whoever decides for whom it is.</summary>
public sealed class DutyTargetsQuery(ReaderDb store, KnownDocuments known, Readers readers)
{
    /// <summary>Null when the document is not there for the reader, is a procedure, or is decided on by somebody else.</summary>
    public async Task<DutyTargetsView?> OfAsync(DocumentId id, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await known.FindAsync(db.Reader, id, store.Asked, ct) is not { Document.Tier: not Tier.Procedure } document || !db.Reader.MayFollowAmendments(document.Document) || !db.Reader.MayOpen(document.Document))
            return null;
        var (office, targets) = (await db.OfficeAsync(ct), TargetDecision.Holding(document.NeedToKnow.Targets));
        var audience = document.Document.Audience;
        var everybody = (await readers.EverybodyTodayAsync(ct)).Where(reader => audience.Binds(reader.Employment, false)).ToList();
        return new DutyTargetsView(id, document.TitleOn(db.Reader.Day, db), audience, targets?.Number ?? 0, RuleChoices.Of(targets, office.Departments, office.Posts, office.Systems, db.Reader.Day),
            everybody.Count(document.Binds), everybody.Count);
    }
}
