using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>Ids of what is hidden from every observer, and for each of them one that names nothing: the same one at every call.</summary>
internal sealed partial class HiddenIds(Pool pool)
{
    /// <summary>Holds nothing but ids that are hidden.</summary>
    public Pool Pool => pool;

    public static async Task<HiddenIds> OfAsync(World world, Pool everything, CancellationToken ct)
    {
        await using var db = await world.OpenAsync(Who.Ciso);
        var custodians = await db.CustodiansAsync(ct);
        var spared = world.IdOf(Who.OtherCustodian);
        var documents = (await db.Documents.AsNoTracking().Where(d => d.Tier == Tier.Procedure).ToListAsync(ct)).Where(d => custodians.Today(d) != spared).Select(d => d.Id).ToHashSet();
        var amendments = await db.Amendments.AsNoTracking().Where(a => documents.Contains(a.DocumentId)).Select(a => a.Id).ToListAsync(ct);
        var hidden = documents.Select(id => id.ToString()).Concat(amendments.Select(id => id.ToString()))
            .Concat((await db.Grants.AsNoTracking().Where(g => documents.Contains(g.DocumentId)).Select(g => g.Id).ToListAsync(ct)).Select(id => id.ToString()))
            .Concat((await db.Acknowledgements.AsNoTracking().Where(a => documents.Contains(a.DocumentId)).Select(a => a.Id).ToListAsync(ct)).Select(id => id.ToString()))
            .Concat((await db.Matters.AsNoTracking().Where(m => documents.Contains(m.DocumentId)).Select(m => m.Id).ToListAsync(ct)).Select(id => id.ToString()))
            .Concat((await db.CourseVersions.AsNoTracking().Where(v => documents.Contains(v.DocumentId)).Select(v => v.CourseId).ToListAsync(ct)).Select(id => id.ToString()))
            .Concat((await db.CourseAttempts.AsNoTracking().Where(a => documents.Contains(a.DocumentId)).Select(a => a.Id).ToListAsync(ct)).Select(id => id.ToString()))
            .ToHashSet(StringComparer.Ordinal);
        var asker = world.IdOf(Who.Newcomer);
        var requests = await db.AccessRequests.AsNoTracking().Where(r => r.AskedBy == asker).Select(r => r.Id).ToListAsync(ct);
        return new HiddenIds(everything.Only(id => hidden.Contains(id.Split('/')[0])).With("request", requests.Select(id => id.ToString()))
            .With("citation", (await db.GuidelineCitations.AsNoTracking().Where(c => documents.Contains(c.DocumentId)).Select(c => c.Id).ToListAsync(ct)).Select(id => id.ToString())));
    }

    public bool Has(string address) => Ids().Matches(address).Any(id => pool.Has(id.Value));

    /// <summary>The same with other ids in the place of hidden ones and with other birds, which nothing has; as long as before, escaped or not.</summary>
    public string Absent(string words) =>
        Ids().Replace(words, id => !pool.Has(id.Value) ? id.Value : PublicId.Write(new Guid(SHA256.HashData(Encoding.ASCII.GetBytes(id.Value))[..16])))
            .Replace("%E7%83%8F", "%E9%B3%B6", StringComparison.Ordinal).Replace("%E9%B5%BA", "%E9%B6%9A", StringComparison.Ordinal);

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Ids();
}
