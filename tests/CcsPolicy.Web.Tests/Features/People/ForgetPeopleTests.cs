using System.Text;
using System.Text.Json;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Commands;
using CcsPolicy.Web.Tests.Commands;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.People;

/// <summary>Names go when their time is over; records and journal stay.</summary>
public sealed class ForgetPeopleTests : IAsyncDisposable
{
    private const string LongGone = "旧姓 消太郎";
    private readonly Portal portal = new();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    [Trait("ASVS", "V14.2.7")]
    public async Task Who_left_so_many_years_ago_has_no_name_any_more_and_the_journal_verifies()
    {
        var gone = await LeaverAsync(LongGone, -6);
        var lately = await LeaverAsync("先年 退子", -2);
        var here = await portal.AddPersonAsync("在職 花子", []);
        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(Ct);
        Assert.Contains("残っている人: 1", await RunAsync(), StringComparison.Ordinal);
        Assert.Equal(LongGone, await NameAsync(gone));

        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.StartsWith("1 人", await RunAsync(ForgetPeopleCommand.Delete), StringComparison.Ordinal);
        Assert.Equal(Person.Forgotten, await NameAsync(gone));
        Assert.Equal(("先年 退子", "在職 花子"), (await NameAsync(lately), await NameAsync(here)));
        await using (var db = portal.Open(Reader.Nobody))
        {
            var account = await db.Users.SingleAsync(one => one.PersonId == gone, Ct);
            Assert.NotNull(account.ClosedAt);
            Assert.Null(account.PasswordHash);
            Assert.DoesNotContain("T0001", account.UserName, StringComparison.OrdinalIgnoreCase);
            Assert.Equal("T0001", (await db.People.SingleAsync(one => one.Id == gone, Ct)).StaffNumber);
            Assert.Single(await db.Journal.Where(entry => entry.Action == "person.forgotten").ToListAsync(Ct));
        }
        await portal.Services.GetRequiredService<JournalKeeper>().TurnAsync(Ct);
        Assert.Empty(await FindingsAsync());
        Assert.StartsWith("0 人", await RunAsync(ForgetPeopleCommand.Delete), StringComparison.Ordinal);
        await NameIsNowhereAsync();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("five")]
    public async Task Years_that_are_none_delete_nothing(string years)
    {
        var gone = await LeaverAsync(LongGone, -6);
        Assert.Equal(Verbs.WrongUse, await ForgetPeopleCommand.RunAsync(portal.Services,
            VerbsTests.Call(ForgetPeopleCommand.Verb, ForgetPeopleCommand.Years, years, ForgetPeopleCommand.Delete), TextWriter.Null, TextWriter.Null));
        Assert.Equal(LongGone, await NameAsync(gone));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<PersonId> LeaverAsync(string name, int years)
    {
        var person = await portal.AddPersonAsync(name, []);
        await portal.AccountOfAsync(person);
        await using var db = portal.Open(Reader.Nobody);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        var row = await db.Employments.SingleAsync(one => one.PersonId == person, Ct);
        row.Withdraw(db.Now);
        db.FormerNames.Add(new FormerName { Id = FormerNameId.From(db.Ids.Next()), PersonId = person, Name = name, Until = portal.Today.AddYears(-10), RecordedAt = db.Now });
        db.Employments.Add(new Employment
        {
            Id = EmploymentId.From(db.Ids.Next()), PersonId = person, Kind = EmploymentKind.Employee, From = portal.Today.AddYears(-20), Until = portal.Today.AddYears(years).AddDays(-1), RecordedAt = db.Now,
        });
        db.Record(new CcsPolicy.Domain.Journal.JournalFact("stay.ended").With("person", person));
        await db.SaveChangesAsync(Ct);
        return person;
    }

    private async Task<string> NameAsync(PersonId person)
    {
        await using var db = portal.Open(Reader.Nobody);
        return (await db.People.AsNoTracking().SingleAsync(one => one.Id == person, Ct)).Name;
    }

    private async Task<string> RunAsync(params string[] typed)
    {
        await using var said = new StringWriter();
        Assert.Equal(0, await ForgetPeopleCommand.RunAsync(portal.Services, VerbsTests.Call(ForgetPeopleCommand.Verb, typed), said, said));
        return said.ToString();
    }

    private async Task<List<JsonElement>> FindingsAsync()
    {
        await using var said = new StringWriter();
        await VerifyJournalCommand.RunAsync(portal.Services, VerbsTests.Call(VerifyJournalCommand.Verb, "--json"), said, TextWriter.Null);
        return [.. JsonDocument.Parse(said.ToString()).RootElement.GetProperty("findings").EnumerateArray()];
    }

    /// <summary>Not in free pages of the file either.</summary>
    private async Task NameIsNowhereAsync()
    {
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(portal.Folder, "ccspolicy.db")};Pooling=False"))
        {
            await connection.OpenAsync(Ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync(Ct);
        }
        foreach (var file in Directory.GetFiles(portal.Folder, "ccspolicy.db*"))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Ct)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(LongGone)));
    }
}
