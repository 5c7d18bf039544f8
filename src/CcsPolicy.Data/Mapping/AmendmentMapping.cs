using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class AmendmentMapping :
    IEntityTypeConfiguration<Amendment>, IEntityTypeConfiguration<ApprovalStep>, IEntityTypeConfiguration<AmendmentAuthor>,
    IEntityTypeConfiguration<DraftStep>, IEntityTypeConfiguration<ProvisionComment>
{
    public void Configure(EntityTypeBuilder<Amendment> amendment)
    {
        amendment.ToTable("Amendments").HasKey(a => a.Id);
        amendment.Property(a => a.Id).ValueGeneratedNever();
        amendment.Property(a => a.RowVersion).IsConcurrencyToken();
        amendment.HasOne(a => a.Document).WithMany().HasForeignKey(a => a.DocumentId).OnDelete(DeleteBehavior.Restrict);
        amendment.HasOne<Edition>().WithMany().HasForeignKey(a => a.BaseEditionId).OnDelete(DeleteBehavior.Restrict);
        amendment.HasOne<Edition>().WithMany().HasForeignKey(a => a.CarriesId).OnDelete(DeleteBehavior.Restrict);
        amendment.HasOne<Amendment>().WithMany().HasForeignKey(a => a.ContinuesId).OnDelete(DeleteBehavior.Restrict);
        amendment.HasOne<Amendment>().WithMany().HasForeignKey(a => a.AccompaniesId).OnDelete(DeleteBehavior.Restrict);
        amendment.HasMany(a => a.Steps).WithOne().HasForeignKey(s => s.AmendmentId).OnDelete(DeleteBehavior.Restrict);
        amendment.HasMany(a => a.Authors).WithOne().HasForeignKey(a => a.AmendmentId).OnDelete(DeleteBehavior.Restrict);
        amendment.Navigation(a => a.Steps).HasField("steps").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        amendment.Navigation(a => a.Authors).HasField("authors").UsePropertyAccessMode(PropertyAccessMode.Field).AutoInclude();
        amendment.Ignore(a => a.CurrentSteps);
        amendment.Ignore(a => a.NextStep);
    }

    public void Configure(EntityTypeBuilder<ApprovalStep> step)
    {
        step.ToTable("ApprovalSteps").HasKey(s => s.Id);
        step.Property(s => s.Id).ValueGeneratedNever();
        step.HasOne<Person>().WithMany().HasForeignKey(s => s.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        step.HasIndex(s => new { s.AmendmentId, s.Round, s.Ordinal }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<AmendmentAuthor> author)
    {
        author.ToTable("AmendmentAuthors").HasKey(a => new { a.AmendmentId, a.PersonId });
        author.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DraftStep> step)
    {
        step.ToTable("DraftSteps").HasKey(s => new { s.AmendmentId, s.Sequence });
        step.HasOne<Amendment>().WithMany().HasForeignKey(s => s.AmendmentId).OnDelete(DeleteBehavior.Restrict);
        step.HasOne(s => s.Document).WithMany().HasForeignKey(s => s.DocumentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ProvisionComment> comment)
    {
        comment.ToTable("Comments").HasKey(c => c.Id);
        comment.Property(c => c.Id).ValueGeneratedNever();
        comment.HasOne<Amendment>().WithMany().HasForeignKey(c => c.AmendmentId).OnDelete(DeleteBehavior.Restrict);
        comment.HasOne<Edition>().WithMany().HasForeignKey(c => c.EditionId).OnDelete(DeleteBehavior.Restrict);
        comment.HasOne(c => c.Document).WithMany().HasForeignKey(c => c.DocumentId).OnDelete(DeleteBehavior.Restrict);
        comment.HasOne<Person>().WithMany().HasForeignKey(c => c.WrittenBy).OnDelete(DeleteBehavior.Restrict);
    }
}
