using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions.Numbering;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>読取り中の条項。A provision while its text is still being read.</summary>
internal sealed class Unit
{
    public required ProvisionKind Kind { get; set; }

    public NumberingForm? Form { get; init; }

    /// <summary>Its number, and of a label that spans several the last.</summary>
    public ProvisionNumber Last { get; set; } = ProvisionNumber.None;

    public ProvisionNumber Number { get; init; } = ProvisionNumber.None;

    public required string Label { get; init; }

    public string? Heading { get; set; }

    public HeadingPlace Place { get; set; }

    /// <summary>Stretches of the source that make up the text; the first may stand on the label's own line.</summary>
    public List<Piece> Pieces { get; } = [];

    /// <summary>The first piece stands on the label's own line.</summary>
    public bool FirstOnLabel { get; set; }

    public List<Unit> Children { get; } = [];

    public int Line { get; init; }

    /// <summary>Columns before its label.</summary>
    public int Indent { get; init; }

    /// <summary>Place in document order.</summary>
    public int Index { get; init; }

    /// <summary>A part or chapter of the text that has a name and no number.</summary>
    public FormRank Rank { get; init; } = FormRank.Floating;

    public Provision ToProvision(string source)
    {
        var children = ImmutableArray.CreateBuilder<Provision>(Children.Count);
        foreach (var child in Children)
            children.Add(child.ToProvision(source));
        return new Provision
        {
            Kind = Kind,
            Label = Label,
            Heading = Heading,
            HeadingPlace = Place,
            Text = Piece.Join(Pieces, source),
            Children = children.MoveToImmutable(),
            Line = Line,
        };
    }
}

/// <summary>断片。A stretch of the source; one that was only broken for width goes on with the one before.</summary>
internal readonly record struct Piece(int Start, int End, bool GoesOn)
{
    public static string Join(List<Piece> pieces, string source)
    {
        if (pieces.Count == 0)
            return "";
        if (pieces.Count == 1)
            return source[pieces[0].Start..pieces[0].End];
        var length = pieces.Count;
        foreach (var piece in pieces)
            length += piece.End - piece.Start;
        var text = new System.Text.StringBuilder(length);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0 && !pieces[i].GoesOn)
                text.Append('\n');
            else if (i > 0 && char.IsAsciiLetterOrDigit(source[pieces[i - 1].End - 1]) && char.IsAsciiLetter(source[pieces[i].Start]))
                text.Append(' ');
            text.Append(source, pieces[i].Start, pieces[i].End - pieces[i].Start);
        }
        return text.ToString();
    }
}
