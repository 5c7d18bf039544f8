using System.Security.Cryptography;
using System.Text;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Testing;

/// <summary>Proofs of acknowledgements that no database made: one among other entries, signed by a key of the test.</summary>
public static class AProof
{
    private const string Origin = "aoba.example/ccspolicy";
    private static readonly DateTimeOffset At = new(2026, 11, 20, 1, 23, 45, 678, TimeSpan.Zero);

    public static AcknowledgementProof OfStandard(ECDsa key, int place = 123, int size = 301)
    {
        var (record, told) = Record(ContentHasher.Open);
        var (way, root) = Among(record, place, size);
        return new AcknowledgementProof(record, way, null, Sign($"{Origin}/general", size, root, At.AddMinutes(5), key), key.ExportSubjectPublicKeyInfo(), told);
    }

    public static AcknowledgementProof OfProcedure(ECDsa key, int place = 4, int size = 7, int others = 20)
    {
        var (record, _) = Record(ContentHasher.Under(RandomNumberGenerator.GetBytes(32)));
        var (way, root) = Among(record, place, size);
        var (document, hour) = (new Guid(record.Split("\"document\":\"")[1][..32]), At.ToUnixTimeSeconds() / 3600 + 1);
        var commitment = HourCommitment.Of(RandomNumberGenerator.GetBytes(16), [(document, size, root), .. Enumerable.Range(0, others).Select(_ => (Guid.NewGuid(), 9L, TreeHash.OfNothing))]);
        var (tree, path) = commitment.Of(document)!.Value;
        return new AcknowledgementProof(record, way, (tree.Salt, new InclusionProof(tree.Place, 1 << HourCommitment.Floors, path)),
            Sign($"{Origin}/procedures", hour, commitment.Root, DateTimeOffset.FromUnixTimeSeconds(hour * 3600), key), key.ExportSubjectPublicKeyInfo(), null);
    }

    private static (string Record, ProvenStatement Told) Record(ContentHasher hasher)
    {
        var ids = IdSource.Random;
        var (edition, person, number) = (ids.Next<EditionId>(), ids.Next<PersonId>(), "0F3A-11B2-77C0-9D4E-5A61");
        var told = new ProvenStatement(At, hasher.Of("本文"), "「情報セキュリティ対策基準」第2版（2026年4月1日施行）を読んで理解し、業務で守ります。");
        var hash = Acknowledgement.HashOf(hasher, number, edition, person, At, told.Seen, told.Words);
        var fact = new JournalFact(AcknowledgementProof.Fact, ids.Next<DocumentId>()).With("edition", edition).With("receipt", number).With("hash", hash);
        return (Encoding.UTF8.GetString(fact.ToBytes(ids.Next<JournalEntryId>(), JournalLog.General, At, person, ids.NextBytes(16), [("Acknowledgements/" + new string('a', 32), new string('b', 64))])), told);
    }

    private static (InclusionProof Way, TreeHash Root) Among(string record, int place, int size)
    {
        var leaves = Enumerable.Range(0, size).Select(number => TreeHash.OfLeaf(number == place ? Encoding.UTF8.GetBytes(record) : RandomNumberGenerator.GetBytes(20))).ToArray();
        return (InclusionProof.Of(place, size, RootOf), RootOf(0, size));

        TreeHash RootOf(long from, long to)
        {
            if (to - from == 1)
                return leaves[from];
            var middle = InclusionProof.Middle(from, to);
            return TreeHash.OfNode(RootOf(from, middle), RootOf(middle, to));
        }
    }

    private static SignedNote Sign(string name, long size, TreeHash root, DateTimeOffset at, ECDsa key) => SignedNote.Sign(new Checkpoint(name, size, root, at).Write(), name, key);
}
