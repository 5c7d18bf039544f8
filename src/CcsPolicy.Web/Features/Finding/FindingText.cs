namespace CcsPolicy.Web.Features.Finding;

/// <summary>検索の文言。</summary>
public sealed class FindingText;
