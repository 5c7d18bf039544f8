using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Acknowledging;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Acknowledging;

public sealed class AcknowledgeEditionTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_acknowledgement_is_on_record_with_a_statement_that_names_the_edition_and_a_receipt_that_agrees()
    {
        await using var office = await Office.CreateAsync();
        var id = (await office.AcknowledgeAsync(office.Current)).Value;
        await using var db = office.Database.OpenFor(office.Reader);
        var receipt = (await Receipt.FindOwnAsync(db, id, Ct))!;
        Assert.Contains("「対策基準」第2版（令和8年4月1日施行）", receipt.Statement, StringComparison.Ordinal);
        Assert.Equal(("青木 花", 2, true), (receipt.PersonName, receipt.Document?.Number, receipt.IsGenuine));
        Assert.Equal(id, (await Receipt.CheckAsync(db, receipt.ReceiptNumber, receipt.ReceiptHash.ToString(), Ct))?.Id);
        Assert.Equal(id, (await Receipt.CheckAsync(db, receipt.ReceiptNumber.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant(), receipt.ReceiptHash.Short, Ct))?.Id);
        Assert.Single(await db.Journal.Where(j => j.Action == "edition.acknowledged").ToListAsync(Ct));
    }

    [Fact]
    public async Task Repeating_it_answers_with_the_same_receipt_and_adds_no_row()
    {
        await using var office = await Office.CreateAsync();
        var first = (await office.AcknowledgeAsync(office.Current)).Value;
        office.Database.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(first, (await office.AcknowledgeAsync(office.Current)).Value);
        await using var db = office.Database.OpenFor(office.Reader);
        Assert.Equal(1, await db.Acknowledgements.CountAsync(Ct));
    }

    [Fact]
    [Trait("ASVS", "V2.3.4")]
    public async Task Asking_many_times_at_once_leaves_one_row_and_one_receipt()
    {
        await using var office = await Office.CreateAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => office.AcknowledgeAsync(office.Current), Ct)));
        await using var db = office.Database.OpenFor(office.Reader);
        var row = await db.Acknowledgements.SingleAsync(Ct);
        Assert.All(answers, answer => Assert.Equal(row.Id, answer.Value));
    }

    [Fact]
    public async Task An_edition_that_is_not_in_force_is_refused()
    {
        await using var office = await Office.CreateAsync();
        Assert.Equal(AcknowledgementErrors.NotInForce, (await office.AcknowledgeAsync(office.Earlier)).Error);
        await using var db = office.Database.OpenFor(office.Reader);
        Assert.Equal(0, await db.Acknowledgements.CountAsync(Ct));
    }

    [Fact]
    public async Task A_text_other_than_the_one_shown_is_refused()
    {
        await using var office = await Office.CreateAsync();
        Assert.Equal(AcknowledgementErrors.AnotherTextWasSeen, (await office.AcknowledgeAsync(office.Current, ContentHash.Of("別の文"))).Error);
    }

    [Fact]
    public async Task A_hidden_document_and_one_that_never_was_are_refused_alike()
    {
        await using var office = await Office.CreateAsync();
        var procedure = await office.Shelf.DocumentAsync(Tier.Procedure, "T-1", "手順");
        var edition = await office.Shelf.EditionAsync(procedure, "手順\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var handler = office.Handler;
        var hidden = await handler.HandleAsync(new(procedure, edition, ContentHash.Of("x")), office.Reader, Ct);
        var absent = await handler.HandleAsync(new(new(Guid.NewGuid()), new(Guid.NewGuid()), ContentHash.Of("x")), office.Reader, Ct);
        Assert.Equal(DocumentErrors.NotFound, hidden.Error);
        Assert.Equal(hidden.Error, absent.Error);
    }

    [Fact]
    public async Task A_receipt_whose_row_was_tampered_with_does_not_agree()
    {
        await using var office = await Office.CreateAsync();
        var id = (await office.AcknowledgeAsync(office.Current)).Value;
        await using var db = office.Database.OpenFor(office.Reader);
        var receipt = (await Receipt.FindOwnAsync(db, id, Ct))!;
        // Past the guards of the product and of the database, as someone with the file could do.
        await using (var direct = new SqliteConnection(office.Database.ConnectionString))
        {
            await direct.OpenAsync(Ct);
            await using var names = direct.CreateCommand();
            names.CommandText = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'Acknowledgements'";
            var triggers = new List<string>();
            await using (var reader = await names.ExecuteReaderAsync(Ct))
                while (await reader.ReadAsync(Ct))
                    triggers.Add(reader.GetString(0));
            await using var change = direct.CreateCommand();
            change.CommandText = string.Concat(triggers.Select(name => $"DROP TRIGGER \"{name}\";"));
            await change.ExecuteNonQueryAsync(Ct);
            change.CommandText = "UPDATE Acknowledgements SET At = '2026-01-01 00:00:00'";
            Assert.Equal(1, await change.ExecuteNonQueryAsync(Ct));
        }
        await using var after = office.Database.OpenFor(office.Reader);
        Assert.False((await Receipt.FindOwnAsync(after, id, Ct))!.IsGenuine);
        Assert.Null(await Receipt.CheckAsync(after, receipt.ReceiptNumber, receipt.ReceiptHash.ToString(), Ct));
    }

    [Fact]
    public async Task A_receipt_is_checked_by_its_holder_and_by_an_auditor_and_is_not_there_for_others()
    {
        await using var office = await Office.CreateAsync();
        var id = (await office.AcknowledgeAsync(office.Current)).Value;
        var auditor = await office.Shelf.ReaderAsync(await office.Shelf.PersonAsync("監査 人", EmploymentKind.Employee, Role.Auditor));
        var other = await office.Shelf.ReaderAsync(await office.Shelf.PersonAsync("別の 人"));
        await using var own = office.Database.OpenFor(office.Reader);
        var receipt = (await Receipt.FindOwnAsync(own, id, Ct))!;
        foreach (var (reader, sees) in new[] { (office.Reader, true), (auditor, true), (other, false) })
        {
            await using var db = office.Database.OpenFor(reader);
            Assert.Equal(sees, await Receipt.CheckAsync(db, receipt.ReceiptNumber, receipt.ReceiptHash.Short, Ct) is not null);
            Assert.Null(await Receipt.CheckAsync(db, receipt.ReceiptNumber, ContentHash.Of("別").ToString(), Ct));
        }
        await using var others = office.Database.OpenFor(other);
        Assert.Null(await Receipt.FindOwnAsync(others, id, Ct));
    }

    private sealed class Office : IAsyncDisposable
    {
        public required TestDatabase Database { get; init; }

        public Shelf Shelf { get; private set; } = null!;

        public Reader Reader { get; private set; } = null!;

        public EditionId Earlier { get; private set; }

        public EditionId Current { get; private set; }

        private DocumentId document;

        public AcknowledgeEditionHandler Handler => new(Database.Databases, Database.Get<KnownDocuments>(), Database.Get<AcknowledgementWriter>(), Database.Clock, new(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()), Database.Get<CcsPolicy.Data.Texts.EditionTexts>());

        public static async Task<Office> CreateAsync()
        {
            var office = new Office { Database = await TestDatabase.CreateAsync() };
            office.Shelf = await Shelf.OpenAsync(office.Database.Databases);
            office.document = await office.Shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
            office.Earlier = await office.Shelf.EditionAsync(office.document, "対策基準\n\n1 目的\n守る。\n", new(2025, 4, 1));
            office.Database.Clock.Advance(TimeSpan.FromMinutes(1));
            office.Current = await office.Shelf.EditionAsync(office.document, "対策基準\n\n1 目的\n必ず守る。\n", new(2026, 4, 1), EditionKind.PartialAmendment);
            office.Reader = await office.Shelf.ReaderAsync(await office.Shelf.PersonAsync("青木 花"));
            return office;
        }

        public async Task<Result<AcknowledgementId>> AcknowledgeAsync(EditionId edition, ContentHash? seen = null)
        {
            await using var db = Database.OpenFor(Reader);
            var hash = await db.Editions.Where(e => e.Id == edition).Select(e => e.Hash).SingleAsync();
            return await Handler.HandleAsync(new(document, edition, seen ?? hash), Reader, CancellationToken.None);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}
