using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class JournalMapping : IEntityTypeConfiguration<JournalPosition>, IEntityTypeConfiguration<JournalVoucher>, IEntityTypeConfiguration<JournalNote>, IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<JournalPosition> position)
    {
        position.ToTable("JournalPositions").HasKey(p => p.EntryId);
        position.Property(p => p.EntryId).ValueGeneratedNever();
        position.Property(p => p.Leaf).HasMaxLength(TreeHash.Length);
        position.HasOne<JournalEntry>().WithOne().HasForeignKey<JournalPosition>(p => p.EntryId).OnDelete(DeleteBehavior.Restrict);
        position.HasIndex(p => new { p.Tree, p.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<JournalVoucher> voucher)
    {
        voucher.ToTable("JournalVouchers").HasKey(v => v.EntryId);
        voucher.Property(v => v.EntryId).ValueGeneratedNever();
        voucher.Property(v => v.Code).HasMaxLength(RecordMac.Length);
    }

    public void Configure(EntityTypeBuilder<JournalNote> note)
    {
        note.ToTable("JournalNotes").HasKey(n => new { n.OfProcedures, n.Size });
        note.Property(n => n.Size).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<Lease> lease)
    {
        lease.ToTable("Leases").HasKey(l => l.Name);
        lease.Property(l => l.Name).HasMaxLength(40).IsUnicode(false);
    }
}
