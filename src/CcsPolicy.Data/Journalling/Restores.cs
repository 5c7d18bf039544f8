using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Journal;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Data.Journalling;

/// <summary>復元の説明。Entries of restores: each names the checkpoint that was lost by it, and by that alone the record may be shorter than one that was signed.</summary>
internal static class Restores
{
    private static readonly string[] Signed = ["backup", "size", "root", "at", "restored-size", "restored-hour", "lost-hour", "held", "held-root", "restored-at"];
    private static readonly string[] Numbers = ["size", "restored-size", "restored-hour", "lost-hour", "held"];

    /// <summary>So many digits no number of entries or hours has, and each number of them is one that can be counted with.</summary>
    private const int MostDigits = 18;

    /// <summary>
    /// The signature with which a restore tells what was lost: over its details, each on a line. Whoever can write to the database alone cannot make one, and so cannot call a record that was cut or rewritten a
    /// restored one.
    /// </summary>
    public static JournalFact Sign(JournalFact fact, ECDsa key) => fact.With("signature", SignedNote.Sign(TextOf(fact.Details), BackupFacts.Restored, key).Signature);

    /// <summary>Whether the details are those of a restore that the key signed, each in its form.</summary>
    public static bool AreSigned(IReadOnlyDictionary<string, string> details, ECDsa key, ReadOnlySpan<byte> id) =>
        Signed.All(details.ContainsKey) && Numbers.All(name => Number(details, name) is not null) && TreeHash.TryParse(details["held-root"]) is not null && At(details, "restored-at") is not null && details.TryGetValue("signature", out var signature) && new SignedNote(TextOf(details), BackupFacts.Restored, signature).IsSignedBy(key, id);

    private static string TextOf(IReadOnlyDictionary<string, string> details) => string.Concat(Signed.Select(name => details[name] + "\n"));

    /// <summary>To how many entries the record was restored when this very checkpoint was lost; null when no entry in its place says so, signed by one of the keys.</summary>
    public static async Task<(long Restored, long Held, TreeHash Root)?> SizeAfterLosingAsync(PolicyDb db, Checkpoint lost, TrustedKeys keys, CancellationToken ct)
    {
        foreach (var (number, details) in await SignedAsync(db, keys, ct))
            if (Number(details, "size") == lost.Size && details.GetValueOrDefault("root") == lost.Root.ToString() && At(details, "at") == lost.At
                && Number(details, "restored-size") is { } restored && restored < lost.Size && restored <= number && Held(details) is var (held, root))
                return (restored, held, root);
        return null;
    }

    /// <summary>Whether a restore that one of the keys signed has lost the commitment of an hour.</summary>
    public static async Task<bool> HaveLostAsync(PolicyDb db, Checkpoint lost, TrustedKeys keys, CancellationToken ct) => (await SignedAsync(db, keys, ct)).Exists(restore => HasLost(restore.Details, lost));

    /// <summary>The restores that have their place and that one of the keys signed, the newest first.</summary>
    private static async Task<List<(long Number, Dictionary<string, string> Details)>> SignedAsync(PolicyDb db, TrustedKeys keys, CancellationToken ct)
    {
        var entries = await db.Journal.WithoutReader().AsNoTracking().Where(e => e.Log == JournalLog.General && e.Action == BackupFacts.Restored)
            .Join(db.JournalPositions.Where(p => p.Tree == JournalPosition.General), e => e.Id, p => p.EntryId, (e, p) => new { e.Bytes, p.Number }).OrderByDescending(e => e.Number).ToListAsync(ct);
        return [.. entries.Select(entry => (entry.Number, Details: DetailsOf(entry.Bytes))).Where(restore => keys.HaveSigned(restore.Details))];
    }

    /// <summary>Whether a commitment is newer than the last hour that the restored database knew, and no newer than the last that lay outside then.</summary>
    public static bool HasLost(Dictionary<string, string> details, Checkpoint lost) => Number(details, "restored-hour") < lost.Size && lost.Size <= Number(details, "lost-hour");

    /// <summary>How many entries the backup held, and the root of its tree: by that nothing of what came back can be changed afterwards, whatever of it is explained.</summary>
    public static (long Size, TreeHash Root)? Held(Dictionary<string, string> details) =>
        Number(details, "held") is { } size && TreeHash.TryParse(details.GetValueOrDefault("held-root") ?? "") is { } root ? (size, root) : null;

    /// <summary>An instant among what an entry says; null when it is none.</summary>
    internal static DateTimeOffset? At(IReadOnlyDictionary<string, string> details, string name) =>
        DateTimeOffset.TryParseExact(details.GetValueOrDefault(name), "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>A number among what an entry says, in its one form: without a sign, and without noughts before it; null when it is none.</summary>
    internal static long? Number(IReadOnlyDictionary<string, string> details, string name) =>
        details.GetValueOrDefault(name) is { Length: > 0 and <= MostDigits } digits && (digits is "0" || digits[0] != '0') && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What an entry says beside its kind.</summary>
    internal static Dictionary<string, string> DetailsOf(byte[] bytes)
    {
        using var record = JsonDocument.Parse(bytes);
        return record.RootElement.TryGetProperty("details", out var details)
            ? details.EnumerateObject().ToDictionary(detail => detail.Name, detail => detail.Value.GetString() ?? "", StringComparer.Ordinal) : [];
    }
}
