using CcsPolicy.Domain.People;
using Microsoft.AspNetCore.Identity;

namespace CcsPolicy.Data.Rows;

/// <summary>アカウント。The means by which a person signs in. It carries no authority: that comes from dated rows of the person.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public PersonId PersonId { get; set; }

    /// <summary>When somebody closed it; it cannot be signed in with.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>
    /// 本人確認。When somebody confirmed that it is the person who opened the account by the first invitation; until then no office, no post and no procedure is had by it (<see cref="Domain.Access.Reader.Unconfirmed"/>).
    /// </summary>
    public DateTimeOffset? OwnerConfirmedAt { get; set; }

    /// <summary>Who did; null at the first run, where whoever sets up the server hands the links over.</summary>
    public PersonId? OwnerConfirmedBy { get; set; }

    /// <summary>The step of the last time-based code that was accepted, so that none is accepted twice.</summary>
    public long LastCodeStep { get; set; }

    /// <summary>Tries to sign in that were refused since somebody last signed in, when it counted as a wrong try: the owner is told of them.</summary>
    public int RefusedTries { get; set; }

    public DateTimeOffset? RefusedLastAt { get; set; }

    /// <summary>SHA-256 of the secret in the address of the person's calendar, in hexadecimal digits; null where there is none. The secret itself is kept nowhere.</summary>
    public string? CalendarHash { get; set; }

    public DateTimeOffset? CalendarMadeAt { get; set; }

    /// <summary>ja or en: that of the last sign-in, in which mail and calendars are written; null before the first.</summary>
    public string? Language { get; set; }
}
