using System.Globalization;
using CcsPolicy.Data.Reading;
using Microsoft.AspNetCore.Http.Extensions;

namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    public const string Following = "/following";

    /// <summary>確認状況 with a filter, of a day (null: today).</summary>
    public static string FollowingOf(BoardQuestion question, DateOnly? day) => Following + Asked(question, day, 1);

    /// <summary>The people behind a number of it.</summary>
    public static string FollowingPeople(BoardQuestion question, DateOnly? day, int page = 1) => Following + "/people" + Asked(question, day, page);

    private static QueryString Asked(BoardQuestion question, DateOnly? day, int page)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in question.Fields())
            query.Add(name, value);
        if (day is { } past)
            query.Add("day", past.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (page > 1)
            query.Add("page", page.ToString(CultureInfo.InvariantCulture));
        return query.ToQueryString();
    }
}
