namespace CcsPolicy.Data.Backups;

/// <summary>A backup could not be made, or one could not be restored; says what happened, what is kept and what to do, in Japanese and English.</summary>
public class BackupException(string japanese, string english, Exception? inner = null) : Exception($"{japanese} / {english}", inner)
{
    internal static BackupException Damaged(string at, Exception? inner = null) => new(
        $"バックアップのファイルが壊れているか、途中で切れています（{at}）。何も変えていません。ほかの控えを使ってください。",
        $"The backup file is damaged or cut off ({at}). Nothing was changed. Use another copy.", inner);

    internal static BackupException Differs(string what) => new(
        $"戻したデータベースが、バックアップに書かれた内容と一致しません（{what}）。戻したものは使わないでください（SQLiteでは消しました。PostgreSQLでは、そのデータベースを消してください）。ほかのバックアップを使い、このファイルは調べるために残してください。",
        $"The restored database is not what the backup says ({what}). Do not use what was restored (with SQLite it has been deleted; with PostgreSQL drop that database). Use another backup, and keep this file for an inquiry.");

    internal static BackupException CheckpointsAway(string folder) => new(
        $"控えの置き場所（{folder}）に届きません。何も変えていません。届かないまま戻すと、そこにある控えを操作記録で説明できず、署名が止まります。届くようにしてから、もう一度復元してください。失われて戻らない置き場所のときは、残っている置き場所だけを --checkpoints で指定し、失われたものは Journal:Folders から除いてください。",
        $"The place of checkpoints {folder} cannot be reached. Nothing was changed. What lies there could not be explained in the record, and signing would stop. Make it reachable and restore again. Where it is lost for good, name only those that are left with --checkpoints, and take it out of Journal:Folders.");

    internal static BackupException CheckpointsEmptied() => new(
        "控えの置き場所が、どれも空です。この記録には署名した控えがあるので、置き場所が消されたか、つながっていません。何も戻していません（PostgreSQLで、戻し先に表ができていれば、そのデータベースを消してください）。つながるようにしてから、もう一度復元してください。控えをすべて失ったときは、だれかの手元に残る最後の控え（印刷したものなど）を手でフォルダーに置き、それを --checkpoints で指定します（docs/operations/journal.md）。",
        "Every place of checkpoints is empty. The record has been signed before, so they were emptied or are not mounted. Nothing was restored (with PostgreSQL, drop the target database if there are tables in it). Mount them and restore again. Where all checkpoints are lost, put the last that somebody holds (the printed sheet) by hand into a folder and name that with --checkpoints (docs/operations/journal.md).");

    internal static BackupException Unsound(IReadOnlyList<string> findings) => new(
        $"戻したデータベースの操作記録は、バックアップの前に署名されたとおりではありません（{findings.Count} 件。最初は英文の括弧の中）。バックアップの前に書き換えられたおそれがあります。戻したものは使わないでください（SQLiteでは消しました。PostgreSQLでは、そのデータベースを消してください）。このファイルを残してCISOに知らせ、より古いバックアップを使ってください。バックアップを始めたときにあった控えが、指定した置き場所にないときは、そのときの置き場所も --checkpoints で指定してください。承知のうえで戻すときだけ、--accept-findings を付けます（件数が操作記録に残ります）。",
        $"The journal of the restored database is not what was signed before the backup was made ({findings.Count}; first: {findings[0]}). Somebody may have changed it before. Do not use what was restored (with SQLite it has been deleted; with PostgreSQL drop that database). Keep this file, tell the CISO and use an older backup. Where what lay outside when the backup was begun lies in other folders, name those too with --checkpoints. Only who restores it all the same, knowing this, adds --accept-findings (the count is journalled).");

    internal static BackupException Unsignable() => new(
        "戻した記録に署名できません。署名がまだ覆っていない位置に、製品が付けていないものがあります。訓練で戻したものは消しました。このファイルを残してCISOに知らせ、より古いバックアップで訓練してください。",
        "What came back cannot be signed: a place that no signature covers was not given by the product. What the drill restored is deleted. Keep this file, tell the CISO and drill an older backup.");

    internal static BackupException NeedsJournalKey() => new(
        "控えの置き場所には、このバックアップより後の記録が署名されています。復元したことを記録に署名して残すため、控えに署名した記録の鍵（journal.key）が要ります。何も戻していません（PostgreSQLで、戻し先に表ができていれば、そのデータベースを消してください）。鍵フォルダの控えから journal.key を戻してから、もう一度復元してください。鍵を失ったときは docs/operations/journal.md の「鍵を失ったとき」を見てください。",
        "The places outside hold signatures over entries that are newer than this backup. The key of the journal that signed them (journal.key) is needed to sign in the record that it was restored. Nothing was restored (with PostgreSQL, drop the target database if there are tables in it). Put journal.key back from the copy of the key folder and restore again. Where it is lost, see \"When the key is lost\" in docs/operations/journal.md.");
}

/// <summary>None of the keys that were given is one that the backup names. Whoever gave them has to give others; of the file it says nothing by itself.</summary>
/// <param name="isFileInDoubt">The file may as well have been changed so that it names other keys than those it was sealed for: nothing here could vouch for what it names.</param>
public sealed class BackupKeysRefusedException(string japanese, string english, bool isFileInDoubt) : BackupException(japanese, english)
{
    public bool IsFileInDoubt => isFileInDoubt;
}
