using CcsPolicy.Domain.Guidelines;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class GuidelineMapping :
    IEntityTypeConfiguration<Guideline>, IEntityTypeConfiguration<GuidelineEdition>, IEntityTypeConfiguration<GuidelineItem>, IEntityTypeConfiguration<GuidelineCitation>
{
    public void Configure(EntityTypeBuilder<Guideline> guideline)
    {
        guideline.ToTable("Guidelines").HasKey(g => g.Id);
        guideline.Property(g => g.Id).ValueGeneratedNever();
        guideline.Property(g => g.Code).HasMaxLength(Guideline.MostOfCode);
        guideline.Property(g => g.Title).HasMaxLength(Guideline.MostOfTitle);
        guideline.HasOne<Person>().WithMany().HasForeignKey(g => g.RecordedBy).OnDelete(DeleteBehavior.Restrict);
        guideline.HasIndex(g => g.Code).IsUnique();
    }

    public void Configure(EntityTypeBuilder<GuidelineEdition> edition)
    {
        edition.ToTable("GuidelineEditions").HasKey(e => e.Id);
        edition.Property(e => e.Id).ValueGeneratedNever();
        edition.Property(e => e.Label).HasMaxLength(GuidelineEdition.MostOfLabel);
        edition.HasOne<Guideline>().WithMany().HasForeignKey(e => e.GuidelineId).OnDelete(DeleteBehavior.Restrict);
        edition.HasOne<Person>().WithMany().HasForeignKey(e => e.RecordedBy).OnDelete(DeleteBehavior.Restrict);
        edition.HasIndex(e => new { e.GuidelineId, e.Label }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<GuidelineItem> item)
    {
        item.ToTable("GuidelineItems").HasKey(i => new { i.EditionId, i.Ordinal });
        item.Property(i => i.Number).HasMaxLength(GuidelineItem.MostOfNumber);
        item.Property(i => i.Heading).HasMaxLength(GuidelineItem.MostOfHeading);
        item.HasOne<GuidelineEdition>().WithMany().HasForeignKey(i => i.EditionId).OnDelete(DeleteBehavior.Restrict);
        item.HasIndex(i => new { i.EditionId, i.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<GuidelineCitation> citation)
    {
        citation.ToTable("GuidelineCitations").HasKey(c => c.Id);
        citation.Property(c => c.Id).ValueGeneratedNever();
        citation.Property(c => c.Item).HasMaxLength(GuidelineItem.MostOfNumber);
        citation.HasOne(c => c.Document).WithMany().HasForeignKey(c => c.DocumentId).OnDelete(DeleteBehavior.Restrict);
        citation.HasOne<Guideline>().WithMany().HasForeignKey(c => c.GuidelineId).OnDelete(DeleteBehavior.Restrict);
        citation.HasOne<GuidelineEdition>().WithMany().HasForeignKey(c => c.EditionId).OnDelete(DeleteBehavior.Restrict);
        citation.HasOne<Person>().WithMany().HasForeignKey(c => c.RecordedBy).OnDelete(DeleteBehavior.Restrict);
        citation.HasIndex(c => new { c.DocumentId, c.Key, c.EditionId, c.Item, c.Number }).IsUnique();
    }
}
