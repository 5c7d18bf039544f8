using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Journal;

public sealed class JournalPlaceTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Many entries share an instant, and new ones come in at the top while somebody pages down.</summary>
    [Fact]
    public void Page_by_page_each_entry_is_read_once_whatever_comes_in_above() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 40], Gen.Int[1, 7], Gen.Int[0, 3]).Sample((minutes, size, newcomers) =>
        {
            var kept = minutes.Select((minute, i) => Entry(i, Start.AddMinutes(minute))).ToList();
            var (read, place, later) = (new List<JournalEntryId>(), (JournalPlace?)null, 1000);
            while (true)
            {
                var ordered = kept.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id.Value).ToList();
                var page = (place is { } at ? ordered.Where(entry => entry.At <= at.At).Skip(at.Shown) : ordered).Take(size).ToList();
                if (page.Count == 0)
                    break;
                read.AddRange(page.Select(entry => entry.Id));
                place = JournalPlace.TryParse(JournalPlace.After(page, place)!.Value.ToString());
                kept.AddRange(Enumerable.Range(later, newcomers).Select(i => Entry(i, Start.AddHours(i))));
                later += newcomers;
            }
            Assert.Equal(Enumerable.Range(0, minutes.Length).Select(i => Entry(i, Start).Id.Value).Order(), read.Select(id => id.Value).Order());
        });

    [Theory]
    [InlineData(null), InlineData(""), InlineData("1"), InlineData("x-1"), InlineData("1-x"), InlineData("1--1"), InlineData("9223372036854775807-0"), InlineData("1-99999999")]
    public void What_is_no_place_is_none(string? written) => Assert.Null(JournalPlace.TryParse(written));

    [Fact]
    public void Titles_are_shown_to_who_reads_the_journal_and_never_to_an_administrator()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            Assert.Equal(role == Role.Auditor, ReaderWith(role).SeesTitlesInJournal(JournalLog.General));
            Assert.Equal(role is Role.Custodian or Role.Ciso or Role.CisoDeputy, ReaderWith(role).SeesTitlesInJournal(JournalLog.Restricted));
        }
        Assert.False(ReaderWith(Role.Auditor, Role.SystemAdministrator).SeesTitlesInJournal(JournalLog.General));
    }

    private static JournalEntry Entry(int number, DateTimeOffset at) =>
        new() { Id = JournalEntryId.From(new Guid(number, 0, 0, new byte[8])), Log = JournalLog.General, At = at, Action = "test.done", Bytes = [] };

    private static Reader ReaderWith(params Role[] roles)
    {
        var (person, day) = (new Person { Id = PersonId.From(Guid.Empty), StaffNumber = "1", Name = "", Kana = "" }, new DateOnly(2026, 4, 1));
        return Reader.Of(person, [new Employment { Id = default, PersonId = person.Id, Kind = EmploymentKind.Employee, From = day, RecordedAt = Start }],
            roles.Select(role => new Assignment { Id = default, PersonId = person.Id, Role = role, From = day, RecordedAt = Start }), [], [], day);
    }
}
