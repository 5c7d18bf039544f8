using System.Globalization;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

// Refusals that tell what stands in the text.
public static partial class InstrumentErrors
{
    /// <summary>誤爆: the words stand there only as a part of a number.</summary>
    /// <param name="stands">What stands there in full.</param>
    public static DomainError WordsInNumber(string words, string stands) => new(
        "instrument.words-in-number",
        $"「{words}」は、その箇所では「{stands}」の一部です（誤爆）。本文は変わっていません。数の全体を引用してください。",
        $"In that place 「{words}」 is only a part of 「{stands}」. The text has not been changed. Quote the whole number.");

    /// <summary>The words stand there by themselves and as a part of a number.</summary>
    public static DomainError WordsTwiceAs(string words, string stands) => WordsTwice with
    {
        Japanese = $"「{words}」は、その箇所では{stands}にあり、どれか決められません。本文は変わっていません。前後の字句を加えるか、項や号まで指定してください。",
        English = $"In that place 「{words}」 stands in {stands}. The text has not been changed. Quote more of the words around them, or name the paragraph or item.",
    };

    /// <summary>A second ただし書 or 後段.</summary>
    public static DomainError SentenceStands(string part) => new(
        "instrument.sentence-stands",
        $"その箇所には既に{part}があります。本文は変わっていません。{part}を改める文にするか、字句を加える文にしてください。",
        $"The place has a {part} already. The text has not been changed. Rewrite it, or add words to it.");

    /// <summary>A ただし書 that does not begin with ただし, a 後段 that does.</summary>
    public static DomainError SentenceIsOther(string part) => new(
        "instrument.sentence-other",
        part == SentenceParts.Proviso ? "ただし書が「ただし、」で始まっていません。本文は変わっていません。ただし書を削って後段として加える文にするか、書き出しを確かめてください。" : "後段が「ただし、」で始まっています。本文は変わっていません。ただし書として加えてください。",
        part == SentenceParts.Proviso ? "The ただし書 does not begin with ただし. The text has not been changed. Delete it and add a 後段, or check how it begins." : "The 後段 begins with ただし. The text has not been changed. Add it as a ただし書.");

    /// <summary>「A」を「A」に改める</summary>
    public static DomainError ChangesNothing(string words) => new(
        "instrument.changes-nothing",
        $"「{words}」を同じ字句に改めています。本文は変わりません。改めた後の字句を確かめてください。",
        $"「{words}」 would become the same words: nothing changes. Check the words that it should become.");

    /// <summary>「甲」を「乙」に改め、同項中「乙」を「丙」に改める</summary>
    public static DomainError WordsJustWritten(string words) => new(
        "instrument.words-just-written",
        $"「{words}」は、同じ文の前の部分で書いた字句です。本文は変わっていません。元の字句から一度に改めてください。",
        $"「{words}」 is what the same sentence has written before. The text has not been changed. Change the words of the text at once to what they should become.");

    /// <summary>○○規程（令和8年規程第5号） where the text is 令和8年規程第4号.</summary>
    public static DomainError OtherNumber(string told, string own) => new(
        "instrument.other-number",
        $"改正文は「{told}」を改めるとしていますが、この規程は「{own}」です。改める規程と番号を確かめてください。",
        $"The instrument says that it amends 「{told}」, and this text is 「{own}」. Check which text is meant, and its number.");

    /// <summary>A day on which nothing of the document was in force yet.</summary>
    public static DomainError BeforeFirstEdition(string day, string first) => new(
        "instrument.before-first-edition",
        $"{day}に施行されている版がありません。最初の版は{first}施行です。その版に当てています。施行日を確かめてください。",
        $"No edition was in force on {day}; the first one is from {first}, and it is what was tried. Check the day of effect.");

    /// <summary>令和8年2月1日から施行し、令和9年4月1日から施行する</summary>
    public static DomainError InForceTwice(string days) => new(
        "instrument.in-force-twice",
        $"附則が同じ改正規定の施行期日を{days}と二度定めています。一方は「適用する」か、「ただし、…の改正規定は」の書き落としではありませんか。",
        $"The 附則 has two days ({days}) from which the same is in force. Is one of them the day from which it applies (適用する), or of a clause that is not named?");

    public const string InForceBeforeMadeCode = "instrument.in-force-before-made";

    /// <summary>施行する for a day before the instrument was made.</summary>
    public static DomainError InForceBeforeMade(string day, string made) => new(
        InForceBeforeMadeCode,
        $"附則の施行期日{day}は、改正の日{made}より前です。さかのぼらせるときは「公布の日から施行し、{day}から適用する。」と書きます。",
        $"The 附則 puts it in force on {day}, before it was made on {made}. What reaches back is written 公布の日から施行し、{day}から適用する。");

    /// <summary>(5) behind (3).</summary>
    public static DomainError NumberLeavesGap(string label, string before) => new(
        "instrument.number-leaves-gap",
        $"加える「{label}」は「{before}」の次に来て、間の番号が空きます。番号を確かめてください。このまま取り込むこともできます。",
        $"「{label}」 comes behind 「{before}」, and the numbers between them are free. Check the number; it can be taken in as it is.");

    public static DomainError NotAgreeing { get; } = new(
        "instrument.not-agreeing",
        "この改め文を改正前の本文に当てても、改正後の本文と一致しません。改正後の本文を確かめてください。",
        "This instrument, applied to the old text, does not give the new one. Look at the new text.");

    /// <summary>次の2条を加える, and one follows.</summary>
    /// <param name="unit">What is counted: 条, 項, 号.</param>
    public static DomainError CountDiffers(string unit, int said, int follows) => new(
        "instrument.count-differs",
        string.Create(CultureInfo.InvariantCulture, $"「次の{said}{unit}」とありますが、後に続くのは{follows}{unit}です。本文は変わっていません。数か、加えるものを確かめてください。"),
        string.Create(CultureInfo.InvariantCulture, $"It says 次の{said}{unit}, but {follows} follow. The text has not been changed. Check the number, or what is added."));

    /// <summary>An instrument for several texts of which not one part alone names this one.</summary>
    public static DomainError SeveralTexts(IReadOnlyCollection<string> titles) => new(
        "instrument.several-texts",
        $"この改め文は{string.Concat(titles.Select(title => $"「{title}」"))}を改めますが、この本文の題名を名指す部分が一つに決まりません。本文は変わっていません。改める規程と、本文の題名を確かめてください。",
        $"The instrument amends {string.Concat(titles.Select(title => $"「{title}」"))}, and not one part alone names this text by its title. The text has not been changed. Check which text it is for, and its title.");

    /// <summary>見出しを付する where there is one.</summary>
    /// <param name="address">The provision.</param>
    /// <param name="caption">The one that it has.</param>
    /// <param name="becomes">The one that it is to get.</param>
    public static DomainError CaptionStands(string address, string caption, string becomes) => new(
        "instrument.caption-stands",
        $"{address}には、見出し「{caption}」がすでにあります。本文は変わっていません。「{address}の見出しを「{becomes}」に改める。」と書いてください。",
        $"{address} has a caption already: 「{caption}」. The text has not been changed. Write 「{address}の見出しを「{becomes}」に改める。」.");

    /// <summary>前に見出しとして…を付する where the article has one of its own.</summary>
    public static DomainError CaptionStandsBefore(string address, string caption, string becomes) => new(
        "instrument.caption-stands",
        $"{address}には、見出し「{caption}」がすでにあります。本文は変わっていません。先に「{address}の見出しを削り、同条の前に見出しとして「{becomes}」を付し、」と書いてください。",
        $"{address} has a caption already: 「{caption}」. The text has not been changed. Take it away first: 「{address}の見出しを削り、同条の前に見出しとして「{becomes}」を付し、」.");

    /// <summary>見出しを改める where there is none.</summary>
    public static DomainError CaptionIsMissing(string address, string becomes) => new(
        "instrument.caption-missing",
        $"{address}には、見出しがありません。本文は変わっていません。「{address}に見出しとして「{becomes}」を付する。」と書いてください。",
        $"{address} has no caption. The text has not been changed. Write 「{address}に見出しとして「{becomes}」を付する。」.");
}
