using CcsPolicy.Domain.Notices;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class NoticeMapping : IEntityTypeConfiguration<MailTemplate>
{
    public void Configure(EntityTypeBuilder<MailTemplate> template)
    {
        template.ToTable("MailTemplates").HasKey(t => t.Id);
        template.Property(t => t.Id).ValueGeneratedNever();
        template.Property(t => t.Language).HasMaxLength(5).IsUnicode(false);
        template.Property(t => t.Subject).HasMaxLength(MailWords.LongestSubject);
        template.Property(t => t.Text).HasMaxLength(MailWords.LongestText);
        template.Ignore(t => t.Words);
        template.HasOne<Person>().WithMany().HasForeignKey(t => t.WrittenBy).OnDelete(DeleteBehavior.Restrict);
        template.HasIndex(t => new { t.Kind, t.Language, t.Number }).IsUnique();
    }
}
