using System.Collections.Immutable;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Data.Texts;

/// <summary>How the lineage keys of a text stand beside it: 16 bytes each, in document order.</summary>
public static class EditionKeys
{
    private const int Length = 16;

    public static byte[] Write(ProvisionTree tree) => [.. Lineage.KeysOf(tree).SelectMany(key => key.Value.ToByteArray())];

    public static ImmutableArray<LineageKey> Read(byte[] keys)
    {
        if (keys.Length % Length != 0)
            throw new InvalidDataException("Stored lineage keys are damaged.");
        return [.. keys.Chunk(Length).Select(bytes => new LineageKey(new Guid(bytes)))];
    }
}
