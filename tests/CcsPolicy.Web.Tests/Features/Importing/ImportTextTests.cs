using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Files;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Documents;
using CcsPolicy.Web.Features.Importing;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Imports;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Importing;

public sealed class ImportTextTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_imported_text_is_the_draft_of_a_new_document_and_reads_back_as_it_was()
    {
        await using var office = await AScenario.CreateAsync();
        var id = await office.DraftedAsync(SampleTexts.First);
        await using var db = await office.OpenAsync(office.Officer);
        var amendment = (await db.FindAmendmentAsync(id, Ct))!;
        var draft = AScenario.Value(await db.ReadDraftAsync(amendment, Ct));
        Assert.Equal(ProvisionText.Read(SampleTexts.First).Tree, draft.Tree);
        Assert.All(draft.Tree.All(), at => Assert.False(at.Provision.Key.IsNone));
        Assert.Equal((EditionKind.Enactment, AmendmentStage.Drafted), (amendment.Kind, amendment.Stage));
    }

    [Fact]
    [Trait("ASVS", "V5.2.4")]
    public async Task Nobody_stores_more_files_than_a_person_may()
    {
        await using var office = await AScenario.CreateAsync();
        var draft = await office.DraftedAsync(SampleTexts.First);
        await using (var db = await office.OpenAsync(office.Officer))
        {
            var amendment = (await db.FindAmendmentAsync(draft, Ct))!;
            var document = await db.Documents.SingleAsync(one => one.Id == amendment.DocumentId, Ct);
            using var bytes = new MemoryStream(new byte[100]);
            var file = await db.AddFileAsync(document, draft, "大きな原稿.txt", "text/plain", bytes, Ct);
            db.Entry(file).Property(one => one.Length).CurrentValue = FileStore.MostBytesOfPerson - 100;
            db.Record(new CcsPolicy.Domain.Journal.JournalFact("text.imported").With("amendment", draft), document);
            await db.SaveChangesAsync(Ct);
            Assert.True(await db.HasRoomForFileAsync(100, Ct));
            Assert.False(await db.HasRoomForFileAsync(101, Ct));
        }
        var documents = await CountAsync();
        Assert.Equal(ImportErrors.QuotaReached, (await ImportAsync(101)).Error);
        Assert.Equal(documents, await CountAsync());
        Assert.Null((await ImportAsync(100)).Error);
        // Whoever stored nothing is held back by nobody.
        await using var others = await office.OpenAsync(office.Custodian);
        Assert.True(await others.HasRoomForFileAsync(1_000_000, Ct));

        async Task<CcsPolicy.Domain.Basics.Result<AmendmentId>> ImportAsync(int length) => await new ImportTextHandler(office.As(office.Officer)).HandleAsync(
            new ImportText(SampleTexts.Second, ImportPurpose.NewDocument, null, office.ADocument(code: "SP-02", title: "別の基準"), EditionKind.Enactment, null, null, null, null, new SourceOriginal("原稿.txt", "text/plain", new byte[length])), Ct);

        async Task<int> CountAsync()
        {
            await using var db = await office.OpenAsync(office.Officer);
            return await db.Documents.CountAsync(Ct);
        }
    }

    [Fact]
    public async Task Provisions_of_an_amended_text_keep_their_keys_through_renumbering()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, edition) = await office.InForceAsync(SampleTexts.First);
        var id = await office.AmendedAsync(document, SampleTexts.Second);
        await using var db = await office.OpenAsync(office.Officer);
        var before = (await db.ReadTreeAsync(edition, Ct)).All().Single(at => at.Provision.Label == "第3条").Provision;
        var draft = AScenario.Value(await db.ReadDraftAsync((await db.FindAmendmentAsync(id, Ct))!, Ct));
        Assert.Equal(before.Key, draft.Tree.All().Single(at => at.Provision.Label == "第4条").Provision.Key);
        Assert.DoesNotContain(draft.Base.All(), at => at.Provision.Key == draft.Tree.All().Single(n => n.Provision.Label == "第3条").Provision.Key);
    }

    [Fact]
    public async Task What_has_an_edition_before_it_is_not_enacted_again()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.First);
        var import = new ImportText(SampleTexts.Second, ImportPurpose.Amendment, document, null, EditionKind.Enactment, null, null, null, null, null);
        Assert.Equal(AmendmentErrors.EnactedAlready, (await new ImportTextHandler(office.As(office.Officer)).HandleAsync(import, Ct)).Error);
        var begin = new CcsPolicy.Web.Features.Drafting.BeginAmendmentHandler(office.As(office.Officer));
        Assert.Equal(AmendmentErrors.EnactedAlready, (await begin.HandleAsync(new(document, EditionKind.Enactment, Significance.Substantive), Ct)).Error);
        AScenario.Value(await new ImportTextHandler(office.As(office.Officer)).HandleAsync(import with { Kind = EditionKind.FullRevision }, Ct));
    }

    [Fact]
    public async Task An_earlier_edition_is_recorded_now_stands_before_the_later_one_and_shares_its_lineage()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, later) = await office.InForceAsync(SampleTexts.Second);
        var past = new DateOnly(2021, 4, 1);
        var import = new ImportText(SampleTexts.First, ImportPurpose.EarlierEdition, document, null, EditionKind.Enactment, past, past, null, null, null);
        var id = AScenario.Value(await new ImportTextHandler(office.As(office.Officer)).HandleAsync(import, Ct));
        var earlier = await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(id, past)));
        await using var db = await office.OpenAsync(office.Officer);
        var order = await db.EditionOrderAsync(document, Ct);
        Assert.Equal([earlier, later], order.All.Select(e => e.Id));
        Assert.Equal(later, order.InForceOn(TestDatabase.Today)!.Id);
        Assert.Equal(earlier, order.InForceOn(new DateOnly(2022, 1, 1))!.Id);
        var shared = (await db.ReadTreeAsync(earlier, Ct)).All().Select(at => at.Provision.Key).Intersect((await db.ReadTreeAsync(later, Ct)).All().Select(at => at.Provision.Key));
        Assert.Equal(6, shared.Count());
    }

    [Fact]
    public async Task The_source_is_kept_sealed_and_comes_back_byte_for_byte()
    {
        await using var office = await AScenario.CreateAsync();
        byte[] bytes = [.. Enumerable.Range(0, 700_000).Select(i => (byte)(i * 31))];
        var import = new ImportText(SampleTexts.First, ImportPurpose.NewDocument, null, office.ADocument(), EditionKind.Enactment, null, null, null, null, new SourceOriginal("基準.docx", "application/x", bytes));
        var id = AScenario.Value(await new ImportTextHandler(office.As(office.Officer)).HandleAsync(import, Ct));
        await using var db = await office.OpenAsync(office.Officer);
        var file = await db.Files.SingleAsync(Ct);
        var read = AScenario.Value(await new ReadSourceFileHandler(office.As(office.Officer)).HandleAsync(id, file.Id, Ct));
        Assert.Equal("基準.docx", read.Name);
        Assert.Equal(bytes, read.Bytes);
        Assert.Equal(DocumentErrors.NotFound, (await new ReadSourceFileHandler(office.As(office.Staff)).HandleAsync(id, file.Id, Ct)).Error);
    }

    [Fact]
    public async Task A_text_without_provisions_is_refused_and_nothing_is_saved()
    {
        await using var office = await AScenario.CreateAsync();
        var import = new ImportText("   \n", ImportPurpose.NewDocument, null, office.ADocument(), EditionKind.Enactment, null, null, null, null, null);
        var made = await new ImportTextHandler(office.As(office.Officer)).HandleAsync(import, Ct);
        Assert.Equal(AmendmentErrors.EmptyText, made.Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.Empty(await db.Documents.ToListAsync(Ct));
    }

    [Fact]
    public async Task A_code_is_taken_only_by_what_the_reader_may_know()
    {
        await using var office = await AScenario.CreateAsync();
        AScenario.Value(await new RegisterDocumentHandler(office.As(office.Ciso)).HandleAsync(office.ADocument(Tier.Procedure, "P-01", "端末持出し手順"), Ct));
        await office.DraftedAsync(SampleTexts.First, office.ADocument(code: "SP-01"));
        var again = new ImportText(SampleTexts.First, ImportPurpose.NewDocument, null, office.ADocument(code: "SP-01"), EditionKind.Enactment, null, null, null, null, null);
        Assert.Equal(DocumentErrors.CodeTaken, (await new ImportTextHandler(office.As(office.Officer)).HandleAsync(again, Ct)).Error);
        var hidden = again with { New = office.ADocument(code: "P-01") };
        Assert.Null((await new ImportTextHandler(office.As(office.Officer)).HandleAsync(hidden, Ct)).Error);
    }
}
