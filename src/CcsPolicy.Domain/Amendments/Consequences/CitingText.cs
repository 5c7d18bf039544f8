using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Consequences;

/// <summary>
/// 引用する文書の本文。The text of another document that may refer to an amended one. Where it is amended itself for the same day, only what came unchanged from the text
/// before is left behind.
/// </summary>
/// <param name="Before">Its text while the old numbers hold.</param>
/// <param name="Now">Its text once the new numbers hold; the same object where it does not change.</param>
public sealed record CitingText(ProvisionTree Before, ProvisionTree Now)
{
    public CitingText(ProvisionTree unchanged)
        : this(unchanged, unchanged)
    {
    }
}
