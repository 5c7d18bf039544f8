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

    public sealed class TextAsMarkup : Microsoft.AspNetCore.Components.ComponentBase
    {
        public static string Text { get; set; } = "";

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.AddMarkupContent(0, Text);
            builder.AddContent(1, new Microsoft.AspNetCore.Components.MarkupString(Text));
        }
    }

    public static class TextAsPattern
    {
        public static bool Fits(string text, string pattern) => System.Text.RegularExpressions.Regex.IsMatch(text, pattern);
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
