using AngleSharp.Html.Dom;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.SigningIn;
using CcsPolicy.Web.Tests.Features.SigningIn;
using CcsPolicy.Web.Tests.NonInterference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>The forms by which people get in and administer accounts.</summary>
internal static partial class FormCases
{
    private const string Present = "a-password-of-nobody";
    private const string Wanted = "kawabe no aoi 鉛筆 十二本";
    private static readonly byte[] Key = [.. Enumerable.Range(1, TimeCode.KeyLength).Select(number => (byte)number)];

    private static IEnumerable<FormCase> Accounts()
    {
        yield return new("AccountPage account", Who.Administrator, at => "/admin/accounts/" + at.Account(Who.Staff)) { Typed = (_, _) => [("Act", "Lock")] };
        yield return new("AccountPage account", Who.Administrator, at => "/admin/accounts/" + at.Account(Who.Officer)) { Typed = (_, _) => [("Act", "Invite")], Shows = true };
        yield return new("NewAccountPage new-account", Who.Administrator, _ => "/admin/accounts/new")
        {
            Before = async (world, _) => await world.Portal.AddPersonAsync("新人 一子", []), Typed = (_, _) => [("Number", "T0015")], Shows = true,
        };
        yield return new("ResetsPage resets", Who.Ciso, _ => "/admin/resets") { Before = (world, at) => ResetAsync(world, at, done: false) };
        yield return new("InboxPage inbox", Who.Staff, _ => "/inbox");
        yield return new("CalendarPage calendar", Who.Staff, _ => "/inbox/calendar") { Typed = (_, _) => [("Act", "make")], Shows = true };
        yield return new("MailTemplatesPage template", Who.Officer, _ => "/mail-templates") { Typed = (_, _) => [("Act", "save")] };
        yield return new("MailPage try-again", Who.Administrator, _ => "/admin/mail");
        yield return new("OwnersPage owners", Who.Ciso, _ => "/admin/owners") { Before = OpenedAsync, Typed = (_, page) => [("Account", page.QuerySelector("input[name=Account]")!.GetAttribute("value"))] };
        yield return new("ResetSeenPage reset-seen", Who.Officer, _ => "/account/reset-seen") { Before = (world, at) => ResetAsync(world, at, done: true) };
        yield return new("SignInPage sign-in", Who.Anonymous, _ => "/account/sign-in") { Typed = (stage, _) => [("Name", stage.Places.Number(Who.Staff)), ("Password", Present)] };
        yield return new("SignInCodePage sign-in-code", Who.Anonymous, _ => "/account/sign-in/code")
        {
            Before = SetFactorAsync, Open = AfterPasswordAsync, Typed = (stage, _) => [("Code", Code(Key, stage))],
        };
        yield return new("SecondFactorPage second-factor", Who.Staff, _ => "/account/second-factor")
        {
            Typed = (stage, page) => [("NewCode", Code(TypedKey.BytesOf(page.QuerySelector(".typed-key")!.TextContent), stage))], Shows = true,
        };
        yield return new("PasswordPage password", Who.Staff, _ => "/account/password") { Typed = (_, _) => [("Present", Present), ("Wanted", Wanted), ("Repeated", Wanted)] };
        yield return new("InvitationPage invitation", Who.Anonymous, _ => "/account/invitation") { Open = InvitedAsync, Typed = (_, _) => [("Wanted", Wanted), ("Repeated", Wanted)] };
        yield return new("SessionsPage sessions", Who.Staff, _ => "/account/sessions")
        {
            Before = async (world, _) => (await world.Portal.SignedInAsync(world.IdOf(Who.Staff))).Dispose(), Typed = (_, _) => [("End", "others")],
        };
        yield return new("ConfirmPage confirm", Who.Officer, _ => "/account/confirm") { Typed = (_, _) => [("Password", Present), ("Code", "")] };
    }

    private static string Code(byte[] key, Stage stage) => TimeCode.At(key, TimeCode.StepOf(stage.World.Portal.Clock.GetUtcNow()));

    /// <summary>A reset of an officer's password, waiting for the second person or done and not yet seen by its owner.</summary>
    private static async Task ResetAsync(World world, Places at, bool done)
    {
        await using var db = world.Portal.Open(Reader.Nobody);
        db.Resets.Add(new AccountReset
        {
            Id = db.Ids.Next(), AccountId = Guid.ParseExact(at.Account(Who.Officer), "N"), Kind = ResetKind.Password, MadeAt = db.Now, MadeBy = world.IdOf(Who.Administrator),
            Until = db.Now.AddDays(1), ConfirmedAt = done ? db.Now : null, ConfirmedBy = done ? world.IdOf(Who.Ciso) : null, DoneAt = done ? db.Now : null,
        });
        db.Record(new JournalFact("account.invited"));
        await db.SaveChangesAsync();
    }

    /// <summary>The account of somebody was opened by its first invitation.</summary>
    private static async Task OpenedAsync(World world, Places at)
    {
        await using var db = world.Portal.Open(Reader.Nobody);
        var id = Guid.ParseExact(at.Account(Who.Staff), "N");
        (await db.Users.SingleAsync(account => account.Id == id)).OwnerConfirmedAt = null;
        db.Record(new JournalFact("account.invitation-accepted").With("account", id.ToString("N")));
        await db.SaveChangesAsync();
    }

    private static async Task SetFactorAsync(World world, Places at)
    {
        using var scope = world.Portal.Services.CreateScope();
        await using var db = world.Portal.Open(Reader.Nobody);
        var id = Guid.ParseExact(at.Account(Who.Staff), "N");
        await scope.ServiceProvider.GetRequiredService<SecondFactor>().SetAsync(db, await db.Users.SingleAsync(account => account.Id == id), Key, 0, CancellationToken.None);
        db.Record(new JournalFact("account.second-factor-set").With("account", id.ToString("N")));
        await db.SaveChangesAsync();
    }

    private static async Task<IHtmlDocument?> AfterPasswordAsync(Stage stage)
    {
        var form = new FormCase("SignInPage sign-in", Who.Anonymous, _ => "") { Typed = (_, _) => [("Name", stage.Places.Number(Who.Staff)), ("Password", Present)] };
        var page = await stage.Visitor.GetAsync("/account/sign-in") ?? throw new InvalidOperationException("no sign-in");
        await stage.Visitor.PostAsync("/account/sign-in", form.Fill(form.FindOn(page)!, stage, page));
        return await stage.Visitor.GetAsync("/account/sign-in/code");
    }

    /// <summary>The page of a link that an administrator has made.</summary>
    private static async Task<IHtmlDocument?> InvitedAsync(Stage stage)
    {
        var account = new FormCase("AccountPage account", Who.Administrator, _ => "") { Typed = (_, _) => [("Act", "Invite")] };
        var address = "/admin/accounts/" + stage.Places.Account(Who.Staff);
        var administrator = await stage.World.VisitorAsync(Who.Administrator);
        var page = await administrator.GetAsync(address) ?? throw new InvalidOperationException("no account");
        var made = await administrator.PostAsync(address, account.Fill(account.FindOn(page)!, stage, page));
        await using (var db = stage.World.Portal.Open(Reader.Nobody))
        {
            var reset = await db.Resets.SingleAsync(one => one.DoneAt == null && one.ConfirmedAt == null);
            (reset.ConfirmedAt, reset.ConfirmedBy) = (db.Now, stage.World.IdOf(Who.Ciso));
            db.Record(new JournalFact("account.reset-confirmed"));
            await db.SaveChangesAsync();
        }
        return await stage.Visitor.GetAsync(new Uri(made!.QuerySelector(".link-once")!.TextContent).PathAndQuery);
    }
}
