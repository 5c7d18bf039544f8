using System.Collections.Immutable;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>
/// 改正の操作。What one clause of an amending instrument does. Places are named by the words of the text as it stands when the clause has its turn (第3条第2項, 6(3)①), so the operations of an instrument
/// come one after another. The hierarchy is closed; each kind is written and read by one file under <c>Forms</c>.
/// </summary>
public abstract record AmendingOperation
{
    private AmendingOperation()
    {
    }

    /// <summary>The place, in words, without 同条 and the like: 第3条第2項, 6(3)①, 附則第2項, 題名, 目次, 前書.</summary>
    public abstract string Address { get; init; }

    /// <summary>字句の改正: all changes of one 「中」 at once, each found on the words as they were.</summary>
    public sealed record ChangeWords(string Address, ImmutableArray<WordChange> Changes) : AmendingOperation;

    /// <summary>次のように改める: a provision with all below it, or the 題名, the lines below it, the 目次, or the whole text.</summary>
    public sealed record Rewrite(string Address, string Block) : AmendingOperation
    {
        /// <summary>全部改正</summary>
        public bool IsOfWhole => Address == InstrumentAddress.Whole;
    }

    /// <summary>削る: one provision or several.</summary>
    public sealed record Delete(string Address) : AmendingOperation;

    /// <summary>加える: new provisions beside a provision or within it, or within the 本則.</summary>
    /// <param name="Block">Their lines.</param>
    public sealed record Add(string Address, AddedSide Side, string Block) : AmendingOperation
    {
        /// <summary>条, 項, 号, as the instrument counts them; null for 次のように.</summary>
        public string? Unit { get; init; }

        /// <summary>How many it says to add.</summary>
        public int Count { get; init; }

        /// <summary>次の章名を付する: the articles that follow stay as they are.</summary>
        public bool IsOfName => Side == AddedSide.Before && Unit is [_, '名'];

        /// <summary>第1号 or ア, as which it is added before the others; only with <see cref="AddedSide.First"/>.</summary>
        public string As { get; init; } = "";
    }

    /// <summary>番号の改正: 第5条を第6条とする.</summary>
    /// <param name="Number">第6条, 第2項, (3); between 「」 the label as it is to be written.</param>
    public sealed record Renumber(string Address, string Number) : AmendingOperation;

    /// <summary>繰下げ・繰上げ of a row of neighbours.</summary>
    /// <param name="Address">The first of them.</param>
    /// <param name="Last">The last of them.</param>
    /// <param name="By">Above nought for 繰下げ, below for 繰上げ.</param>
    public sealed record Shift(string Address, string Last, int By) : AmendingOperation
    {
        /// <summary>第5条及び第6条を1条ずつ繰り下げる: two that are told by both names.</summary>
        public bool IsPair { get; init; }
    }

    /// <summary>見出しを改め、付し、又は削る。</summary>
    /// <param name="Caption">Without its brackets; null when it goes.</param>
    public sealed record SetCaption(string Address, string? Caption) : AmendingOperation
    {
        /// <summary>付する: there was none before.</summary>
        public bool IsNew { get; init; }

        /// <summary>Whether it stands before several articles that share it: 第4条の前の見出し.</summary>
        public bool IsBefore { get; init; }

        /// <summary>Whether it is the name of a chapter, or the 題名.</summary>
        public bool IsName { get; init; }

        /// <summary>Whether nothing becomes of it but that it goes with its articles to their new numbers.</summary>
        internal bool IsMove { get; init; }

        /// <summary>Whether it is told without brackets, as it stands on the line of a number (2　体制).</summary>
        public bool IsBare { get; init; }
    }

    /// <summary>ただし書又は後段を加える。次の見出しを付する。</summary>
    public sealed record AddSentence(string Address, AddedSentence Sentence, string Block) : AmendingOperation
    {
        /// <summary>Whether a caption comes before several articles that share it: 第4条の前に次の見出しを付する.</summary>
        public bool IsBefore { get; init; }
    }
}

/// <summary>字句の変更。Of what is replaced, added after other words, or deleted.</summary>
/// <param name="Was">The words that are looked for: they stand once in the place.</param>
/// <param name="Becomes">What stands there afterwards, with the words that something was added after.</param>
public readonly record struct WordChange(string Was, string Becomes)
{
    /// <summary>Whether the words stay and others come after them, which are seen on paper where they begin and end.</summary>
    public bool IsAddition => Was.Length > 0 && Becomes.Length > Was.Length && Becomes.StartsWith(Was, StringComparison.Ordinal) && !char.IsWhiteSpace(Becomes[Was.Length]) && !char.IsWhiteSpace(Becomes[^1]) && !IsWithinWord(Becomes[Was.Length - 1], Becomes[Was.Length]);

    /// <summary>サーバ|ー, 3|A: nothing is put behind a word that it is a part of.</summary>
    private static bool IsWithinWord(char before, char after) => (after == 'ー' && before is >= '\u30a1' and <= '\u30fa') || (char.IsAsciiLetterOrDigit(before) && char.IsAsciiLetterOrDigit(after));
}

/// <summary>加える位置。</summary>
public enum AddedSide
{
    /// <summary>の次に</summary>
    After,

    /// <summary>の前に</summary>
    Before,

    /// <summary>に: as the last in it</summary>
    In,

    /// <summary>に第1号として: as the first in it</summary>
    First,
}

/// <summary>加える文。</summary>
public enum AddedSentence
{
    /// <summary>ただし書</summary>
    Proviso,

    /// <summary>後段</summary>
    LatterPart,

    /// <summary>見出し, on the line behind 次の見出しを付する</summary>
    Caption,
}
