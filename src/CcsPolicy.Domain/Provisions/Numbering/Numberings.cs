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
    public static readonly PlainNumbering CircledKana = new(RowGlyphs.CircledKana, false);
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
    public static readonly ParenthesizedNumbering InRomanUpper = new(RomanGlyphs.Upper, false);
    public static readonly HalfParenthesizedNumbering HalfDigits = new(Arabic);
    public static readonly HalfParenthesizedNumbering HalfKana = new(RowGlyphs.Kana);
    public static readonly HalfParenthesizedNumbering HalfIroha = new(RowGlyphs.Iroha);
    public static readonly HalfParenthesizedNumbering HalfLower = new(RowGlyphs.Lower);
    public static readonly HalfParenthesizedNumbering HalfUpper = new(RowGlyphs.Upper);
    public static readonly HalfParenthesizedNumbering HalfRoman = new(RomanGlyphs.Lower);
    public static readonly HalfParenthesizedNumbering HalfRomanUpper = new(RomanGlyphs.Upper);
    public static readonly CircledNumbering Circled = new();
    public static readonly SupplementaryNumbering Supplementary = new();
    public static readonly AppendixNumbering Sheet = new(true, "様式", "別記様式", "別紙様式", "別添様式");
    public static readonly AppendixNumbering Table = new(false, "別表", "別記", "別紙", "別図", "別添", "別冊", "付録", "付表", "付図", "附属書", "付属書");

    public static readonly PrefixedNumbering SectionSign = new("§");
    public static readonly PrefixedNumbering Question = new("問", "Q");
    public static readonly PrefixedNumbering StepWord = new("手順", "ステップ", "STEP", "Step");

    public static readonly ImmutableArray<DecimalNumbering> Dotted =
        [.. Enumerable.Range(2, DecimalNumbering.Deepest - 1).Select(depth => new DecimalNumbering('.', depth))];

    public static readonly ImmutableArray<DecimalNumbering> Dashed =
        [.. Enumerable.Range(2, DecimalNumbering.Deepest - 1).Select(depth => new DecimalNumbering('-', depth))];

    public static readonly ImmutableArray<CompoundHead> Heads =
    [
        new(0, "1", Digits), new(1, "Ⅰ", RomanUpper), new(2, "ⅰ", RomanLower), new(3, "A", Upper), new(4, "ア", Kana), new(5, "(1)", InDigits), new(6, "①", Circled),
    ];

    /// <summary>By head, then by depth, then whether the last part is enclosed.</summary>
    public static readonly ImmutableArray<CompoundNumbering> Compound =
        [.. from head in Heads from depth in Enumerable.Range(2, CompoundNumbering.Deepest - 1) from closed in new[] { false, true } select new CompoundNumbering(head, depth, closed)];

    /// <summary>In the order in which they are tried; where two read the same sign (イ), the reader decides by context.</summary>
    public static readonly ImmutableArray<NumberingForm> All =
    [
        Supplementary, Sheet, Table, Part, Volume, Chapter, Section, Subsection, Division, Article, Ordinal,
        .. Dotted, .. Dashed, .. Compound.Where(form => form.IsClosed || !form.Head.IsDigits), InDigits, InKanji, InKana, InIroha, InRoman, InLower, InRomanUpper, InUpper,
        HalfDigits, HalfKana, HalfIroha, HalfRoman, HalfLower, HalfRomanUpper, HalfUpper, Circled, CircledKana, Digits, KanjiDigits, Kana, Iroha, RomanLower, Lower, RomanUpper, Upper,
        SectionSign, Question, StepWord,
    ];

    private static readonly NumberingForm[] OrdinalForms = [Article, Chapter, Section, Subsection, Division, Part, Volume, Ordinal, Sheet];
    private static readonly NumberingForm[] NamedForms = [Sheet, Table];
    private static readonly NumberingForm[] BracketForms = [InDigits, InKanji, InKana, InIroha, InRoman, InLower, InRomanUpper, InUpper];
    private static readonly NumberingForm[] DigitForms = [HalfDigits, Digits];
    private static readonly NumberingForm[] KanjiForms = [KanjiDigits];
    private static readonly NumberingForm[] KanaForms = [HalfKana, HalfIroha, Kana, Iroha];
    private static readonly NumberingForm[] LowerForms = [HalfRoman, HalfLower, RomanLower, Lower];
    private static readonly NumberingForm[] UpperForms = [HalfRomanUpper, HalfUpper, RomanUpper, Upper];
    private static readonly NumberingForm[] SignForms = [SectionSign];
    private static readonly NumberingForm[] QuestionForms = [Question];
    private static readonly NumberingForm[] QuestionUpperForms = [Question, Upper];
    private static readonly NumberingForm[] StepForms = [StepWord];
    private static readonly NumberingForm[] StepUpperForms = [StepWord, Upper];
    private static readonly NumberingForm[] StepKanaForms = [StepWord, .. KanaForms];
    private static readonly NumberingForm[] CircledForms = [Circled];
    private static readonly NumberingForm[] CircledKanaForms = [CircledKana];
    private static readonly NumberingForm[] SupplementaryForms = [Supplementary];

    /// <summary>The forms whose labels can begin with a character of folded text.</summary>
    public static ReadOnlySpan<NumberingForm> StartingWith(char sign) => sign switch
    {
        '第' => OrdinalForms,
        '(' or '[' or '〔' or '【' or '<' or '〈' or (>= '⑴' and <= '⒇') or (>= '⒜' and <= '⒵') or (>= '㈠' and <= '㈩') => BracketForms,
        >= '1' and <= '9' => DigitForms,
        'ス' => StepKanaForms,
        >= 'ァ' and <= 'ヶ' => KanaForms,
        (>= '①' and <= '⑳') or (>= '㉑' and <= '㊿') or (>= '❶' and <= '❿') or '○' or '◯' => CircledForms,
        >= '㋐' and <= '㋻' => CircledKanaForms,
        '附' or '付' => AttachedForms,
        '改' => SupplementaryForms,
        '別' or '様' => NamedForms,
        >= 'a' and <= 'z' => LowerForms,
        >= 'ⅰ' and <= 'ⅻ' => LowerForms,
        'Q' => QuestionUpperForms,
        'S' => StepUpperForms,
        >= 'A' and <= 'Z' => UpperForms,
        '§' => SignForms,
        '問' => QuestionForms,
        '手' => StepForms,
        >= 'Ⅰ' and <= 'Ⅻ' => UpperForms,
        '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '百' or '千' => KanjiForms,
        _ => [],
    };

    private static readonly NumberingForm[] AttachedForms = [Supplementary, Table];
}
