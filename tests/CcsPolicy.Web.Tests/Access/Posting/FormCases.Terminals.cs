using AngleSharp.Html.Dom;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Terminals;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Web.Tests.Access.Posting;

internal static partial class FormCases
{
    private const string TerminalPage = "/terminal";
    private const string TerminalWord = "ABCDE-FGHJK";
    private const string Slip = "48159260";
    private const string OwnPin = "592604";

    private static IEnumerable<FormCase> Terminals()
    {
        yield return new("TerminalsPage open", Who.Manager, _ => "/terminals") { Typed = (_, _) => [("Place", "2階")], Shows = true };
        yield return new("TerminalsPage close", Who.Manager, _ => "/terminals") { Before = OpenTerminalAsync, Typed = (_, page) => [("Terminal", page.QuerySelector("button[name=Terminal]")!.GetAttribute("value"))] };
        yield return new("TerminalsPage pins", Who.Manager, _ => "/terminals")
        {
            Typed = (_, page) => [("Person", page.QuerySelector("input[name=Person]:not([disabled])")!.GetAttribute("value"))], TakesToo = ["Person"], Shows = true,
        };
        yield return new("TerminalPage start", Who.Anonymous, _ => TerminalPage) { Before = OpenTerminalAsync, Typed = (_, _) => [("Code", TerminalWord)] };
        yield return new("TerminalPage enter", Who.Anonymous, _ => TerminalPage)
        {
            Before = OpenTerminalAsync, Open = StartedAsync, Typed = (stage, _) => [("Number", stage.Places.Number(Who.Staff)), ("Pin", OwnPin)],
        };
        yield return new("TerminalPage choose", Who.Anonymous, _ => TerminalPage) { Before = OpenTerminalAsync, Open = EnteredAsync, Typed = (_, _) => [("NewPin", OwnPin), ("Again", OwnPin)] };
    }

    /// <summary>A terminal that waits for its code, in the department of the staff member, who has a PIN.</summary>
    private static Task OpenTerminalAsync(World world, Places at) => OpenTerminalAsync(world, at, OwnPin, isChosen: true);

    private static async Task OpenTerminalAsync(World world, Places at, string pin, bool isChosen)
    {
        var (account, pins) = (Guid.ParseExact(at.Account(Who.Staff), "N"), world.Portal.Services.GetRequiredService<Pins>());
        var manager = await world.Portal.ReaderAsync(world.IdOf(Who.Manager));
        await using var db = world.Portal.Open(Reader.Nobody);
        db.AccountPins.RemoveRange(await db.AccountPins.Where(one => one.AccountId == account).ToListAsync());
        if (!await db.SharedTerminals.AnyAsync())
            db.SharedTerminals.Add(SharedTerminal.Open(manager.ManagedDepartments[0], "2階", 2, world.IdOf(Who.Manager), TerminalCode.HashOf(TerminalWord), db.Ids, db.Now).Value);
        db.AccountPins.Add(new AccountPin { AccountId = account, Sealed = pins.Keep(pin), IssuedAt = db.Now, IssuedBy = world.IdOf(Who.Manager), ChosenAt = isChosen ? db.Now : null });
        db.Record(new JournalFact("account.pin-given-out").With("account", account.ToString("N")));
        await db.SaveChangesAsync();
    }

    private static async Task<IHtmlDocument?> StartedAsync(Stage stage)
    {
        await SendAsync(stage, "start", [("Code", TerminalWord)]);
        return await stage.Visitor.GetAsync(TerminalPage);
    }

    private static async Task<IHtmlDocument?> EnteredAsync(Stage stage)
    {
        await OpenTerminalAsync(stage.World, stage.Places, Slip, isChosen: false);
        await SendAsync(stage, "start", [("Code", TerminalWord)]);
        return await SendAsync(stage, "enter", [("Number", stage.Places.Number(Who.Staff)), ("Pin", Slip)]);
    }

    private static async Task<IHtmlDocument?> SendAsync(Stage stage, string name, (string Name, string? Value)[] typed)
    {
        var form = new FormCase("TerminalPage " + name, Who.Anonymous, _ => "") { Typed = (_, _) => typed };
        var page = await stage.Visitor.GetAsync(TerminalPage) ?? throw new InvalidOperationException("no terminal");
        return await stage.Visitor.PostAsync(TerminalPage, form.Fill(form.FindOn(page)!, stage, page));
    }
}
