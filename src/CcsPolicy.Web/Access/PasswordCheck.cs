using System.Threading.RateLimiting;
using CcsPolicy.Data.Rows;
using Microsoft.AspNetCore.Identity;

namespace CcsPolicy.Web.Access;

/// <summary>
/// Compares passwords. An account that does not exist, or has no password yet, costs the same work as one that does,
/// and no more comparisons run at once than the machine can bear beside its pages. Those who ask take turns: whoever sends a hundred at once waits for the own hundred, others for one of them.
/// </summary>
public sealed class PasswordCheck(IPasswordHasher<Account> hasher) : IDisposable
{
    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly PartitionedRateLimiter<string> turns = PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetConcurrencyLimiter(who,
        static _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));
    private readonly Lazy<string> nobodys = new(() => hasher.HashPassword(new Account(), "There is no account with this password."));

    /// <summary>
    /// Whether the password is the account's. A hash of fewer rounds, or of an older kind, than is used now is made anew on the account; whoever saves the account saves it.
    /// </summary>
    /// <param name="who">Who asks, as limits count (<see cref="RateLimits.WhoOf"/>).</param>
    public async Task<bool> MatchesAsync(Account? account, string? typed, string who, CancellationToken ct)
    {
        var password = PasswordText.Of(typed);
        var result = await VerifyAsync(account, account?.PasswordHash, password, who, ct);
        if (account is not null && result == PasswordVerificationResult.SuccessRehashNeeded)
            account.PasswordHash = hasher.HashPassword(account, password);
        return result != PasswordVerificationResult.Failed;
    }

    /// <summary>Whether the hash was made of what was typed; where there is none it costs the same.</summary>
    public async Task<bool> MatchesAsync(string? hash, string? typed, string who, CancellationToken ct) =>
        await VerifyAsync(null, hash, PasswordText.Of(typed), who, ct) != PasswordVerificationResult.Failed;

    private async Task<PasswordVerificationResult> VerifyAsync(Account? account, string? hash, string password, string who, CancellationToken ct)
    {
        using var turn = await turns.AcquireAsync(who, 1, ct);
        await places.WaitAsync(ct);
        try
        {
            var result = hasher.VerifyHashedPassword(account ?? new Account(), hash ?? nobodys.Value, password);
            return hash is null ? PasswordVerificationResult.Failed : result;
        }
        finally
        {
            places.Release();
        }
    }

    public string Hash(Account account, string? typed) => hasher.HashPassword(account, PasswordText.Of(typed));

    public void Dispose()
    {
        turns.Dispose();
        places.Dispose();
    }
}
