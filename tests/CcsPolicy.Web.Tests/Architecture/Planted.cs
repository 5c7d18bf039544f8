// Offences against the rules of the house, planted so that each rule shows that it can find one.
namespace CcsPolicy.Web.Features.Planted
{
    public sealed class KnowsAnotherFeature
    {
        public static object Other() => new Elsewhere.OfAnotherFeature();
    }

    public sealed class LooksAtTheClock
    {
        public DateTime When { get; } = DateTime.UtcNow;
    }

    [Microsoft.AspNetCore.Components.Route("/planted")]
    public sealed class StatesNoAbility : Microsoft.AspNetCore.Components.ComponentBase;

    [Microsoft.AspNetCore.Components.Route("/planted-mud")]
    public sealed class PageWithMud : Microsoft.AspNetCore.Components.ComponentBase
    {
        public static object Button() => new MudBlazor.MudButton();
    }
}

namespace CcsPolicy.Web.Features.Elsewhere
{
    public sealed class OfAnotherFeature;
}

namespace CcsPolicy.Web.Exports.Planted
{
    public sealed class KnowsTheStore
    {
        public CcsPolicy.Data.PolicyDbFactory? Databases { get; init; }
    }
}

namespace CcsPolicy.Domain.Planted
{
    public record struct CanBeChanged(int Value)
    {
        public int Other { get; set; }
    }
}
