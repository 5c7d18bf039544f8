namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>階層番号: a label that names all levels above its own, 1.1.1 or Ⅰ－1. Each depth is a form of its own.</summary>
internal abstract class LayeredNumbering(int depth) : NumberingForm
{
    public int Depth => depth;

    public override FormRank Rank => FormRank.Floating;
}
