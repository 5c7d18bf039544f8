using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Amendments.Instruments.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>箇所の言い方。Places as instruments name them: 同条 and 同項 for what was named before, several joined by 及び, and the part of a provision that is meant.</summary>
internal static partial class InstrumentAddress
{
    public const string Title = "題名";
    public const string Preamble = "前書";
    public const string Contents = "目次";
    public const string Body = "本則";
    public const string Whole = "全部";
    public const string Supplement = "附則";

    /// <summary>No place is told in more words.</summary>
    public const int Longest = 200;

    /// <summary>Units from the highest to the lowest; 同条 takes over all down to 条.</summary>
    private static readonly SearchValues<char> Units = SearchValues.Create("編章節款目条項号");

    /// <summary>The place in full: 同条第2項 after 第3条第1項 is 第3条第2項.</summary>
    public static string InFull(string words, string focus)
    {
        words = AsNamed(words);
        if (words.Length < 2 || words[0] != '同')
            return words;
        var unit = words[1];
        // 同表, 同様式 and 同附則 are the one that was named, with its number.
        if (unit is '表' or '様' or '附')
            return Appended().Match(focus) is { Success: true } named ? Joined(named.Value, words[(unit == '表' ? 2 : 3)..]) : words;
        var upTo = focus.LastIndexOf(unit);
        return upTo < 0 ? words : focus[..End(focus, upTo)] + words[2..];
    }

    /// <summary>A table and what is told of it: 別表第1の3の項, since 別表第13の項 would be of 別表第13.</summary>
    public static string Joined(string table, string step) =>
        table.Length > 0 && step.Length > 0 && ((EraNumeral.ArabicDigit(table[^1]) >= 0 && EraNumeral.ArabicDigit(step[0]) >= 0) || (EraNumeral.KanjiValue(table[^1]) >= 0 && EraNumeral.KanjiValue(step[0]) >= 0)) ? $"{table}の{step}" : table + step;

    /// <summary>様式第1号 for 様式第1号（第9条関係）: what the text says beside the name of a table or a form is no part of the place.</summary>
    public static string WithoutRelation(string words) => Relation().Replace(words, "");

    /// <summary>Whether the place is in a table that has a name: 別表第1, 別表第1会議室の項, 第7条の表.</summary>
    public static bool IsInTable(string address) => address.StartsWith("別表", StringComparison.Ordinal) || address.EndsWith("の表", StringComparison.Ordinal) || TablePlace.IsOne(address);

    /// <summary>附則 for 付則, which is the same in other signs.</summary>
    public static string AsNamed(string words) => words.StartsWith("付則", StringComparison.Ordinal) ? "附" + words[1..] : words;

    /// <summary>What 同条 and 同項 mean after an operation: a provision that was renumbered is the same under its new number.</summary>
    public static string FocusAfter(AmendingOperation operation, string address)
    {
        if (operation is not AmendingOperation.Renumber { Number: var number } || number[0] == '「')
            return PartOf(address).Place;
        if (RowNumber(number) is not null)
            return TableOf(address) is { Length: > 0 } table ? Joined(table, number) : address;
        if (Row(address) is { } row)
            (address, number) = (row.First, Row(number)?.First ?? number);
        return LastStep(number).Length < number.Length ? number : address[..^LastStep(address).Length] + number;
    }

    /// <summary>The place in short after another: 同条第2項 for 第3条第2項 when 第3条 was named.</summary>
    public static string InShort(string address, string focus)
    {
        if (TablePlace.IsOne(Joints().Split(address)[0]) && Appended().Match(focus) is { Success: true } table && address.StartsWith(table.Value, StringComparison.Ordinal))
            return address == focus && address.EndsWith("の項", StringComparison.Ordinal) ? "同項" : "同表" + Rows(address[table.Length..], table.Value);
        if (TableOf(address) is { Length: > 0 } own)
            return own + Rows(address[own.Length..], own);
        // 別表を別表第1とし、同表の次に; 附則を附則第1項とし、同項に見出しとして
        if (address == focus && address.StartsWith("別表", StringComparison.Ordinal) && Appended().Match(address).Length == address.Length)
            return "同表";
        if (address == focus && address.StartsWith("附則第", StringComparison.Ordinal) && address[^1] == '項' && Joint(address).Count == 0)
            return "同項";
        if (focus.Length == 0 || !address.Contains('条', StringComparison.Ordinal))
            return address;
        foreach (var unit in "号項条")
        {
            var at = focus.LastIndexOf(unit);
            if (at < 0)
                continue;
            var known = focus[..End(focus, at)];
            if (address.StartsWith(known, StringComparison.Ordinal) && (address.Length == known.Length || address[known.Length] is '第' || (unit == '号' && !char.IsDigit(address[known.Length]) && address[known.Length] != 'の')))
                return "同" + unit + address[known.Length..];
        }
        return address;
    }

    /// <summary>The table of a row: 別表第1 of 別表第1会議室の項; empty where it has no name.</summary>
    public static string TableOf(string address) => TablePlace.IsOne(Joints().Split(address)[0]) && Appended().Match(address) is { Success: true } table ? table.Value : "";

    /// <summary>会議室の項及び和室の項: further rows of a table without its name.</summary>
    private static string Rows(string rows, string table) =>
        Joint(rows).Count == 0 ? rows : Without(Without(rows, "、", table), "及び", table);

    private static string Without(string rows, string joint, string table) => rows.Replace($"{joint}{table}の", joint, StringComparison.Ordinal).Replace(joint + table, joint, StringComparison.Ordinal);

    /// <summary>The place without the part of it that is meant (第3条の見出し, 第3条第1項ただし書).</summary>
    public static (string Place, string Part) PartOf(string address)
    {
        foreach (var part in Parts)
            if (address.EndsWith(part, StringComparison.Ordinal) && address.Length > part.Length)
                return (address[..^part.Length].TrimEnd('の'), part);
        // 第2号アからクまで以外の部分 is what the item says itself.
        return Besides().Match(address) is { Success: true, Index: > 0 } besides ? (address[..besides.Index], OwnWords) : (address, "");
    }

    /// <summary>What stands between several places that are named at once.</summary>
    public static MatchCollection Joint(string words) => Joints().Matches(words);

    /// <summary>The first and the last of a row: 第5条から第7条まで, 第5条から第7条までの規定; null when it is none.</summary>
    public static (string First, string Last)? Row(string address)
    {
        if (Rows().Match(address) is not { Success: true } row)
            return null;
        var (first, last) = (row.Groups["first"].Value, row.Groups["last"].Value);
        // 第3条第4項から第6項まで: the last is of the same article.
        return (first, LastOf(first, last));
    }

    /// <summary>The last of a row that begins with a place: 第6項 of 第3条第4項から第6項まで is of the same article, (7) of 2(3)から(7)まで of the same number.</summary>
    public static string LastOf(string first, string last) =>
        !last.Contains('条', StringComparison.Ordinal) && LastStep(first).Length < first.Length && LastStep(last).Length == last.Length ? first[..^LastStep(first).Length] + last : last;

    /// <summary>5 of 5の項, the new number of a row; null for anything else.</summary>
    public static string? RowNumber(string number) => NumberedRow().Match(number) is { Success: true } row ? row.Groups["number"].Value : null;

    /// <summary>Several places that were named at once: 第3条第1項及び第3項, 第5条から第7条まで stays one.</summary>
    public static IEnumerable<string> Several(string address)
    {
        var before = "";
        foreach (var one in Joints().Split(address))
        {
            var words = one;
            if (before.Length > 0 && words.Length > 2 && words[0] == '第' && words[^1] is '項' or '号' && !words.Contains("の項", StringComparison.Ordinal) && !words.Contains('条', StringComparison.Ordinal))
            {
                // 第3条第1項及び第3項: the second is of the same article.
                var at = before.LastIndexOf(words.Contains('項', StringComparison.Ordinal) ? '項' : '号');
                var start = at < 0 ? before.Length : before.LastIndexOf('第', at);
                words = before[..Math.Max(start, 0)] + words;
            }
            else if (before.Length > 0)
            {
                // 第7条前段及び後段; 第2号ア及びイ, 3(2)①及び②
                words = SentenceParts.IsName(words) ? PartOf(before).Place + words : Beside(before, words) ?? words;
            }
            yield return before = words;
        }
    }

    /// <summary>The last step of a place: 第2項 of 第3条第2項, ア of 第2号ア, ② of 3(2)② and of 3の(2)の②; the whole where it has only one.</summary>
    public static string LastStep(string address) =>
        LastSign().Match(address) is { Success: true } sign ? sign.Value : IsOfUnits(address[Math.Max(address.LastIndexOf('第'), 0)..]) ? address[address.LastIndexOf('第')..] : address;

    /// <summary>3(2)④ for ④ after 3(2)③, 3(4) for (4) after 3(2)③: a sign is counted with the last one of its form that was named. Null where there is none.</summary>
    public static string? Beside(string named, string words) =>
        named.Length <= Longest && words.Length > 0 && FirstSign().Match(words) is { Success: true } sign && LabelNumber.Of(sign.Value).Form is var form && Signs().Matches(named).LastOrDefault(step => LabelNumber.Of(step.Value).Form == form) is { } same
            ? named[..same.Index] + words : null;

    /// <summary>Whether the words can be a place at all: numbers, signs and the names of parts. A provision that ends in とする is none.</summary>
    public static bool IsPlace(string words) => words.Length is > 0 and <= Longest && Joints().Split(words).Index().All(one => Named().IsMatch(one.Item.Trim()) || TablePlace.IsOne(one.Item.Trim()) || (one.Index > 0 && SentenceParts.IsName(one.Item)));

    /// <summary>Whether the words can be the name of a division that has no number: 序文.</summary>
    public static bool IsName(string words) => Name().IsMatch(words) && !Named().IsMatch(words);

    public static bool IsOfUnits(string number) => number.Length > 2 && number[0] == '第' && Units.Contains(number[LastUnit(number)]);

    /// <summary>The place with its numbers in the other signs: 第三条 for 第3条, and 第3条 for 第三条.</summary>
    public static string InOtherNumerals(string address) => Numeral().Replace(address, number =>
    {
        var at = 0;
        return !EraNumeral.TryRead(number.Value, ref at, out var value) || at < number.Length ? number.Value
            : EraNumeral.ArabicDigit(number.Value[0]) >= 0 ? EraNumeral.Kanji(value) : value.ToString(CultureInfo.InvariantCulture);
    });

    /// <summary>6(3)① for 6の(3)の①.</summary>
    public static string WithoutJoints(string address) => StepJoint().Replace(address, "");

    public static readonly string[] Parts = ["の前の見出し", "の見出し", ItsNumber, "の編名", "の章名", "の節名", "の款名", "の目名", WithCaption, OwnWords, OwnWordsOnly, WithoutNotes, Notes, "各号", "ただし書", "本文", "前段", "後段"];

    /// <summary>The number of a 項 that is the only one left.</summary>
    public const string ItsNumber = "の項番号";

    /// <summary>What a provision says without what is below it, as some write it.</summary>
    public const string OwnWordsOnly = "本文（各号列記以外の部分に限る。）";

    /// <summary>An article with its caption.</summary>
    public const string WithCaption = "（見出しを含む。）";

    /// <summary>A table without the notes below it.</summary>
    public const string WithoutNotes = "備考以外の部分";

    /// <summary>What stands below a table.</summary>
    public const string Notes = "備考";

    /// <summary>What a provision says without what is below it.</summary>
    public const string OwnWords = "各号列記以外の部分";

    /// <summary>章名, 節名: what the name of a division is called.</summary>
    public static string NameOf(ProvisionKind division) => $"{"編章節款目"[(int)division]}名";

    public static int LastUnit(string number) => Math.Max(number.AsSpan().LastIndexOfAny(Units), 0);

    // 第3条の2: what follows a unit with の belongs to the number.
    private static int End(string focus, int unit)
    {
        var rest = Branch().Match(focus, unit + 1);
        return rest.Success && rest.Index == unit + 1 ? rest.Index + rest.Length : unit + 1;
    }

    [GeneratedRegex(@"^(?:.+の表|別[表記](?:第[0-9０-９一二三四五六七八九十]+(?![0-9０-９]*号)(?:の[0-9０-９一二三四五六七八九十]+(?![0-9０-９])(?!の[項部款]))*)?|第[0-9０-９一二三四五六七八九十]+号?様式|(?:別記)?様式(?:第[0-9０-９一二三四五六七八九十]+号?)?|[附付]則)")]
    private static partial Regex Appended();

    [GeneratedRegex("(?:各号|[ア-ヶイロハ]から[ア-ヶ]まで)以外の部分$")]
    private static partial Regex Besides();

    [GeneratedRegex("(?<=(?:別[表記紙]|様式)[^（、をに]{0,12})（第[^（）]{1,60}関係）")]
    private static partial Regex Relation();

    [GeneratedRegex("^(?<number>(?:[0-9０-９]{1,4}|[一二三四五六七八九十百]{1,5})(?:の[0-9０-９一二三四五六七八九十]{1,3})?)の項$")]
    private static partial Regex NumberedRow();

    [GeneratedRegex("^(?<first>.+?)から(?<last>.+?)まで(?:の規定)?$")]
    private static partial Regex Rows();

    /// <summary>A number that is a sign and has no unit: (2), ②, ア, with its branches.</summary>
    private const string Sign = "(?:(?<![（(0-9０-９a-zａ-ｚ])(?:[0-9０-９]{1,2}|[a-zａ-ｚア-ン])[)）]|[（(][0-9０-９一-十ア-ヶa-zA-Zⅰ-ⅻ]{1,4}[）)]|[①-⑳㉑-㉟㊱-㊿⑴-⒇㋐-㋾Ⅰ-ⅻ]|(?<![ア-ヶ])[ア-ヶ](?![ア-ヶ]))(?:の[0-9０-９]+(?![0-9０-９]))*";

    /// <summary>What a sign follows: a unit, or a sign of the level above.</summary>
    private const string Above = "(?<=[条項号0-9０-９）)①-⑳㉑-㉟㊱-㊿⑴-⒇㋐-㋾Ⅰ-ⅻア-ヶ]の?)";

    [GeneratedRegex(Above + Sign + "$")]
    private static partial Regex LastSign();

    [GeneratedRegex(Above + Sign)]
    private static partial Regex Signs();

    [GeneratedRegex("^" + Sign)]
    private static partial Regex FirstSign();

    [GeneratedRegex("^(?:[一-龠々ァ-ヶー・]{2,24}|はじめに|おわりに|まえがき|あとがき)$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?:[一-龠々ァ-ヶー・]{2,24}(?=[（(①-⑳⑴-⒇]))?(?>の?(?:[0-9０-９]{1,2}|[a-zａ-ｚア-ン])[)）]|同(?:条|項|号|編|章|節|款|目|表|附則|様式|[ア-ヶ])|本則|題名|前書|目次|全部|[附付]則(?:（[^）]*）)?|別[表記紙図添冊]|(?:別[記紙添])?様式|付[録表図]|[附付]属書|第[0-9０-９一二三四五六七八九十百千]+(?:編|部|章|節|款|目|条|項|号|表)?|の[0-9０-９一二三四五六七八九十]+|の?備考|の?注(?=[0-9０-９第]|$)|(?>[0-9０-９]+)|[-－―‐−.．]|[（(][0-9０-９一-十ア-ヶa-zA-Zⅰ-ⅻ]{1,4}[)）]|[①-⑳㉑-㉟㊱-㊿⑴-⒇Ⅰ-ⅻ㋐-㋾]|(?<![ア-ヶ])[ア-ヶ](?![ア-ヶ])|(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])|の(?=[（(①-⑳㉑-㉟㊱-㊿⑴-⒇])|から(?=[第ア-ヶ0-9０-９（(①-⑳㉑-㉟㊱-㊿⑴-⒇])|まで|の規定)+(?:の前の見出し|の見出し|の項番号|（見出しを含む。）|(?:各号列記|[ア-ヶ]から[ア-ヶ]まで)以外の部分|備考以外の部分|本文（各号列記以外の部分に限る。）|各号|ただし書|本文|前段|後段|の[編章節款目]名)?$")]
    private static partial Regex Named();

    [GeneratedRegex("(?<=第|[条項号章節]の)(?:[0-9０-９]+|[一二三四五六七八九十百千]+)")]
    private static partial Regex Numeral();

    /// <summary>A number in 一, 二, 三.</summary>
    [GeneratedRegex("第[一二三四五六七八九十百千]")]
    public static partial Regex Kanji();

    [GeneratedRegex("(?<=[0-9０-９)）①-⑳⑴-⒇])の(?=[（(①-⑳㉑-㉟㊱-㊿⑴-⒇ア-ヶ])")]
    private static partial Regex StepJoint();

    [GeneratedRegex("(?<!の表)、|(?<=の表)、(?=[第別同])|及び|並びに|又は")]
    private static partial Regex Joints();

    [GeneratedRegex(@"\G(?:の[0-9０-９一二三四五六七八九十百]+)+")]
    private static partial Regex Branch();
}
