namespace CcsPolicy.Testing;

/// <summary>Whether two kinds of requests can be told apart by how long they take: they are asked in turn, each kind first as often as the other.</summary>
public static class PairedTimes
{
    /// <summary>How far from 0.5 still tells nothing that anybody could use: the bar of the issue.</summary>
    public const double Bar = 0.05;

    /// <summary>So many pairs decide in a sample, once it has looked suspicious twice.</summary>
    public const int Last = 320;

    /// <param name="First">The figure of the first pairs, which are asked whatever comes out.</param>
    /// <param name="Figure">The figure that counts: of the last pairs that were asked.</param>
    /// <param name="Pairs">How many these were.</param>
    public sealed record Sample(double First, double Figure, int Pairs, bool Differs);

    /// <summary>The chance that the first kind took longer (<see cref="Auc"/>).</summary>
    /// <param name="askAsync">Asks both, the first kind first when told so, and answers how long each took.</param>
    public static async Task<double> OfAsync(int pairs, Random random, Func<bool, Task<(long First, long Second)>> askAsync)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(askAsync);
        var (first, second, order) = (new List<long>(pairs), new List<long>(pairs), false);
        for (var pair = 0; pair < pairs; pair++)
        {
            order = pair % 2 == 0 ? random.Next(2) == 0 : !order;
            var (one, other) = await askAsync(order);
            first.Add(one);
            second.Add(other);
        }
        return Auc.Of(first, second);
    }

    /// <summary>
    /// A short look at many things: a few pairs; four times as many, anew, of what lies off by more than one and a half standard errors; and <see cref="Last"/> of what then still
    /// lies off by two. Only those decide, so that chance alone hardly ever does, while what differs much is followed up to the end.
    /// </summary>
    public static async Task<Sample> SampleAsync(int pairs, Random random, Func<bool, Task<(long First, long Second)>> askAsync)
    {
        var first = await OfAsync(pairs, random, askAsync);
        if (IsWithin(first, 1.5 * Error(pairs)))
            return new Sample(first, first, pairs, false);
        var second = await OfAsync(4 * pairs, random, askAsync);
        if (IsWithin(second, 2 * Error(4 * pairs)))
            return new Sample(first, second, 4 * pairs, false);
        var last = await OfAsync(Last, random, askAsync);
        return new Sample(first, last, Last, !IsWithin(last, Bar + (3 * Error(Last))));
    }

    /// <summary>One standard error of the figure where there is no difference.</summary>
    public static double Error(int pairs) => Math.Sqrt(((2.0 * pairs) + 1) / (12.0 * pairs * pairs));

    public static bool IsWithin(double figure, double margin) => Math.Abs(figure - 0.5) <= margin;
}
