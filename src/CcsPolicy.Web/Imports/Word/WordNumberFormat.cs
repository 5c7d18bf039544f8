using System.Globalization;
using System.Text;

namespace CcsPolicy.Web.Imports.Word;

/// <summary>Word の番号書式。Writes a number the way Word shows it for the value of <c>w:numFmt</c>; what lies outside a format's range is shown in digits, as Word does.</summary>
internal static class WordNumberFormat
{
    private const string Gojuon = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
    private const string HalfGojuon = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
    private const string Iroha = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";
    private const string HalfIroha = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳｨﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼｪﾋﾓｾｽ";
    private const string Stems = "甲乙丙丁戊己庚辛壬癸";
    private const string Branches = "子丑寅卯辰巳午未申酉戌亥";
    private const string Enclosed = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉";
    private const string CommonDigits = "〇一二三四五六七八九";
    private const string LegalDigits = "〇壱弐参四伍六七八九";

    public static string Write(int number, string format) => format switch
    {
        "none" or "bullet" => "",
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "decimalFullWidth" or "decimalFullWidth2" => Shifted(Digits(number), '0', '０'),
        "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" => Within(number, 20, '①'),
        "decimalEnclosedParen" => Within(number, 20, '⑴'),
        "decimalEnclosedFullstop" => Within(number, 20, '⒈'),
        "aiueo" => Of(number, HalfGojuon),
        "aiueoFullWidth" => Of(number, Gojuon),
        "iroha" => Of(number, HalfIroha),
        "irohaFullWidth" => Of(number, Iroha),
        "ideographTraditional" => Of(number, Stems),
        "ideographZodiac" => Of(number, Branches),
        "ideographEnclosedCircle" => Of(number, Enclosed),
        "ideographDigital" or "japaneseDigitalTenThousand" or "taiwaneseDigital" => string.Concat(Digits(number).Select(c => CommonDigits[c - '0'])),
        "japaneseCounting" or "chineseCounting" or "chineseCountingThousand" or "taiwaneseCounting" or "taiwaneseCountingThousand"
            => Counting(number, CommonDigits, "十百千万"),
        "japaneseLegal" or "ideographLegalTraditional" or "chineseLegalSimplified" => Counting(number, LegalDigits, "拾百阡萬"),
        "lowerLetter" => Letters(number, 'a'),
        "upperLetter" => Letters(number, 'A'),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "upperRoman" => Roman(number),
        "numberInDash" => $"- {Digits(number)} -",
        _ => Digits(number),
    };

    private static string Digits(int number) => Math.Max(0, number).ToString(CultureInfo.InvariantCulture);

    private static string Shifted(string digits, char from, char to) => string.Concat(digits.Select(c => (char)(c - from + to)));

    private static string Within(int number, int last, char first) =>
        number >= 1 && number <= last ? ((char)(first + number - 1)).ToString() : Digits(number);

    private static string Of(int number, string series) =>
        number >= 1 && number <= series.Length ? series[number - 1].ToString() : Digits(number);

    /// <summary>a … z, then aa, bb …: Word repeats the letter instead of counting in two places.</summary>
    private static string Letters(int number, char first) =>
        number is >= 1 and <= 780 ? new string((char)(first + (number - 1) % 26), (number - 1) / 26 + 1) : Digits(number);

    private static string Counting(int number, string digits, string powers)
    {
        if (number is < 1 or > 99_999_999)
            return Digits(number);
        var text = new StringBuilder();
        if (number >= 10_000)
            text.Append(Counting(number / 10_000, digits, powers)).Append(powers[3]);
        var rest = number % 10_000;
        for (int unit = 1000, place = 2; unit >= 10; unit /= 10, place--)
        {
            var digit = rest / unit % 10;
            if (digit > 1)
                text.Append(digits[digit]);
            if (digit > 0)
                text.Append(powers[place]);
        }
        return rest % 10 > 0 ? text.Append(digits[rest % 10]).ToString() : text.ToString();
    }

    private static string Roman(int number)
    {
        if (number is < 1 or > 3999)
            return Digits(number);
        ReadOnlySpan<(int Value, string Sign)> signs =
            [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var text = new StringBuilder();
        foreach (var (value, sign) in signs)
        {
            for (; number >= value; number -= value)
                text.Append(sign);
        }
        return text.ToString();
    }
}
