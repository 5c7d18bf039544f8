namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>A way by which something could come out.</summary>
/// <param name="Kind">address, form, act, command, mail.</param>
internal readonly record struct Way(string Kind, string Name)
{
    public override string ToString() => $"{Kind}: {Name}";
}

/// <summary>Whether everything that the code has was gone through: what was not has to stand in a closed list with its reason, and nothing else may stand there.</summary>
internal static class Coverage
{
    public static IReadOnlyList<string> Faults(IEnumerable<Way> listed, IReadOnlySet<Way> reached, IReadOnlyDictionary<Way, string> exceptions)
    {
        var all = listed.ToHashSet();
        return
        [
            .. all.Where(way => !reached.Contains(way) && !exceptions.ContainsKey(way)).Select(way => $"{way}: no observer of the two worlds reaches it").Order(StringComparer.Ordinal),
            .. exceptions.Keys.Where(way => !all.Contains(way)).Select(way => $"{way}: is an exception and exists no more").Order(StringComparer.Ordinal),
            .. exceptions.Keys.Where(way => all.Contains(way) && reached.Contains(way)).Select(way => $"{way}: is an exception and is reached").Order(StringComparer.Ordinal),
            .. exceptions.Where(one => one.Value.Length < 10).Select(one => $"{one.Key}: is an exception without a reason"),
        ];
    }

    /// <summary>Addresses of the running product, by method and pattern.</summary>
    public static IEnumerable<Way> Addresses(IEnumerable<Channel> channels) =>
        channels.SelectMany(channel => new[] { (channel.Gets, "GET "), (channel.Posts, "POST ") }.Where(one => one.Item1).Select(one => new Way("address", one.Item2 + channel.Pattern)));
}
