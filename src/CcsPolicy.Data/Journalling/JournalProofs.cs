using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>証明の状態。</summary>
public enum ProofState
{
    /// <summary>付いている</summary>
    Ready,

    /// <summary>まだ: no checkpoint covers the entry yet.</summary>
    NotYet,

    /// <summary>記録が署名と合わない: what is on record is not what was signed, and nothing is proved by it.</summary>
    Differs,
}

/// <summary>
/// 確認の証明を作る。Always by the first checkpoint that covers the entry: the proof of an acknowledgement is the same whenever it is asked for, and tells nothing of what came later.
/// </summary>
public sealed class JournalProofs(PolicyDbFactory databases, JournalKey key) : IDisposable
{
    /// <summary>So many leaves have one hash in memory.</summary>
    private const int Block = 256;

    private readonly Dictionary<Guid, List<TreeHash>> blocks = [];
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>The proof of an acknowledgement.</summary>
    /// <param name="row">As its reader was given it.</param>
    /// <param name="statement">Its statement, opened.</param>
    public async Task<(ProofState State, AcknowledgementProof? Proof)> OfAsync(Acknowledgement row, string statement, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            if (await MakeAsync(db, row, statement, ct) is not { } proof)
                return (ProofState.NotYet, null);
            return proof.Check() is null ? (ProofState.Ready, proof) : (ProofState.Differs, null);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Proofs of any entries of the general journal, all by its newest checkpoint.</summary>
    public async Task<EntryProofs> OfGeneralAsync(CancellationToken ct)
    {
        await using var db = databases.OpenFor(Reader.Nobody);
        return await KeptNote.Newest(db, ofProcedures: false, key.Own).FirstOrDefaultAsync(ct) is { } note
            ? new EntryProofs([await TreeAsync(db, JournalPosition.General, note.Point.Size, null, ct)], Signed(note)) : new EntryProofs([], null);
    }

    /// <summary>Proofs of the entries of some procedures, all by the newest commitment; the proofs of one tell nothing of the others.</summary>
    /// <param name="procedures">Those whose journal the reader sees.</param>
    /// <param name="withoutDocument">Also of the entries that are about no single one.</param>
    public async Task<EntryProofs> OfProceduresAsync(IEnumerable<DocumentId> procedures, bool withoutDocument, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            await using var db = databases.OpenFor(Reader.Nobody);
            if (await KeptNote.Newest(db, ofProcedures: true, key.Own).FirstOrDefaultAsync(ct) is not { } note)
                return new EntryProofs([], null);
            var commitment = await CommitmentAsync(db, note.Row, await SizesAsync(db, note.Point.Size, ct), ct);
            var trees = new List<ProvenTree>();
            foreach (var tree in procedures.Select(procedure => procedure.Value).Concat(withoutDocument ? [JournalPosition.Catalogue] : []))
                if (InHour(commitment, tree) is var (size, inHour))
                    trees.Add(await TreeAsync(db, tree, size, inHour, ct));
            return new EntryProofs(trees, Signed(note));
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<AcknowledgementProof?> MakeAsync(PolicyDb db, Acknowledgement row, string statement, CancellationToken ct)
    {
        var receipt = System.Text.Encoding.UTF8.GetBytes($"\"receipt\":\"{row.ReceiptNumber}\"");
        var entries = await db.Journal.WithoutReader().AsNoTracking().Where(e => e.ActorId == row.PersonId && e.DocumentId == row.DocumentId && e.Action == AcknowledgementProof.Fact).Select(e => new { e.Id, e.Bytes }).ToListAsync(ct);
        if (entries.Find(entry => entry.Bytes.AsSpan().IndexOf(receipt) >= 0) is not { } found
            || await db.JournalPositions.AsNoTracking().SingleOrDefaultAsync(p => p.EntryId == found.Id, ct) is not { } place)
            return null;
        var record = System.Text.Encoding.UTF8.GetString(found.Bytes);
        var spki = key.Key.ExportSubjectPublicKeyInfo();
        if (place.Tree != JournalPosition.General)
            return await InHourAsync(db, place, record, spki, ct);
        if (await KeptNote.From(db, ofProcedures: false, place.Number + 1, key.Own).FirstOrDefaultAsync(ct) is not { } note)
            return null;
        return new AcknowledgementProof(record, await WayAsync(db, place, note.Point.Size, ct), null, note.Note, spki, new ProvenStatement(row.At, row.SeenHash, statement));
    }

    private async Task<AcknowledgementProof?> InHourAsync(PolicyDb db, JournalPosition place, string record, byte[] spki, CancellationToken ct)
    {
        if (place.Hour is not { } hour || await KeptNote.From(db, ofProcedures: true, hour, key.Own).FirstOrDefaultAsync(ct) is not { } note)
            return null;
        if (InHour(await CommitmentAsync(db, note.Row, await SizesAsync(db, note.Point.Size, ct), ct), place.Tree) is not var (committed, inHour))
            return null;
        return new AcknowledgementProof(record, await WayAsync(db, place, committed, ct), inHour, note.Note, spki, null);
    }

    private async Task<HourCommitment> CommitmentAsync(PolicyDb db, JournalNote note, Dictionary<Guid, long> sizes, CancellationToken ct)
    {
        var trees = new List<(Guid, long, TreeHash)>();
        foreach (var (tree, size) in sizes)
            trees.Add((tree, size, (await LeavesAsync(db, tree, size, 0, ct)).RootOf(0, size)));
        return HourCommitment.Of(note.Salt, trees);
    }

    private static (long Size, (byte[] Salt, InclusionProof Way) InHour)? InHour(HourCommitment commitment, Guid tree) =>
        commitment.Of(tree) is var (committed, path) ? (committed.Size, (committed.Salt, new InclusionProof(committed.Place, 1 << HourCommitment.Floors, path))) : null;

    private (SignedNote Note, byte[] Key) Signed(KeptNote note) => (note.Note, key.Key.ExportSubjectPublicKeyInfo());

    private static async Task<ProvenTree> TreeAsync(PolicyDb db, Guid tree, long size, (byte[] Salt, InclusionProof Way)? inHour, CancellationToken ct)
    {
        var leaves = new List<(JournalEntryId, TreeHash)>((int)size);
        await foreach (var place in Places(db, tree, 0, size).Select(p => new { p.EntryId, p.Leaf }).AsAsyncEnumerable().WithCancellation(ct))
            leaves.Add((place.EntryId, Hash(place.Leaf)));
        return new ProvenTree(leaves, inHour);
    }

    /// <summary>How many places each tree of procedures had at the hour.</summary>
    private static Task<Dictionary<Guid, long>> SizesAsync(PolicyDb db, long hour, CancellationToken ct) =>
        db.JournalPositions.Where(p => p.Tree != JournalPosition.General && p.Hour <= hour).GroupBy(p => p.Tree).Select(g => new { g.Key, Size = g.Max(p => p.Number) + 1 }).ToDictionaryAsync(g => g.Key, g => g.Size, ct);

    private async Task<InclusionProof> WayAsync(PolicyDb db, JournalPosition place, long size, CancellationToken ct)
    {
        var leaves = await LeavesAsync(db, place.Tree, size, place.Number, ct);
        return InclusionProof.Of(place.Number, size, leaves.RootOf);
    }

    /// <summary>What is needed of a tree: the hash of every full block, and the leaves of the one that is asked about and of the last.</summary>
    private async Task<PartOfTree> LeavesAsync(PolicyDb db, Guid tree, long size, long about, CancellationToken ct)
    {
        if (!blocks.TryGetValue(tree, out var full))
            blocks.Add(tree, full = []);
        var (edge, known, end) = (new TreeEdge(), (long)full.Count * Block, size / Block * Block);
        await foreach (var leaf in Places(db, tree, known, end).Select(p => p.Leaf).AsAsyncEnumerable().WithCancellation(ct))
        {
            edge.Add(Hash(leaf));
            if (edge.Size < Block)
                continue;
            full.Add(edge.Root);
            edge = new TreeEdge();
        }
        var (own, leaves) = (about / Block * Block, new Dictionary<long, TreeHash>());
        foreach (var (from, to) in new[] { (own, Math.Min(own + Block, size)), (end, size) })
            foreach (var place in await Places(db, tree, from, to).Select(p => new { p.Number, p.Leaf }).ToListAsync(ct))
                leaves[place.Number] = Hash(place.Leaf);
        return new PartOfTree(full, leaves);
    }

    private static IQueryable<JournalPosition> Places(PolicyDb db, Guid tree, long from, long to) =>
        db.JournalPositions.AsNoTracking().Where(p => p.Tree == tree && p.Number >= from && p.Number < to).OrderBy(p => p.Number);

    private static TreeHash Hash(byte[] leaf) => TreeHash.From(leaf) ?? throw new InvalidDataException("A hash of the journal is damaged.");

    private sealed record PartOfTree(List<TreeHash> Full, Dictionary<long, TreeHash> Leaves)
    {
        public TreeHash RootOf(long from, long to)
        {
            if (to - from == 1)
                return Leaves[from];
            if (to - from == Block && from % Block == 0)
                return Full[(int)(from / Block)];
            var middle = InclusionProof.Middle(from, to);
            return TreeHash.OfNode(RootOf(from, middle), RootOf(middle, to));
        }
    }
}
