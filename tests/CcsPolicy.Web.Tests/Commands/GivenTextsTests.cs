using System.Text;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Commands;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

/// <summary>Documents that are named by their code and a day, at the shell of the server.</summary>
public sealed class GivenTextsTests
{
    private const string First = "対策基準\n第1条　年1回点検する。\n第2条　鍵を替える。\n";
    private const string Second = "対策基準\n第1条　年2回点検する。\n第2条　鍵を替える。\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_public_or_internal_document_is_taken_as_it_was_in_force_on_each_day()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var standard = await shelf.DocumentAsync(Tier.Standard, "基準1", "対策基準");
        await shelf.EditionAsync(standard, First, new(2024, 4, 1));
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await shelf.EditionAsync(standard, Second, new(2025, 4, 1), EditionKind.PartialAmendment);
        Assert.Contains("年{+2回+}点検する。\t第1条　年{-1回-}点検する。", await ComparedAsync(portal, 0, "基準1", "基準1", "2024-04-01", "令和7年4月1日"), StringComparison.Ordinal);
        Assert.Equal("改正後\t改正前\n", await ComparedAsync(portal, 0, "基準1", "基準1", "2025-03-31"));
        Assert.Contains("令和6年3月31日に施行されている版はありません", await ComparedAsync(portal, 1, "基準1", "基準1", "2024-03-31"), StringComparison.Ordinal);
        Assert.Contains("日付", await ComparedAsync(portal, 1, "基準1", "基準1", "いつか"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Tier.Procedure, Openness.NeedToKnow)]
    [InlineData(Tier.Procedure, Openness.AllStaff)]
    [InlineData(Tier.Standard, Openness.AllStaff)]
    public async Task Of_any_other_document_nothing_is_said_not_even_that_it_is_there(Tier tier, Openness openness)
    {
        await using var portal = new Portal();
        var nothing = await ComparedAsync(portal, 1, "手順1", "手順1", "2025-04-01");
        var shelf = await Shelf.OpenAsync(portal.Databases);
        await shelf.EditionAsync(await shelf.DocumentAsync(tier, "手順1", "鍵の手順", openness), First, new(2024, 4, 1));
        Assert.Equal(nothing, await ComparedAsync(portal, 1, "手順1", "手順1", "2025-04-01"));
    }

    [Fact]
    public async Task A_provision_that_is_withheld_from_those_who_work_here_is_not_in_the_text()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var standard = await shelf.DocumentAsync(Tier.Standard, "基準1", "対策基準");
        var edition = await shelf.EditionAsync(standard, First, new(2024, 4, 1));
        await using (var db = portal.Open(shelf.SeesAll))
        {
            var key = EditionKeys.Read((await db.Editions.AsNoTracking().SingleAsync(e => e.Id == edition, Ct)).Keys)[1].Value;
            db.ProvisionOpenness.Add(new ProvisionOpenness
            {
                Id = db.Ids.Next<ProvisionOpennessId>(), DocumentId = standard, Key = key, Number = 1, ReadBy = Openness.AllStaff, ShowsNumber = false,
                Ground = db.Seal(standard, "支障"), DecidedBy = shelf.Ciso, DecidedAt = db.Now,
            });
            db.Record(new JournalFact("provision.openness-decided", standard), await db.Documents.SingleAsync(d => d.Id == standard, Ct));
            await db.SaveChangesAsync(Ct);
        }
        var written = await ComparedAsync(portal, 0, "基準1", "基準1", "2025-04-01", CompareCommand.Whole);
        Assert.Contains("年1回", written, StringComparison.Ordinal);
        Assert.DoesNotContain("鍵", written, StringComparison.Ordinal);
    }

    private static async Task<string> ComparedAsync(Portal portal, int ends, string old, string @new, params string[] days)
    {
        using var output = new MemoryStream();
        using var errors = new StringWriter();
        string[] typed = [old, @new, .. days.SelectMany(day => day == CompareCommand.Whole ? [day] : new[] { GivenTexts.At, day })];
        Assert.Equal(ends, await CompareCommand.RunAsync(VerbsTests.Call(CompareCommand.Verb, typed), new GivenTexts(portal.Services), output, errors));
        return Encoding.UTF8.GetString(output.ToArray()) + errors;
    }
}
