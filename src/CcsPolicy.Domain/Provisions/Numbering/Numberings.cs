using System.Collections.Immutable;

namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>番号の一覧。Every form that is known, and which of them a line can begin with. A new form is a file of its own and a line here.</summary>
internal static class Numberings
{
    public static readonly ArabicGlyphs Arabic = new();
    public static readonly KanjiGlyphs Kanji = new();

    public static readonly DivisionNumbering Part = new('編', FormRank.Part);
    public static readonly DivisionNumbering Volume = new('部', FormRank.Part);
    public static readonly DivisionNumbering Chapter = new('章', FormRank.Chapter);
    public static readonly DivisionNumbering Section = new('節', FormRank.Section);
    public static readonly DivisionNumbering Subsection = new('款', FormRank.Subsection);
    public static readonly DivisionNumbering Division = new('目', FormRank.Division);
    public static readonly ArticleNumbering Article = new();
    public static readonly OrdinalNumbering Ordinal = new();
    public static readonly PlainNumbering Digits = new(Arabic, true);
    public static readonly PlainNumbering KanjiDigits = new(Kanji, true);
    public static readonly PlainNumbering Kana = new(RowGlyphs.Kana, false);
    public static readonly PlainNumbering Iroha = new(RowGlyphs.Iroha, false);
    public static readonly PlainNumbering Lower = new(RowGlyphs.Lower, false);
    public static readonly PlainNumbering Upper = new(RowGlyphs.Upper, false);
    public static readonly PlainNumbering RomanLower = new(RomanGlyphs.Lower, false);
    public static readonly PlainNumbering RomanUpper = new(RomanGlyphs.Upper, false);
    public static readonly ParenthesizedNumbering InDigits = new(Arabic, true);
    public static readonly ParenthesizedNumbering InKanji = new(Kanji, true);
    public static readonly ParenthesizedNumbering InKana = new(RowGlyphs.Kana, false);
    public static readonly ParenthesizedNumbering InIroha = new(RowGlyphs.Iroha, false);
    public static readonly ParenthesizedNumbering InLower = new(RowGlyphs.Lower, false);
    public static readonly ParenthesizedNumbering InUpper = new(RowGlyphs.Upper, false);
    public static readonly ParenthesizedNumbering InRoman = new(RomanGlyphs.Lower, false);
    public static readonly HalfParenthesizedNumbering HalfDigits = new(Arabic);
    public static readonly HalfParenthesizedNumbering HalfKana = new(RowGlyphs.Kana);
    public static readonly HalfParenthesizedNumbering HalfIroha = new(RowGlyphs.Iroha);
    public static readonly HalfParenthesizedNumbering HalfLower = new(RowGlyphs.Lower);
    public static readonly CircledNumbering Circled = new();
    public static readonly SupplementaryNumbering Supplementary = new();
    public static readonly AppendixNumbering Sheet = new(true, "様式", "別記様式", "別紙様式", "別添様式");
    public static readonly AppendixNumbering Table = new(false, "別表", "別記", "別紙", "別図", "別添", "付録", "付表", "付図");

    public static readonly ImmutableArray<DecimalNumbering> Dotted =
        [.. Enumerable.Range(2, DecimalNumbering.Deepest - 1).Select(depth => new DecimalNumbering('.', depth))];

    public static readonly ImmutableArray<DecimalNumbering> Dashed =
        [.. Enumerable.Range(2, DecimalNumbering.Deepest - 1).Select(depth => new DecimalNumbering('-', depth))];

    /// <summary>In the order in which they are tried; where two read the same sign (イ), the reader decides by context.</summary>
    public static readonly ImmutableArray<NumberingForm> All =
    [
        Supplementary, Sheet, Table, Part, Volume, Chapter, Section, Subsection, Division, Article, Ordinal,
        .. Dotted, .. Dashed, InDigits, InKanji, InKana, InIroha, InRoman, InLower, InUpper,
        HalfDigits, HalfKana, HalfIroha, HalfLower, Circled, Digits, KanjiDigits, Kana, Iroha, RomanLower, Lower, RomanUpper, Upper,
    ];

    private static readonly NumberingForm[] OrdinalForms = [Article, Chapter, Section, Subsection, Division, Part, Volume, Ordinal, Sheet];
    private static readonly NumberingForm[] NamedForms = [Sheet, Table];
    private static readonly NumberingForm[] BracketForms = [InDigits, InKanji, InKana, InIroha, InRoman, InLower, InUpper];
    private static readonly NumberingForm[] DigitForms = [HalfDigits, Digits];
    private static readonly NumberingForm[] KanjiForms = [KanjiDigits];
    private static readonly NumberingForm[] KanaForms = [HalfKana, HalfIroha, Kana, Iroha];
    private static readonly NumberingForm[] LowerForms = [HalfLower, RomanLower, Lower];
    private static readonly NumberingForm[] UpperForms = [RomanUpper, Upper];
    private static readonly NumberingForm[] CircledForms = [Circled];
    private static readonly NumberingForm[] SupplementaryForms = [Supplementary];

    /// <summary>The forms whose labels can begin with a character of folded text.</summary>
    public static ReadOnlySpan<NumberingForm> StartingWith(char sign) => sign switch
    {
        '第' => OrdinalForms,
        '(' or '[' or '〔' or (>= '⑴' and <= '⒇') or (>= '⒜' and <= '⒵') or (>= '㈠' and <= '㈩') => BracketForms,
        >= '1' and <= '9' => DigitForms,
        >= 'ァ' and <= 'ヶ' => KanaForms,
        (>= '①' and <= '⑳') or (>= '㉑' and <= '㊿') or (>= '❶' and <= '❿') or '○' or '◯' => CircledForms,
        '附' or '付' or '改' => sign == '付' ? AttachedForms : SupplementaryForms,
        '別' or '様' => NamedForms,
        >= 'a' and <= 'z' => LowerForms,
        >= 'ⅰ' and <= 'ⅻ' => LowerForms,
        >= 'A' and <= 'Z' => UpperForms,
        >= 'Ⅰ' and <= 'Ⅻ' => UpperForms,
        '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '百' or '千' => KanjiForms,
        _ => [],
    };

    private static readonly NumberingForm[] AttachedForms = [Supplementary, Table];
}
