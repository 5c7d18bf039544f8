using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// Random acts on procedures by those who may, and what the same people do in the other world instead: they only look at pages of their own. Never touched are the
/// procedure of the custodian who looks, and whom an observer belongs to.
/// </summary>
internal sealed class HiddenWandering(World world)
{
    public static readonly string[] Kinds =
    [
        "register", "import", "amend", "edit", "submit", "approve", "return", "publish", "grant", "grant-department", "end-grant", "confirm", "acknowledge", "read",
        "comment", "resolve", "withdraw", "link", "cite", "teach", "describe", "open-and-close", "hand-over",
    ];

    private readonly HiddenActs acts = new(world);

    /// <summary>Does one act of the first kind, from a random one on, that can be done now; answers its kind and who did it.</summary>
    public async Task<(string Kind, Who By)?> ActAsync(Random random, CancellationToken ct)
    {
        var first = random.Next(Kinds.Length);
        for (var at = 0; at < Kinds.Length; at++)
        {
            var kind = Kinds[(first + at) % Kinds.Length];
            if (await TryAsync(kind, random, ct) is { } by)
                return (kind, by);
        }
        return null;
    }

    /// <summary>Pages that everybody has: looked at in both worlds, since a session tells when it was last used, and in the other world instead of the act.</summary>
    public static async Task InsteadAsync(World world, Who by, Random random)
    {
        string[] pages = ["/", "/find?q=%E7%AB%AF%E6%9C%AB", "/receipts", "/display"];
        await (await world.VisitorAsync(by)).GetAsync(pages[random.Next(pages.Length)], read: false);
    }

    /// <summary>Null when there is nothing now that the act could be done on.</summary>
    public async Task<Who?> TryAsync(string kind, Random random, CancellationToken ct)
    {
        await using var db = await world.OpenAsync(Who.Ciso);
        var spared = world.IdOf(Who.OtherCustodian);
        var custodians = await db.CustodiansAsync(ct);
        var documents = (await db.Documents.AsNoTracking().Where(d => d.Tier == Tier.Procedure).OrderBy(d => d.Id).ToListAsync(ct)).Where(d => custodians.Today(d) != spared).ToList();
        var known = documents.Select(d => d.Id).ToHashSet();
        var editions = await db.Editions.AsNoTracking().Select(e => e.DocumentId).Distinct().ToListAsync(ct);
        var amendments = (await db.Amendments.AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct)).Where(a => known.Contains(a.DocumentId)).ToList();
        var number = random.Next(1_000_000);

        Who? CustodianOf(DocumentId id) => Enum.GetValues<Who>().Where(who => who > Who.Former).Cast<Who?>()
            .FirstOrDefault(who => world.IdOf(who!.Value) == custodians.Today(documents.First(d => d.Id == id)));
        T? Pick<T>(IEnumerable<T> some) where T : class => some.ToList() is { Count: > 0 } list ? list[random.Next(list.Count)] : null;
        PolicyDocument? InForce() => Pick(documents.Where(d => editions.Contains(d.Id) && CustodianOf(d.Id) is not null));
        Amendment? In(AmendmentStage stage) => Pick(amendments.Where(a => a.Stage == stage && CustodianOf(a.DocumentId) is not null));
        NewTexts Texts() => new($"K-{number}", $"烏羽第{number}手順", Tier.Procedure, Openness.NeedToKnow, Audience.Granted);
        string Text() => $"烏羽第{number}手順\n\n（手順）\n第1条　持ち出す者は、第{number}号の簿に記入する。\n第2条　鵺を見た者は、直ちに知らせる。\n";

        try
        {
            switch (kind)
            {
                case "register":
                    await acts.RegisterAsync(Who.Ciso, Texts(), random.Next(2) == 0 ? Who.Custodian : Who.SecondCustodian);
                    return Who.Ciso;
                case "import" when documents.Any(d => custodians.Today(d) == world.IdOf(Who.Custodian)):
                    await acts.ImportAsync(Who.Custodian, Texts(), Text());
                    return Who.Custodian;
                case "amend" when Pick(documents.Where(d => editions.Contains(d.Id) && amendments.All(a => a.DocumentId != d.Id || a.Stage is AmendmentStage.Published or AmendmentStage.Withdrawn)
                        && CustodianOf(d.Id) is not null)) is { } document:
                    await acts.AmendAsync(CustodianOf(document.Id)!.Value, document.Id, Text());
                    return CustodianOf(document.Id);
                case "edit" when In(AmendmentStage.Drafted) is { Kind: not EditionKind.Repeal } draft:
                    await acts.EditAsync(CustodianOf(draft.DocumentId)!.Value, draft.Id, $"（手順）\n第1条　鵺は第{number}号の籠に入れる。");
                    return CustodianOf(draft.DocumentId);
                case "submit" when In(AmendmentStage.Drafted) is { } draft:
                    await acts.SubmitAsync(CustodianOf(draft.DocumentId)!.Value, draft.Id);
                    return CustodianOf(draft.DocumentId);
                case "approve" or "return" when In(AmendmentStage.InReview) is { } reviewed:
                    var decider = random.Next(2) == 0 ? Who.Ciso : Who.Deputy;
                    await acts.DecideAsync(decider, reviewed.Id, kind == "approve" ? StepOutcome.Agreed : StepOutcome.Returned);
                    return decider;
                case "publish" when In(AmendmentStage.Approved) is { } approved:
                    await acts.PublishAsync(CustodianOf(approved.DocumentId)!.Value, approved.Id);
                    return CustodianOf(approved.DocumentId);
                case "grant" when InForce() is { } document:
                    // The first grant is the CISO's.
                    var giver = random.Next(2) == 0 ? Who.Ciso : CustodianOf(document.Id)!.Value;
                    await acts.GrantAsync(giver, document.Id, "person:" + world.IdOf(random.Next(2) == 0 ? Who.Granted : Who.Newcomer));
                    return giver;
                case "grant-department" when InForce() is { } document && await UnobservedDepartmentAsync(db, ct) is { } department:
                    await acts.GrantAsync(Who.Deputy, document.Id, "department:" + department);
                    return Who.Deputy;
                case "end-grant" when Pick((await db.Grants.AsNoTracking().Where(g => g.EndedAt == null).OrderBy(g => g.Id).ToListAsync(ct)).Where(g => known.Contains(g.DocumentId))) is { } grant:
                    await acts.EndGrantAsync(Who.Ciso, grant.DocumentId, grant.Id);
                    return Who.Ciso;
                case "confirm" when Pick((await db.Grants.AsNoTracking().Where(g => g.EndedAt == null && g.DepartmentId != null).OrderBy(g => g.Id).ToListAsync(ct)).Where(g => known.Contains(g.DocumentId))) is { } waiting:
                    var newcomer = world.IdOf(Who.Newcomer);
                    var stay = await db.Assignments.AsNoTracking().FirstOrDefaultAsync(a => a.PersonId == newcomer && a.DepartmentId == waiting.DepartmentId, ct);
                    if (stay is null)
                        return null;
                    await acts.ConfirmAsync(Who.Deputy, waiting.DocumentId, waiting.Id, stay.Id);
                    return Who.Deputy;
                case "acknowledge" when Pick(await KnownToAsync(Who.Granted, documents, ct)) is { } document && editions.Contains(document.Id):
                    await acts.AcknowledgeAsync(Who.Granted, document.Id);
                    return Who.Granted;
                case "read" when InForce() is { } document:
                    var reader = CustodianOf(document.Id)!.Value;
                    // Who left and came back keeps nothing any more, and who is not confirmed reads nothing: for them the address is one that is refused, which is on record for the auditor.
                    if (!await ReadsAsync(reader, document.Id, ct))
                        return null;
                    await (await world.VisitorAsync(reader)).GetAsync("/documents/" + document.Id);
                    return reader;
                case "comment" when In(AmendmentStage.InReview) is { } reviewed:
                    await acts.CommentAsync(Who.Deputy, reviewed.Id);
                    return Who.Deputy;
                case "resolve" when Pick((await db.Comments.AsNoTracking().Where(c => c.ResolvedAt == null && c.AmendmentId != null).OrderBy(c => c.Id).ToListAsync(ct)).Where(c => known.Contains(c.DocumentId) && CustodianOf(c.DocumentId) is not null)) is { } comment:
                    await acts.ResolveAsync(CustodianOf(comment.DocumentId)!.Value, comment.AmendmentId!.Value, comment.Id);
                    return CustodianOf(comment.DocumentId);
                case "withdraw" when In(random.Next(2) == 0 ? AmendmentStage.Drafted : AmendmentStage.InReview) is { } open:
                    await acts.WithdrawAsync(CustodianOf(open.DocumentId)!.Value, open.Id);
                    return CustodianOf(open.DocumentId);
                case "cite" when InForce() is { } citing:
                    await acts.CiteAsync(CustodianOf(citing.Id)!.Value, citing.Id);
                    return CustodianOf(citing.Id);
                case "teach" when InForce() is { } taught:
                    await acts.PlanAsync(CustodianOf(taught.Id)!.Value, await acts.TeachAsync(CustodianOf(taught.Id)!.Value, taught.Id), Who.Manager);
                    return CustodianOf(taught.Id);
                case "link" when InForce() is { } below && await db.Documents.AsNoTracking().Where(d => d.Tier == Tier.Standard).OrderBy(d => d.Id).FirstOrDefaultAsync(d => editions.Contains(d.Id), ct) is { } above:
                    await acts.LinkAsync(CustodianOf(below.Id)!.Value, below.Id, above.Id);
                    return CustodianOf(below.Id);
                case "describe" when Pick(documents) is { } document:
                    await acts.DescribeAsync(Who.Ciso, document.Id, $"K-{number}");
                    return Who.Ciso;
                case "open-and-close" when InForce() is { } document:
                    await acts.OpenAndCloseAsync(document.Id);
                    return Who.Ciso;
                case "hand-over" when Pick(documents) is { } document:
                    Who[] heirs = [Who.Custodian, Who.SecondCustodian, Who.Granted, Who.Newcomer];
                    await acts.HandOverAsync(Who.Ciso, document.Id, heirs[random.Next(heirs.Length)]);
                    return Who.Ciso;
                default:
                    return null;
            }
        }
        catch (RefusedException)
        {
            // What an administrator among the observers has done may stand in the way: somebody works here no more, or a text did not change.
            return null;
        }
    }

    private async Task<bool> ReadsAsync(Who who, DocumentId document, CancellationToken ct)
    {
        await using var db = await world.OpenAsync(who);
        return db.Reader.Keeps(document) && await db.Users.AnyAsync(account => account.PersonId == db.Reader.PersonId && account.OwnerConfirmedAt != null, ct);
    }

    /// <summary>How much is on record about procedures: every act adds to it. Asked on a bare connection, since it is asked before and after each.</summary>
    public static long Recorded(World world)
    {
        using var connection = new SqliteConnection(world.Portal.Databases.Setup.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM \"Journal\" WHERE \"Log\" = '{JournalLog.Restricted}'";
        return (long)command.ExecuteScalar()!;
    }

    private async Task<List<PolicyDocument>> KnownToAsync(Who who, List<PolicyDocument> documents, CancellationToken ct)
    {
        await using var db = await world.OpenAsync(who);
        var known = await db.Documents.AsNoTracking().Select(d => d.Id).ToListAsync(ct);
        return [.. documents.Where(d => known.Contains(d.Id))];
    }

    /// <summary>The department of those who know, unless an administrator among the observers has moved one of them there: that would open it to an observer.</summary>
    private async Task<Domain.People.DepartmentId?> UnobservedDepartmentAsync(Data.PolicyDb db, CancellationToken ct)
    {
        var department = (await db.Departments.AsNoTracking().SingleAsync(d => d.Code == "30", ct)).Id;
        var there = await db.Assignments.AsNoTracking().Where(a => a.DepartmentId == department).Select(a => a.PersonId).ToListAsync(ct);
        return Observers.All.Any(who => who != Who.Anonymous && there.Contains(world.IdOf(who))) ? null : department;
    }
}
