using CcsPolicy.Web.Exports;

namespace CcsPolicy.Testing;

/// <summary>Builds reports as the product makes them, of any number of rows.</summary>
public static class AReport
{
    public static readonly DateTimeOffset MadeAt = new(2026, 7, 31, 2, 30, 15, TimeSpan.Zero);

    public static readonly ReportWords Words = new("概要", "明細", "{0} / {1} ページ", "（続き）", "次の文字は書体にないため〓で示しています：", "明細は {0} 行を超えます。", "該当する行はありません。");

    public static readonly ReportColumn[] Columns =
    [
        new("規程", ReportKind.Text, 16), new("所属", ReportKind.Text, 8), new("雇用区分", ReportKind.Text, 6), new("職員番号", ReportKind.Text, 6),
        new("氏名", ReportKind.Text, 8), new("状態", ReportKind.Text, 5), new("確認日時", ReportKind.Instant, 11), new("受付番号", ReportKind.Text, 9),
    ];

    /// <summary>A report of acknowledgements with the given rows.</summary>
    public static ReportModel Of(IAsyncEnumerable<ReportCell[]> rows, IReadOnlyList<ReportColumn>? columns = null) => new()
    {
        Title = "情報セキュリティ規程の確認状況",
        Facts =
        [
            new("基準日時", "令和8年7月31日（2026-07-31）11:30:15"),
            new("作成者", "監査室　監査 花子"),
            new("絞込み", "所属 すべて · 雇用区分 すべて · 状態 すべて"),
            new("版と内容ハッシュ", "情報セキュリティ基本方針　第3版（令和8年4月1日施行）3f5a…\n" + new string('a', 64)),
        ],
        Totals = () =>
        [
            new("規程ごと", [new("規程", ReportKind.Text, 20), new("版", ReportKind.Text, 8), new("対象", ReportKind.Number, 5), new("確認済", ReportKind.Number, 5), new("未確認", ReportKind.Number, 5), new("確認率", ReportKind.Percent, 6)],
            [
                [ReportCell.Of("情報セキュリティ基本方針"), ReportCell.Of("第3版"), ReportCell.Of(1234), ReportCell.Of(1200), ReportCell.Of(34), ReportCell.Share(1200, 1234)],
                [ReportCell.Of("情報セキュリティ対策基準"), ReportCell.Of("第2版"), ReportCell.Of(60), ReportCell.Of(21), ReportCell.Of(39), ReportCell.Share(21, 60)],
            ]),
            new("所属ごと", [new("所属", ReportKind.Text, 28), new("対象", ReportKind.Number, 5), new("確認済", ReportKind.Number, 5), new("未確認", ReportKind.Number, 5), new("確認率", ReportKind.Percent, 6)],
                [.. new[] { "総務課", "保健課", "年金課", "福祉課", "会計課", "審査課", "システム管理室", "監査室" }.Select((name, i) =>
                    new[] { ReportCell.Of(name), ReportCell.Of(12), ReportCell.Of(4 + i), ReportCell.Of(8 - i), ReportCell.Share(4 + i, 12) })]),
        ],
        Columns = columns ?? Columns,
        Rows = rows,
        MadeAt = MadeAt,
        Maker = "監査 花子",
        Words = Words,
    };

    public static ReportModel Of(params ReportCell[][] rows) => Of(Listed(rows));

    /// <summary>So many acknowledgements, each a little different, produced one at a time in the same array.</summary>
    public static async IAsyncEnumerable<ReportCell[]> Acknowledgements(int count)
    {
        var row = new ReportCell[Columns.Length];
        string[] departments = ["総務課", "保健課", "年金課", "福祉課"];
        for (var i = 0; i < count; i++)
        {
            row[0] = ReportCell.Of("情報セキュリティ基本方針");
            row[1] = ReportCell.Of(departments[i % departments.Length]);
            row[2] = ReportCell.Of("職員");
            row[3] = ReportCell.Of(i.ToString("D6", System.Globalization.CultureInfo.InvariantCulture));
            row[4] = ReportCell.Of("共済 太郎");
            row[5] = ReportCell.Of(i % 3 == 0 ? "未確認" : "確認済");
            row[6] = i % 3 == 0 ? ReportCell.Empty : ReportCell.Of(MadeAt.AddSeconds(-i));
            row[7] = ReportCell.Of((i * 2654435761L % 0xFFFFFFFFL).ToString("x8", System.Globalization.CultureInfo.InvariantCulture));
            yield return row;
            if (i % 4096 == 0)
                await Task.Yield();
        }
    }

    public static async IAsyncEnumerable<ReportCell[]> Listed(IEnumerable<ReportCell[]> rows)
    {
        foreach (var row in rows)
            yield return row;
        await Task.CompletedTask;
    }
}
