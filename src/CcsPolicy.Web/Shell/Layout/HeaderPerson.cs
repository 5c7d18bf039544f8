namespace CcsPolicy.Web.Shell.Layout;

/// <summary>ヘッダーの本人。Who has signed in, as the header shows it.</summary>
/// <param name="Watched">The address that an open page asks whether it may stay; null for none.</param>
/// <param name="Over">共用端末: where a page leads whose session is over, for the next person to begin; null elsewhere, where that is the page of sign-in.</param>
public sealed record HeaderPerson(string Name, string? Department, string? Watched = null, string? Over = null);

/// <summary>本人の出所。Asked once for a page; the frame itself knows neither people nor the database. Without one the account's name is shown.</summary>
public delegate ValueTask<HeaderPerson?> HeaderPersonSource(HttpContext context);
