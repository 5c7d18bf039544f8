using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.Guidelines;

internal static class TableErrors
{
    public static DomainError Empty { get; } = new("guideline-table.empty",
        "表がありません。ファイルを選ぶか、表を貼り付けてください。1行目を見出し、2行目からを項目にしてください。",
        "There is no table. Choose a file or paste a table. The first line holds the column names, the others the items.");

    public static DomainError NotATable { get; } = new("guideline-table.not-a-table",
        "表として読み取れないファイルです。何も取り込んでいません。CSVかExcel（.xlsx）のファイルを選ぶか、表を貼り付けてください。",
        "The file cannot be read as a table. Nothing was imported. Choose a CSV or Excel (.xlsx) file, or paste the table.");

    public static DomainError TooLarge { get; } = new("guideline-table.too-large",
        $"表が大きすぎます（{GuidelineTable.MostBytes / 1_000_000} MB、{GuidelineTable.MostRows:#,0}項目、合わせて{GuidelineTable.MostCharacters:#,0}字まで）。何も取り込んでいません。章ごとに別のガイドラインとして取り込んでください。",
        $"The table is too large (at most {GuidelineTable.MostBytes / 1_000_000} MB, {GuidelineTable.MostRows:#,0} items and {GuidelineTable.MostCharacters:#,0} characters). Nothing was imported. Import its chapters as guidelines of their own.");

    public static DomainError Unclosed { get; } = new("guideline-table.unclosed",
        "この行で始まる引用符（\"）が閉じていません。ここから後ろは読んでいません。閉じるか、取り除いてください。",
        "A quotation mark that begins in this row is never closed. What follows was not read. Close it or take it out.");

    public static DomainError Quotes { get; } = new("guideline-table.quotes",
        "引用符（\"）の使い方が正しくない行です。値の中の引用符は二つ重ねてください。", "The quotation marks of this row do not match. Double those that stand inside a value.");

    public static DomainError ColumnsMissing { get; } = new("guideline-table.columns-missing",
        $"「{GuidelineTable.Number}」の列と、「{GuidelineTable.Heading}」か「{GuidelineTable.Words}」の列が要ります。1行目に列の名前を書いてください。",
        $"The table needs the column “{GuidelineTable.Number}” and one of “{GuidelineTable.Heading}” and “{GuidelineTable.Words}”. Write their names in the first line.");

    public static DomainError ColumnUnknown(string column) => new("guideline-table.column-unknown",
        $"「{column}」という列は使いません。列の名前を直すか、列を削除してください。", $"There is no column “{column}”. Mend its name or delete it.");

    public static DomainError ColumnTwice(string column) => new("guideline-table.column-twice",
        $"「{column}」の列が二つあります。一つにしてください。", $"The column “{column}” is there twice. Keep one.");

    public static DomainError Cells(int found, int wanted) => new("guideline-table.cells",
        $"値が {found} 個あります。見出しの {wanted} 個より多くはできません。", $"The row has {found} values, more than the {wanted} columns.");

    public static DomainError NumberTwice(string number, int line) => new("guideline-table.number-twice",
        $"番号「{number}」は {line} 行目にもあります。番号は一度だけにしてください。", $"The number “{number}” stands in line {line} as well. A number may stand once.");
}
