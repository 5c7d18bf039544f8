using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class EvidenceMapping :
    IEntityTypeConfiguration<NeedToKnowGrant>, IEntityTypeConfiguration<GrantConfirmation>, IEntityTypeConfiguration<AccessRequest>, IEntityTypeConfiguration<AccessRequestStep>,
    IEntityTypeConfiguration<Acknowledgement>, IEntityTypeConfiguration<AcknowledgementWithdrawal>, IEntityTypeConfiguration<Matter>, IEntityTypeConfiguration<MatterAnswer>,
    IEntityTypeConfiguration<Campaign>, IEntityTypeConfiguration<JournalEntry>, IEntityTypeConfiguration<OutboxMessage>, IEntityTypeConfiguration<AccessStamp>, IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<NeedToKnowGrant> grant)
    {
        grant.ToTable("Grants").HasKey(g => g.Id);
        grant.Property(g => g.Id).ValueGeneratedNever();
        grant.HasOne(g => g.Document).WithMany().HasForeignKey(g => g.DocumentId).OnDelete(DeleteBehavior.Restrict);
        grant.HasOne<Person>().WithMany().HasForeignKey(g => g.PersonId).OnDelete(DeleteBehavior.Restrict);
        grant.HasOne<Department>().WithMany().HasForeignKey(g => g.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        grant.HasOne<Post>().WithMany().HasForeignKey(g => g.PostId).OnDelete(DeleteBehavior.Restrict);
        grant.HasOne<Person>().WithMany().HasForeignKey(g => g.GrantedBy).OnDelete(DeleteBehavior.Restrict);
        grant.HasMany(g => g.Confirmations).WithOne().HasForeignKey(c => c.GrantId).OnDelete(DeleteBehavior.Restrict);
        grant.Navigation(g => g.Confirmations).AutoInclude();
    }

    public void Configure(EntityTypeBuilder<GrantConfirmation> confirmation)
    {
        confirmation.ToTable("GrantConfirmations").HasKey(c => c.Id);
        confirmation.Property(c => c.Id).ValueGeneratedNever();
        confirmation.HasOne<Assignment>().WithMany().HasForeignKey(c => c.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        confirmation.HasOne<Person>().WithMany().HasForeignKey(c => c.ConfirmedBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AccessRequest> request)
    {
        request.ToTable("AccessRequests").HasKey(r => r.Id);
        request.Property(r => r.Id).ValueGeneratedNever();
        request.HasOne<Person>().WithMany().HasForeignKey(r => r.AskedBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<AccessRequestStep> step)
    {
        step.ToTable("AccessRequestSteps").HasKey(s => s.Id);
        step.Property(s => s.Id).ValueGeneratedNever();
        step.HasOne<AccessRequest>().WithMany().HasForeignKey(s => s.RequestId).OnDelete(DeleteBehavior.Restrict);
        step.HasOne(s => s.Document).WithMany().HasForeignKey(s => s.DocumentId).OnDelete(DeleteBehavior.Restrict);
        step.HasOne<Person>().WithMany().HasForeignKey(s => s.TakenBy).OnDelete(DeleteBehavior.Restrict);
        step.HasIndex(s => new { s.RequestId, s.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Acknowledgement> acknowledgement)
    {
        acknowledgement.ToTable("Acknowledgements").HasKey(a => a.Id);
        acknowledgement.Property(a => a.Id).ValueGeneratedNever();
        acknowledgement.Property(a => a.ReceiptNumber).HasMaxLength(30).IsUnicode(false);
        acknowledgement.HasOne(a => a.Document).WithMany().HasForeignKey(a => a.DocumentId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasOne<Edition>().WithMany().HasForeignKey(a => a.EditionId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasOne<Department>().WithMany().HasForeignKey(a => a.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasOne<Post>().WithMany().HasForeignKey(a => a.PostId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasOne<Edition>().WithMany().HasForeignKey(a => a.ShownSinceId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.Property(a => a.StatementVersion).HasMaxLength(40).IsUnicode(false);
        acknowledgement.Property(a => a.AnsweredIn).HasMaxLength(QuizzesToPass.Most * 33).IsUnicode(false);
        acknowledgement.HasOne<Person>().WithMany().HasForeignKey(a => a.EnteredBy).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasOne<SharedTerminal>().WithMany().HasForeignKey(a => a.TerminalId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasOne<StoredFile>().WithMany().HasForeignKey(a => a.ScanId).OnDelete(DeleteBehavior.Restrict);
        acknowledgement.HasIndex(a => new { a.EditionId, a.PersonId, a.Occasion }).IsUnique();
        acknowledgement.HasIndex(a => a.At);
        acknowledgement.HasIndex(a => a.PersonId);
        acknowledgement.HasIndex(a => a.ReceiptNumber).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AcknowledgementWithdrawal> withdrawal)
    {
        withdrawal.ToTable("AcknowledgementWithdrawals").HasKey(w => w.AcknowledgementId);
        withdrawal.Property(w => w.AcknowledgementId).ValueGeneratedNever();
        withdrawal.HasOne<Acknowledgement>().WithOne().HasForeignKey<AcknowledgementWithdrawal>(w => w.AcknowledgementId).OnDelete(DeleteBehavior.Restrict);
        withdrawal.HasOne(w => w.Document).WithMany().HasForeignKey(w => w.DocumentId).OnDelete(DeleteBehavior.Restrict);
        withdrawal.HasOne<Person>().WithMany().HasForeignKey(w => w.By).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Matter> matter)
    {
        matter.ToTable("Matters").HasKey(m => m.Id);
        matter.Property(m => m.Id).ValueGeneratedNever();
        matter.HasOne(m => m.Document).WithMany().HasForeignKey(m => m.DocumentId).OnDelete(DeleteBehavior.Restrict);
        matter.HasOne<Edition>().WithMany().HasForeignKey(m => m.EditionId).OnDelete(DeleteBehavior.Restrict);
        matter.HasOne<Person>().WithMany().HasForeignKey(m => m.AskedBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<MatterAnswer> answer)
    {
        answer.ToTable("MatterAnswers").HasKey(a => new { a.MatterId, a.Number });
        answer.Property(a => a.Number).ValueGeneratedNever();
        answer.HasOne<Matter>().WithMany().HasForeignKey(a => a.MatterId).OnDelete(DeleteBehavior.Restrict);
        answer.HasOne(a => a.Document).WithMany().HasForeignKey(a => a.DocumentId).OnDelete(DeleteBehavior.Restrict);
        answer.HasOne<Person>().WithMany().HasForeignKey(a => a.AnsweredBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Campaign> campaign)
    {
        campaign.ToTable("Campaigns").HasKey(c => c.Id);
        campaign.Property(c => c.Id).ValueGeneratedNever();
        campaign.HasOne(c => c.Document).WithMany().HasForeignKey(c => c.DocumentId).OnDelete(DeleteBehavior.Restrict);
        campaign.HasOne<Edition>().WithMany().HasForeignKey(c => c.EditionId).OnDelete(DeleteBehavior.Restrict);
        campaign.HasOne<Person>().WithMany().HasForeignKey(c => c.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        campaign.HasIndex(c => new { c.DocumentId, c.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<JournalEntry> entry)
    {
        entry.ToTable("Journal").HasKey(e => e.Id);
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Action).HasMaxLength(80).IsUnicode(false);
        entry.HasOne(e => e.Document).WithMany().HasForeignKey(e => e.DocumentId).OnDelete(DeleteBehavior.Restrict);
        entry.HasIndex(e => new { e.Log, e.At });
        entry.HasIndex(e => e.At);
    }

    public void Configure(EntityTypeBuilder<OutboxMessage> message)
    {
        message.ToTable("Outbox").HasKey(m => m.Id);
        message.Property(m => m.Id).ValueGeneratedNever();
        message.Property(m => m.Kind).HasMaxLength(80).IsUnicode(false);
        message.Property(m => m.Reply).HasMaxLength(40).IsUnicode(false);
        message.HasOne(m => m.Document).WithMany().HasForeignKey(m => m.DocumentId).OnDelete(DeleteBehavior.Restrict);
        message.HasIndex(m => new { m.DoneAt, m.DueAt });
        message.HasIndex(m => m.RecipientId);
    }

    public void Configure(EntityTypeBuilder<AccessStamp> stamp)
    {
        stamp.ToTable("AccessStamps").HasKey(s => s.Id);
        stamp.Property(s => s.Id).ValueGeneratedNever();
        stamp.HasData(new AccessStamp { Id = AccessStamp.TheOne, Value = new Guid("5b1f5f5e-0000-4000-8000-000000000001") });
    }

    public void Configure(EntityTypeBuilder<Setting> setting)
    {
        setting.ToTable("Settings").HasKey(s => s.Name);
        setting.Property(s => s.Name).HasMaxLength(100);
        setting.Property(s => s.RowVersion).IsConcurrencyToken();
    }
}
