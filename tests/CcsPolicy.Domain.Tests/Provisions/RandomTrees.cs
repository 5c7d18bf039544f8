using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Numbering;
using CsCheck;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>Trees of every numbering scheme that was met, of any shape.</summary>
internal static class RandomTrees
{
    private sealed record Level(NumberingForm Form, ProvisionKind Kind, HeadingPlace? Headed = null, int First = 1, Numerals Numerals = Numerals.Half);

    private static readonly string[] Sentences =
    [
        "職員は、許可を得なければならない。", "管理者は、台帳に記録する。", "この定めは、全ての部署に適用する。", "必要な事項は、別に定める。",
        "前項の規定は、派遣された者に準用する。", "機器は、施錠した場所に置く。ただし、短い時間の離席は、この限りでない。", "次に掲げる事項を守る。",
    ];

    private static readonly string[] Names = ["目的", "用語", "適用範囲", "組織体制", "情報資産の分類", "記録の保存", "研修及び訓練", "見直し", "委任"];

    private static readonly Level[] Articles =
    [
        new(Numberings.Article, ProvisionKind.Article, HeadingPlace.BracketedAbove),
        new(Numberings.Digits, ProvisionKind.Paragraph, First: 2),
        new(Numberings.InDigits, ProvisionKind.Item),
        new(Numberings.Kana, ProvisionKind.Subitem1),
        new(Numberings.InKana, ProvisionKind.Subitem2),
        new(Numberings.Lower, ProvisionKind.Subitem3),
        new(Numberings.InLower, ProvisionKind.Subitem3),
    ];

    private static readonly Dictionary<string, Level[]> Schemes = new()
    {
        ["第1章 第1節 第1条"] = [new(Numberings.Chapter, ProvisionKind.Chapter, HeadingPlace.SameLine), new(Numberings.Section, ProvisionKind.Section, HeadingPlace.SameLine), .. Articles],
        ["第1条（名）"] = [new(Numberings.Article, ProvisionKind.Article, HeadingPlace.BracketedAfter), .. Articles[1..4]],
        ["第一編 第一章 第一条 ２ 一 イ (1)"] =
        [
            new(Numberings.Part, ProvisionKind.Part, HeadingPlace.SameLine, Numerals: Numerals.Kanji),
            new(Numberings.Chapter, ProvisionKind.Chapter, HeadingPlace.SameLine, Numerals: Numerals.Kanji),
            new(Numberings.Article, ProvisionKind.Article, HeadingPlace.BracketedAbove, Numerals: Numerals.Kanji),
            new(Numberings.Digits, ProvisionKind.Paragraph, First: 2, Numerals: Numerals.Full),
            new(Numberings.KanjiDigits, ProvisionKind.Item),
            new(Numberings.Iroha, ProvisionKind.Subitem1),
            new(Numberings.InDigits, ProvisionKind.Subitem2, Numerals: Numerals.Full),
        ],
        ["1 (1) ① ア"] =
        [
            new(Numberings.Digits, ProvisionKind.Article, HeadingPlace.SameLine), new(Numberings.InDigits, ProvisionKind.Item),
            new(Numberings.Circled, ProvisionKind.Subitem1), new(Numberings.Kana, ProvisionKind.Subitem2),
        ],
        ["第1章 1―1 1―1―1"] =
        [
            new(Numberings.Chapter, ProvisionKind.Chapter, HeadingPlace.SameLine), new(Numberings.Dashed[0], ProvisionKind.Article, HeadingPlace.SameLine),
            new(Numberings.Dashed[1], ProvisionKind.Paragraph, HeadingPlace.SameLine), new(Numberings.InDigits, ProvisionKind.Item),
        ],
        ["1 1.1 1.1.1 (1)"] =
        [
            new(Numberings.Digits, ProvisionKind.Article, HeadingPlace.SameLine), new(Numberings.Dotted[0], ProvisionKind.Paragraph, HeadingPlace.SameLine),
            new(Numberings.Dotted[1], ProvisionKind.Item, HeadingPlace.SameLine), new(Numberings.InDigits, ProvisionKind.Subitem1),
        ],
        ["第1 1 (1) ア (ア) a (a)"] =
        [
            new(Numberings.Ordinal, ProvisionKind.Article, HeadingPlace.SameLine), new(Numberings.Digits, ProvisionKind.Paragraph), new(Numberings.InDigits, ProvisionKind.Item),
            new(Numberings.Kana, ProvisionKind.Subitem1), new(Numberings.InKana, ProvisionKind.Subitem2), new(Numberings.Lower, ProvisionKind.Subitem3),
            new(Numberings.InLower, ProvisionKind.Subitem3),
        ],
        ["Ⅰ 1 (1)"] =
        [
            new(Numberings.RomanUpper, ProvisionKind.Article, HeadingPlace.SameLine), new(Numberings.Digits, ProvisionKind.Paragraph), new(Numberings.InDigits, ProvisionKind.Item),
        ],
    };

    public static IEnumerable<string> SchemeNames => Schemes.Keys;

    public static Gen<ProvisionTree> Of(string scheme) =>
        from random in Gen.Int.Array[400]
        select new Grower(random).Grow(Schemes[scheme]);

    /// <summary>Takes its choices from a row of numbers, so that a failing tree can be made smaller.</summary>
    private sealed class Grower(int[] choices)
    {
        private int at;

        public ProvisionTree Grow(Level[] levels)
        {
            var running = new Dictionary<NumberingForm, int>();
            var provisions = Units(levels, 0, null, running, 1 + Choice(3)).ToBuilder();
            if (Choice(2) == 0)
                provisions.Add(new() { Kind = ProvisionKind.SupplementaryProvision, Label = "附則", Text = "この規程は、公布の日から施行する。" });
            if (Choice(3) == 0)
                provisions.Add(new() { Kind = ProvisionKind.SupplementaryProvision, Label = "附則", Heading = "令和3年3月1日規程第2号", HeadingPlace = HeadingPlace.BracketedAfter, Text = "この規程は、令和3年4月1日から施行する。" });
            if (Choice(3) == 0)
                provisions.Add(new() { Kind = ProvisionKind.Appendix, Label = "別表", Text = "(第1条関係)\n甲 乙 丙" });
            return new() { Title = "桐の木組合情報管理規程", Preamble = Choice(2) == 0 ? ["令和2年4月1日", "規程第5号"] : [], Provisions = provisions.ToImmutable() };
        }

        private ImmutableArray<Provision> Units(Level[] levels, int depth, ProvisionNumber? above, Dictionary<NumberingForm, int> running, int count)
        {
            var level = levels[depth];
            var units = ImmutableArray.CreateBuilder<Provision>();
            for (var i = 0; i < count; i++)
            {
                // Articles count through their chapters; every other list begins anew.
                var n = level.Form is ArticleNumbering ? running[level.Form] = running.GetValueOrDefault(level.Form) + 1 : level.First + i;
                var number = level.Form is DecimalNumbering ? new ProvisionNumber([.. above!.Value.Parts, n]) : ProvisionNumber.Of(n);
                var deeper = depth + 1 < levels.Length;
                var container = level.Kind < ProvisionKind.Article;
                var children = deeper && (container || at < choices.Length) ? Choice(container ? 2 : 4) + (container ? 1 : -1) : 0;
                var headed = level.Headed is { } place && (container || place != HeadingPlace.BracketedAbove || i == 0 || Choice(5) > 0);
                units.Add(new()
                {
                    Kind = level.Kind,
                    Label = level.Form.Write(number, level.Numerals)!,
                    Heading = headed ? Names[Choice(Names.Length)] : null,
                    HeadingPlace = headed ? level.Headed!.Value : level.Headed == HeadingPlace.BracketedAbove ? HeadingPlace.Shared : HeadingPlace.SameLine,
                    Text = container ? "" : Words(),
                    Children = children > 0 ? Units(levels, depth + 1, number, running, children) : [],
                });
            }
            return units.ToImmutable();
        }

        private string Words() => Choice(4) == 0
            ? Sentences[Choice(Sentences.Length)] + "\n" + Sentences[Choice(Sentences.Length)]
            : Sentences[Choice(Sentences.Length)];

        private int Choice(int count) => (int)((uint)choices[Math.Min(at++, choices.Length - 1)] % (uint)count);
    }
}
