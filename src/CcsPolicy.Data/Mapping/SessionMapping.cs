using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class SessionMapping : IEntityTypeConfiguration<AccountSession>, IEntityTypeConfiguration<AccountReset>
{
    public void Configure(EntityTypeBuilder<AccountSession> session)
    {
        session.ToTable("Sessions").HasKey(s => s.Id);
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Stamp).HasMaxLength(64).IsUnicode(false);
        session.Property(s => s.Method).HasMaxLength(20).IsUnicode(false);
        session.Property(s => s.Device).HasMaxLength(AccountSession.LongestDevice);
        session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        session.HasIndex(s => s.OpenedAt);
    }

    public void Configure(EntityTypeBuilder<AccountReset> reset)
    {
        reset.ToTable("Resets").HasKey(r => r.Id);
        reset.Property(r => r.Id).ValueGeneratedNever();
        reset.Property(r => r.RowVersion).IsConcurrencyToken();
        reset.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
        reset.HasOne<Person>().WithMany().HasForeignKey(r => r.MadeBy).OnDelete(DeleteBehavior.Restrict);
        reset.HasOne<Person>().WithMany().HasForeignKey(r => r.ConfirmedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
