using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell.Ui;

namespace CcsPolicy.Web.Texts;

/// <summary>階層の表示。</summary>
public static class ShownTiers
{
    /// <summary>The mark with which pages show the tier.</summary>
    public static ShownTier Shown(this Tier tier) => tier switch
    {
        Tier.BasicPolicy => ShownTier.BasicPolicy,
        Tier.Standard => ShownTier.Standard,
        Tier.Procedure => ShownTier.Procedure,
    };
}
