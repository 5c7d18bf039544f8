using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Files;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Exports;
using CcsPolicy.Web.Features.Acknowledging;
using CcsPolicy.Web.Features.Importing;
using CcsPolicy.Web.Features.Reports;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Words;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

/// <summary>
/// Whoever has the database and exports, and guesses the text or the title of a procedure rightly, cannot tell by any hash that he did. The same search finds the hashes of a standard.
/// </summary>
public sealed class HashLeakTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_hash_that_anybody_can_compute_of_a_procedure_stands_anywhere()
    {
        await using var office = await AScenario.CreateAsync();
        var standard = await LiveAsync(office, SampleTexts.First, Tier.Standard, "対策基準の題名", office.Officer);
        var procedure = await LiveAsync(office, SampleTexts.Procedure, Tier.Procedure, "鍵の保管の手順", office.Custodian);

        // The control: what may be found is found by the same search, in the file, in the record and in the report.
        var places = await PlacesAsync(office);
        foreach (var place in places)
            Assert.True(standard.Any(guess => Finds(place.Bytes, guess)), place.Name);
        foreach (var place in places)
            Assert.DoesNotContain(procedure, guess => Finds(place.Bytes, guess));
        Assert.InRange(procedure.Count, 8, 40);
    }

    [Fact]
    public async Task A_hash_under_the_key_stays_when_a_procedure_is_opened_and_differs_from_document_to_document()
    {
        await using var office = await AScenario.CreateAsync();
        await LiveAsync(office, SampleTexts.Procedure, Tier.Procedure, "鍵の保管の手順", office.Custodian);
        await LiveAsync(office, SampleTexts.Procedure, Tier.Procedure, "鍵の保管の手順", office.Custodian);
        await using var db = await office.OpenAsync(office.Ciso);
        var editions = await db.Editions.Include(e => e.Document).ToListAsync(Ct);
        Assert.Equal(2, editions.Select(e => e.Hash).Distinct().Count());
        var (hash, text) = (editions[0].Hash, db.Open(editions[0].DocumentId, editions[0].Text));
        var document = editions[0].Document!;
        Assert.True(document.Open(Openness.AllStaff, db.Ids.Next<OpennessDecisionId>(), db.Seal(document.Id, "見直し"), office.Ciso, db.Now).Succeeded);
        Assert.Equal(hash, db.HasherOf(document).Of(text));
        using var texts = new EditionTexts();
        Assert.Equal(hash, (await texts.OfAsync(db, editions[0].Id, Ct))!.Hash);
    }

    /// <summary>Imports with its original, returns, agrees, decides, publishes and acknowledges; comes back with what a guess may be.</summary>
    private static async Task<List<string>> LiveAsync(AScenario office, string text, Tier tier, string title, PersonId by)
    {
        var shelf = await Shelf.OpenAsync(office.Database.Databases);
        var document = await shelf.DocumentAsync(tier, "PR-" + office.Database.Ids.Next().ToString("N")[..6], title, custodian: office.Custodian);
        var source = text + "\n";
        var draft = AScenario.Value(await new ImportTextHandler(office.As(by)).HandleAsync(new ImportText(
            text, ImportPurpose.Amendment, document, null, EditionKind.Enactment, null, null, null, null, new SourceOriginal("原稿.txt", "text/plain", Encoding.UTF8.GetBytes(source))), Ct));
        await office.InReviewAsync(draft, by: by);
        await DecideAsync(StepOutcome.Returned);
        await office.InReviewAsync(draft, by: by);
        await DecideAsync(StepOutcome.Agreed);
        var edition = await office.PublishedAsync(draft, by);

        await using var db = await office.OpenAsync(by);
        var row = await db.Editions.AsNoTracking().Include(e => e.Document).SingleAsync(e => e.Id == edition, Ct);
        var acknowledge = new AcknowledgeEditionHandler(office.Database.Databases, office.Database.Get<KnownDocuments>(), office.Database.Get<AcknowledgementWriter>(), office.Clock, new ShownSteps(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()), office.Database.Get<CcsPolicy.Data.Texts.EditionTexts>());
        var id = AScenario.Value(await acknowledge.HandleAsync(new AcknowledgeEdition(row.DocumentId, edition, row.Hash), db.Reader, Ct));
        Assert.True((await Receipt.FindOwnAsync(db, id, Ct))!.IsGenuine);
        Assert.Equal(source, Encoding.UTF8.GetString((await db.OpenFileAsync((await db.Files.SingleAsync(f => f.DocumentId == row.DocumentId, Ct)).Id, Ct))!.Bytes));

        var kept = await db.Acknowledgements.AsNoTracking().SingleAsync(a => a.Id == id, Ct);
        var (canonical, statement) = (db.Open(row.DocumentId, row.Text), db.Open(row.DocumentId, kept.Statement));
        // A guess of the title makes the whole of what a receipt is hashed over: the rest stands in the row.
        var receipt = $"ccspolicy-receipt-1\n{kept.ReceiptNumber}\n{kept.EditionId}\n{kept.PersonId}\n{kept.At.ToUnixTimeMilliseconds()}\n{kept.SeenHash}\n{statement}";
        Assert.Equal(tier != Tier.Procedure, ContentHash.Of(receipt) == kept.ReceiptHash);
        Assert.Equal(tier != Tier.Procedure, ContentHash.Of(canonical) == kept.SeenHash);
        return
        [
            .. new[] { canonical, text, source }.SelectMany(whole => new[] { whole, whole.Trim(), whole.ReplaceLineEndings("\r\n"), whole.TrimEnd() + "\n" }),
            title, statement, receipt, "直すこと。",
        ];

        async Task DecideAsync(StepOutcome outcome)
        {
            var view = AScenario.Value(await new ShowAmendmentHandler(office.As(office.Ciso), office.Readers).HandleAsync(draft, Ct));
            AScenario.Value(await new DecideStepHandler(office.As(office.Ciso), AScenario.Usage).HandleAsync(new DecideStep(draft, view.DueStep!.Id, view.Hash, outcome, "直すこと。"), Ct));
        }
    }

    /// <summary>The files of the database, every record of the journal, and a report as a file.</summary>
    private static async Task<List<(string Name, byte[] Bytes)>> PlacesAsync(AScenario office)
    {
        var file = new SqliteConnectionStringBuilder(office.Database.ConnectionString).DataSource;
        await using (var direct = new SqliteConnection(office.Database.ConnectionString))
        {
            await direct.OpenAsync(Ct);
            await using var checkpoint = direct.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await checkpoint.ExecuteNonQueryAsync(Ct);
        }
        await using var db = await office.OpenAsync(office.Ciso);
        using var report = new MemoryStream();
        await using var words = new ServiceCollection().AddLogging().AddLocalization().AddSingleton<DomainWords>().AddSingleton<AcknowledgementReport>().BuildServiceProvider();
        var board = await db.BoardAsync(db.Reader.Day, Ct);
        await CsvWriter.WriteAsync(words.GetRequiredService<AcknowledgementReport>().Of(board, BoardQuestion.Parse(_ => null), db.Reader, db.Now, Ct), report, Ct);
        return
        [
            ("file", Shared(file)),
            ("journal", [.. (await db.Journal.AsNoTracking().Select(entry => entry.Bytes).ToListAsync(Ct)).SelectMany(bytes => bytes)]),
            ("report", report.ToArray()),
        ];
    }

    private static byte[] Shared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Its SHA-256 in every form in which it may stand.</summary>
    private static bool Finds(byte[] place, string guess)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(guess));
        var base64 = Convert.ToBase64String(hash).TrimEnd('=');
        return new[] { Convert.ToHexStringLower(hash), Convert.ToHexString(hash), base64, base64.Replace('+', '-').Replace('/', '_') }.Select(Encoding.ASCII.GetBytes).Append(hash)
            .Any(form => place.AsSpan().IndexOf(form) >= 0);
    }
}
