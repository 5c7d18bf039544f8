using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class GrantReviewMapping :
    IEntityTypeConfiguration<GrantReview>, IEntityTypeConfiguration<GrantVerdict>, IEntityTypeConfiguration<TargetDecision>, IEntityTypeConfiguration<TargetRule>
{
    public void Configure(EntityTypeBuilder<GrantReview> review)
    {
        review.ToTable("GrantReviews").HasKey(r => r.Id);
        review.Property(r => r.Id).ValueGeneratedNever();
        review.HasOne(r => r.Document).WithMany().HasForeignKey(r => r.DocumentId).OnDelete(DeleteBehavior.Restrict);
        review.HasOne<Person>().WithMany().HasForeignKey(r => r.ReviewedBy).OnDelete(DeleteBehavior.Restrict);
        review.HasMany(r => r.Verdicts).WithOne().HasForeignKey(v => v.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<GrantVerdict> verdict)
    {
        verdict.ToTable("GrantVerdicts").HasKey(v => new { v.ReviewId, v.GrantId });
        verdict.HasOne<NeedToKnowGrant>().WithMany().HasForeignKey(v => v.GrantId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TargetDecision> decision)
    {
        decision.ToTable("TargetDecisions").HasKey(d => d.Id);
        decision.Property(d => d.Id).ValueGeneratedNever();
        decision.HasOne(d => d.Document).WithMany().HasForeignKey(d => d.DocumentId).OnDelete(DeleteBehavior.Restrict);
        decision.HasOne<Person>().WithMany().HasForeignKey(d => d.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        decision.HasMany(d => d.Rules).WithOne().HasForeignKey(r => r.DecisionId).OnDelete(DeleteBehavior.Restrict);
        decision.HasIndex(d => new { d.DocumentId, d.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<TargetRule> rule)
    {
        rule.ToTable("TargetRules").HasKey(r => new { r.DecisionId, r.Ordinal });
        rule.HasOne<Department>().WithMany().HasForeignKey(r => r.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        rule.HasOne<Post>().WithMany().HasForeignKey(r => r.PostId).OnDelete(DeleteBehavior.Restrict);
        rule.HasOne<InformationSystem>().WithMany().HasForeignKey(r => r.SystemId).OnDelete(DeleteBehavior.Restrict);
    }
}
