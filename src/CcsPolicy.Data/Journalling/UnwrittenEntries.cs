using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CcsPolicy.Data.Journalling;

/// <summary>
/// Entries that a context has recorded and not saved. Their bytes are made at the save, when it is known which rows of legal weight come with them: each row's hash goes into an entry about
/// the same document, so that the journal of everybody tells nothing about procedures.
/// </summary>
internal sealed class UnwrittenEntries
{
    private Dictionary<JournalEntry, Unwritten> entries = [];

    public void Add(JournalEntry entry, JournalFact fact, byte[] salt, object? row) => entries.Add(entry, new Unwritten(entry, fact, salt, row));

    /// <summary>Writes the bytes of every entry that is about to be saved.</summary>
    /// <exception cref="InvalidOperationException">A row of legal weight comes without an entry that may carry its hash.</exception>
    public void Write(PolicyDb db, List<EntityEntry> changed)
    {
        var now = new Dictionary<JournalEntry, Unwritten>();
        var writing = new List<(EntityEntry Tracked, Unwritten Entry)>();
        foreach (var tracked in changed)
            if (tracked is { State: EntityState.Added, Entity: JournalEntry journalled } && entries.TryGetValue(journalled, out var unwritten))
            {
                unwritten.Rows.Clear();
                now.Add(journalled, unwritten);
                writing.Add((tracked, unwritten));
            }
        // What was saved before is forgotten; what fails to be saved is written again with the same salt.
        entries = now;
        if (writing.Count == 0)
            return;
        var carriers = new Carriers(db, writing);
        var digest = new RowDigest();
        foreach (var tracked in changed)
            if (tracked.State is EntityState.Added or EntityState.Modified && RecordedRows.Of(tracked.Metadata) is { } kind)
            {
                var carrier = carriers.For(tracked.Entity);
                carrier.Rows.Add((kind.NameOf(tracked.Entity), kind.HashOf(tracked.Entity, carrier.Salt, digest)));
            }
        foreach (var (tracked, unwritten) in writing)
        {
            unwritten.Rows.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
            var entry = unwritten.Entry;
            tracked.Property(nameof(JournalEntry.Bytes)).CurrentValue = RecordMac.AddTo(db, unwritten.Fact.ToBytes(entry.Id, entry.Log, entry.At, entry.ActorId, unwritten.Salt, unwritten.Rows));
        }
    }

    private sealed record Unwritten(JournalEntry Entry, JournalFact Fact, byte[] Salt, object? Row)
    {
        public List<(string Name, string Hash)> Rows { get; } = [];
    }

    /// <summary>Which entry of the save carries the hash of which row.</summary>
    private sealed class Carriers
    {
        private readonly PolicyDb db;
        private readonly Dictionary<object, Unwritten> named = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<DocumentId, Unwritten> about = [];
        private readonly Unwritten ofPeople;
        private readonly Unwritten? general;
        private readonly Unwritten? restricted;

        public Carriers(PolicyDb db, List<(EntityEntry Tracked, Unwritten Entry)> writing)
        {
            this.db = db;
            foreach (var (_, unwritten) in writing)
            {
                if (unwritten.Row is { } row)
                    named.TryAdd(row, unwritten);
                if (unwritten.Entry.DocumentId is { } document)
                    about.TryAdd(document, unwritten);
                else if (unwritten.Entry.Log == JournalLog.General)
                    general ??= unwritten;
                else
                    restricted ??= unwritten;
            }
            // Of people everybody's journal may tell; where a save has no entry of it, any other is right as well.
            ofPeople = general ?? writing.Find(one => one.Entry.Entry.Log == JournalLog.General).Entry ?? writing[0].Entry;
        }

        public Unwritten For(object row)
        {
            if (named.TryGetValue(row, out var entry))
                return entry;
            if (RecordedRows.OfPeople.Contains(row.GetType()))
                return ofPeople;
            var document = DocumentOf(row);
            if (about.TryGetValue(document, out entry))
                return entry;
            // A document that is not at hand may be a procedure.
            var isProcedure = db.Documents.Local.FindEntry(document)?.Entity.Tier is null or Tier.Procedure;
            return (isProcedure ? restricted : general ?? restricted)
                ?? throw new InvalidOperationException($"A row of {row.GetType().Name} is saved together with a journal entry about its document.");
        }

        private DocumentId DocumentOf(object row) => row switch
        {
            PolicyDocument document => document.Id,
            Edition edition => edition.DocumentId,
            PairingCorrection correction => correction.DocumentId,
            ImplementsLink link => link.BelowId,
            GuidelineCitation citation => citation.DocumentId,
            StoredFile file => file.DocumentId,
            Amendment amendment => amendment.DocumentId,
            Domain.Acknowledgements.Acknowledgement acknowledgement => acknowledgement.DocumentId,
            Domain.Acknowledgements.AcknowledgementWithdrawal withdrawal => withdrawal.DocumentId,
            Domain.Acknowledgements.Matter matter => matter.DocumentId,
            Domain.Acknowledgements.MatterAnswer answer => answer.DocumentId,
            Domain.Acknowledgements.Campaign campaign => campaign.DocumentId,
            Domain.Training.CourseVersion version => version.DocumentId,
            Domain.Training.CourseQuestion question => question.DocumentId,
            Domain.Training.CourseAttempt attempt => attempt.DocumentId,
            Domain.Training.CoursePlan plan => plan.DocumentId,
            Domain.Training.CourseAttendance attendance => attendance.DocumentId,
            NeedToKnowGrant grant => grant.DocumentId,
            GrantReview review => review.DocumentId,
            CustodyHandover handover => handover.DocumentId,
            OpennessDecision decision => decision.DocumentId,
            ProvisionOpenness decision => decision.DocumentId,
            TargetDecision decision => decision.DocumentId,
            AmendmentAuthor author => db.Amendments.Local.FindEntry(author.AmendmentId)?.Entity.DocumentId,
            ApprovalStep step => db.Amendments.Local.FindEntry(step.AmendmentId)?.Entity.DocumentId,
            GrantConfirmation confirmation => db.Grants.Local.FindEntry(confirmation.GrantId)?.Entity.DocumentId,
            GrantVerdict verdict => db.GrantReviews.Local.FindEntry(verdict.ReviewId)?.Entity.DocumentId,
            TargetRule rule => db.TargetDecisions.Local.FindEntry(rule.DecisionId)?.Entity.DocumentId,
            _ => throw new NotSupportedException($"{row.GetType().Name} is no row of legal weight."),
        } ?? throw new InvalidOperationException($"A row of {row.GetType().Name} is saved together with what it belongs to.");
    }
}
