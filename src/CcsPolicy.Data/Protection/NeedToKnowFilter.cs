using System.Linq.Expressions;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Training;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Protection;

/// <summary>
/// The rule of <see cref="NeedToKnow"/> in SQL: the one query filter, bound to the reader of the context, on documents and on everything that
/// hangs on one. It is the only filter there is; being repealed or not yet in force are ordinary conditions.
/// </summary>
internal static class NeedToKnowFilter
{
    public const string Name = "NeedToKnow";

    public static void Apply(ModelBuilder builder, PolicyDb db)
    {
        builder.Entity<PolicyDocument>().HasQueryFilter(Name, document =>
            (document.Tier != Tier.Procedure || !db.Reader.IsKeptFromProcedures)
            && ((document.Openness == Openness.Public && db.Reader.SeesPublic)
                || (document.Openness == Openness.Internal && db.Reader.IsWorker)
                || (document.Openness == Openness.AllStaff && db.Reader.IsStaff)
                || ((document.Openness == Openness.AllStaff || document.Openness == Openness.NeedToKnow) && db.Reader.IsWorker
                    && (db.Reader.SeesCatalogue || db.Reader.Reached.Contains(document.Id)))));

        // What hangs on a document is there when the document is: the filter above works inside the sub-query.
        On<OpennessDecision>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<ProvisionOpenness>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<CustodyHandover>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<Edition>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<ProvisionRow>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<PairingCorrection>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<ImplementsLink>(builder, e => db.Documents.Any(d => d.Id == e.BelowId) && db.Documents.Any(d => d.Id == e.AboveId));
        On<GuidelineCitation>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<Amendment>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<ApprovalStep>(builder, e => db.Amendments.Any(a => a.Id == e.AmendmentId));
        On<AmendmentAuthor>(builder, e => db.Amendments.Any(a => a.Id == e.AmendmentId));
        On<DraftStep>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<ProvisionComment>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<NeedToKnowGrant>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<GrantConfirmation>(builder, e => db.Grants.Any(g => g.Id == e.GrantId));
        // The one row that outlives the right to know its document, for the one person whose it is: its number, time and hashes tell nothing of the text.
        On<Acknowledgement>(builder, e => (db.Reader.IsConfirmed && e.PersonId == db.Reader.PersonId) || db.Documents.Any(d => d.Id == e.DocumentId));
        // Beside the row that it takes back, and shown to the same people.
        On<AcknowledgementWithdrawal>(builder, e => db.Acknowledgements.Any(a => a.Id == e.AcknowledgementId));
        On<Matter>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<MatterAnswer>(builder, e => db.Matters.Any(m => m.Id == e.MatterId));
        On<Campaign>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<CourseVersion>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<CourseQuestion>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<CourseAttempt>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<CoursePlan>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<CourseAttendance>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<StoredFile>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<FileChunk>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<GrantReview>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<GrantVerdict>(builder, e => db.GrantReviews.Any(r => r.Id == e.ReviewId));
        On<TargetDecision>(builder, e => db.Documents.Any(d => d.Id == e.DocumentId));
        On<TargetRule>(builder, e => db.TargetDecisions.Any(d => d.Id == e.DecisionId));
        // A request is its asker's, the catalogue's, and that custodian's to whom it was passed on; what became of it is never the asker's for having asked.
        On<AccessRequest>(builder, e => (db.Reader.IsConfirmed && e.AskedBy == db.Reader.PersonId) || db.Reader.SeesCatalogue
            || db.AccessRequestSteps.Any(s => s.RequestId == e.Id && s.Kind == RequestStepKind.PassedOn));
        On<AccessRequestStep>(builder, e => db.Reader.SeesCatalogue
            || (e.DocumentId != null && !db.Reader.IsAdministrator && db.Reader.InCustody.Contains(e.DocumentId.Value)));
        // What is done about a procedure is told to who decides about it, and not to those to whom it is open.
        On<JournalEntry>(builder, e => (e.Log != JournalLog.Restricted && (e.DocumentId == null || db.Documents.Any(d => d.Id == e.DocumentId)))
            || (e.Log == JournalLog.Restricted && (db.Reader.SeesCatalogue || (e.DocumentId != null && db.Reader.InCustody.Contains(e.DocumentId.Value)
                && db.Documents.Any(d => d.Id == e.DocumentId && d.Tier == Tier.Procedure)))));
        On<OutboxMessage>(builder, e => e.DocumentId == null || db.Documents.Any(d => d.Id == e.DocumentId));
    }

    private static void On<T>(ModelBuilder builder, Expression<Func<T, bool>> filter) where T : class =>
        builder.Entity<T>().HasQueryFilter(Name, filter);
}
