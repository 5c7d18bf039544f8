using AngleSharp.Html.Dom;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Terminals;

/// <summary>A department with two managers and two people without a PC, another with its manager, and a standard that binds them.</summary>
internal sealed class TerminalOffice : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly Dictionary<PersonId, string> numbers = [];

    public Portal Portal { get; } = new();

    public Shelf Shelf { get; private set; } = null!;

    public DocumentId Standard { get; private set; }

    public EditionId Edition { get; private set; }

    public DepartmentId Depot { get; private set; }

    public PersonId Chief { get; private set; }

    public PersonId Deputy { get; private set; }

    public PersonId OtherChief { get; private set; }

    public PersonId One { get; private set; }

    public PersonId Two { get; private set; }

    public static async Task<TerminalOffice> OpenAsync()
    {
        var office = new TerminalOffice();
        var portal = office.Portal;
        office.Shelf = await Shelf.OpenAsync(portal.Databases);
        office.Standard = await office.Shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        office.Edition = await office.Shelf.EditionAsync(office.Standard, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var elsewhere = await portal.AddDepartmentAsync("50", "別課");
        office.Depot = await portal.AddDepartmentAsync("40", "用務");
        office.Chief = await portal.AddPersonAsync("用務 長", EmploymentKind.Employee, office.Depot);
        office.Deputy = await portal.AddPersonAsync("用務 補佐", EmploymentKind.Employee, office.Depot);
        office.OtherChief = await portal.AddPersonAsync("別課 長", EmploymentKind.Employee, elsewhere);
        await portal.MakeManagerAsync(office.Chief, office.Depot);
        await portal.MakeManagerAsync(office.Deputy, office.Depot);
        await portal.MakeManagerAsync(office.OtherChief, elsewhere);
        office.One = await portal.AddPersonAsync("用務 一子", EmploymentKind.Temporary, office.Depot);
        office.Two = await portal.AddPersonAsync("用務 二子", EmploymentKind.Temporary, office.Depot);
        foreach (var person in new[] { office.Chief, office.Deputy, office.OtherChief, office.One, office.Two })
            await portal.AccountOfAsync(person);
        await using var db = portal.Open(Reader.Nobody);
        foreach (var person in await db.People.AsNoTracking().ToListAsync(Ct))
            office.numbers[person.Id] = person.StaffNumber;
        return office;
    }

    public string NumberOf(PersonId person) => numbers[person];

    public static string Wide(string text) => string.Concat(text.Select(sign => (char)(sign + 0xFEE0)));

    /// <summary>The code of a terminal that the manager opens for two hours.</summary>
    public static async Task<string> CodeAsync(HttpClient manager)
    {
        var page = await manager.PageAsync(SiteUrls.Terminals);
        var department = page.QuerySelector("[name=Department]")!.GetAttribute("value")!;
        var answer = await manager.PostFormAsync(SiteUrls.Terminals, "open", ("Department", department), ("Place", "2階 休憩室"), ("Hours", "2"));
        return (await answer.PageAsync()).QuerySelector(".terminal-code")!.TextContent;
    }

    /// <summary>A browser that is a terminal of the manager.</summary>
    public async Task<HttpClient> StartAsync(HttpClient manager)
    {
        var browser = Portal.Anonymous();
        Assert.Equal("", await TypeAsync(browser, await CodeAsync(manager)));
        return browser;
    }

    /// <summary>What the page says of the code; nothing where it has begun.</summary>
    public static async Task<string> TypeAsync(HttpClient browser, string code)
    {
        var answer = await browser.PostFormAsync(SiteUrls.SharedTerminal, "start", ("Code", code.ToLowerInvariant()));
        return (int)answer.StatusCode == 302 ? "" : await answer.Content.ReadAsStringAsync(Ct);
    }

    /// <summary>The PIN that the manager gives the person on paper.</summary>
    public static async Task<string> GiveAsync(HttpClient manager, PersonId person)
    {
        var answer = await manager.PostFormAsync(SiteUrls.Terminals, "pins", ("Person", person.ToString()));
        return (await answer.PageAsync()).QuerySelector(".terminal-code")!.TextContent;
    }

    public static async Task<IHtmlDocument> EnterAsync(HttpClient terminal, string number, string pin) =>
        await (await terminal.PostFormAsync(SiteUrls.SharedTerminal, "enter", ("Number", number), ("Pin", pin))).PageAsync();

    /// <param name="choosing">The answer to the PIN from paper.</param>
    public static async Task<string> ChooseAsync(HttpClient terminal, IHtmlDocument choosing, string pin, string? again = null)
    {
        var answer = await terminal.PostFormAsync(choosing, SiteUrls.SharedTerminal, "choose", ("NewPin", pin), ("Again", again ?? pin));
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    /// <summary>The own PIN of a person, chosen at a terminal that is closed by its time.</summary>
    public async Task<string> ChosenAsync(HttpClient manager, PersonId person)
    {
        var slip = await GiveAsync(manager, person);
        using var terminal = await StartAsync(manager);
        await ChooseAsync(terminal, await EnterAsync(terminal, NumberOf(person), slip), "592604");
        await terminal.PostFormAsync(SiteUrls.Home, SiteUrls.SignOut);
        return "592604";
    }

    /// <summary>Nobody manages the department any more.</summary>
    public async Task EndManagingAsync()
    {
        await using var db = Portal.Open(Reader.Nobody);
        foreach (var stay in await db.Assignments.Where(row => row.PostId != null && (row.PersonId == Chief || row.PersonId == Deputy)).ToListAsync(Ct))
            stay.Withdraw(db.Now);
        db.Record(new JournalFact("stay.withdrawn").With("person", Chief));
        await db.SaveChangesAsync(Ct);
    }

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
