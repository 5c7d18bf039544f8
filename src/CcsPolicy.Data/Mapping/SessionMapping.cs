using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CcsPolicy.Data.Mapping;

internal sealed class SessionMapping : IEntityTypeConfiguration<AccountSession>, IEntityTypeConfiguration<AccountReset>, IEntityTypeConfiguration<SharedTerminal>, IEntityTypeConfiguration<AccountPin>
{
    public void Configure(EntityTypeBuilder<AccountSession> session)
    {
        session.ToTable("Sessions").HasKey(s => s.Id);
        session.Property(s => s.Id).ValueGeneratedNever();
        session.Property(s => s.Stamp).HasMaxLength(64).IsUnicode(false);
        session.Property(s => s.Method).HasMaxLength(20).IsUnicode(false);
        session.Property(s => s.Device).HasMaxLength(AccountSession.LongestDevice);
        session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        session.HasOne<SharedTerminal>().WithMany().HasForeignKey(s => s.TerminalId).OnDelete(DeleteBehavior.Restrict);
        session.HasIndex(s => s.OpenedAt);
    }

    public void Configure(EntityTypeBuilder<SharedTerminal> terminal)
    {
        terminal.ToTable("SharedTerminals").HasKey(t => t.Id);
        terminal.Property(t => t.Id).ValueGeneratedNever();
        terminal.Property(t => t.Place).HasMaxLength(SharedTerminal.LongestPlace);
        terminal.Property(t => t.CodeHash).HasMaxLength(64).IsUnicode(false);
        terminal.Property(t => t.RowVersion).IsConcurrencyToken();
        terminal.HasOne<Department>().WithMany().HasForeignKey(t => t.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        terminal.HasOne<Person>().WithMany().HasForeignKey(t => t.OpenedBy).OnDelete(DeleteBehavior.Restrict);
        terminal.HasIndex(t => t.CodeHash);
        terminal.HasIndex(t => t.Until);
    }

    public void Configure(EntityTypeBuilder<AccountPin> pin)
    {
        pin.ToTable("AccountPins").HasKey(p => p.AccountId);
        pin.Property(p => p.AccountId).ValueGeneratedNever();
        pin.Property(p => p.Sealed).HasMaxLength(1000).IsUnicode(false);
        pin.Property(p => p.RowVersion).IsConcurrencyToken();
        pin.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Cascade);
        pin.HasOne<Person>().WithMany().HasForeignKey(p => p.IssuedBy).OnDelete(DeleteBehavior.Restrict);
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
