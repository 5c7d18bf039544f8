namespace CcsPolicy.Web.Features.Home;

/// <summary>ホームの文言。</summary>
public sealed class HomeText;
