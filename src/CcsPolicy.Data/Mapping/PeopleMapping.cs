using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class PeopleMapping :
    IEntityTypeConfiguration<Person>, IEntityTypeConfiguration<Employment>, IEntityTypeConfiguration<Leave>, IEntityTypeConfiguration<Department>,
    IEntityTypeConfiguration<Post>, IEntityTypeConfiguration<FormerName>, IEntityTypeConfiguration<Assignment>, IEntityTypeConfiguration<PersonnelChange>, IEntityTypeConfiguration<PersonnelChangeRow>,
    IEntityTypeConfiguration<InformationSystem>, IEntityTypeConfiguration<SystemUse>, IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("People").HasKey(p => p.Id);
        person.Property(p => p.Id).ValueGeneratedNever();
        person.Property(p => p.StaffNumber).HasMaxLength(20);
        person.Property(p => p.Name).HasMaxLength(100);
        person.Property(p => p.Kana).HasMaxLength(100);
        person.Property(p => p.Mail).HasMaxLength(254);
        person.Property(p => p.RowVersion).IsConcurrencyToken();
        person.HasIndex(p => p.StaffNumber).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Employment> employment)
    {
        employment.ToTable("Employments").HasKey(e => e.Id);
        employment.Property(e => e.Id).ValueGeneratedNever();
        employment.HasOne<Person>().WithMany().HasForeignKey(e => e.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Leave> leave)
    {
        leave.ToTable("Leaves").HasKey(l => l.Id);
        leave.Property(l => l.Id).ValueGeneratedNever();
        leave.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<InformationSystem> system)
    {
        system.ToTable("InformationSystems").HasKey(s => s.Id);
        system.Property(s => s.Id).ValueGeneratedNever();
        system.Property(s => s.Code).HasMaxLength(20);
        system.Property(s => s.Name).HasMaxLength(100);
        system.Property(s => s.RowVersion).IsConcurrencyToken();
        system.HasIndex(s => s.Code).IsUnique();
    }

    public void Configure(EntityTypeBuilder<SystemUse> use)
    {
        use.ToTable("SystemUses").HasKey(u => u.Id);
        use.Property(u => u.Id).ValueGeneratedNever();
        use.HasOne<Person>().WithMany().HasForeignKey(u => u.PersonId).OnDelete(DeleteBehavior.Restrict);
        use.HasOne<InformationSystem>().WithMany().HasForeignKey(u => u.SystemId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Department> department)
    {
        department.ToTable("Departments").HasKey(d => d.Id);
        department.Property(d => d.Id).ValueGeneratedNever();
        department.Property(d => d.Code).HasMaxLength(20);
        department.Property(d => d.Name).HasMaxLength(100);
        department.Property(d => d.RowVersion).IsConcurrencyToken();
        department.HasIndex(d => d.Code).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Post> post)
    {
        post.ToTable("Posts").HasKey(p => p.Id);
        post.Property(p => p.Id).ValueGeneratedNever();
        post.Property(p => p.Name).HasMaxLength(100);
        post.Property(p => p.RowVersion).IsConcurrencyToken();
        post.HasOne<Department>().WithMany().HasForeignKey(p => p.DepartmentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<FormerName> name)
    {
        name.ToTable("FormerNames").HasKey(n => n.Id);
        name.Property(n => n.Id).ValueGeneratedNever();
        name.Property(n => n.Name).HasMaxLength(100);
        name.HasOne<Department>().WithMany().HasForeignKey(n => n.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        name.HasOne<Post>().WithMany().HasForeignKey(n => n.PostId).OnDelete(DeleteBehavior.Restrict);
        name.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Assignment> assignment)
    {
        assignment.ToTable("Assignments").HasKey(a => a.Id);
        assignment.Property(a => a.Id).ValueGeneratedNever();
        assignment.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Department>().WithMany().HasForeignKey(a => a.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Post>().WithMany().HasForeignKey(a => a.PostId).OnDelete(DeleteBehavior.Restrict);
        assignment.HasOne<Assignment>().WithMany().HasForeignKey(a => a.PartOf).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PersonnelChange> change)
    {
        change.ToTable("PersonnelChanges").HasKey(c => c.Id);
        change.Property(c => c.Id).ValueGeneratedNever();
        change.HasOne<Person>().WithMany().HasForeignKey(c => c.RecordedBy).OnDelete(DeleteBehavior.Restrict);
        change.HasOne<Person>().WithMany().HasForeignKey(c => c.UndoneBy).OnDelete(DeleteBehavior.Restrict);
        change.HasMany(c => c.Rows).WithOne().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<PersonnelChangeRow> row)
    {
        row.ToTable("PersonnelChangeRows").HasKey(r => new { r.ChangeId, r.Number });
        row.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<Employment>().WithMany().HasForeignKey(r => r.EmploymentId).OnDelete(DeleteBehavior.Restrict);
        row.HasOne<Assignment>().WithMany().HasForeignKey(r => r.AssignmentId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
        account.HasIndex(a => a.PersonId).IsUnique();
        account.Property(a => a.Language).HasMaxLength(5);
        account.Property(a => a.CalendarHash).HasMaxLength(64).IsUnicode(false);
        account.HasIndex(a => a.CalendarHash).IsUnique();
    }
}
