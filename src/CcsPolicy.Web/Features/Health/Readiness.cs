using System.Data.Common;
using System.Security.Cryptography;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Domain.Basics;
using Microsoft.AspNetCore.DataProtection;

namespace CcsPolicy.Web.Features.Health;

/// <summary>稼働できるか。Asks the database, the master key and the keys of cookies. Whoever asks often asks them no oftener: an answer holds for two seconds.</summary>
internal sealed partial class Readiness(DatabaseExamination examination, IDataProtectionProvider cookies, TimeProvider clock, ILogger<Readiness> log) : IDisposable
{
    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1, 1);
    private (DateTimeOffset Until, bool Ready) known;

    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            if (known.Until <= clock.Now())
            {
                var ready = await AskAsync();
                known = (clock.Now() + Holds, ready);
            }
            return known.Ready;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<bool> AskAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(Longest, clock);
            await examination.AskAsync(limit.Token);
            var protector = cookies.CreateProtector(nameof(Readiness));
            return protector.Unprotect(protector.Protect([1])) is [1];
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or IOException or UnauthorizedAccessException or CryptographicException or OperationCanceledException or TimeoutException)
        {
            Unready(log, fault);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The portal is not ready: its database or its keys do not answer. Run doctor.")]
    private static partial void Unready(ILogger log, Exception fault);
}
