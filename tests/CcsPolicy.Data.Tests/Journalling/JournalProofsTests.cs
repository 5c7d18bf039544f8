using System.Security.Cryptography;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Testing;
using CcsPolicy.Testing.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Data.Tests.Journalling;

/// <summary>An acknowledgement can be proved from the first signature on, always by the same bytes, and not by bytes that differ in one bit.</summary>
public sealed class JournalProofsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(TestServers.All), MemberType = typeof(TestServers))]
    public async Task An_acknowledgement_is_proved_by_the_first_signature_that_covers_it(DatabaseProvider provider)
    {
        await using var journal = await AJournal.OpenAsync(provider);
        await using var arranged = new AnOrganisation(journal.Database);
        var (standard, procedure, other) = (arranged.Document(), arranged.Document(Tier.Procedure, Openness.NeedToKnow), arranged.Document(Tier.Procedure, Openness.NeedToKnow));
        var drafts = new[] { (Document: standard, Draft: arranged.AcknowledgementOf(arranged.Edition(standard), arranged.Founder)), (Document: procedure, Draft: arranged.AcknowledgementOf(arranged.Edition(procedure), arranged.Founder)) };
        await arranged.SaveAsync(Ct);
        await journal.RecordAsync(700);
        await journal.RecordAsync(300, procedure);
        await journal.RecordAsync(5, other);
        var rows = new List<Acknowledgement>();
        await using (var writer = new AcknowledgementWriter(journal.Database.Databases))
            foreach (var (document, draft) in drafts)
                rows.Add((await writer.WriteAsync(draft, document, Ct)).Value);
        using var proofs = new JournalProofs(journal.Database.Databases, journal.Key);
        Assert.All(await AllAsync(proofs), made => Assert.Equal(ProofState.NotYet, made.State));

        await journal.SignedAsync(10, Ct);
        Assert.Equal([ProofState.Ready, ProofState.NotYet], (await AllAsync(proofs)).Select(made => made.State));
        journal.Database.Clock.Advance(TimeSpan.FromHours(1));
        await journal.SignedAsync(1, Ct);
        var first = await AllAsync(proofs);
        Assert.All(first, made => Assert.Equal((ProofState.Ready, null), (made.State, made.Proof!.Check())));
        Assert.Equal(rows.Select(row => row.PersonId + row.ReceiptNumber), first.Select(made => Read(made.Proof!)));
        Assert.True(first[0].Proof!.InHour is null && first[1].Proof!.InHour is not null && first[1].Proof!.Statement is null);

        // Later signatures, and another process, leave it as it is: it tells nothing of what came after.
        await journal.RecordAsync(400, procedure);
        await journal.SignedAsync(600, Ct);
        journal.Database.Clock.Advance(TimeSpan.FromHours(2));
        await journal.SignedAsync(1, Ct);
        using var another = new JournalProofs(journal.Database.Databases, journal.Key);
        foreach (var again in new[] { await AllAsync(proofs), await AllAsync(another) })
            Assert.Equal(first.Select(made => Convert.ToHexString(made.Proof!.Write())), again.Select(made => Convert.ToHexString(made.Proof!.Write())));

        async Task<List<(ProofState State, AcknowledgementProof? Proof)>> AllAsync(JournalProofs from)
        {
            var all = new List<(ProofState, AcknowledgementProof?)>();
            foreach (var row in rows)
                all.Add(await from.OfAsync(row, drafts.Single(draft => draft.Draft.Id == row.Id).Draft.Statement, Ct));
            return all;
        }
    }

    [Fact]
    public async Task What_is_not_what_was_signed_is_not_proved()
    {
        await using var journal = await AJournal.OpenAsync();
        await using var arranged = new AnOrganisation(journal.Database);
        var document = arranged.Document();
        var draft = arranged.AcknowledgementOf(arranged.Edition(document), arranged.Founder);
        await arranged.SaveAsync(Ct);
        await using (var writer = new AcknowledgementWriter(journal.Database.Databases))
            await writer.WriteAsync(draft, document, Ct);
        await journal.SignedAsync(3, Ct);
        await using var db = journal.Database.OpenFor(await arranged.ReaderAsync(arranged.Founder, Ct));
        var row = await db.Acknowledgements.SingleAsync(Ct);
        using (var proofs = new JournalProofs(journal.Database.Databases, journal.Key))
            Assert.Equal(ProofState.Differs, (await proofs.OfAsync(row, draft.Statement + "。", Ct)).State);
        foreach (var trigger in await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'JournalPositions'").ToListAsync(Ct))
#pragma warning disable EF1002 // The name of a trigger.
            await db.Database.ExecuteSqlRawAsync($"DROP TRIGGER \"{trigger}\"", Ct);
#pragma warning restore EF1002
        await db.Database.ExecuteSqlRawAsync("UPDATE JournalPositions SET Leaf = zeroblob(32)", Ct);
        using var after = new JournalProofs(journal.Database.Databases, journal.Key);
        Assert.Equal(ProofState.Differs, (await after.OfAsync(row, draft.Statement, Ct)).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_a_proof_no_bit_can_be_turned(bool ofProcedure)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = (ofProcedure ? AProof.OfProcedure(key) : AProof.OfStandard(key)).Write();
        Assert.Null(AcknowledgementProof.TryParse(file)!.Check());
        // Every bit of every byte, in turn through the night, one in each byte otherwise.
        var random = new Random(20261128);
        for (var at = 0; at < file.Length; at++)
            foreach (var bit in TestLength.IsNightly ? Enumerable.Range(0, 8) : [random.Next(8)])
            {
                file[at] ^= (byte)(1 << bit);
                Assert.True(AcknowledgementProof.TryParse(file) is not { } read || read.Check() is not null, $"byte {at}, bit {bit}");
                file[at] ^= (byte)(1 << bit);
            }
        // The byte before the point counts bits that stand for nothing, and is not looked at by whoever reads the key.
        var written = key.ExportSubjectPublicKeyInfo();
        written[^66] ^= 1;
        Assert.Equal(ProofFault.Signature, (AcknowledgementProof.TryParse(file)! with { Key = written }).Check());
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(ProofFault.Signature, (AcknowledgementProof.TryParse(file)! with { Key = other.ExportSubjectPublicKeyInfo() }).Check());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(2, 3)]
    [InlineData(255, 256)]
    [InlineData(256, 257)]
    public void A_proof_holds_at_the_edges_of_a_tree(int place, int size)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Null(AProof.OfStandard(key, place, size).Check());
        Assert.Null(AProof.OfProcedure(key, place, size, others: size).Check());
    }

    private static string Read(AcknowledgementProof proof)
    {
        using var json = System.Text.Json.JsonDocument.Parse(proof.Record);
        return json.RootElement.GetProperty("actor").GetString() + json.RootElement.GetProperty("details").GetProperty("receipt").GetString();
    }
}
