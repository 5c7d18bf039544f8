using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.People.Importing;

/// <summary>What is wrong in a row, and how to mend it. <paramref name="Line"/>: the line of the file, as an editor counts it.</summary>
public sealed record RosterError(int Line, DomainError Error);

internal static class RosterErrors
{
    public static DomainError NoFile { get; } = new("roster.no-file",
        "名簿のファイル（CSVかExcel）を選んでください。", "Choose a file with the list (CSV or Excel).");

    public static DomainError EmptyFile { get; } = new("roster.empty-file",
        "ファイルが空です。何も取り込んでいません。名簿の入ったファイルを選んでください。", "The file is empty. Nothing was imported. Choose a file that holds the list.");

    public static DomainError NotCsv { get; } = new("roster.not-csv",
        "CSVともExcel（.xlsx）とも読み取れないファイルです。何も取り込んでいません。マクロを含むブックや古い形式（.xls）は、「Excel ブック（.xlsx）」か「CSV UTF-8（コンマ区切り）」で保存してから選んでください。",
        "The file can be read neither as CSV nor as an Excel workbook (.xlsx). Nothing was imported. Save a workbook with macros or of the old kind (.xls) as “Excel Workbook (.xlsx)” or “CSV UTF-8 (comma delimited)” and choose that file.");

    public static DomainError NewcomerNeeds(string column) => new("roster.newcomer-needs",
        $"名簿にない職員番号です。新しい人には「{column}」が要ります。番号を直すか、{column}を入れてください。", $"Nobody has this staff number yet, and somebody new needs “{column}”. Mend the number or fill in {column}.");

    public static DomainError NotEmployed { get; } = new("roster.not-employed",
        "その日に在職していない人です。雇用の区分と採用日も入れてください。", "This person is not employed on that day. Fill in 雇用の区分 and 採用日 as well.");

    public static DomainError DayUnfit { get; } = new("roster.day-unfit",
        "発令日は日付で書いてください。2026-04-01、R8.4.1、令和8年4月1日 のどれでも書けます。まだ何も取り込んでいません。",
        "Write the day of the change as a date: 2026-04-01, R8.4.1 or 令和8年4月1日. Nothing was imported yet.");

    public static DomainError UntilBeforeFrom { get; } = new("roster.until-before-from",
        "退職日が採用日より前です。どちらかの日付を直してください。", "退職日 lies before 採用日. Mend one of the two.");

    public static DomainError Unclosed { get; } = new("roster.unclosed",
        "この行で始まる引用符（\"）が閉じていません。ここから後ろは読んでいません。閉じるか、取り除いてください。",
        "A quotation mark that begins in this row is never closed. What follows was not read. Close it or take it out.");

    public static DomainError TooLarge { get; } = new("roster.too-large",
        "ファイルが大きすぎます（5 MB、20,000行まで）。分けて取り込んでください。", "The file is too large (at most 5 MB and 20,000 rows). Import it in parts.");

    public static DomainError Empty { get; } = new("roster.empty",
        "データの行がありません。1行目を見出し、2行目からをデータにしてください。", "There is no row of data. The first line holds the column names, the others the data.");

    public static DomainError Expired { get; } = new("roster.expired",
        "確認してから時間がたちました。何も変わっていません。もう一度ファイルを選んでください。",
        "The preview has expired. Nothing has been changed. Choose the file again.");

    public static DomainError ChangedMeanwhile { get; } = new("roster.changed-meanwhile",
        "確認している間に名簿が変わりました。何も取り込んでいません。新しい内容を確かめてください。",
        "The list of people changed while you were looking. Nothing has been imported. Look at the new preview.");

    public static DomainError ColumnMissing(string column) => new("roster.column-missing",
        $"「{column}」の列がありません。見出しの行に加えてください。", $"The column “{column}” is missing. Add it to the first line.");

    public static DomainError ColumnUnknown(string column) => new("roster.column-unknown",
        $"「{column}」という列はありません。列の名前を直すか、列を削除してください。", $"There is no column “{column}”. Mend its name or delete it.");

    public static DomainError ColumnTwice(string column) => new("roster.column-twice",
        $"「{column}」の列が二つあります。一つにしてください。", $"The column “{column}” is there twice. Keep one.");

    public static DomainError BadRow { get; } = new("roster.bad-row",
        "引用符（\"）の使い方が正しくない行です。値の中の引用符は二つ重ねてください。", "The quotation marks of this row do not match. Double those that stand inside a value.");

    public static DomainError Cells(int found, int wanted) => new("roster.cells",
        $"値が {found} 個あります。見出しと同じ {wanted} 個にしてください。", $"The row has {found} values. It needs {wanted}, as many as there are columns.");

    public static DomainError NumberTwice(int line) => new("roster.number-twice",
        $"職員番号が {line} 行目と同じです。一人を1行にしてください。", $"The staff number is the same as in line {line}. One person is one row.");

    public static DomainError Day(string column, string typed) => new("roster.day",
        $"{column}「{typed}」は日付として読めません。2026-04-01、R8.4.1、令和8年4月1日 のように書いてください。",
        $"“{typed}” in {column} is not a date. Write 2026-04-01, R8.4.1 or 令和8年4月1日.");

    public static DomainError Kind(string typed) => new("roster.kind",
        $"雇用の区分「{typed}」はありません。役員、職員、契約職員、臨時職員、派遣、受託者の従業者 のどれかにしてください。",
        $"There is no kind of employment “{typed}”. Use one of 役員, 職員, 契約職員, 臨時職員, 派遣, 受託者の従業者.");

    public static DomainError Department(string typed) => new("roster.department",
        $"所属「{typed}」が見つかりません。先に所属を登録するか、コードか名称を直してください。",
        $"There is no department “{typed}”. Record it first, or mend its code or name.");

    public static DomainError Post(string typed) => new("roster.post",
        $"職「{typed}」が見つかりません。先に職を登録するか、名称を直してください。", $"There is no post “{typed}”. Record it first, or mend its name.");

    public static DomainError Yourself { get; } = new("roster.yourself",
        "自分自身の雇用・所属・職は変えられません。この行を今の内容に合わせるか、行を削除し、ほかの管理者に頼んでください。",
        "You cannot change your own employment, departments or posts. Make the row agree with them or delete it, and ask another administrator.");
}
