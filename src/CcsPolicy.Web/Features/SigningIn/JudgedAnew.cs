using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.SigningIn;

/// <summary>判断のやり直し。For what serves once: it is judged by the rows that it is saved on, not by those from before another try.</summary>
internal static class JudgedAnew
{
    // As often as wrong tries can change an account before it is locked, and the right one.
    private const int Tries = PasswordRules.WrongTries + 1;

    /// <summary>
    /// Judges and saves; when another try on the account was saved in between, nothing of this one is kept and it is judged once more. So of two that send one code at the same
    /// moment one is served; the other is refused and counted like any wrong code.
    /// </summary>
    /// <param name="refusal">The answer when others are saved in between every time.</param>
    /// <param name="judge">Throws <see cref="DbUpdateConcurrencyException"/> when it meets another; nothing that it does outside the database may come before the save.</param>
    public static async Task<Result<T>> WhileOthersTryAsync<T>(this PolicyDbFactory databases, DomainError refusal, Func<PolicyDb, Task<Result<T>>> judge)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            try
            {
                return await judge(db);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Judged by rows that are no longer so.
            }
        }
        return refusal;
    }
}
