namespace CcsPolicy.Web.Features.Reading;

/// <summary>閲覧の文言。</summary>
public sealed class ReadingText;
