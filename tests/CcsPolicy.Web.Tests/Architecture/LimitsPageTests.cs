using System.Globalization;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Training;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.Guidelines;
using CcsPolicy.Web.Features.Importing;
using CcsPolicy.Web.Features.People.Importing;
using CcsPolicy.Web.Features.People.Systems;
using CcsPolicy.Web.Features.Sheets;
using CcsPolicy.Web.Features.Terminals;
using CcsPolicy.Web.Features.Training;
using CcsPolicy.Web.Imports;
using CcsPolicy.Web.Imports.Tables;
using CcsPolicy.Web.Imports.Word;
using CcsPolicy.Web.Shell.Circuits;
using CcsPolicy.Web.Shell.Protection;
using CcsPolicy.Web.Tests.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

public sealed class LimitsPageTests
{
    private static readonly SecurityOptions Shipped = new();

    /// <summary>Each row of the page, in its order, and where its value is in the code.</summary>
    private static readonly (string What, object Value)[] Values =
    [
        ("text of a policy: endings", string.Join(", ", SourceFile.Endings)), ("text of a policy: bytes of the file", SourceFile.MaxBytes), ("text of a policy: bytes unpacked (.docx)", WordPackage.MaxUnpackedBytes),
        ("text of a policy: characters", ReadSource.MaxCharacters), ("list of people: endings", string.Join(", ", RosterFile.Endings)), ("list of people: bytes of the file", RosterFile.MostBytes),
        ("list of people: rows", RosterFile.MostRows),
        ("table of a guideline: endings", string.Join(", ", GuidelineTable.Endings)), ("table of a guideline: bytes of the file", GuidelineTable.MostBytes), ("table of a guideline: items", GuidelineTable.MostRows), ("table of a guideline: characters", GuidelineTable.MostCharacters),
        ("scan of a signed list: bytes of the file", SheetHandler.MostBytes), ("any post: bytes", LargeUploads.Most), ("files that one person may have stored", FileStore.MostOfPerson), ("bytes that one person may have stored", FileStore.MostBytesOfPerson), ("name of a file: signs", FileNames.Most),
        ("characters of a password, at least", PasswordRules.MinimumLength), ("characters of a password, at most", PasswordRules.MaximumLength), ("wrong tries until an account is closed", PasswordRules.WrongTries),
        ("how long it is closed", PasswordRules.LockTime), ("tries of one network address a minute", Shipped.SignInsPerMinute), ("invitation", Shipped.InvitationTime), ("unused session", Shipped.IdleTime),
        ("session in any case", Shipped.SessionTime), ("fresh sign-in", Shipped.FreshTime), ("sessions of one account at the same time", "any number"),
        ("shared terminal: hours for which it is open, at most", SharedTerminal.Hours.Max()), ("shared terminal: how long its code works", SharedTerminal.CodeTime), ("shared terminal: unused session", SharedTerminal.IdleTime),
        ("shared terminal: digits of a PIN, at least", Pins.Shortest), ("shared terminal: digits of a PIN, at most", Pins.Longest), ("shared terminal: wrong tries until a PIN is closed", AccountPin.WrongTries),
        ("shared terminal: how long a PIN on paper works", AccountPin.SlipTime), ("shared terminal: people who get a PIN at once", TerminalsHandler.MostAtOnce), ("searches of a person a minute", Shipped.FindsPerMinute),
        ("calendars asked for from one network address a minute", Shipped.CalendarsPerMinute), ("acknowledgements at the same time for each core; the others wait, and none is turned away", RateLimits.AcknowledgingOfACore), ("reports of a person a minute", Shipped.ExportsPerMinute), ("requests of a person to open circuits a minute", Shipped.CircuitsPerMinute), ("circuits of a person at the same time", OpenCircuits.Most),
        ("refused addresses of a person that are entered, within ten minutes", RefusalBook.MostOfPerson), ("refused addresses of a network address without sign-in, within ten minutes", RefusalBook.MostOfNobody),
        ("requests of a person for a procedure on one day", AccessRequest.MostOnADay), ("characters of such a request, at most", AccessRequest.MostCharacters), ("letters of such a request, at least", TypedWords.FewestOfAQuestion),
        ("letters of a reason, at least", TypedWords.FewestOfAReason), ("how long the same reading of a procedure is entered once", ReadingEntries.Window),
        ("characters of the text of a course", CourseWords.LongestText), ("questions of a course", CourseQuestion.Most), ("choices of a question, at most", QuestionText.MostChoices),
        ("times that one person can take a course", CourseAttempt.MostOfPerson), ("people of whom no share of wrong answers is told, fewer than", ProvisionMistakes.FewestPeople),
        ("people of one entry of attendance", CourseAttendance.MostAtOnce), ("list of attendance: bytes of the file", AttendanceFile.MostBytes), ("people of one entry of users of a system", SystemUsesHandler.MostAtOnce), ("list of users of a system: bytes of the file", NumberFile.MostBytes), ("files of a course", CourseFiles.Most), ("picture or PDF of a course: bytes of the file", CourseFiles.MostBytes), ("film of a course: bytes of the file", CourseFiles.MostVideoBytes),
    ];

    [Fact]
    [Trait("ASVS", "V2.1.3"), Trait("ASVS", "V5.1.1"), Trait("ASVS", "V6.1.1"), Trait("ASVS", "V7.1.1"), Trait("ASVS", "V7.1.2")]
    public void The_page_on_limits_says_what_the_code_has()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "reference", "limits.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells[1] != "what").Select(cells => (cells[1], cells[2]));
        Assert.Equal(Values.Select(one => (one.What, string.Create(CultureInfo.InvariantCulture, $"{one.Value}"))), rows);
    }
}
