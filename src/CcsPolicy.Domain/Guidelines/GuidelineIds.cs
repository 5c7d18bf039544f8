using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Guidelines;

/// <summary>ガイドラインの識別子。</summary>
public readonly record struct GuidelineId(Guid Value) : ITypedId<GuidelineId>
{
    public static GuidelineId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>ガイドラインの版の識別子。</summary>
public readonly record struct GuidelineEditionId(Guid Value) : ITypedId<GuidelineEditionId>
{
    public static GuidelineEditionId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>ガイドラインの項目の引用の識別子。</summary>
public readonly record struct GuidelineCitationId(Guid Value) : ITypedId<GuidelineCitationId>
{
    public static GuidelineCitationId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}
