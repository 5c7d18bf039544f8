namespace CcsPolicy.Data.Journalling;

/// <summary>What the journal says of rows of legal weight: of each the last hash, and those of the same instant, which got their places among themselves by chance.</summary>
internal sealed class RowRecords
{
    private sealed record Recorded(string Tree, long Number, DateTime At, byte[] Salt, string Hash, Recorded? OfSameInstant);

    private readonly Dictionary<string, Recorded> last = new(StringComparer.Ordinal);

    public void Take(string tree, long number, in ReadEntry entry)
    {
        if (entry.More is not { } more)
            return;
        foreach (var (name, hash) in more.Rows)
            // Within a tree entries come in its order; an entry of another tree, or without a place, is later when its instant is.
            if (!last.TryGetValue(name, out var known) || known.Tree == tree || entry.At >= known.At)
                last[name] = new Recorded(tree, number, entry.At, more.Salt, hash, known?.At == entry.At ? known : null);
    }

    /// <summary>Compares every row that the tables hold; answers how many they are, and what is wrong.</summary>
    public async Task<(long Rows, List<JournalFinding> Findings)> CompareAsync(StoredJournal stored, CancellationToken ct)
    {
        var (digest, rows, findings) = (new RowDigest(), 0L, new List<JournalFinding>());
        var tables = await stored.TablesAsync(ct);
        foreach (var name in StoredJournal.Tables.Where(name => !tables.Contains(name)))
            findings.Add(new JournalFinding(JournalFault.Row, null, null, $"{name} is no table", false));
        foreach (var kind in RecordedRows.All(stored.Db.Model))
        {
            if (!tables.Contains(kind.Table))
            {
                findings.Add(new JournalFinding(JournalFault.Row, null, null, $"{kind.Table} is no table", false));
                continue;
            }
            await using var row = await StoredRows.OpenAsync(stored.Connection, stored.Transaction, kind, ct);
            for (; await row.NextAsync(ct); rows++)
                if (!last.Remove(row.Name, out var recorded))
                    findings.Add(new JournalFinding(JournalFault.Row, null, null, $"{row.Name} unrecorded", false));
                else if (!IsAsRecorded(row, recorded))
                    findings.Add(Finding(row.Name, "differs", recorded));
        }
        foreach (var (name, recorded) in last)
            findings.Add(Finding(name, "missing", recorded));
        return (rows, findings);

        bool IsAsRecorded(StoredRows row, Recorded? recorded)
        {
            for (; recorded is not null; recorded = recorded.OfSameInstant)
                if (row.HashOf(recorded.Salt, digest) == recorded.Hash)
                    return true;
            return false;
        }

        JournalFinding Finding(string name, string what, Recorded recorded) =>
            recorded.Number < 0 ? new JournalFinding(JournalFault.Row, null, null, $"{name} {what}", false)
            : new JournalFinding(JournalFault.Row, new StoredTree(recorded.Tree).Name, recorded.Number, $"{name} {what}", false);
    }
}
