using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>行の読み。A line that is not blank: where its words stand, which numbers it may begin with, what it turned out to be.</summary>
internal sealed class SourceLine(int physical, int start, int end)
{
    /// <summary>Index of the physical line, from 0.</summary>
    public int Physical { get; } = physical;

    /// <summary>First character that is not blank.</summary>
    public int Start { get; } = start;

    /// <summary>After the last character that is not blank.</summary>
    public int End { get; } = end;

    /// <summary>Where the words begin after a list mark.</summary>
    public int Body { get; set; } = start;

    /// <summary>Where a caption before the label on the same line ends; 0 when there is none.</summary>
    public int CaptionEnd { get; set; }

    /// <summary>Where the words end before a bracket that closes around the whole line (【第1章 総則】).</summary>
    public int WordsEnd { get; set; } = end;

    /// <summary>It begins within a physical line, where a label may stand behind the end of a sentence.</summary>
    public bool Inline { get; init; }

    /// <summary>Columns before the first word.</summary>
    public int Indent { get; set; }

    /// <summary>Columns the words take, a full-width sign taking two.</summary>
    public int Width { get; set; }

    /// <summary>Labels it may begin with; more than one when the sign is ambiguous.</summary>
    public Mark[] Marks { get; set; } = [];

    public LineRole Role { get; set; }

    /// <summary>The line above, when the label began there.</summary>
    public SourceLine? Head { get; set; }

    /// <summary>The line before was broken for width: this one goes on with it.</summary>
    public bool Continues { get; set; }

    /// <summary>Blank lines stand between this and the line before.</summary>
    public bool AfterGap { get; set; }

    /// <summary>The same words stand beside several page numbers.</summary>
    public bool RunningHead { get; set; }

    public bool HasMarks => Marks.Length > 0;
}

/// <summary>行の役割。</summary>
internal enum LineRole
{
    Open,
    Chrome,
    Contents,
    Title,
    PlainCaption,
    Row,

    /// <summary>The first part of a label that goes on below.</summary>
    LabelHead,

    /// <summary>制定, 改正 and the signature below the last provision.</summary>
    Closing,

    /// <summary>Left out and reported: no part of the text.</summary>
    Left,
}

/// <summary>番号の候補。A label that a line may begin with.</summary>
/// <param name="LabelEnd">Offset after the label.</param>
/// <param name="Rest">Offset of the words after it; the line's end when there are none.</param>
/// <param name="Apart">A gap, a sign or the line's end stands after the label.</param>
internal readonly record struct Mark(NumberingForm Form, ProvisionNumber Number, ProvisionNumber Through, int LabelEnd, int Rest, bool Apart);
