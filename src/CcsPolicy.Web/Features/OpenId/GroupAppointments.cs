using System.Security.Claims;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.OpenId;

/// <summary>
/// グループによる任命。Groups give and end dated appointments, like the CISO does by hand. Which appointment a group gave is kept beside the account, so that
/// one made by hand is never ended here, and one that was ended by hand is not given again before the person has left the group.
/// </summary>
public sealed class GroupAppointments(IOptions<OpenIdOptions> options)
{
    private const string Prefix = "appointment:";

    /// <summary>Brings the appointments of the account's person in line with the groups, to be saved by the caller.</summary>
    public async Task ApplyAsync(PolicyDb db, Account account, string issuer, ClaimsPrincipal principal, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(principal);
        var office = options.Value;
        // Somebody in too many groups for one token: which ones is not said, and nothing follows from that.
        if (principal.HasClaim(claim => claim.Type is "_claim_names" or "hasgroups"))
            return;
        var wanted = office.Groups.Where(line => principal.HasClaim(office.GroupsClaim, line.Group)).Select(line => line.Role!.Value).ToHashSet();
        var given = await db.UserTokens.Where(token => token.UserId == account.Id && token.LoginProvider == issuer && token.Name.StartsWith(Prefix)).ToListAsync(ct);
        if (wanted.Count == 0 && given.Count == 0)
            return;
        var rows = await db.Assignments.Where(row => row.PersonId == account.PersonId && row.Role != null && row.WithdrawnAt == null).ToListAsync(ct);
        // What was given before the person last left counts for nothing: it is in the way of nothing, and a group gives it anew.
        var left = Leaving.LastOf(await db.Employments.AsNoTracking().Where(row => row.PersonId == account.PersonId).ToListAsync(ct), TokyoTime.DateOf(db.Now));
        var before = given.FindAll(token => rows.Exists(row => row.RecordedAt < left && row.Id.ToString() == token.Value));
        given.RemoveAll(before.Contains);
        rows.RemoveAll(row => row.RecordedAt < left);
        foreach (var token in given.Concat(before).Where(token => !wanted.Any(role => NameOf(role) == token.Name)))
        {
            End(db, rows, rows.Find(row => row.Id.ToString() == token.Value));
            db.UserTokens.Remove(token);
        }
        foreach (var role in wanted.Order().Where(role => !given.Exists(token => token.Name == NameOf(role))))
            if (Give(db, rows, account, role) is not { } row)
                continue;
            else if (before.Find(token => token.Name == NameOf(role)) is { } kept)
                kept.Value = row.Id.ToString();
            else
                db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = account.Id, LoginProvider = issuer, Name = NameOf(role), Value = row.Id.ToString() });
    }

    private static Assignment? Give(PolicyDb db, List<Assignment> rows, Account account, Role role)
    {
        var today = TokyoTime.DateOf(db.Now);
        var held = rows.Where(row => row.Until is not { } last || last >= today).Select(row => row.Role!.Value).ToList();
        if (held.Contains(role) || held.Exists(other => !JointOffices.Allows(role, other)))
            return null;
        var row = new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = account.PersonId, Role = role, From = today, RecordedAt = db.Now };
        rows.Add(row);
        db.Assignments.Add(row);
        db.Record(new JournalFact("officer.appointed").With("person", account.PersonId).With("role", role).With("from", today).With("by", "provider"));
        return row;
    }

    private static void End(PolicyDb db, List<Assignment> rows, Assignment? row)
    {
        var today = TokyoTime.DateOf(db.Now);
        // Ended by hand meanwhile.
        if (row is null || row.Until < today)
            return;
        row.Withdraw(db.Now);
        rows.Remove(row);
        var until = today.AddDays(-1);
        if (until >= row.From)
            db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = row.PersonId, Role = row.Role, From = row.From, Until = until, RecordedAt = db.Now });
        db.Record(new JournalFact("officer.appointment-ended").With("person", row.PersonId).With("role", row.Role).With("until", until).With("by", "provider"));
    }

    private static string NameOf(Role role) => Prefix + role;
}
