using System.Data.Common;
using System.Net;
using CcsPolicy.Data;
using CcsPolicy.Data.Backups;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Features.JournalKeeping;
using CcsPolicy.Web.Imports.Scanning;
using CcsPolicy.Web.Mail;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Logging;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Commands.Doctor;

/// <summary>診断。Looks at an installation part by part; each part that cannot be looked at is a finding and not a failure of the whole.</summary>
/// <param name="free">Free bytes of the disk that a folder is on; null: asks the system.</param>
/// <param name="disk">Names the disk that a folder is on; null: asks the system.</param>
internal sealed class Examination(IServiceProvider services, Func<string, long>? free = null, Func<string, string?>? disk = null)
{
    private const long LeastFree = 1_000_000_000;
    private const long LittleFree = 5_000_000_000;

    /// <summary>Clocks of two nodes may part by so much.</summary>
    private static readonly TimeSpan ClockMayDiffer = TimeSpan.FromMinutes(2);

    private readonly List<Finding> found = [];
    private readonly IConfiguration configuration = services.GetRequiredService<IConfiguration>();
    private readonly TimeProvider clock = services.GetRequiredService<TimeProvider>();
    private readonly bool production = !services.GetRequiredService<IHostEnvironment>().IsDevelopment();

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        found.Clear();
        if (!Configuration())
            return found;
        found.AddRange(Certificates.Look(configuration, clock));
        var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        foreach (var fault in Surroundings.FaultsOf(storage, configuration))
            Grave("設置の条件 / surroundings", fault.Japanese, fault.English);
        var backups = services.GetRequiredService<BackupPlaces>();
        Folder("データ / data", storage.DataFolder, "Storage:DataFolder", made: true);
        var keys = Keys(storage, backups);
        if (keys)
            await DatabaseAsync(storage, ct);
        Checkpoints(storage.DataFolder);
        Backups(backups);
        found.Add(PackageAge.Look(TokyoTime.Today(clock)));
        Passwords();
        await ScannerAsync(ct);
        found.Add(await MailState.LookAsync(services, ct));
        return found;
    }

    private bool Configuration()
    {
        const string Subject = "設定 / configuration";
        var before = found.Count;
        foreach (var read in new Func<object>[]
        {
            () => services.GetRequiredService<IOptions<StorageOptions>>().Value, () => services.GetRequiredService<IOptions<BackupOptions>>().Value, () => services.GetRequiredService<IOptions<JournalOptions>>().Value,
            () => services.GetRequiredService<IOptions<OpenIdOptions>>().Value, () => services.GetRequiredService<IOptions<SecurityOptions>>().Value,
            () => services.GetRequiredService<IOptions<LogOptions>>().Value, () => services.GetRequiredService<IOptions<PortalOptions>>().Value,
            () => services.GetRequiredService<IOptions<MailOptions>>().Value,
        })
            try
            {
                read();
            }
            catch (Exception fault) when (fault is OptionsValidationException or InvalidOperationException)
            {
                Fault(Subject, $"設定の値が正しくありません。直してから、もう一度実行してください：{fault.Message}", $"A setting has no valid value. Mend it and run this again: {fault.Message}");
            }
        foreach (var proxy in ShellFeature.Proxies(configuration).Where(proxy => !IPAddress.TryParse(proxy, out _)))
            Fault(Subject, $"Proxies の「{proxy}」は IP アドレスではありません。リバースプロキシのアドレスを書いてください。", $"Proxies: '{proxy}' is no IP address. Write the address of the reverse proxy.");
        if (found.Count > before)
            return false;
        var storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (storage.Provider != DatabaseProvider.Sqlite && storage.ConnectionString.Length == 0)
        {
            Fault(Subject, $"Storage:ConnectionString が空です。{storage.Provider} への接続文字列を書いてください。", $"Storage:ConnectionString is empty. Write how {storage.Provider} is reached.");
            return false;
        }
        if (!production)
            Warn(Subject, "Development で動いています。本番では ASPNETCORE_ENVIRONMENT を Production にしてください（見本のアカウントが入り、HTTP でも使えます）。", "This is Development. In production set ASPNETCORE_ENVIRONMENT to Production: Development loads demo accounts and serves http.");
        else
            Sound(Subject, "設定を読めました。", "The settings can be read.");
        return true;
    }

    /// <param name="made">Whether the product makes the folder itself.</param>
    private bool Folder(string subject, string folder, string setting, bool made)
    {
        if (!Directory.Exists(folder))
        {
            if (made)
                Warn(subject, $"フォルダー {folder} がまだありません。初めて使うときに作られます。場所が違うときは {setting} を直してください。", $"The folder {folder} is not there yet; it is made when it is first used. If it should be elsewhere, mend {setting}.");
            else
                Fault(subject, $"フォルダー {folder} に届きません。作るか、共有をつなぐか、{setting} を直してください。", $"The folder {folder} cannot be reached. Make it, connect the share, or mend {setting}.");
            return false;
        }
        try
        {
            // Gone when it is closed.
            using var trial = new FileStream(Path.Combine(folder, $".doctor-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            trial.WriteByte(0);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault(subject, $"フォルダー {folder} に書けません。サービスのアカウントに書き込みの権限を与えてください（{fault.Message}）。", $"The folder {folder} cannot be written. Give the account of the service the right to. ({fault.Message})");
            return false;
        }
        var left = free is null ? new DriveInfo(folder).AvailableFreeSpace : free(folder);
        var amount = $"{left / 1_000_000_000.0:0.0} GB";
        if (left < LeastFree)
            Fault(subject, $"{folder} のディスクの空きは {amount} です。1 GB より少ないと、保存が断られるおそれがあります。空きを増やしてください。", $"The disk of {folder} has {amount} left. Below 1 GB what is saved may be refused. Make room.");
        else if (left < LittleFree)
            Warn(subject, $"{folder} のディスクの空きは {amount} です。5 GB 以上にしてください。", $"The disk of {folder} has {amount} left. Make it 5 GB or more.");
        else
            Sound(subject, $"{folder} に書けます。空きは {amount} です。", $"{folder} can be written; {amount} are left.");
        return left >= LeastFree;
    }

    private bool Keys(StorageOptions storage, BackupPlaces backups)
    {
        const string Subject = "鍵 / keys";
        if (!Folder(Subject, storage.KeyFolder, "Storage:KeyFolder", made: true))
            return false;
        if (!File.Exists(storage.MasterKeyFile))
        {
            if (storage.Provider == DatabaseProvider.Sqlite && !File.Exists(FileOf(storage)))
                Warn(Subject, "主鍵はまだありません。初めての起動で作られます。作られたら控えを取ってください。", "There is no master key yet; the first start makes it. Then make its escrow copies.");
            else
                Fault(Subject, $"主鍵 {storage.MasterKeyFile} がありません。このまま起動しないでください（別の主鍵が作られ、規程を読めません）。控えから戻すか、Storage:KeyFolder を直してください。", $"The master key {storage.MasterKeyFile} is missing. Do not start: another would be made, and no text could be read. Bring it back from its escrow copy, or mend Storage:KeyFolder.");
            return false;
        }
        if (RealFolder.IsWithin(storage.KeyFolder, backups.Folder) || RealFolder.IsWithin(backups.Folder, storage.KeyFolder))
            Fault(Subject, "鍵とバックアップが同じ所にあります。一緒に持ち出されると、すべてを読まれます。Storage:KeyFolder か Backup:Folder を別の所にしてください。", "Keys and backups lie together: whoever takes them away reads everything. Put Storage:KeyFolder or Backup:Folder elsewhere.");
        else if (production && RealFolder.IsWithin(storage.KeyFolder, storage.DataFolder))
            Warn(Subject, "鍵のフォルダーがデータのフォルダーの中にあります。データと一緒に複製されないよう、外に置いてください。", "The folder of keys lies in the folder of data. Put it outside, so that a copy of the data has no keys.");
        return true;
    }

    private async Task DatabaseAsync(StorageOptions storage, CancellationToken ct)
    {
        const string Subject = "データベース / database";
        if (storage.Provider == DatabaseProvider.Sqlite && FileOf(storage) is { } file && !File.Exists(file))
        {
            Warn(Subject, $"{file} はまだありません。初めての起動で作られます。あるはずのときは Storage:DataFolder を直してください。", $"{file} is not there yet; the first start makes it. If there should be one, mend Storage:DataFolder.");
            return;
        }
        try
        {
            var state = await services.GetRequiredService<DatabaseExamination>().LookAsync(ct);
            if (await ServerAccount.RulesServerAsync(storage.Provider, storage.Connection, ct))
                Grave(Subject, Surroundings.RulesServer.Japanese, Surroundings.RulesServer.English);
            if (state.Damage is { } damage)
                Fault(Subject, $"壊れています。止めて、複製してから、バックアップから戻してください。{damage}", "It is damaged. Stop the portal, copy the file, and restore from a backup.");
            else if (state.Unknown.Count > 0)
                Fault(Subject, $"このプログラムより新しい版が使ったデータベースです（{state.Unknown[^1]}）。新しいプログラムに戻してください。", $"A newer version of the product has used this database ({state.Unknown[^1]}). Put the newer program back.");
            else if (state.Pending.Count > 0)
                Warn(Subject, $"前の版のデータベースです。次の起動で、バックアップを取ってから新しくします（{state.Pending.Count} 段階）。", $"It is of an earlier version. The next start backs it up and brings it up to date ({state.Pending.Count} steps).");
            else if (state.UnguardedBy.Count > 0)
                Fault(Subject, $"証跡を守るトリガーがないか、別のものに替えられています：{string.Join(", ", state.UnguardedBy)}。このままでは起動しません。だれがそうしたかを調べ、バックアップと比べてください。", $"Triggers that guard the record are missing or are not those that the product made: {string.Join(", ", state.UnguardedBy)}. The portal will not start. Find out who did that, and compare with a backup.");
            else if (state.ForeignKeys.Count > 0)
                Fault(Subject, $"主鍵がこのデータベースのものではありません（{string.Join(", ", state.ForeignKeys)}）。Storage:KeyFolder を直すか、控えの master.key を戻してください。", $"The master key is not that of this database ({string.Join(", ", state.ForeignKeys)}). Mend Storage:KeyFolder, or bring master.key back from its escrow copy.");
            else
                Sound(Subject, "開けました。版、トリガー、主鍵が合っています。", "It can be opened; version, triggers and master key fit.");
            Clock(state.LastEntry);
            if (state is { Damage: null, Pending.Count: 0, Unknown.Count: 0 })
                await LastBackupAsync(ct);
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Fault(Subject, $"データベースに届きません。動いているか、接続文字列と権限が正しいかを確かめてください（{fault.Message}）。", $"The database cannot be reached. Look whether it runs, and at the connection string and rights. ({fault.Message})");
        }
    }

    private void Clock(DateTimeOffset? lastEntry)
    {
        const string Subject = "時計 / clock";
        var now = clock.Now();
        var shown = now.ToOffset(TokyoTime.Offset).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        if (lastEntry is { } last && last > now + ClockMayDiffer)
            Fault(Subject, $"この機器の時計（日本時間 {shown}）が、操作記録の最後の記録より遅れています。時刻を合わせ、NTP を使ってください。", $"The clock of this machine (Tokyo {shown}) is behind the newest entry of the journal. Set it, and use NTP.");
        else
            Sound(Subject, $"日本時間 {shown}。正しい時計と比べてください。1分以上ずれると、確認コードが通りません。", $"Tokyo {shown}. Compare it with a good clock: a minute off, codes are refused.");
    }

    private async Task LastBackupAsync(CancellationToken ct)
    {
        const string Subject = "バックアップ / backups";
        var options = services.GetRequiredService<IOptions<BackupOptions>>().Value;
        if (options.TakenElsewhere)
            return;
        var last = await services.GetRequiredService<BackupHistory>().LastAsync(ct);
        var (made, drilled) = (last.GetValueOrDefault(BackupFacts.Made)?.At, last.GetValueOrDefault(BackupFacts.Drilled)?.At);
        if (made is null || made < clock.Now().AddDays(-options.WarnAfterDays))
            Warn(Subject, $"{options.WarnAfterDays} 日以内のバックアップがありません。backup を毎日動かしてください。", $"There is no backup of the last {options.WarnAfterDays} days. Let backup run every day.");
        if (drilled is null || drilled < clock.Now().AddDays(-options.WarnAfterDaysWithoutDrill))
            Warn(Subject, $"{options.WarnAfterDaysWithoutDrill} 日以内に復元の訓練がありません。restore --drill を実行してください。", $"There was no drill in the last {options.WarnAfterDaysWithoutDrill} days. Run restore --drill.");
    }

    private void Checkpoints(string data)
    {
        const string Subject = "記録の控え / checkpoints";
        var folders = services.GetRequiredService<CheckpointPlaces>().Folders;
        var places = services.GetRequiredService<OutsidePlaces>();
        if (!places.Suffice)
            Grave(Subject, $"控えの置き場所が {places.Count} か所です。別の機器の二か所を Journal:Folders に書いてください。なければ、記録が書き換えられていないことを示せません。本番では起動しません。", $"There are {places.Count} places for checkpoints. Name two on other hosts in Journal:Folders: without them nothing shows that the journal was not rewritten. In production the portal does not start.");
        foreach (var folder in folders)
        {
            if (!Folder(Subject, folder.Path, "Journal:Folders", made: false) || !Directory.Exists(data))
                continue;
            var before = folders.TakeWhile(other => !ReferenceEquals(other, folder)).Where(other => Directory.Exists(other.Path)).ToList();
            if (before.FirstOrDefault(other => Disks.AreOne(folder.Path, other.Path)) is { } twin)
                Grave(Subject, $"控えの置き場所の {folder.Path} と {twin.Path} は同じフォルダーで、一か所です。Journal:Folders の一方を、別の機器か共有のフォルダーにしてください。", $"{folder.Path} and {twin.Path} are one folder, and therefore one place for checkpoints. Name a folder on another host or share for one of them in Journal:Folders.");
            else if (before.FirstOrDefault(other => Disks.Shared((disk ?? Disks.Of)(folder.Path), (disk ?? Disks.Of)(other.Path))) is { } beside)
                Warn(Subject, $"控えの置き場所の {folder.Path} と {beside.Path} が同じディスクにあり、二か所になりません。一方を別の機器か共有にしてください。", $"{folder.Path} and {beside.Path} are on one disk, and therefore one place for checkpoints. Put one of them on another host or share.");
            if (RealFolder.IsWithin(folder.Path, data))
                Grave(Subject, $"{folder.Path} はデータのフォルダー（{data}）の中にあり、外に置いた控えになりません。データを書き換えられる人が控えも書き換えられます。別の機器か共有のフォルダーを Journal:Folders に書いてください。", $"{folder.Path} is in the folder of data ({data}) and therefore no checkpoint outside: whoever can rewrite the data can rewrite it too. Name a folder on another host or share in Journal:Folders.");
            else if (Disks.Shared((disk ?? Disks.Of)(folder.Path), (disk ?? Disks.Of)(data)))
                Grave(Subject, $"{folder.Path} はデータのフォルダー（{data}）と同じディスクにあり、外に置いた控えになりません。ディスクと一緒に失われ、この機器の管理者なら書き換えられます。別の機器か共有のフォルダーを Journal:Folders に書いてください。", $"{folder.Path} is on the disk of the folder of data ({data}) and therefore no checkpoint outside: it is lost with that disk, and whoever administers this host can rewrite it. Name a folder on another host or share in Journal:Folders.");
        }
    }

    private void Backups(BackupPlaces places)
    {
        const string Subject = "バックアップ / backups";
        if (services.GetRequiredService<IOptions<BackupOptions>>().Value.TakenElsewhere)
        {
            Sound(Subject, "ほかの方法で取ることになっています（Backup:TakenElsewhere）。", "They are taken by other means (Backup:TakenElsewhere).");
            return;
        }
        Folder(Subject, places.Folder, "Backup:Folder", made: true);
        if (places.Recovery.Count < 2)
            Warn(Subject, $"復旧の鍵が二つありません。二人が recovery-key で作り、公開鍵を {places.RecoveryFolder} に置いてください。それまでバックアップは取れません。", $"There are not two recovery keys. Two people make them with recovery-key, and the public parts go into {places.RecoveryFolder}. Until then no backup is made.");
    }

    private void Passwords()
    {
        if (services.GetRequiredService<BreachedPasswords>().Fault() is { } fault)
            Fault("パスワード / passwords", $"Security:BreachedPasswords を、漏えいしたパスワードの一覧として使えません。直るまで、パスワードを決められません（{fault}）。", $"Security:BreachedPasswords cannot be used as a list of leaked passwords; until it can, nobody can choose a password. ({fault})");
    }

    private async Task ScannerAsync(CancellationToken ct)
    {
        const string Subject = "ウイルス検査 / malware";
        var scanner = services.GetRequiredService<MalwareScanner>();
        if (!scanner.IsThere)
            Warn(Subject, $"ウイルス検査が設定されていません。取り込んだファイルは本文だけを保存し、元のファイルは保管しません。ClamAV の clamd を動かし、{MalwareScanner.ClamdSetting} に書いてください（docs/operations/install.md）。", $"No malware scanner is set: of files that are taken in only the text is kept. Let clamd of ClamAV run and name it in {MalwareScanner.ClamdSetting} (docs/operations/install.md).");
        else if (await scanner.FaultAsync(ct) is { } fault)
            Fault(Subject, $"ウイルス検査が働いていません。直るまで、取り込んだ元のファイルは保管しません。clamd（Windows では Defender など）が動いているかを確かめてください（{fault}）。", $"The malware scanner does not work: until it does, original files are not kept. Look whether clamd (on Windows Defender or another) runs. ({fault})");
        else
            Sound(Subject, "試験用のパターンを見つけました。", "It finds the test pattern.");
    }

    private static string? FileOf(StorageOptions storage) => new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(storage.Connection).DataSource;

    private void Sound(string subject, string japanese, string english) => found.Add(new(Weight.Sound, subject, japanese, english));

    private void Warn(string subject, string japanese, string english) => found.Add(new(Weight.Warning, subject, japanese, english));

    /// <summary>What production must not have, and a trial may.</summary>
    private void Grave(string subject, string japanese, string english) => found.Add(new(production ? Weight.Fault : Weight.Warning, subject, japanese, english));

    private void Fault(string subject, string japanese, string english) => found.Add(new(Weight.Fault, subject, japanese, english));
}
