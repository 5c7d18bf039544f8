using System.Security.Claims;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>Every way by which something could come out over HTTP is listed from code and gone through by an observer in both worlds. What an island shows: <see cref="IslandTests"/>.</summary>
public sealed class ChannelTests
{
    private const string OnlyWhoSeesAll = "only for whoever sees all procedures; that it is refused to others is compared";
    private const string NoProvider = "only where an OpenID provider is set up; SignInByProviderTests";
    private const string NoInstallation = "only while an installation is empty, when there is nothing to hide; FirstRunTests";
    private const string NeedsPasskey = "needs a passkey, and so a browser; PasskeyTests";

    private const string AtTerminal = "no browser of the worlds is a shared terminal; who looks there is nobody to whom a procedure is open (TerminalTests)";

    /// <summary>What no observer can reach, and why. Whoever adds a line adds it here, where it is seen.</summary>
    internal static readonly IReadOnlyDictionary<Way, string> Unreached = new Dictionary<Way, string>
    {
        [new("address", "GET /first-run")] = NoInstallation,
        [new("form", "FirstRunPage first-run")] = NoInstallation,
        [new("address", "GET /account/openid/leave")] = NoProvider,
        [new("address", "GET /account/openid/not-signed-in")] = NoProvider,
        [new("address", "GET /custody/procedures")] = OnlyWhoSeesAll,
        [new("form", "CustodyOfProceduresPage custody")] = OnlyWhoSeesAll,
        [new("form", "GrantReviewsPage whole")] = OnlyWhoSeesAll,
        [new("address", "GET /officers")] = OnlyWhoSeesAll,
        [new("form", "OfficersPage appoint")] = OnlyWhoSeesAll,
        [new("form", "OfficersPage end-appointment")] = OnlyWhoSeesAll,
        [new("address", "GET /not-found")] = "answers as any address that is not there, by the page of that status",
        [new("address", "GET /receipts/{id}/proof")] = "leads back to the receipt until the journal is signed, and a signature is never twice the same; JournalProofsTests, HourCommitmentTests",
        [new("form", "AcknowledgePage step")] = "turns a page where changes are shown one by one, which nobody asks for in the worlds; ChangesToAcknowledgeTests",
        [new("address", "GET /following/scans/{scan}")] = "there is no paper in the worlds; SheetTests",
        [new("address", "GET /training/{id}/files/{file}")] = "no scanner looks through files in the worlds, so no course has any, and one about a procedure never has; CourseFileTests",
        [new("form", "ReferencesPage elsewhere")] = "is shown where another document refers to what is renumbered, and no document of the worlds names another; AccompanyingTests, AccompanyingParcelTests",
        [new("form", "ManagePage course-file")] = "no scanner looks through files in the worlds, so the form is not there; CourseFileTests",
        [new("form", "TerminalPage enter")] = AtTerminal,
        [new("form", "TerminalPage choose")] = AtTerminal,
        [new("form", "SheetPage take-back-sheet")] = "there is no paper in the worlds; SheetTests",
        [new("mail", "mail.people-late")] = "tells a manager that somebody is late, six working days after a last day, which no world reaches; whom it may tell is the rule of DutyReminders, and ReminderTests",
        [new("form", "SignInPage *")] = "the accounts of the demonstration, in Development only; DemoOrganisationTests",
        [new("form", "PasskeysPage remove-passkey")] = NeedsPasskey,
        [new("form", "ConfirmPage confirm-passkey")] = NeedsPasskey,
        [new("form", "SignInCodePage sign-in-passkey")] = NeedsPasskey,
        [new("form", "ResetSeenPage reset-seen")] = "only for whoever's way in was made new by two others; ResetTests",
    };

    [Fact]
    public async Task Every_channel_is_gone_through_and_shows_the_same_in_both_worlds()
    {
        var seed = await WorldSeed.GetAsync();
        var observers = Observers.All.Where(who => who != Who.Anonymous).Select(who => seed.People[who].ToString()).ToHashSet();
        var noting = new Noting(http => http.User.FindFirstValue(CurrentReader.PersonClaim) is not { } person || observers.Contains(person), Forms.Of(Forms.Product));
        await using var worlds = await TwoWorlds.OpenAsync(services => services.AddSingleton<IStartupFilter>(noting));
        var walk = new Walk(worlds, noting);

        var difference = await walk.GoAsync(TestContext.Current.CancellationToken);
        Assert.True(difference is null, difference);

        var listed = Listed(worlds.All).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{walk.Compared} answers; "
            + string.Join(", ", listed.GroupBy(way => way.Kind).Select(kind => $"{kind.Count(noting.IsReached)} of {kind.Count()} {kind.Key}"))
            + $"; after these forms the product did not lead on: {string.Join(", ", listed.Where(way => way.Kind == "form" && noting.IsReached(way) && !noting.IsDone(way)).Select(way => way.Name))}");
        var faults = Coverage.Faults(listed, noting.Reached, Unreached);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal([], worlds.Tally.Faults);
    }

    [Fact]
    public void Mail_leaves_by_one_way_which_is_compared_as_it_waits_and_as_it_is_sent() => Assert.Equal(["MailLine", "MailSender"], Forms.SendersOfMail(Forms.Product, Forms.Store));

    [Fact]
    public async Task A_page_with_a_form_that_nobody_looks_at_is_found()
    {
        var seed = await WorldSeed.GetAsync();
        await using var real = World.Open(seed);
        var reached = Listed(Channels.Of(real)).Where(way => !Unreached.ContainsKey(way)).ToHashSet();
        Assert.Equal([], Coverage.Faults(Listed(Channels.Of(real)), reached, Unreached));

        // The same product with one page more, from this project.
        await using var planted = World.Open(seed, services => services.AddSingleton(new PageAssembly(typeof(PlantedPage).Assembly)));
        var listed = Listed(Channels.Of(planted)).Concat(Forms.Of(typeof(PlantedPage).Assembly.Location).Select(form => new Way("form", form)));
        Assert.Equal(
            ["address: GET /planted: no observer of the two worlds reaches it", "form: PlantedPage *: no observer of the two worlds reaches it", "form: PlantedPage planted: no observer of the two worlds reaches it"],
            Coverage.Faults(listed, reached, Unreached).Where(fault => fault.Contains("/planted:", StringComparison.Ordinal) || fault.Contains(nameof(PlantedPage), StringComparison.Ordinal)));
    }

    [Fact]
    public void An_exception_that_is_no_longer_one_is_found()
    {
        Way reached = new("address", "GET /a"), gone = new("address", "GET /b"), missing = new("act", "c");
        Assert.Equal(
            [$"{gone}: is an exception and exists no more", $"{reached}: is an exception and is reached", $"{missing}: is an exception without a reason"],
            Coverage.Faults([reached, missing], new HashSet<Way> { reached }, new Dictionary<Way, string> { [gone] = "only for a while", [reached] = "only for a while", [missing] = "" }));
    }

    internal static IEnumerable<Way> Listed(IEnumerable<Channel> channels) =>
    [
        .. Coverage.Addresses(channels),
        .. Forms.Of(Forms.Product).Select(form => new Way("form", form)),
        .. Forms.ActsOfTheEditor().Select(act => new Way("act", act)),
        .. Forms.KindsOfMail(Forms.Product, Forms.Store).Select(kind => new Way("mail", kind)),
    ];

    /// <summary>A page as Razor would write it, with a form in a part of it.</summary>
    [Route("/planted")]
    public sealed class PlantedPage : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.OpenElement(0, "form");
            builder.AddNamedEvent("onsubmit", "planted");
            builder.CloseElement();
            builder.OpenComponent<PlantedPart>(1);
            builder.CloseComponent();
        }
    }

    public sealed class PlantedPart : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.OpenElement(0, "form");
            builder.AddNamedEvent("onsubmit", "planted-" + GetHashCode());
            builder.CloseElement();
        }
    }
}
