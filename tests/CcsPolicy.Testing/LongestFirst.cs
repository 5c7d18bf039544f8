using Xunit.Sdk;
using Xunit.v3;

namespace CcsPolicy.Testing;

/// <summary>
/// What takes longest begins first: one class runs on one thread, and one that began last would end alone while the other cores have nothing to do.
/// The others come in an order of chance, as they do without it, so that no class leans on another.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        "NonInterferenceTests", "DiskTests", "ChannelTests", "PostingTests", "TimingTests", "KillTests", "ShownProceduresTests", "BackupCommandsTests", "ChannelsPageTests", "WaitingEditionsTests", "LeakTests", "ForgeryTests",
        "BackupTests", "SecondVerifierTests", "RestoreUnderLoadTests", "DrillKeysTests", "NeedToKnowTests", "MutatedFoldersTests", "ResealingTests",
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections) where TTestCollection : ITestCollection =>
        [.. DefaultTestCollectionOrderer.Instance.OrderTestCollections(testCollections).OrderBy(PlaceOf)];

    // A class without a collection of its own names one after itself.
    private static int PlaceOf<TTestCollection>(TTestCollection collection) where TTestCollection : ITestCollection
    {
        var place = Array.FindIndex(Longest, name => collection.TestCollectionDisplayName.Contains("." + name + " ", StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
