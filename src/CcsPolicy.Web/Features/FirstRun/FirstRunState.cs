using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.FirstRun;

/// <summary>
/// Whether this installation still has nobody in it, and the code that proves that whoever sets it up can read its log.
/// In Development nothing is asked for: demonstration data are loaded there.
/// </summary>
public sealed class FirstRunState(PolicyDbFactory databases, IdSource ids, IHostEnvironment environment, ILogger<FirstRunState> log) : IDisposable
{
    public const int Tries = 10;

    private readonly byte[] code = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(ids.NextBytes(10)));
    private readonly SemaphoreSlim one = new(1);
    private int wrong;
    private volatile bool over = environment.IsDevelopment();

    /// <summary>True while nobody is recorded. Once somebody is, it is never asked again.</summary>
    public async ValueTask<bool> IsNeededAsync(CancellationToken ct)
    {
        if (over)
            return false;
        await using var db = databases.OpenFor(Reader.Nobody);
        if (await db.People.AnyAsync(ct))
            over = true;
        return !over;
    }

    /// <summary>Writes the code to the log, at start.</summary>
    public async Task AnnounceAsync(CancellationToken ct)
    {
        if (await IsNeededAsync(ct))
            log.LogWarning("The installation is empty. Open /first-run and enter this code: {Code}", Encoding.ASCII.GetString(code));
    }

    /// <summary>Compares in fixed time. After ten wrong tries no code is right until the program is started again.</summary>
    public bool Matches(string? typed)
    {
        var given = Encoding.ASCII.GetBytes(string.Concat((typed ?? "").Take(100).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant());
        var right = CryptographicOperations.FixedTimeEquals(given, code) && Volatile.Read(ref wrong) < Tries;
        if (!right)
            Interlocked.Increment(ref wrong);
        return right;
    }

    /// <summary>One at a time: of two who set up at once the second finds it done.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> act, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(act);
        await one.WaitAsync(ct);
        try
        {
            return await act();
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
