using CcsPolicy.Data;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>
/// Where both worlds begin: an office with texts that everybody knows and procedures that only some do, on each rung from registered to in force, made by the product
/// itself and kept as a folder to copy. It is made once for all tests.
/// </summary>
internal sealed class WorldSeed
{
    public const string Database = "ccspolicy.db";

    private static readonly Lazy<Task<WorldSeed>> Made = new(MakeAsync);

    private WorldSeed()
    {
    }

    /// <summary>Null while it is made.</summary>
    public string? Folder { get; private set; }

    public Dictionary<Who, PersonId> People { get; } = [];

    /// <summary>In force, known to its custodian and to two with a grant.</summary>
    public DocumentId Hidden { get; private set; }

    /// <summary>The basic policy, which <see cref="Standard"/> carries out.</summary>
    public DocumentId Basic { get; private set; }

    /// <summary>A standard that <see cref="Hidden"/> carries out.</summary>
    public DocumentId Standard { get; private set; }

    public Pool Pool { get; private set; } = new();

    /// <summary>The basic policy is public, so that somebody who has not signed in sees a text as well.</summary>
    public Dictionary<string, string> Settings { get; } = new() { ["Portal:PublicBasicPolicy"] = "true", ["Backup:Folder"] = "/srv/ccspolicy/backups",
        // Nobody listens there: mail waits in both worlds.
        ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = "9", ["Mail:Security"] = "None", ["Mail:From"] = "policy@example.jp", ["Mail:PortalAddress"] = "https://localhost" };

    public static Task<WorldSeed> GetAsync() => Made.Value;

    private static async Task<WorldSeed> MakeAsync()
    {
        var seed = new WorldSeed();
        await using var world = World.Open(seed);
        await seed.SeedAsync(world);
        // What was published so far has been addressed, so that there are notices to read.
        await world.Portal.Services.GetRequiredService<NoticeDelivery>().RunOnceAsync(CancellationToken.None);
        // Made when it is first asked for; in both worlds the installation has one and the same.
        _ = world.Portal.Services.GetRequiredService<CcsPolicy.Data.Journalling.JournalKey>();
        seed.Folder = PreparedFolder.CopyOf(world.Portal);
        return seed;
    }

    private async Task SeedAsync(World world)
    {
        var portal = world.Portal;
        var office = await portal.AddDepartmentAsync("10", "総務課");
        var health = await portal.AddDepartmentAsync("20", "保健課");
        var systems = await portal.AddDepartmentAsync("30", "電算課");
        await AddAsync(Who.Staff, "職員 六子", health);
        await AddAsync(Who.Officer, "担当 花子", office, Role.SecurityOfficer);
        await AddAsync(Who.Manager, "課長 三郎", health);
        await AddAsync(Who.Auditor, "監査 守", null, Role.Auditor);
        await AddAsync(Who.Administrator, "管理 一郎", office, Role.SystemAdministrator);
        await AddAsync(Who.OtherCustodian, "別件 五郎", office);
        People[Who.Contractor] = await portal.AddPersonAsync("委託 八郎", EmploymentKind.Contractor, health);
        await AddAsync(Who.Former, "元任 七子", health);
        await AddAsync(Who.Custodian, "手順 一子", systems);
        await AddAsync(Who.SecondCustodian, "手順 二郎", systems);
        await AddAsync(Who.Ciso, "統括 常務", null, Role.Ciso);
        await AddAsync(Who.Deputy, "副統括 局長", null, Role.CisoDeputy);
        await AddAsync(Who.Granted, "許可 九子", systems);
        People[Who.Newcomer] = await portal.AddPersonAsync("新任 十郎");
        await portal.MakeManagerAsync(People[Who.Manager], health);
        foreach (var person in People.Values)
            await portal.AccountOfAsync(person, "a-password-of-nobody");
        await portal.AddSystemAsync("01", "基幹システム", People[Who.Staff], People[Who.Granted]);
        // One account that was opened and waits until its person was asked.
        await using (var db = portal.Open(Reader.Nobody))
        {
            (await db.Users.SingleAsync(account => account.PersonId == People[Who.Newcomer])).OwnerConfirmedAt = null;
            db.Record(new JournalFact("account.invitation-accepted"));
            await db.SaveChangesAsync();
        }

        var acts = new HiddenActs(world);
        Basic = await acts.InForceAsync(Who.Officer, Known("BP-01", "情報セキュリティ基本方針", Tier.BasicPolicy, Openness.Public), SampleTexts.First);
        Standard = await acts.InForceAsync(Who.Officer, Known("SP-01", "情報セキュリティ対策基準"), SampleTexts.First);
        await acts.LinkAsync(Who.Officer, Standard, Basic);
        var guideline = await acts.ImportGuidelinesAsync(Who.Officer);
        await acts.CiteAsync(Who.Officer, Standard);
        await acts.ImportGuidelinesAsync(Who.Officer, guideline);
        // On every rung, so that each form has a page that shows it: overtaken by another, drafted, in review with somebody who looks, approved.
        await acts.AmendAsync(Who.Officer, Standard, SampleTexts.Second);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await acts.PublishAsync(Who.Officer, await acts.ApproveAsync(await acts.SubmitAsync(Who.Officer, await acts.AmendAsync(Who.Officer, Standard, SampleTexts.FirstWithOtherPurpose))));
        await acts.CommentAsync(Who.Officer, await acts.ImportAsync(Who.Officer, Known("SP-02", "外部委託基準"), SampleTexts.First));
        await acts.SubmitAsync(Who.Officer, await acts.ImportAsync(Who.Officer, Known("SP-03", "健診情報基準") with { Department = "20" }, SampleTexts.First));
        await acts.ApproveAsync(await acts.SubmitAsync(Who.Officer, await acts.ImportAsync(Who.Officer, Known("SP-04", "機器更新基準"), SampleTexts.First)));
        await acts.RegisterAsync(Who.Officer, Known("SP-05", "準備中の基準"));
        // Leaves a reference behind.
        await acts.AmendAsync(Who.Officer, await acts.InForceAsync(Who.Officer, Known("SP-07", "点検実施基準"), SampleTexts.Referring), SampleTexts.ReferringMoved);
        // Waits for its day and changes what an urgent one has changed since.
        var waits = await acts.InForceAsync(Who.Officer, Known("SP-08", "端末確認基準"), SampleTexts.First);
        var urgent = await acts.AmendAsync(Who.Officer, waits, SampleTexts.First.Replace("毎年度", "毎週", StringComparison.Ordinal));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await acts.PublishAsync(Who.Officer, await acts.ApproveAsync(await acts.SubmitAsync(Who.Officer, await acts.AmendAsync(Who.Officer, waits, SampleTexts.Second), inDays: 60)));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        await acts.PublishAsync(Who.Officer, await acts.ApproveAsync(await acts.SubmitAsync(Who.Officer, urgent)));
        await acts.AcknowledgeAsync(Who.Staff, Standard);
        await acts.AcknowledgeAsync(Who.Former, Standard);
        await acts.RaiseAsync(Who.Staff, Standard);
        var course = await acts.TeachAsync(Who.Officer, Standard, "端末");
        foreach (var who in new[] { Who.Staff, Who.Officer, Who.Contractor })
            await acts.TakeAsync(who, course);
        await acts.PlanAsync(Who.Officer, course, Who.Manager);

        Hidden = await HiddenAsync(world, acts, Who.Custodian, "P-01", "烏羽端末持出し手順");
        foreach (var who in new[] { Who.Granted, Who.Former })
        {
            await acts.GrantAsync(Who.Ciso, Hidden, "person:" + People[who]);
            await acts.AcknowledgeAsync(who, Hidden);
        }
        await acts.RaiseAsync(Who.Granted, Hidden);
        await acts.LinkAsync(Who.Custodian, Hidden, Standard);
        await acts.CiteAsync(Who.Custodian, Hidden);
        var hiddenCourse = await acts.TeachAsync(Who.Custodian, Hidden);
        await acts.TakeAsync(Who.Granted, hiddenCourse);
        await acts.PlanAsync(Who.Custodian, hiddenCourse, Who.Granted);
        var drafted = await acts.AmendAsync(Who.Custodian, await HiddenAsync(world, acts, Who.Custodian, "P-02", "鵺退治手順"), SampleTexts.FirstWithOtherPurpose);
        await acts.CommentAsync(Who.Ciso, drafted);
        var third = await HiddenAsync(world, acts, Who.SecondCustodian, "P-03", "烏羽返却手順");
        await acts.GrantAsync(Who.Ciso, third, "department:" + systems);
        await acts.RegisterAsync(Who.Custodian, new NewTexts("P-04", "烏羽廃棄手順", Tier.Procedure, Openness.NeedToKnow, Audience.Granted));
        await acts.SubmitAsync(Who.SecondCustodian, await acts.ImportAsync(Who.SecondCustodian, new NewTexts("P-05", "鵺通報手順", Tier.Procedure, Openness.NeedToKnow, Audience.Granted), SampleTexts.Procedure));
        await acts.ApproveAsync(await acts.SubmitAsync(Who.Custodian, await acts.ImportAsync(Who.Custodian, new NewTexts("P-06", "鵺記録手順", Tier.Procedure, Openness.NeedToKnow, Audience.Granted), SampleTexts.Procedure)));
        // Of one who looks and keeps another.
        var own = await HiddenAsync(world, acts, Who.OtherCustodian, "P-11", "別件手順");
        await acts.AmendAsync(Who.OtherCustodian, own, SampleTexts.First);
        // Opened to a department that nobody of the others belongs to, and asked for, so that the own grants give something to do.
        var records = await portal.AddDepartmentAsync("40", "記録課");
        await acts.GrantAsync(Who.Ciso, own, "department:" + records);
        // Meant for somebody whom no grant covers.
        var counter = await portal.AddDepartmentAsync("50", "窓口課");
        await portal.AddPersonAsync("窓口 十二郎", EmploymentKind.Employee, counter);
        await acts.MeanAsync(Who.OtherCustodian, own, counter);
        await acts.PassOnAsync(Who.Staff, own);
        var late = await portal.AddPersonAsync("後着 十一郎");

        // Came after the grant to the department and waits for the custodian.
        await using (var db = portal.Open(Reader.Nobody))
        {
            foreach (var (person, department) in new[] { (People[Who.Newcomer], systems), (late, records) })
            {
                db.Assignments.Add(new Assignment { Id = db.Ids.Next<AssignmentId>(), PersonId = person, DepartmentId = department, From = portal.Today, RecordedAt = db.Now });
                db.Record(new JournalFact("assignment.recorded").With("person", person));
            }
            await db.SaveChangesAsync();
        }
        // Of somebody who holds a grant: what that means for it is the custodian's alone to see.
        await acts.MoveAsync(Who.Administrator, Who.Granted, "10");
        await using (var db = portal.Open(Reader.Nobody))
        {
            Pool = new Pool();
            await Pool.LearnPeopleAsync(db, CancellationToken.None);
        }
        await Pool.LearnAsync(world, CancellationToken.None);

        static NewTexts Known(string code, string title, Tier tier = Tier.Standard, Openness openness = Openness.Internal) => new(code, title, tier, openness, Audience.AllWorkers);

        async Task AddAsync(Who who, string name, DepartmentId? department, params Role[] roles) =>
            People[who] = await portal.AddPersonAsync(name, EmploymentKind.Employee, department, roles);
    }

    /// <summary>A procedure in force. The first of a custodian is registered by the CISO: only a procedure makes somebody a custodian.</summary>
    private static async Task<DocumentId> HiddenAsync(World world, HiddenActs acts, Who custodian, string code, string title)
    {
        world.Portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var document = await acts.RegisterAsync(Who.Ciso, new NewTexts(code, title, Tier.Procedure, Openness.NeedToKnow, Audience.Granted), custodian);
        var text = SampleTexts.Procedure.Replace("端末持出し手順", title, StringComparison.Ordinal);
        await acts.PublishAsync(custodian, await acts.ApproveAsync(await acts.SubmitAsync(custodian, await acts.AmendAsync(custodian, document, text))));
        return document;
    }
}

/// <summary>What a document of the seed is registered with.</summary>
internal sealed record NewTexts(string Code, string Title, Tier Tier, Openness Openness, Audience Audience)
{
    /// <summary>The code of the department in charge.</summary>
    public string Department { get; init; } = Tier == Tier.Procedure ? "30" : "10";
}
