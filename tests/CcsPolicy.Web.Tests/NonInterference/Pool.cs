using CcsPolicy.Data;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Documents;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// What observers guess with: ids and words of what is there and of what is hidden, the latter grown by whatever the hidden acts bring forth. Both worlds use
/// the same pool, so in one of them some of it names nothing.
/// </summary>
internal sealed class Pool
{
    private readonly Dictionary<string, List<string>> ids = [];
    private readonly HashSet<string> known = [];

    public List<string> Words { get; } =
        ["端末", "職員", "第1条", "手順", "烏", "烏羽", "烏羽持出し", "うば", "USB", "P-01", "P-03", "SP-01", "基準", "1", "2", "7", "2026-10-01", "令和8年10月1日", "null", "true", "0",
            "烏羽端末持出し手順", "鵺", "鵺退治手順", "", "all", "open", "done", "xlsx", "en", "ja", "dark"];

    public string Any(string kind, Random random) =>
        random.Next(12) == 0 || !ids.TryGetValue(kind, out var some) ? Nothing(random) : some[random.Next(some.Count)];

    public IReadOnlyList<string> Of(string kind) => ids.GetValueOrDefault(kind) ?? [];

    public string Word(Random random) => random.Next(6) == 0 && ids.Count > 0 ? Any(ids.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(ids.Count)), random) : Words[random.Next(Words.Count)];

    public Pool Copy()
    {
        var copy = new Pool();
        foreach (var (kind, some) in ids)
            copy.ids[kind] = [.. some];
        copy.known.UnionWith(known);
        return copy;
    }

    /// <summary>A copy with those ids alone that are chosen.</summary>
    public Pool Only(Func<string, bool> chosen)
    {
        var copy = new Pool();
        foreach (var (kind, some) in ids)
            if (some.Where(chosen).ToList() is { Count: > 0 } kept)
                copy.ids[kind] = kept;
        copy.known.UnionWith(copy.ids.Values.SelectMany(some => some).SelectMany(id => id.Split('/')));
        return copy;
    }

    /// <summary>This one, with ids that it did not learn.</summary>
    public Pool With(string kind, IEnumerable<string> more)
    {
        foreach (var id in more)
        {
            Add(kind, id);
            known.Add(id);
        }
        return this;
    }

    /// <summary>Only of a copy of chosen ids: whether this is one of them, or a part of one.</summary>
    public bool Has(string id) => known.Contains(id);

    /// <summary>Takes up what is in the world, by eyes that see everything.</summary>
    public async Task LearnAsync(World world, CancellationToken ct)
    {
        await using var db = await world.OpenAsync(Who.Ciso);
        foreach (var document in await db.Documents.AsNoTracking().Select(d => d.Id).ToListAsync(ct))
            Add("document", document.ToString());
        foreach (var edition in await db.Editions.AsNoTracking().Select(e => new { e.Id, e.DocumentId, e.Keys }).ToListAsync(ct))
        {
            Add("edition", edition.DocumentId + "/editions/" + edition.Id);
            foreach (var key in EditionKeys.Read(edition.Keys).Take(3))
                Add("key", key.ToString());
        }
        foreach (var guideline in await db.GuidelineEditions.AsNoTracking().Select(e => e.Id).ToListAsync(ct))
            Add("guideline", guideline.ToString());
        foreach (var amendment in await db.Amendments.AsNoTracking().Select(a => a.Id).ToListAsync(ct))
            Add("amendment", amendment.ToString());
        foreach (var file in await db.Files.AsNoTracking().Select(f => new { f.Id, f.AmendmentId }).ToListAsync(ct))
            Add("file", file.AmendmentId + "/sources/" + file.Id.ToString("D"));
        foreach (var comment in await db.Comments.AsNoTracking().Where(c => c.AmendmentId != null).Select(c => new { c.Id, c.AmendmentId }).ToListAsync(ct))
            Add("comment", comment.AmendmentId + "/comments/" + comment.Id);
        foreach (var grant in await db.Grants.AsNoTracking().Select(g => g.Id).ToListAsync(ct))
            Add("grant", grant.ToString());
        foreach (var course in await db.CourseVersions.AsNoTracking().Select(v => v.CourseId).Distinct().ToListAsync(ct))
            Add("course", course.ToString());
        foreach (var question in await db.CourseQuestions.AsNoTracking().Select(q => new { q.CourseId, q.QuestionId }).ToListAsync(ct))
            Add("question", question.CourseId + "/questions/" + question.QuestionId);
        foreach (var attempt in await db.CourseAttempts.AsNoTracking().Select(a => a.Id).ToListAsync(ct))
            Add("attempt", attempt.ToString());
        foreach (var matter in await db.Matters.AsNoTracking().Select(m => m.Id).ToListAsync(ct))
            Add("matter", matter.ToString());
        foreach (var receipt in await db.Acknowledgements.AsNoTracking().Select(a => new { a.Id, a.ReceiptNumber }).ToListAsync(ct))
        {
            Add("receipt", receipt.Id.ToString());
            Add("number", receipt.ReceiptNumber);
        }
    }

    public async Task LearnPeopleAsync(PolicyDb db, CancellationToken ct)
    {
        foreach (var person in await db.People.AsNoTracking().Select(p => new { p.Id, p.StaffNumber }).ToListAsync(ct))
        {
            Add("person", person.Id.ToString());
            Add("number", person.StaffNumber);
        }
        foreach (var account in await db.Users.AsNoTracking().Select(u => u.Id).ToListAsync(ct))
            Add("account", CcsPolicy.Domain.Basics.PublicId.Write(account));
        foreach (var stay in await db.Assignments.AsNoTracking().Select(a => a.Id).ToListAsync(ct))
            Add("stay", stay.ToString());
        foreach (var system in await db.InformationSystems.AsNoTracking().Select(s => s.Id).ToListAsync(ct))
            Add("system", system.ToString());
        foreach (var change in await db.PersonnelChanges.AsNoTracking().Select(c => c.Id).ToListAsync(ct))
            Add("change", change.ToString());
    }

    private void Add(string kind, string id)
    {
        if (!known.Add(kind + id))
            return;
        if (!ids.TryGetValue(kind, out var some))
            ids[kind] = some = [];
        some.Add(id);
    }

    private static string Nothing(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return CcsPolicy.Domain.Basics.PublicId.Write(new Guid(bytes));
    }
}
