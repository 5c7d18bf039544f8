using System.Net;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Granting;

/// <summary>同時の操作。Of two who do the same at the same moment one is served, and the other is told.</summary>
public sealed class AtOnceTests : IAsyncDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly BothAtOnce gate = new();
    private readonly Portal portal;

    public AtOnceTests() => portal = new Portal(substitute: services => services.AddSingleton<IInterceptor>(gate));

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V2.3.3"), Trait("ASVS", "V15.4.2")]
    public async Task Of_two_who_grant_confirm_end_review_or_appoint_at_the_same_moment_one_is_served()
    {
        var department = await portal.AddDepartmentAsync("10", "総務課");
        var ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        var keeper = await portal.AddPersonAsync("管理 太郎", []);
        var staff = await portal.AddPersonAsync("職員 六子", EmploymentKind.Employee, department);
        var procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
        var granting = "/granting/" + procedure;
        using var one = await portal.SignedInAsync(ciso);
        using var other = await portal.SignedInAsync(ciso);

        foreach (var to in new[] { $"person:{staff}", $"department:{department}" })
            await OneOfTwoAsync("grant.given", granting, "give", 1, ("To", to), ("Reason", "担当のため"));
        await portal.AddPersonAsync("新人 七子", EmploymentKind.Employee, department);
        var stay = (await one.PageAsync(granting)).QuerySelector("button[name=Stay]")!.GetAttribute("value")!;
        await OneOfTwoAsync("grant.stay-confirmed", granting, "confirm-", 1, ("Stay", stay));
        await OneOfTwoAsync("grant.ended", granting, "end-", 1, ("EndReason", "担当を外れたため"));
        // The first one makes the row of the last review, the next one changes it to the same value.
        await OneOfTwoAsync("grants.whole-reviewed", "/grant-reviews", "whole", 1);
        await OneOfTwoAsync("grants.whole-reviewed", "/grant-reviews", "whole", 1);
        await OneOfTwoAsync("officer.appointed", "/officers", "appoint", 1, ("Number", "T0003"), ("ToRole", nameof(Role.SecurityOfficer)), ("From", portal.Today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));

        async Task OneOfTwoAsync(string action, string url, string form, int served, params (string Name, string Value)[] fields)
        {
            await using var db = portal.Open(await portal.ReaderAsync(ciso));
            var before = await db.Journal.CountAsync(entry => entry.Action == action, Ct);
            var pages = (await one.PageAsync(url), await other.PageAsync(url));
            var name = pages.Item1.QuerySelector($"input[name=_handler][value^='{form}']")!.GetAttribute("value")!;
            gate.Close(saving => saving.ChangeTracker.Entries<JournalEntry>().Any(entry => entry.State == EntityState.Added && entry.Entity.Action == action));
            var answers = await Task.WhenAll(one.PostFormAsync(pages.Item1, url, name, fields), other.PostFormAsync(pages.Item2, url, name, fields));
            gate.Open();
            Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Redirect);
            var told = Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
            Assert.NotNull((await told.PageAsync()).QuerySelector(".error-summary"));
            Assert.Equal(before + served, await db.Journal.CountAsync(entry => entry.Action == action, Ct));
        }
    }
}
