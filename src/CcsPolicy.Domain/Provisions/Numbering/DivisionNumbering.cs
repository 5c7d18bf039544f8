namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>編・章・節・款・目 (and 部): 第1章, 第二章の二, 第１節.</summary>
internal sealed class DivisionNumbering(char unit, FormRank rank) : NumberingForm
{
    public override string Name => unit.ToString();

    public override FormRank Rank => rank;

    public override bool HasBranches => true;

    public override bool IsClosed => true;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading) => OrdinalUnit.TryRead(text, unit, out reading);

    public override string? Write(ProvisionNumber number, Numerals numerals) => OrdinalUnit.Write(number, unit, numerals);
}
