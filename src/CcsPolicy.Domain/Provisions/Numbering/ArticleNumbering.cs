namespace CcsPolicy.Domain.Provisions.Numbering;

/// <summary>条: 第1条, 第四条の二, 第 3 条, 第7条から第9条まで, 第5条及び第6条.</summary>
internal sealed class ArticleNumbering : NumberingForm
{
    public override string Name => "条";

    public override FormRank Rank => FormRank.Article;

    public override bool HasBranches => true;

    public override bool IsClosed => true;

    public override bool TryRead(ReadOnlySpan<char> text, out NumberReading reading) => OrdinalUnit.TryRead(text, '条', out reading);

    public override string? Write(ProvisionNumber number, Numerals numerals) => OrdinalUnit.Write(number, '条', numerals);
}
