using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Access;

/// <summary>閲覧許可の識別子。</summary>
public readonly record struct GrantId(Guid Value) : ITypedId<GrantId>
{
    public static GrantId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>閲覧の申出の識別子。</summary>
public readonly record struct AccessRequestId(Guid Value) : ITypedId<AccessRequestId>
{
    public static AccessRequestId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>申出の扱いの識別子。</summary>
public readonly record struct RequestStepId(Guid Value) : ITypedId<RequestStepId>
{
    public static RequestStepId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>在任確認の識別子。</summary>
public readonly record struct ConfirmationId(Guid Value) : ITypedId<ConfirmationId>
{
    public static ConfirmationId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>許可の見直しの識別子。</summary>
public readonly record struct GrantReviewId(Guid Value) : ITypedId<GrantReviewId>
{
    public static GrantReviewId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>対象の決定の識別子。</summary>
public readonly record struct TargetDecisionId(Guid Value) : ITypedId<TargetDecisionId>
{
    public static TargetDecisionId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}
