namespace CcsPolicy.Testing;

/// <summary>How well a clock tells two kinds of answers apart.</summary>
public static class Auc
{
    /// <summary>The chance that of a random pair the first kind took longer: one half when the clock tells nothing. By ranks (Mann and Whitney); equal times count half.</summary>
    public static double Of(IReadOnlyList<long> first, IReadOnlyList<long> second)
    {
        long[] others = [.. second.Order()];
        return first.Sum(one => (Below(one) + Below(one + 1)) / 2.0) / ((double)first.Count * others.Length);

        int Below(long bound)
        {
            var (low, high) = (0, others.Length);
            while (low < high)
                if (others[(low + high) / 2] < bound)
                    low = ((low + high) / 2) + 1;
                else
                    high = (low + high) / 2;
            return low;
        }
    }
}
