namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>確認の文言。</summary>
public sealed class AcknowledgingText;
