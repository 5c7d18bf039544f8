using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>改め文を当てられない理由。</summary>
public static partial class InstrumentErrors
{
    public static DomainError Unread { get; } = new(
        "instrument.unread",
        "改め文として読み取れない行です。本文は変わっていません。書き方を確かめてください。",
        "This line is not read as an amending sentence. The text has not been changed. Check how it is written.");

    public static DomainError NothingRead { get; } = new(
        "instrument.empty",
        "改正規定がありません。本文は変わっていません。「第3条中「…」を「…」に改める。」のような文を書いてください。",
        "There is no amending sentence. The text has not been changed. Write sentences such as 第3条中「…」を「…」に改める。");

    public static DomainError OtherText { get; } = new(
        "instrument.other-text",
        "改め文が改める規程の題名が、この本文の題名と違います。本文は変わっていません。改める規程を確かめてください。",
        "The instrument amends a text of another title. The text has not been changed. Check which text it is for.");

    public static DomainError PlaceIsMissing { get; } = new(
        "instrument.place-missing",
        "改める箇所が本文にありません。本文は変わっていません。条項の番号と、基にした本文を確かめてください。",
        "The text has no such place. The text has not been changed. Check the number, and the text that the instrument was written for.");

    public static DomainError WordsMissing { get; } = new(
        "instrument.words-missing",
        "改める字句がその箇所にありません（空振り）。本文は変わっていません。字句と箇所を確かめてください。",
        "The words are not in that place. The text has not been changed. Check the words and the place.");

    public static DomainError WordsTwice { get; } = new(
        "instrument.words-twice",
        "改める字句がその箇所に二つ以上あり、どれか決められません。本文は変わっていません。前後の字句を加えるか、項や号まで指定してください。",
        "The words are in that place more than once. The text has not been changed. Quote more of the words around them, or name the paragraph or item.");

    public static DomainError WordsOverlap { get; } = new(
        "instrument.words-overlap",
        "一つの改正規定で改める字句が重なっています。本文は変わっていません。まとめて一つの字句にしてください。",
        "Two of the changed words overlap. The text has not been changed. Quote them as one.");

    public static DomainError NumberTaken { get; } = new(
        "instrument.number-taken",
        "その番号の条項がすでにあります。本文は変わっていません。先にその条項の番号を改めるか、削ってください。",
        "There is a provision of that number already. The text has not been changed. Renumber or delete that one first.");

    /// <summary>第4条を第3条の2とし、第3条の2を第3条の3とする</summary>
    public static DomainError RenumberedTwice { get; } = new(
        "instrument.renumbered-twice",
        "一つの文で同じ条項の番号を二度改めています。本文は変わっていません。番号を空ける順（後ろの条項から）に並べてください。",
        "In one sentence the same provision gets a number twice. The text has not been changed. Begin with the one that makes room.");

    /// <summary>第9条第1項を削る, and 第2項 stays 第2項</summary>
    public static DomainError FirstIsMissing { get; } = new(
        "instrument.first-missing",
        "第2項以下が残るのに、第1項がなくなります。本文は変わっていません。残る項の番号を改める文も書いてください。",
        "第1項 goes, and 第2項 keeps its number. The text has not been changed. Renumber the paragraphs that stay as well.");

    /// <summary>題名の次に次の目次を付する, and there is one</summary>
    public static DomainError ContentsStand { get; } = new(
        "instrument.contents-stand",
        "本文には既に目次があります。本文は変わっていません。「目次を次のように改める。」としてください。",
        "The text has a 目次 already. The text has not been changed. Write 目次を次のように改める。");

    public static DomainError NumberUnreadable { get; } = new(
        "instrument.number-unreadable",
        "新しい番号を、周りの条項の書き方で書けません。本文は変わっていません。番号を確かめてください。",
        "The new number cannot be written the way its neighbours are. The text has not been changed. Check the number.");

    public static DomainError BlockUnreadable { get; } = new(
        "instrument.block-unreadable",
        "加える条項又は改めた後の条項を、その箇所の条項として読み取れません。本文は変わっていません。番号と段階を確かめてください。",
        "What is added or rewritten is not read as provisions of that place. The text has not been changed. Check its numbers and their level.");

    public static DomainError RowUnclear { get; } = new(
        "instrument.row-unclear",
        "表の項又は欄を、その名で一つに決められません。本文は変わっていません。項や欄の名と、表の行の分け方を確かめてください。",
        "The row or the column of the table is not found by its name, or is not the only one. The text has not been changed. Check the name, and how the table is cut into cells.");

    public static DomainError SupplementUnreadable { get; } = new(
        "instrument.supplement-unreadable",
        "改正文の附則を、本文の附則として読み取れません。本文は変わっていません。「附則」の行と、その後の項の番号を確かめてください。",
        "The 附則 of the instrument is not read as one of the text. The text has not been changed. Check the line 附則 and the numbers of the paragraphs below it.");

    public static DomainError BlockMissing { get; } = new(
        "instrument.block-missing",
        "「次のように」「次の」の後に、改めた後の文がありません。本文は変わっていません。次の行から書いてください。",
        "Nothing follows 次のように or 次の. The text has not been changed. Write it from the next line on.");

    public static DomainError DateForNothing { get; } = new(
        "instrument.date-for-nothing",
        "附則のただし書が、この改め文にない改正規定の施行期日を定めています。本文は変わっていません。ただし書の条項を確かめてください。",
        "The 附則 gives a day for something that the instrument does not amend. The text has not been changed. Check the provisions that it names.");

    public static DomainError TableLineUnread { get; } = new(
        "instrument.table-line-unread",
        "対照表の行として読み取れません。本文は変わっていません。改正後と改正前の欄の間をタブで区切ってください。",
        "This line is not read as a line of the table. The text has not been changed. Put a tab between the two sides.");

    public static DomainError TableLineMissing { get; } = new(
        "instrument.table-line-missing",
        "改正前の欄のこの行が、本文のこの位置にありません（空振り）。本文は変わっていません。字句と、行の順を確かめてください。",
        "The text does not have this line of the old side at this place. The text has not been changed. Check its words and the order of the lines.");

    public static DomainError TableOmissionsDiffer { get; } = new(
        "instrument.table-omissions-differ",
        "「（略）」の数が改正後の欄と改正前の欄で違います。本文は変わっていません。両方の欄で同じ所を略してください。",
        "The two sides do not leave out （略） the same parts. The text has not been changed. Leave out the same on both sides.");

    public static DomainError TableDeletesInPart { get; } = new(
        "instrument.table-deletes-in-part",
        "削る条項の一部だけが改正前の欄にあります。本文は変わっていません。見出しと、その条項の下にあるものを全て書くか、「（略）」としてください。",
        "Of a provision that is to go, the old side has only a part. The text has not been changed. Write its caption and all below it there, or （略）.");

    public static DomainError TableChangesNothing { get; } = new(
        "instrument.table-changes-nothing",
        "この対照表では本文が変わりません。改正後の欄と改正前の欄、改める規程を確かめてください。",
        "With this table nothing in the text changes. Check its two sides, and which text it is for.");

    public static DomainError DatesDiffer { get; } = new(
        "instrument.dates-differ",
        "改正規定によって施行期日が違います。何も保存していません。施行日に、附則にある日の一つを入れてください。早い日から一日分ずつ取り込みます。",
        "Its clauses are in force from different days. Nothing was saved. Enter one of the days of its 附則 as the day of effect: they are taken in one day at a time, the earliest first.");

    public static DomainError EarlierDatesFirst { get; } = new(
        "instrument.earlier-dates-first",
        "この改正文の、より早い施行期日の分が、まだ本文に入っていません。何も保存していません。早い日の分を取り込んで公布してから、この日の分を取り込んでください。",
        "The part of this amending text that is in force earlier is not yet in the text. Nothing was saved. Take in and publish the earlier part first, then this one.");

    public static DomainError DaysOfArticles { get; } = new(
        "instrument.days-of-articles",
        "附則が条ごとに定める施行期日を読み取れませんでした。本文は変わっていません。附則を「第2条の規定は、令和9年10月1日から施行する。」の形に直してください。",
        "The days that the 附則 has for each article are not read. The text has not been changed. Write it as 第2条の規定は、令和9年10月1日から施行する。");

    public static DomainError SupplementNeedsDate { get; } = new(
        "instrument.supplement-needs-date",
        "改正文に附則があります。何も保存していません。本文に附則を書くため、制定・改正日を入れてください。",
        "The amending text has a 附則 of its own. Nothing was saved. Enter the day on which it was made, so that the 附則 can be written into the text.");

    public static DomainError DayNotGiven { get; } = new(
        "instrument.day-not-given",
        "制定・改正日が入っていません。改正の行と附則の日は空けてあります。日を入れると、そこに書きます。",
        "The day on which it was made is not given. The line 改正 and the day of the 附則 are left open, and are written when it is entered.");

    public static DomainError TableLineTwice { get; } = new(
        "instrument.table-line-twice",
        "改正前の欄のこの行が、本文の二つ以上の所にあります。本文は変わっていません。どの条の行か分かるように、条の番号の行から書いてください。",
        "This line of the old side is in the text more than once. The text has not been changed. Write it from the line with the number of its article on.");

    public static DomainError TablePlaceUnclear { get; } = new(
        "instrument.table-place-unclear",
        "改正後の欄に加わる行が「（略）」と「（略）」の間にあり、どこに入るか決められません。本文は変わっていません。その直前の行を両方の欄に書いてください。",
        "A new line stands between two （略）, which do not tell where it comes. The text has not been changed. Write the line right before it on both sides.");

    public static DomainError TableNumbersClash { get; } = new(
        "instrument.table-numbers-clash",
        "この対照表を当てると、番号が重なるか、順に並びません。本文は変わっていません。動く番号の条項と、間の条項を「（略）」で両方の欄に書いてください。",
        "With this table a number would stand twice, or behind a higher one. The text has not been changed. Write what moves, and what lies between as （略）, on both sides.");
}
