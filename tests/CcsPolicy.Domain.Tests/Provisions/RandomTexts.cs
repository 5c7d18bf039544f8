using CsCheck;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>Texts made of the signs the grammar looks at, in no sensible order.</summary>
internal static class RandomTexts
{
    private static readonly string[] Signs =
    [
        "第", "1", "2", "３", "一", "二", "十", "条", "章", "節", "項", "号", "(", "）", "①", "②", "ア", "イ", "ウ", "a", "b", "ⅰ", " ", "　", "\n", "\n", "\r\n", "。", "、", "目的", "目次", "附則", "別表",
        "様式第1号", "1.1", "1―2", ".", "・", "- ", "の", "から", "まで", "及び", "|", "○", "【", "】", "関係", "令和3年4月1日", "改正", "\t", "第1条", "(1)", "職員は、", "削除", "⟦条項⟧", "\u200b",
    ];

    public static readonly Gen<string> Soup = Gen.Int[0, Signs.Length - 1].Array[0, 120].Select(picks => string.Concat(picks.Select(pick => Signs[pick])));
}
