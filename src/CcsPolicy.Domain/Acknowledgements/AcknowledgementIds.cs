using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>確認の識別子。</summary>
public readonly record struct AcknowledgementId(Guid Value) : ITypedId<AcknowledgementId>
{
    public static AcknowledgementId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>共用端末の識別子。</summary>
public readonly record struct SharedTerminalId(Guid Value) : ITypedId<SharedTerminalId>
{
    public static SharedTerminalId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}

/// <summary>周知の識別子。</summary>
public readonly record struct CampaignId(Guid Value) : ITypedId<CampaignId>
{
    public static CampaignId From(Guid value) => new(value);

    public override string ToString() => PublicId.Write(Value);
}
