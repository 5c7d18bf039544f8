namespace CcsPolicy.Web.Shell.Layout;

/// <summary>案内の場所。Where an entry of the navigation stands.</summary>
public enum NavigationPlace
{
    /// <summary>ヘッダーの列</summary>
    Header,

    /// <summary>本人のメニュー</summary>
    Person,

    /// <summary>フッター</summary>
    Footer,
}

/// <summary>
/// 案内の項目。A link that a feature puts into the frame: <c>services.AddSingleton(new NavigationEntry(typeof(ReadingText), "Nav", SiteUrls.Documents, 20, AbilityPolicies.NameOf(Ability.ReadDocuments)))</c>.
/// Shown only to whom its ability is given; the page behind it checks again.
/// </summary>
/// <param name="Words">The type that names the resource file of the feature.</param>
/// <param name="Key">The key of the link's word in it.</param>
/// <param name="Order">Home is 0; the smaller the nearer to the start.</param>
/// <param name="Ability">Name of the authorization policy; null for everyone who has signed in.</param>
/// <param name="Shown">Whether there can be anything behind it for this person, where the ability alone does not tell; null when it does.</param>
/// <param name="Count">A number beside the word (things to do), zero for none.</param>
public sealed record NavigationEntry(
    Type Words, string Key, string Url, int Order, string? Ability = null,
    NavigationPlace Place = NavigationPlace.Header, Func<HttpContext, ValueTask<int>>? Count = null,
    Func<HttpContext, ValueTask<bool>>? Shown = null);
