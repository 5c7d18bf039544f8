using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments;

/// <summary>改正の識別子。</summary>
public readonly record struct AmendmentId(Guid Value) : ITypedId<AmendmentId>
{
    public static AmendmentId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>決裁段階の識別子。</summary>
public readonly record struct ApprovalStepId(Guid Value) : ITypedId<ApprovalStepId>
{
    public static ApprovalStepId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>意見の識別子。</summary>
public readonly record struct CommentId(Guid Value) : ITypedId<CommentId>
{
    public static CommentId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}
