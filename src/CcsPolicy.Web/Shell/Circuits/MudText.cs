using Microsoft.Extensions.Localization;
using MudBlazor;

namespace CcsPolicy.Web.Shell.Circuits;

/// <summary>部品の文言。Names the resource file with MudBlazor's own words, whose keys are MudBlazor's.</summary>
public sealed class MudText;

/// <summary>部品の言葉。Gives MudBlazor our words for its buttons and messages; what is not listed stays its own.</summary>
internal sealed class MudWords(IStringLocalizer<MudText> text) : MudLocalizer
{
    public override LocalizedString this[string key] => text[key];

    public override LocalizedString this[string key, params object[] arguments] => text[key, arguments];
}
