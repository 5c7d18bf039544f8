using System.Globalization;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>Entries of one instant get their places among themselves by chance: no journal is called wrong for it, and once they are signed nobody changes their order.</summary>
public sealed class OneInstantTests
{
    private const int People = 6;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_changes_of_a_row_in_one_instant_are_no_fault_and_an_older_state_of_it_is_one()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        await ChangedInOneInstantAsync(journal, arranged);
        Assert.Empty((await VerifyAsync(journal)).Findings);
        await journal.TamperAsync("CREATE TABLE Now AS SELECT * FROM People; UPDATE People SET Name = (SELECT Name FROM Before WHERE Before.Id = People.Id), RowVersion = (SELECT RowVersion FROM Before WHERE Before.Id = People.Id)");
        var report = await VerifyAsync(journal);
        Assert.Equal(People, report.Findings.Count(finding => finding.Fault == JournalFault.Row && finding.What.StartsWith("People/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_signed_entries_that_change_places_are_named_at_the_first_of_the_two_whatever_they_tell()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        var first = await ChangedInOneInstantAsync(journal, arranged);
        var (random, size) = (new Random(7), (int)journal.Last().Size);
        // Among those of one instant, which tell of the same rows, and among all of them.
        for (var turn = 0; turn < 12; turn++)
        {
            var from = turn % 2 == 0 ? first : 0;
            var one = random.Next(from, size);
            var other = from + ((one - from + 1 + random.Next(size - from - 1)) % (size - from));
            await SwapAsync(journal, one, other);
            var findings = (await VerifyAsync(journal)).Findings;
            Assert.Contains(findings, finding => finding is { Fault: JournalFault.Signed, Tree: "general", IsAnchored: true } && finding.Number == Math.Min(one, other));
            await SwapAsync(journal, one, other);
        }
        Assert.Empty((await VerifyAsync(journal)).Findings);
    }

    /// <summary>People who were changed three times each in one instant, all of it signed; answers the number of the first entry of that instant.</summary>
    private static async Task<int> ChangedInOneInstantAsync(AJournal journal, AnOrganisation arranged)
    {
        var people = Enumerable.Range(0, People).Select(_ => arranged.Person()).ToList();
        await arranged.SaveAsync(Ct);
        await journal.SignedAsync(5, Ct);
        await journal.TamperAsync("CREATE TABLE Before AS SELECT * FROM People WHERE Name LIKE '職員%'");
        var first = (int)journal.Last().Size;
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var turn = 0; turn < 3; turn++)
            foreach (var person in people)
            {
                person.Name = string.Create(CultureInfo.InvariantCulture, $"改名 {turn}");
                arranged.Db.Record(new JournalFact("person.renamed"), row: person);
                await arranged.Db.SaveChangesAsync(Ct);
            }
        await journal.Database.Get<JournalSequencer>().GiveAsync(Ct);
        await journal.Signer.SignAsync(Ct, atOnce: true);
        return first;
    }

    private static Task<JournalReport> VerifyAsync(AJournal journal) => new JournalVerifier(journal.Database.Databases).VerifyAsync(journal.Folders, [journal.Key.Key], Ct);

    private static Task SwapAsync(AJournal journal, int one, int other) => journal.TamperAsync(string.Create(CultureInfo.InvariantCulture, $"""
        UPDATE JournalPositions SET Number = -1 WHERE Number = {one} AND Tree LIKE '00000000%';
        UPDATE JournalPositions SET Number = {one} WHERE Number = {other} AND Tree LIKE '00000000%';
        UPDATE JournalPositions SET Number = {other} WHERE Number = -1 AND Tree LIKE '00000000%'
        """));
}
