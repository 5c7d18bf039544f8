namespace CcsPolicy.Testing.Scenarios;

/// <summary>Short texts of a fictitious association for scenarios.</summary>
public static class SampleTexts
{
    public const string First = """
        情報セキュリティ対策基準

        （目的）
        第1条　この基準は、組合が保有する情報資産を守るために必要な事項を定める。
        （定義）
        第2条　この基準において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
        (1)　職員　組合に雇用される者をいう。
        (2)　端末　業務に用いる電子計算機をいう。
        （管理）
        第3条　所属長は、端末の台数を毎年度確かめる。
        2　所属長は、前項の結果を統括責任者に報告する。
        """;

    /// <summary>The same with article 3 changed, an article put in before it and so a number moved on.</summary>
    public const string Second = """
        情報セキュリティ対策基準

        （目的）
        第1条　この基準は、組合が保有する情報資産を守るために必要な事項を定める。
        （定義）
        第2条　この基準において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
        (1)　職員　組合に雇用される者をいう。
        (2)　端末　業務に用いる電子計算機をいう。
        （持出し）
        第3条　端末は、所属長の許可なく持ち出してはならない。
        （管理）
        第4条　所属長は、端末の台数を毎月確かめる。
        2　所属長は、前項の結果を統括責任者に報告する。
        """;

    /// <summary>A change of <see cref="First"/> in article 1 only.</summary>
    public const string FirstWithOtherPurpose = """
        情報セキュリティ対策基準

        （目的）
        第1条　この基準は、組合が保有する情報資産を安全に取り扱うために必要な事項を定める。
        （定義）
        第2条　この基準において、次の各号に掲げる用語の意義は、当該各号に定めるところによる。
        (1)　職員　組合に雇用される者をいう。
        (2)　端末　業務に用いる電子計算機をいう。
        （管理）
        第3条　所属長は、端末の台数を毎年度確かめる。
        2　所属長は、前項の結果を統括責任者に報告する。
        """;

    /// <summary>Articles that refer to one another.</summary>
    public const string Referring = """
        点検実施基準

        （点検）
        第1条　所属長は、端末を毎年度点検する。
        （記録）
        第2条　所属長は、点検の結果を記録する。
        （報告）
        第3条　所属長は、第2条の記録を報告する。
        （確認）
        第4条　統括責任者は、前条の報告及び第2条の記録を確かめる。
        """;

    /// <summary><see cref="Referring"/> with an article put in before the one that is referred to.</summary>
    public const string ReferringMoved = """
        点検実施基準

        （点検）
        第1条　所属長は、端末を毎年度点検する。
        （計画）
        第2条　統括責任者は、点検の計画を定める。
        （記録）
        第3条　所属長は、点検の結果を記録する。
        （報告）
        第4条　所属長は、第2条の記録を報告する。
        （確認）
        第5条　統括責任者は、前条の報告及び第2条の記録を確かめる。
        """;

    public const string Procedure = """
        端末持出し手順

        （手順）
        第1条　持ち出す者は、持出し簿に記入する。
        第2条　所属長は、返却を確かめる。
        """;
}
