using System.Text;
using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Exports;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>A legitimate post by every form of the product.</summary>
internal static partial class FormCases
{
    /// <summary>The closed list of forms that are not posted here, and why.</summary>
    public static readonly Dictionary<string, string> NotPosted = new()
    {
        ["SignInPage demo-*"] = "stands in Development only, over the demo organisation, and has no field",
        ["FirstRunPage first-run"] = "stands in an empty installation only; nobody has authority there that could be given",
        ["SignInCodePage sign-in-passkey"] = "asks an authenticator, which the browser tests have",
        ["ConfirmPage confirm-passkey"] = "asks an authenticator, which the browser tests have",
        ["PasskeysPage add-passkey"] = "asks an authenticator, which the browser tests have",
        ["PasskeysPage remove-passkey"] = "is shown for a passkey, which an authenticator makes in the browser tests",
        ["SheetPage take-back-sheet"] = "stands where something was entered from paper, and is posted by SheetTests",
        ["ManagePage course-file"] = "stands where a scanner looks through files, and is posted by CourseFileTests",
        ["ReferencesPage elsewhere"] = "is shown where a document that was in force before refers to what is renumbered, and is posted by AccompanyingParcelTests",
        ["AcknowledgePage step"] = "turns the page of a campaign that shows each change, changes nothing, and is posted by ChangesToAcknowledgeTests",
        ["POST /drafts/{id}/operations"] = "takes no form; its JSON is padded in a test of its own",
    };

    public static IReadOnlyList<FormCase> All { get; } = [.. Documents(), .. Texts(), .. Grants(), .. Guidelines(), .. Training(), .. People(), .. Accounts(), .. Terminals(), .. Files()];

    private static IEnumerable<FormCase> Documents()
    {
        yield return new("ParticularsPage particulars", Who.Officer, at => $"/catalogue/{at.Document("SP-05")}/particulars") { Typed = (_, _) => [("Code", "SP-05-2")] };
        yield return new("CampaignPage campaign", Who.Officer, at => $"/catalogue/{at.Document("SP-01")}/campaign") { Typed = (_, _) => [("Ask", "ReadAll"), ("WorkingDays", "7"), ("DueOn", "2030-06-28")] };
        yield return new("FollowingPage remind", Who.Manager, _ => "/following");
        yield return new("SheetPage sheet", Who.Manager, at => $"/following/sheets/{at.Document("BP-01")}") { Typed = (_, page) => [("Person", page.QuerySelector("input[name=Person]")!.GetAttribute("value"))], TakesToo = ["Person"] };
        yield return new("NewMatterPage matter", Who.Staff, at => MatterOf(at)) { Typed = (_, _) => [("Kind", "Exception"), ("Words", "鍵がない。")] };
        yield return new("MatterPage answer", Who.Ciso, _ => "/matters")
        {
            Open = async stage => await stage.Visitor.GetAsync((await stage.Visitor.GetAsync("/matters"))!.QuerySelector("a[href^='/matters/']")!.GetAttribute("href")!),
            Before = async (world, at) =>
            {
                var staff = await world.VisitorAsync(Who.Staff);
                await staff.PostAsync(MatterOf(at), [new("__RequestVerificationToken", await staff.TokenAsync()), new("_handler", "matter"), new("Kind", "Exception"), new("Words", "鍵がない。")]);
            },
            Typed = (_, _) => [("Outcome", "Granted"), ("Until", "2027-03-31"), ("Words", "認める。")],
        };
        yield return new("ReceiptPage take-back", Who.Staff, at => at.Receipt) { Typed = (_, _) => [("Reason", "押し間違えた。")] };
        yield return new("ClosedDaysPage closed-days", Who.Officer, _ => "/closed-days") { Typed = (_, _) => [("Lines", "2030-05-07")] };
        yield return new("RegisterPage register", Who.Officer, _ => "/catalogue/new")
        {
            Typed = (_, _) => [("Form.Tier", "Standard"), ("Form.Title", "点検基準"), ("Form.Code", "SP-77"), ("Form.Instrument", "Standard"), ("Form.Openness", "Internal")],
        };
        yield return new("OpennessPage openness", Who.Ciso, at => $"/catalogue/{at.Document("P-01")}/openness") { Typed = (_, _) => [("To", "AllStaff"), ("Reason", "全員で使うため。")] };
        foreach (var (who, page, code) in new[] { (Who.Ciso, "/custody/procedures", "P-01"), (Who.Officer, "/custody/standards", "SP-01") })
            yield return new("CustodyTable custody", who, _ => page)
            {
                Typed = (stage, _) => [("Number-" + stage.Places.Document(code), stage.Places.Number(Who.Granted)), ("Document", stage.Places.Document(code))],
            };
        yield return new("NewLinksPage link", Who.Officer, at => $"/catalogue/{at.Document("SP-01")}/links/new?above={at.Document("BP-01")}")
        {
            Typed = (_, page) => [("Act", "link"), ("Above", page.QuerySelectorAll("input[name=Above]")[^1].GetAttribute("value"))],
        };
        yield return new("LinksPage withdraw", Who.Officer, at => $"/catalogue/{at.Document("SP-01")}/links");
        yield return new("WithholdPage withhold", Who.Officer, at => $"/catalogue/{at.Document("SP-01")}/withheld")
        {
            Typed = (_, page) => [("Keys", page.QuerySelector("input[name=Keys]")!.GetAttribute("value")), ("ReadBy", "AllStaff"), ("Ground", "機器の名が分かるため。")],
        };
        yield return new("TargetsPage targets", Who.Ciso, at => $"/targets/{at.Document("P-01")}") { Typed = (stage, _) => Targets(stage.Places) };
        yield return new("TargetsPage grant", Who.Ciso, at => $"/targets/{at.Document("P-01")}")
        {
            Before = async (world, at) =>
            {
                var ciso = await world.VisitorAsync(Who.Ciso);
                var page = await ciso.GetAsync($"/targets/{at.Document("P-01")}") ?? throw new InvalidOperationException("no targets");
                var targets = new FormCase("TargetsPage targets", Who.Ciso, _ => "") { Typed = (stage, _) => Targets(stage.Places) };
                await ciso.PostAsync($"/targets/{at.Document("P-01")}", targets.Fill(targets.FindOn(page)!, new Stage(world, at, ciso), page));
            },
        };
    }

    private static string MatterOf(Places at) => $"/documents/{at.Document("BP-01")}/editions/{at.Edition("BP-01")}/matter";

    private static IEnumerable<FormCase> Texts()
    {
        yield return new("BeginPage begin", Who.Officer, at => $"/catalogue/{at.Document("SP-01")}/amend") { Typed = (_, _) => [("Kind", "PartialAmendment")] };
        yield return new("SubmitPage submit", Who.Officer, at => $"/amendments/{at.Amendment("SP-02")}/submit") { Typed = (_, _) => [("Form.Reason", "見直しのため。")] };
        yield return new("WithdrawPage withdraw", Who.Officer, at => $"/amendments/{at.Amendment("SP-02")}/withdraw");
        yield return new("TextPage text", Who.Officer, at => $"/amendments/{at.Amendment("SP-02")}/text") { Typed = (_, _) => [("Words", SampleTexts.Second)] };
        yield return new("ReferencesPage references", Who.Officer, at => $"/amendments/{at.Amendment("SP-07")}/references") { Typed = (_, _) => [("One", "all")] };
        yield return new("PairingsPage pairings", Who.Officer, at => $"/amendments/{at.Amendment("SP-07")}/pairings")
        {
            Typed = (_, page) => [("Act", "part"), ("PairNumber", page.QuerySelectorAll("section[aria-labelledby=changes] tbody tr").Select(row => row.Children).First(cells =>
                !cells[0].TextContent.StartsWith('（') && !cells[1].TextContent.StartsWith('（'))[1].TextContent.Trim().Split('　')[0])],
        };
        // Drafted on an edition that another has overtaken since.
        yield return new("RebasePage rebase", Who.Officer, at => $"/amendments/{at.Amendment("SP-01")}/rebase");
        yield return new("CarryPage carry", Who.Officer, at => $"/catalogue/{at.Document("SP-08")}/waiting/{at.LastEdition("SP-08")}")
        {
            Typed = (_, page) => [(page.QuerySelector("fieldset.conflict")!.Id!, "Draft")],
        };
        yield return new("TakeBackPage take-back", Who.Officer, at => $"/catalogue/{at.Document("SP-08")}/waiting/{at.LastEdition("SP-08")}/take-back") { Typed = (_, _) => [("Reason", "見直しのため。")] };
        foreach (var (who, code) in new[] { (Who.Manager, "SP-03"), (Who.Ciso, "P-05") })
            yield return new("DecisionForm decide", who, at => $"/amendments/{at.Amendment(code)}") { Typed = (_, _) => [("Reason", "適切である。")] };
        yield return new("PublishPage publish", Who.Officer, at => $"/amendments/{at.Amendment("SP-04")}/publish");
        yield return new("POST /amendments/{id}/comments", Who.Officer, at => $"/amendments/{at.Amendment("SP-02")}?comment=whole") { Typed = (_, _) => [("Words", "ここを確かめてください。")] };
        yield return new("POST /amendments/{id}/comments/{comment}/resolve", Who.Officer, at => $"/amendments/{at.Amendment("SP-02")}");
        yield return new("POST /acknowledgements", Who.Staff, at => $"/documents/{at.Document("BP-01")}/editions/{at.Edition("BP-01")}/acknowledge") { Typed = (_, _) => [("confirmed", "true")] };
        yield return new("ImportPage import", Who.Officer, _ => "/import") { Typed = (_, _) => [("Form.Text", SampleTexts.First)], Shows = true, KeepsNothing = true };
        yield return new("ImportPage import", Who.Officer, _ => "/import")
        {
            Open = ReadTextAsync,
            Typed = (_, _) => [("Form.Act", "save"), ("Form.Purpose", "NewDocument"), ("Form.New.Tier", "Standard"), ("Form.New.Title", "点検基準"), ("Form.New.Code", "SP-77"), ("Form.New.Instrument", "Standard"), ("Form.New.Openness", "Internal")],
        };
    }

    private static IEnumerable<FormCase> Grants()
    {
        yield return new("GrantsPage give", Who.Ciso, at => $"/granting/{at.Document("P-01")}") { Typed = (stage, _) => [("To", "person:" + stage.World.IdOf(Who.Newcomer)), ("Reason", "担当のため")] };
        yield return new("GrantsPage end-*", Who.Ciso, at => $"/granting/{at.Document("P-01")}") { Typed = (_, _) => [("EndReason", "担当を外れたため")] };
        yield return new("GrantsPage confirm-*", Who.SecondCustodian, at => $"/granting/{at.Document("P-03")}");
        yield return new("DutyTargetsPage duty-targets", Who.Officer, at => $"/catalogue/{at.Document("SP-01")}/targets") { Typed = (stage, _) => [.. Targets(stage.Places), ("System", stage.Places.AnyOf("InformationSystemId"))] };
        yield return new("GrantReviewsPage review", Who.Custodian, _ => "/grant-reviews");
        yield return new("GrantReviewsPage whole", Who.Ciso, _ => "/grant-reviews");
        yield return new("AskPage ask", Who.Staff, _ => "/asking") { Typed = (_, _) => [("Words", "端末を持ち出すときの手順")] };
        yield return new("RequestsPage answer", Who.Ciso, _ => "/requests")
        {
            Open = async stage => await stage.Visitor.GetAsync((await stage.Visitor.GetAsync("/requests"))!.QuerySelector("a[href*='request=']")!.GetAttribute("href")!),
            Before = async (world, _) =>
            {
                var staff = await world.VisitorAsync(Who.Staff);
                await staff.PostAsync("/asking", [new("__RequestVerificationToken", await staff.TokenAsync()), new("_handler", "ask"), new("Words", "端末を持ち出すときの手順")]);
            },
            Typed = (stage, _) => [("Procedure", stage.Places.Document("P-01")), ("Reason", "担当のため")],
        };
    }

    private static IEnumerable<FormCase> People()
    {
        yield return new("NewPersonPage new-person", Who.Administrator, _ => "/admin/people/new") { Typed = (_, _) => [("Number", "N0001"), ("Name", "新人 一子"), ("Kana", "シンジン イチコ"), ("From", "2026-10-01")] };
        yield return new("PersonPage person", Who.Administrator, at => "/admin/people/" + at.Person(Who.Staff)) { Typed = (_, _) => [("Name", "職員 改子")] };
        yield return new("PersonPage stay-*", Who.Administrator, at => "/admin/people/" + at.Person(Who.Staff)) { Typed = (_, _) => [("Act", "end"), ("Until", "2026-12-31")] };
        yield return new("PersonPage add-stay", Who.Administrator, at => "/admin/people/" + at.Person(Who.Staff)) { Typed = (_, _) => [("From", "2026-11-01"), ("UntilDay", "2026-12-31")] };
        yield return new("DepartmentsPage *", Who.Administrator, _ => "/admin/departments") { Typed = (_, _) => [("Name", "総務企画課")] };
        yield return new("DepartmentsPage new-department", Who.Administrator, _ => "/admin/departments") { Typed = (_, _) => [("Code", "90"), ("NewName", "会計課")] };
        yield return new("PostsPage new-post", Who.Administrator, _ => "/admin/posts") { Typed = (_, _) => [("Name", "係長")] };
        yield return new("PostsPage *", Who.Administrator, _ => "/admin/posts") { Typed = (_, _) => [("Name", "総括課長")] };
        yield return new("SystemsPage new-system", Who.Administrator, _ => "/admin/systems") { Typed = (_, _) => [("Code", "90"), ("NewName", "財務システム")] };
        yield return new("SystemsPage *", Who.Administrator, _ => "/admin/systems") { Typed = (_, _) => [("Name", "新基幹システム")] };
        yield return new("SystemPage uses", Who.Administrator, at => "/admin/systems/" + at.AnyOf("InformationSystemId")) { Typed = (stage, _) => [("List", stage.Places.Number(Who.Manager)), ("Act", "save")] };
        yield return new("SystemPage use-*", Who.Administrator, at => "/admin/systems/" + at.AnyOf("InformationSystemId")) { Typed = (_, _) => [("Act", "end"), ("UseUntil", "2026-12-31")] };
        yield return new("FormerNames former-*", Who.Administrator, _ => "/admin/departments")
        {
            Before = async (world, _) =>
            {
                await using var db = world.Portal.Open(Reader.Nobody);
                var department = await db.Departments.OrderBy(one => one.Code).FirstAsync();
                db.FormerNames.Add(new FormerName { Id = FormerNameId.From(db.Ids.Next()), DepartmentId = department.Id, Name = "旧総務課", Until = new(2020, 3, 31), RecordedAt = db.Now });
                db.Record(new JournalFact("department.changed").With("department", department.Id));
                await db.SaveChangesAsync();
            },
        };
        yield return new("ImportPeoplePage roster", Who.Administrator, _ => "/admin/people/import") { File = Roster, Shows = true, KeepsNothing = true };
        yield return new("ImportPeoplePage apply-roster", Who.Administrator, _ => "/admin/people/import")
        {
            Open = async stage =>
            {
                var roster = new FormCase("ImportPeoplePage roster", Who.Administrator, _ => "");
                var page = await stage.Visitor.GetAsync("/admin/people/import") ?? throw new InvalidOperationException("no list of people");
                return await stage.Visitor.PostAsync("/admin/people/import", roster.Fill(roster.FindOn(page)!, stage, page), Roster, multipart: true);
            },
        };
        var change = PersonnelChangeId.From(new Guid("7a1f0c52-3a0e-4b6f-9a55-0a4a5c1f2e10"));
        yield return new("PersonnelChangePage undo", Who.Administrator, _ => "/personnel-changes/" + change)
        {
            Before = async (world, _) =>
            {
                await using var db = world.Portal.Open(Reader.Nobody);
                var person = new Person { Id = db.Ids.Next<PersonId>(), StaffNumber = "Y0001", Name = "新任 五郎", Kana = "しんにん ごろう" };
                var employment = new Employment { Id = db.Ids.Next<EmploymentId>(), PersonId = person.Id, Kind = EmploymentKind.Employee, From = world.Portal.Today.AddDays(10), RecordedAt = db.Now };
                var made = new PersonnelChange { Id = change, EffectiveOn = employment.From, File = ContentHash.Of("職員番号"u8.ToArray()), RecordedAt = db.Now };
                made.Rows.Add(new PersonnelChangeRow { ChangeId = change, Number = 1, PersonId = person.Id, EmploymentId = employment.Id, IsRecorded = true });
                db.AddRange(person, employment, made);
                db.Record(new JournalFact("people.imported").With("change", change));
                await db.SaveChangesAsync();
            },
        };
        yield return new("OfficersPage appoint", Who.Ciso, _ => "/officers") { Typed = (stage, _) => [("ToRole", "SecurityOfficer"), ("Number", stage.Places.Number(Who.Staff)), ("From", "2026-10-02"), ("Until", "")] };
        yield return new("OfficersPage end-appointment", Who.Ciso, _ => "/officers")
        {
            Typed = (_, page) => page.QuerySelectorAll("button[name=Row]").Take(1).SelectMany(button => new[] { ("Row", button.GetAttribute("value")), ("Until-" + button.GetAttribute("value"), "2026-12-31") }).ToArray(),
        };
    }

    private static IEnumerable<FormCase> Files()
    {
        yield return new("POST /journal.jsonl", Who.Auditor, _ => "/journal") { Shows = true, TakesToo = ["from", "until", "kind", "person", "address"] };
        yield return new("POST /journal/procedures.jsonl", Who.Custodian, _ => "/journal/procedures") { Shows = true, TakesToo = ["procedure", "from", "until", "kind", "person"] };
        foreach (var format in ExportFormats.All)
        {
            // The filters of the page go along when one is set.
            yield return new($"POST /reports/acknowledgements.{format.Code}", Who.Auditor, _ => "/following") { Shows = true, TakesToo = ["document", "department", "employment", "state"] };
            if (format == ExportFormats.Pdf)
                continue;
            yield return new($"POST /journal.{format.Code}", Who.Auditor, _ => "/journal") { Shows = true, TakesToo = ["from", "until", "kind", "person", "address"] };
            yield return new($"POST /journal/procedures.{format.Code}", Who.Custodian, _ => "/journal/procedures") { Shows = true, TakesToo = ["procedure", "from", "until", "kind", "person"] };
        }
        yield return new("POST /display/choose", Who.Staff, _ => "/display") { KeepsNothing = true };
        yield return new("POST /account/sign-out", Who.Staff, _ => "/display");
    }

    private static (string, string?)[] Targets(Places at) => [("Department", at.AnyOf("DepartmentId")), ("Post", ""), ("Employment", "")];

    private static (string, string, byte[]) Roster => ("File", "名簿.csv", Encoding.UTF8.GetBytes("職員番号,氏名,雇用の区分,採用日\nN0009,新人 九子,職員,2026-10-01\n"));

    private static async Task<IHtmlDocument?> ReadTextAsync(Stage stage)
    {
        var read = new FormCase("ImportPage import", Who.Officer, _ => "");
        var page = await stage.Visitor.GetAsync("/import") ?? throw new InvalidOperationException("no import");
        var fields = read.Fill(read.FindOn(page)!, stage, page);
        fields.RemoveAll(field => field.Key == "Form.Text");
        return await stage.Visitor.PostAsync("/import", [.. fields, new("Form.Text", SampleTexts.First)], multipart: true);
    }
}
