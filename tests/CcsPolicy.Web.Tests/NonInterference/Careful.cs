using System.Globalization;
using AngleSharp.Html.Dom;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>A form filled in as somebody does who wants it to be taken: what stands there stays, the rest gets something likely.</summary>
internal static class Careful
{
    private const string Text = "外部委託基準\n\n（目的）\n第1条　この基準は、委託先の情報の扱いを定める。\n（確認）\n第2条　委託先は、毎年確認する。\n";

    public const string NewPassword = "another-password-of-nobody";

    /// <param name="time">Which of several buttons and choices, from 0.</param>
    /// <param name="button">The button that is pressed; null: by <paramref name="time"/>.</param>
    public static List<KeyValuePair<string, string>> Filled(IHtmlFormElement form, int time, (string Name, string Value)? button = null)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var buttons = new List<KeyValuePair<string, string>>();
        var radios = new Dictionary<string, List<IHtmlInputElement>>();
        foreach (var element in form.Elements)
            switch (element)
            {
                case IHtmlInputElement { Name.Length: > 0, Type: "radio" } radio:
                    if (!radios.TryGetValue(radio.Name!, out var choices))
                        radios[radio.Name!] = choices = [];
                    choices.Add(radio);
                    break;
                case IHtmlInputElement { Type: "file" or "submit" or "button" }:
                    break;
                case IHtmlInputElement { Name.Length: > 0 } input:
                    fields.Add(new(input.Name!, input.Value.Length > 0 || input.Type == "hidden" ? input.Value : Likely(input.Name!, time)));
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    var values = select.Options.Where(option => !option.IsDisabled).Select(option => option.Value ?? "").Where(value => value.Length > 0).ToList();
                    fields.Add(new(select.Name!, select.Value is { Length: > 0 } chosen && time == 0 ? chosen : values.Count > 0 ? values[time % values.Count] : ""));
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    fields.Add(new(area.Name!, area.Value.Length > 0 ? area.Value + (time > 0 ? "\n（雑則）\n第90条　細目は、別に定める。\n" : "") : area.Rows > 6 ? Text : "理由を記す。"));
                    break;
                case IHtmlButtonElement { Name.Length: > 0 } one:
                    buttons.Add(new(one.Name!, one.Value));
                    break;
            }
        foreach (var (name, choices) in radios)
            fields.Add(new(name, (time == 0 ? choices.Find(choice => choice.IsChecked) ?? choices[0] : choices[time % choices.Count]).Value));
        if (button is var (verb, choice))
            fields.Add(new(verb, choice));
        else if (buttons.Count > 0)
            fields.Add(buttons[time % buttons.Count]);
        return fields;
    }

    private static string Likely(string name, int time) => name switch
    {
        _ when name.Contains("Password", StringComparison.OrdinalIgnoreCase) || name is "Present" => "a-password-of-nobody",
        "Wanted" or "Repeated" => NewPassword,
        _ when name.Contains("Until", StringComparison.Ordinal) => "",
        _ when name.Contains("From", StringComparison.Ordinal) || name.Contains("Day", StringComparison.Ordinal) || name.EndsWith("On", StringComparison.Ordinal) || name == "Issued" => "2026-10-01",
        _ when name.Contains("Number", StringComparison.Ordinal) || name.Contains("Code", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"7{time}1"),
        _ => "担当 新子",
    };
}
