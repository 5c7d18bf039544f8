using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>verify-journal [--database FILE] [--checkpoints DIR]... [--key FILE]... [--json]</c>: whether the journal is the one that was signed, and the rows of legal weight are those of the journal. On a
/// file (a copy, a backup) or on the configured database; it changes nothing. Answers 0 when all agrees, 1 when something does not, 2 when it could not be done.
/// </summary>
internal static class VerifyJournalCommand
{
    public const string Verb = "verify-journal";

    private const int Most = 20;

    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, IncludeFields = true,
    };

    public static async Task<int> RunAsync(IServiceProvider services, VerbCall call, TextWriter output, TextWriter errors)
    {
        try
        {
            var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
            var (database, checkpoints) = (call.Value("--database"), call.Options["--checkpoints"].ToList());
            if (database is not null && !File.Exists(database))
                throw new FileNotFoundException(database);
            IReadOnlyList<CheckpointFolder> folders = checkpoints.Count > 0 ? [.. checkpoints.Select(path => new CheckpointFolder(Path.GetFullPath(path)))]
                : database is null ? services.GetRequiredService<CheckpointPlaces>().Folders : [];
            if (folders.FirstOrDefault(folder => !folder.Exists) is { } away)
                throw new DirectoryNotFoundException(away.Path);
            var keys = ReadKeys(call, folders, storage);
            var clock = services.GetRequiredService<TimeProvider>();
            var verifier = database is not null ? JournalVerifier.OfFile(database, clock) : JournalVerifier.Of(storage.Provider, storage.Connection, clock);
            var watch = Stopwatch.StartNew();
            var report = await verifier.VerifyAsync(folders, keys, CancellationToken.None);
            await output.WriteLineAsync(call.Has("--json") ? JsonSerializer.Serialize(report, Layout) : Told(report, clock.Now(), watch.Elapsed));
            if (!report.IsSound)
                return 1;
            if (report.AnchoredAt is not null)
                return 0;
            await errors.WriteLineAsync("外に置いた控えがないため、書き換えられていないとは言えません。--checkpoints で控えのフォルダーを指定してください。 / Without checkpoints from outside nothing shows that the journal was not rewritten. Name their folder with --checkpoints.");
            return 2;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await errors.WriteLineAsync($"検証できませんでした。何も変えていません。データベース、控えのフォルダー、鍵の場所を確かめてください。 / It could not be verified. Nothing was changed. Look at where database, checkpoints and key are. ({fault.Message})");
            return 2;
        }
    }

    /// <summary>The keys that were named; otherwise those of the installation, or for a file the one that lies beside its checkpoints.</summary>
    private static IReadOnlyList<ECDsa> ReadKeys(VerbCall call, IReadOnlyList<CheckpointFolder> folders, StorageOptions storage)
    {
        if (call.Has("--key"))
            return [.. call.Options["--key"].Select(JournalKey.ReadPublic)];
        if (call.Has("--database") || !File.Exists(storage.JournalKeyFile))
            return [.. folders.Select(folder => Path.Combine(folder.Path, JournalKey.PublicFile)).Where(File.Exists).Take(1).Select(JournalKey.ReadPublic)];
        using var own = JournalKey.ReadOrCreate(storage.JournalKeyFile);
        return own.OfPublic();
    }

    private static string Told(JournalReport report, DateTimeOffset now, TimeSpan took)
    {
        var lines = new List<string>();
        foreach (var finding in report.Findings.Take(Most))
            Add($"× {Where(finding)}: {Word(finding.Fault)} ({finding.What}){(finding.IsAnchored ? "" : " [未署名 / unanchored]")}");
        if (report.Findings.Count > Most)
            Add($"× ほかに {report.Findings.Count - Most:N0} 件 / and {report.Findings.Count - Most:N0} more");
        foreach (var restore in report.Restores)
            Add($"・{restore.At:yyyy-MM-dd HH:mm:ss}Z バックアップから復元（{restore.Number:N0} 番。署名済み {restore.Size:N0} 件のうち {restore.RestoredSize:N0} 件から続く） / restored from a backup: of {restore.Size:N0} signed entries the first {restore.RestoredSize:N0} go on");
        Add($"一般の記録 {report.Entries:N0} 件のうち、控えと一致 {report.Anchored:N0} 件（{report.AnchoredAt:yyyy-MM-dd HH:mm:ss}Z の控え、鍵 {(report.Keys.Count > 0 ? string.Join("、", report.Keys) : "-")}） / {report.Anchored:N0} of {report.Entries:N0} general entries agree with a checkpoint outside");
        Add($"実施手順の記録 {report.ProcedureEntries:N0} 件のうち、{report.CommittedUntil:yyyy-MM-dd HH:mm:ss}Z までが控えと一致 / {report.ProcedureEntries:N0} entries about procedures, committed to until then");
        Tail("控えのない末尾（一般）", "general tail without a checkpoint", report.Tail);
        Tail("控えのない末尾（実施手順）", "tail about procedures without a checkpoint", report.ProcedureTail);
        Tail("位置のない記録", "entries without a place", report.Unplaced);
        OldTail(JournalWarning.Tail, "控えのない末尾（一般）", "general tail without a checkpoint", report.Tail);
        OldTail(JournalWarning.ProcedureTail, "控えのない末尾（実施手順）", "tail about procedures without a checkpoint", report.ProcedureTail);
        if (report.Warnings.Contains(JournalWarning.Unplaced))
            Add($"注意: 1時間を過ぎても、またはまだ来ない時刻のまま、位置のない記録が {report.LongUnplaced.Length:N0} 件あります（最も古いものは {Ages.Of(now, report.LongUnplaced.Oldest).Japanese}前）。位置はふつう数秒で付きます。ポータルが動いているか、「記録の控え」の画面とログを確かめてください。 / Warning: {report.LongUnplaced.Length:N0} entries have had no place for over an hour, or are of a time to come (the oldest is from {Ages.Of(now, report.LongUnplaced.Oldest).English} ago). One is given within seconds: look whether the portal runs, at the page of checkpoints and the log.");
        if (report.UnplacedRows > 0)
            Add($"注意: 位置のない記録だけが示す行が {report.UnplacedRows:N0} 件あります。記録されて数秒のものでなければ、だれかが別の手段で書いたものかもしれません。正しいとは言えません。 / Warning: {report.UnplacedRows:N0} rows are as nothing but an entry without a place says. Unless it is seconds old, somebody may have written it past the portal; nothing shows that they are right.");
        Add($"法的な重みのある行 {report.Rows:N0} 件を照合 / {report.Rows:N0} rows of legal weight compared. {took.TotalSeconds:0.0} s");
        lines.Add(report.IsSound ? "異状は見つかりませんでした。 / Nothing is wrong with what is covered." : "記録が控えと食い違っています。 / The journal is not what was signed.");
        return string.Join(Environment.NewLine, lines);

        void Add(FormattableString line) => lines.Add(line.ToString(CultureInfo.InvariantCulture));

        void OldTail(JournalWarning warning, string japanese, string english, UnanchoredTail tail)
        {
            if (report.Warnings.Contains(warning))
                Add($"注意: {japanese}が1日より古くなっています（最も古いものは {Ages.Of(now, tail.Oldest).Japanese}前）。一般の記録はふつう数分で、実施手順の記録は1時間で署名されます。指定した控えが最後のものか、「記録の控え」の画面とログを確かめてください。 / Warning: the {english} is older than a day (its oldest entry is from {Ages.Of(now, tail.Oldest).English} ago). General entries are signed within minutes, those about procedures within an hour: look whether the checkpoints that you named are the last ones, at the page of checkpoints and the log.");
        }

        void Tail(string japanese, string english, UnanchoredTail tail)
        {
            if (tail.Length > 0)
                Add($"{japanese} {tail.Length:N0} 件、最も古いものは {Ages.Of(now, tail.Oldest).Japanese}前。正しいとは言えません。 / {english}: {tail.Length:N0}, the oldest from {Ages.Of(now, tail.Oldest).English} ago; not shown to be right");
        }
    }

    private static string Where(JournalFinding finding) => finding switch
    {
        { Tree: { } tree, Number: { } number } => string.Create(CultureInfo.InvariantCulture, $"{tree} {number}"),
        { Between: { } between } => string.Create(CultureInfo.InvariantCulture, $"procedures {between.From:yyyy-MM-dd HH:mm}Z..{between.Until:yyyy-MM-dd HH:mm}Z"),
        _ => "-",
    };

    private static string Word(JournalFault fault) => fault switch
    {
        JournalFault.Missing => "欠落 / missing",
        JournalFault.Bytes => "内容の変更 / bytes changed",
        JournalFault.Column => "列の食い違い / column differs from the record",
        JournalFault.Place => "入替え / wrong place",
        JournalFault.Signed => "署名との食い違い / not the entry that was signed",
        JournalFault.Committed => "約束との食い違い / not as committed in that hour",
        JournalFault.Note => "控えの異状 / checkpoint missing, changed or of another key",
        JournalFault.Row => "行の食い違い / row differs, is missing or has no record",
        JournalFault.Table => "表の異状 / not an ordinary table of the one schema",
        JournalFault.Restore => "署名されていない復元 / restore without a signature",
    };
}
