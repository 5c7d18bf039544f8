using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.FirstRun;

/// <summary>
/// Whether this installation still has nobody in it, and the code that proves that whoever sets it up may read the folder of its keys: it lies in a file there and in no log.
/// In Development nothing is asked for: demonstration data are loaded there.
/// </summary>
public sealed class FirstRunState(PolicyDbFactory databases, IdSource ids, IOptions<StorageOptions> storage, IHostEnvironment environment, ILogger<FirstRunState> log) : IDisposable
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
            End();
        return !over;
    }

    /// <summary>Lays the code down, at start.</summary>
    public async Task AnnounceAsync(CancellationToken ct)
    {
        if (!await IsNeededAsync(ct))
            return;
        PrivateFile.Write(storage.Value.FirstRunCodeFile, [Encoding.ASCII.GetString(code)], overwrite: true);
        log.LogWarning("The installation is empty. Open /first-run and enter the code that stands in {File}", storage.Value.FirstRunCodeFile);
    }

    /// <summary>Somebody is recorded: the code opens nothing any more, and its file goes.</summary>
    public void End()
    {
        over = true;
        try
        {
            PrivateFile.Remove(storage.Value.FirstRunCodeFile);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next start tries again.
            log.LogWarning(fault, "The file with the code of the first run could not be deleted");
        }
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
