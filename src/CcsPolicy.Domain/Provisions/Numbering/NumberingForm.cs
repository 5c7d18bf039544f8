namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>番号の書き方。One way of writing the number of a unit: what it looks like, how it goes on, whether it branches.</summary>
internal abstract class NumberingForm
{
    /// <summary>The name used in docs/reference/provision-text.md.</summary>
    public abstract string Name { get; }

    /// <summary>How the form stands among the others.</summary>
    public abstract FormRank Rank { get; }

    /// <summary>枝番号 (第4条の2) are written in this form.</summary>
    public virtual bool HasBranches => false;

    /// <summary>The sign shows by itself that it is a number: (1), ①, 第1条. A plain digit or letter needs a gap after it.</summary>
    public virtual bool IsClosed => false;

    /// <summary>Reads a label at the start of <paramref name="text"/>, which has been folded by <c>Folding</c>.</summary>
    public abstract bool TryRead(ReadOnlySpan<char> text, out NumberReading reading);

    /// <summary>Writes the number; null when this form has no sign for it.</summary>
    public abstract string? Write(ProvisionNumber number, Numerals numerals);

    /// <summary>The number after, within the same list; null after the last sign of the form.</summary>
    public virtual ProvisionNumber? Next(ProvisionNumber number) => number.IsNone ? null : number.With(number.Last + 1);

    public override string ToString() => Name;
}

/// <summary>What was read: the number, the last number when the label spans several (第7条から第9条まで), and the length of the label.</summary>
internal readonly record struct NumberReading(ProvisionNumber Number, ProvisionNumber Through, int Length);

/// <summary>数字の種類。</summary>
internal enum Numerals
{
    Half,
    Full,
    Kanji,
}

/// <summary>The order of the forms with a fixed place; all others are placed by the levels that are open.</summary>
internal enum FormRank
{
    Part = 1,
    Chapter = 2,
    Section = 3,
    Subsection = 4,
    Division = 5,
    Article = 6,
    Floating = 7,
    Root = 0,
}
