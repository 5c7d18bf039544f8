using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Training;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class TrainingMapping : IEntityTypeConfiguration<CourseVersion>, IEntityTypeConfiguration<CourseQuestion>, IEntityTypeConfiguration<CourseAttempt>,
    IEntityTypeConfiguration<CoursePlan>, IEntityTypeConfiguration<CourseAttendance>
{
    /// <summary>As many characters as the answers to the most questions take.</summary>
    private const int LongestAnswers = 2_500;

    public void Configure(EntityTypeBuilder<CourseVersion> version)
    {
        version.ToTable("CourseVersions").HasKey(v => v.Id);
        version.Property(v => v.Id).ValueGeneratedNever();
        version.HasOne(v => v.Document).WithMany().HasForeignKey(v => v.DocumentId).OnDelete(DeleteBehavior.Restrict);
        version.HasOne<Person>().WithMany().HasForeignKey(v => v.WrittenBy).OnDelete(DeleteBehavior.Restrict);
        version.HasIndex(v => new { v.CourseId, v.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<CourseQuestion> question)
    {
        question.ToTable("CourseQuestions").HasKey(q => q.Id);
        question.Property(q => q.Id).ValueGeneratedNever();
        question.HasOne(q => q.Document).WithMany().HasForeignKey(q => q.DocumentId).OnDelete(DeleteBehavior.Restrict);
        question.HasOne<Edition>().WithMany().HasForeignKey(q => q.EditionId).OnDelete(DeleteBehavior.Restrict);
        question.HasOne<Person>().WithMany().HasForeignKey(q => q.WrittenBy).OnDelete(DeleteBehavior.Restrict);
        question.HasIndex(q => new { q.QuestionId, q.Number }).IsUnique();
        question.HasIndex(q => q.CourseId);
    }

    public void Configure(EntityTypeBuilder<CourseAttempt> attempt)
    {
        attempt.ToTable("CourseAttempts").HasKey(a => a.Id);
        attempt.Property(a => a.Id).ValueGeneratedNever();
        attempt.Property(a => a.Answers).HasMaxLength(LongestAnswers).IsUnicode(false);
        attempt.HasOne(a => a.Document).WithMany().HasForeignKey(a => a.DocumentId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasOne<CourseVersion>().WithMany().HasForeignKey(a => a.VersionId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasOne<Department>().WithMany().HasForeignKey(a => a.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        attempt.HasOne<Post>().WithMany().HasForeignKey(a => a.PostId).OnDelete(DeleteBehavior.Restrict);
        attempt.Ignore(a => a.Score).Ignore(a => a.IsPassed);
        attempt.HasIndex(a => new { a.CourseId, a.PersonId, a.Number }).IsUnique();
        attempt.HasIndex(a => a.PersonId);
    }

    public void Configure(EntityTypeBuilder<CoursePlan> plan)
    {
        plan.ToTable("CoursePlans").HasKey(p => p.Id);
        plan.Property(p => p.Id).ValueGeneratedNever();
        plan.Property(p => p.Kinds).HasMaxLength(100).IsUnicode(false);
        plan.HasOne(p => p.Document).WithMany().HasForeignKey(p => p.DocumentId).OnDelete(DeleteBehavior.Restrict);
        plan.HasOne<Person>().WithMany().HasForeignKey(p => p.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        plan.HasIndex(p => new { p.CourseId, p.FiscalYear, p.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<CourseAttendance> attendance)
    {
        attendance.ToTable("CourseAttendances").HasKey(a => a.Id);
        attendance.Property(a => a.Id).ValueGeneratedNever();
        attendance.HasOne(a => a.Document).WithMany().HasForeignKey(a => a.DocumentId).OnDelete(DeleteBehavior.Restrict);
        attendance.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        attendance.HasOne<CourseAttendance>().WithMany().HasForeignKey(a => a.WithdrawsId).OnDelete(DeleteBehavior.Restrict);
        attendance.HasOne<Person>().WithMany().HasForeignKey(a => a.RecordedBy).OnDelete(DeleteBehavior.Restrict);
        attendance.HasOne<Department>().WithMany().HasForeignKey(a => a.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        attendance.HasIndex(a => new { a.CourseId, a.PersonId, a.Number }).IsUnique();
        attendance.HasIndex(a => a.PersonId);
    }
}
