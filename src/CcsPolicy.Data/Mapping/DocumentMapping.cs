using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class DocumentMapping :
    IEntityTypeConfiguration<PolicyDocument>, IEntityTypeConfiguration<OpennessDecision>, IEntityTypeConfiguration<ProvisionOpenness>,
    IEntityTypeConfiguration<CustodyHandover>, IEntityTypeConfiguration<Edition>, IEntityTypeConfiguration<ImplementsLink>,
    IEntityTypeConfiguration<ProvisionRow>, IEntityTypeConfiguration<PairingCorrection>, IEntityTypeConfiguration<DocumentKey>,
    IEntityTypeConfiguration<StoredFile>, IEntityTypeConfiguration<FileChunk>
{
    public void Configure(EntityTypeBuilder<PolicyDocument> document)
    {
        document.ToTable("Documents").HasKey(d => d.Id);
        document.Property(d => d.Id).ValueGeneratedNever();
        document.Property(d => d.RowVersion).IsConcurrencyToken();
        document.HasOne<Department>().WithMany().HasForeignKey(d => d.OwnerDepartmentId).OnDelete(DeleteBehavior.Restrict);
        document.Property(d => d.FirstCustodianId).HasColumnName("CustodianId");
        document.HasOne<Person>().WithMany().HasForeignKey(d => d.FirstCustodianId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<OpennessDecision> decision)
    {
        decision.ToTable("OpennessDecisions").HasKey(d => d.Id);
        decision.Property(d => d.Id).ValueGeneratedNever();
        decision.HasOne(d => d.Document).WithMany().HasForeignKey(d => d.DocumentId).OnDelete(DeleteBehavior.Restrict);
        decision.HasOne<Person>().WithMany().HasForeignKey(d => d.DecidedBy).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProvisionOpenness> decision)
    {
        decision.ToTable("ProvisionOpenness").HasKey(d => d.Id);
        decision.Property(d => d.Id).ValueGeneratedNever();
        decision.HasOne(d => d.Document).WithMany().HasForeignKey(d => d.DocumentId).OnDelete(DeleteBehavior.Restrict);
        decision.HasOne<Person>().WithMany().HasForeignKey(d => d.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        decision.HasIndex(d => new { d.DocumentId, d.Key, d.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<CustodyHandover> handover)
    {
        handover.ToTable("CustodyHandovers").HasKey(h => h.Id);
        handover.Property(h => h.Id).ValueGeneratedNever();
        handover.HasOne(h => h.Document).WithMany().HasForeignKey(h => h.DocumentId).OnDelete(DeleteBehavior.Restrict);
        handover.HasOne<Person>().WithMany().HasForeignKey(h => h.SuccessorId).OnDelete(DeleteBehavior.Restrict);
        handover.HasOne<Person>().WithMany().HasForeignKey(h => h.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        handover.HasIndex(h => new { h.DocumentId, h.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Edition> edition)
    {
        edition.ToTable("Editions").HasKey(e => e.Id);
        edition.Property(e => e.Id).ValueGeneratedNever();
        edition.HasOne(e => e.Document).WithMany().HasForeignKey(e => e.DocumentId).OnDelete(DeleteBehavior.Restrict);
        edition.HasOne<Person>().WithMany().HasForeignKey(e => e.RecordedBy).OnDelete(DeleteBehavior.Restrict);
        edition.HasIndex(e => new { e.DocumentId, e.EffectiveFrom });
        edition.HasOne<Edition>().WithMany().HasForeignKey(e => e.BaseEditionId).OnDelete(DeleteBehavior.Restrict);
        // One edition takes the place of another, and only one.
        edition.HasOne<Edition>().WithMany().HasForeignKey(e => e.CarriedFromId).OnDelete(DeleteBehavior.Restrict);
        edition.HasIndex(e => e.CarriedFromId).IsUnique();
        edition.HasIndex(e => e.AmendmentId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<ImplementsLink> link)
    {
        link.ToTable("ImplementsLinks").HasKey(l => l.Id);
        link.Property(l => l.Id).ValueGeneratedNever();
        link.HasOne(l => l.Below).WithMany().HasForeignKey(l => l.BelowId).OnDelete(DeleteBehavior.Restrict);
        link.HasOne(l => l.Above).WithMany().HasForeignKey(l => l.AboveId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProvisionRow> provision)
    {
        provision.ToTable("Provisions").HasKey(p => new { p.EditionId, p.Ordinal });
        provision.HasOne<Edition>().WithMany().HasForeignKey(p => p.EditionId).OnDelete(DeleteBehavior.Restrict);
        provision.HasOne(p => p.Document).WithMany().HasForeignKey(p => p.DocumentId).OnDelete(DeleteBehavior.Restrict);
        provision.HasIndex(p => p.Key);
    }

    public void Configure(EntityTypeBuilder<PairingCorrection> correction)
    {
        correction.ToTable("PairingCorrections").HasKey(c => c.Id);
        correction.Property(c => c.Id).ValueGeneratedNever();
        correction.HasOne<Edition>().WithMany().HasForeignKey(c => c.EditionId).OnDelete(DeleteBehavior.Restrict);
        correction.HasOne(c => c.Document).WithMany().HasForeignKey(c => c.DocumentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DocumentKey> key)
    {
        key.ToTable("DocumentKeys").HasKey(k => new { k.DocumentId, k.Number });
        key.Property(k => k.MasterKeyId).HasMaxLength(16).IsUnicode(false);
        key.Property(k => k.Wrapped).HasMaxLength(100);
    }

    public void Configure(EntityTypeBuilder<StoredFile> file)
    {
        file.ToTable("Files").HasKey(f => f.Id);
        file.Property(f => f.Id).ValueGeneratedNever();
        file.Property(f => f.MediaType).HasMaxLength(200);
        file.HasOne(f => f.Document).WithMany().HasForeignKey(f => f.DocumentId).OnDelete(DeleteBehavior.Restrict);
        file.HasIndex(f => f.CourseId);
    }

    public void Configure(EntityTypeBuilder<FileChunk> chunk)
    {
        chunk.ToTable("FileChunks").HasKey(c => new { c.FileId, c.Ordinal });
        chunk.HasOne<StoredFile>().WithMany().HasForeignKey(c => c.FileId).OnDelete(DeleteBehavior.Restrict);
        chunk.HasOne(c => c.Document).WithMany().HasForeignKey(c => c.DocumentId).OnDelete(DeleteBehavior.Restrict);
    }
}
