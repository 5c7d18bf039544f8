namespace CcsPolicy.Data.Backups;

/// <summary>更新前のバックアップ。Made before the tables of a database with something in it are changed, or all that is sealed there. Where it cannot be made that does not begin.</summary>
/// <param name="elsewhere">The operator has said that backups are taken by other means, as with SQL Server.</param>
public sealed class UpdateBackup(BackupMaking backups, bool elsewhere)
{
    public async Task MakeAsync(CancellationToken ct)
    {
        if (elsewhere)
            return;
        try
        {
            await backups.MakeAsync(ct);
        }
        catch (BackupException fault)
        {
            throw new BackupException(
                $"データベースを変える前のバックアップが取れないため、始めません。データベースは前のままです。置き場所（Backup:Folder）を確かめるか、別の方法でバックアップを取ってから Backup:TakenElsewhere を true にしてください。原因：{fault.Message}",
                "The backup before the database is changed could not be made, so nothing begins. The database is as it was. Look at Backup:Folder, or take a backup by other means and set Backup:TakenElsewhere to true.", fault);
        }
    }
}
