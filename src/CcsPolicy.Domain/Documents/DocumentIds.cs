using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Documents;

/// <summary>規程の識別子。</summary>
public readonly record struct DocumentId(Guid Value) : ITypedId<DocumentId>
{
    public static DocumentId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>版の識別子。</summary>
public readonly record struct EditionId(Guid Value) : ITypedId<EditionId>
{
    public static EditionId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>公開範囲の決定の識別子。</summary>
public readonly record struct OpennessDecisionId(Guid Value) : ITypedId<OpennessDecisionId>
{
    public static OpennessDecisionId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>条項の公開範囲の決定の識別子。</summary>
public readonly record struct ProvisionOpennessId(Guid Value) : ITypedId<ProvisionOpennessId>
{
    public static ProvisionOpennessId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>管理の引継ぎの識別子。</summary>
public readonly record struct CustodyHandoverId(Guid Value) : ITypedId<CustodyHandoverId>
{
    public static CustodyHandoverId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>具体化のつながりの識別子。</summary>
public readonly record struct ImplementsLinkId(Guid Value) : ITypedId<ImplementsLinkId>
{
    public static ImplementsLinkId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}
