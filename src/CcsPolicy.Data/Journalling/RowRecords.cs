namespace CcsPolicy.Data.Journalling;

/// <summary>What the journal says of rows of legal weight: of each the last hash, and those of the same instant, which got their places among themselves by chance.</summary>
internal sealed class RowRecords
{
    private sealed record Recorded(string Tree, long Number, DateTime At, byte[] Salt, string Hash, Recorded? OfSameInstant);

    private readonly Dictionary<string, Recorded> last = new(StringComparer.Ordinal);

    /// <summary>What entries without a place say. Nobody has signed them, and anybody who can write to the database can have put them there.</summary>
    private readonly Dictionary<string, List<(byte[] Salt, string Hash)>> unplaced = new(StringComparer.Ordinal);

    public void TakeUnplaced(in ReadEntry entry)
    {
        foreach (var (name, hash) in entry.More?.Rows ?? [])
            (unplaced.TryGetValue(name, out var said) ? said : unplaced[name] = []).Add((entry.More!.Salt, hash));
    }

    public void Take(string tree, long number, in ReadEntry entry)
    {
        if (entry.More is not { } more)
            return;
        foreach (var (name, hash) in more.Rows)
            // Within a tree entries come in its order; an entry of another tree is later when its instant is.
            if (!last.TryGetValue(name, out var known) || known.Tree == tree || entry.At >= known.At)
                last[name] = new Recorded(tree, number, entry.At, more.Salt, hash, known?.At == entry.At ? known : null);
    }

    /// <summary>
    /// Compares every row that the tables hold; answers how many they are, how many are as an entry without a place says, and what is wrong. A row that is never changed is as its placed record says, or it is wrong.
    /// </summary>
    public async Task<(long Rows, long Unplaced, List<JournalFinding> Findings)> CompareAsync(StoredJournal stored, CancellationToken ct)
    {
        var (digest, rows, waiting, findings) = (new RowDigest(), 0L, 0L, new List<JournalFinding>());
        foreach (var kind in RecordedRows.All(stored.Db.Model))
        {
            if (!stored.HasTable(kind.Table))
                continue;
            await using var row = await StoredRows.OpenAsync(stored, kind, ct);
            for (; await row.NextAsync(ct); rows++)
            {
                var isRecorded = last.Remove(row.Name, out var recorded);
                if (isRecorded && IsAsRecorded(row, recorded))
                    continue;
                if ((!isRecorded || kind.CanChange) && unplaced.TryGetValue(row.Name, out var said) && said.Exists(one => row.HashOf(one.Salt, digest) == one.Hash))
                    waiting++;
                else
                    findings.Add(isRecorded ? Finding(row.Name, "differs", recorded!) : new JournalFinding(JournalFault.Row, null, null, $"{row.Name} unrecorded", false));
            }
        }
        foreach (var (name, recorded) in last)
            findings.Add(Finding(name, "missing", recorded));
        return (rows, waiting, findings);

        bool IsAsRecorded(StoredRows row, Recorded? recorded)
        {
            for (; recorded is not null; recorded = recorded.OfSameInstant)
                if (row.HashOf(recorded.Salt, digest) == recorded.Hash)
                    return true;
            return false;
        }

        JournalFinding Finding(string name, string what, Recorded recorded) =>
            new JournalFinding(JournalFault.Row, new StoredTree(recorded.Tree).Name, recorded.Number, $"{name} {what}", false);
    }
}
