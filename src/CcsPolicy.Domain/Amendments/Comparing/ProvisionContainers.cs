using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

internal static class ProvisionContainers
{
    /// <summary>編 章 節 款 目: they group articles whose numbers run through them.</summary>
    public static bool IsContainer(this ProvisionKind kind) => kind <= ProvisionKind.Division;
}
