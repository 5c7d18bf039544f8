using AngleSharp.Html.Dom;
using CcsPolicy.Web.Tests.NonInterference;

namespace CcsPolicy.Web.Tests.Access.Posting;

/// <summary>Where a case happens.</summary>
internal sealed record Stage(World World, Places Places, Visitor Visitor);

/// <summary>A form, who may send it, and where it stands.</summary>
/// <param name="Form">Component and name of the form as <see cref="FormsOfTheCode"/> tells them, or POST and the pattern of an endpoint.</param>
internal sealed record FormCase(string Form, Who By, Func<Places, string> Page)
{
    /// <summary>What must have happened before the page shows the form.</summary>
    public Func<World, Places, Task> Before { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Brings the page with the form; asks for its address where nothing else is said.</summary>
    public Func<Stage, Task<IHtmlDocument?>>? Open { get; init; }

    /// <summary>What is typed and chosen beside what the page fills in; null takes a field away.</summary>
    public Func<Stage, IHtmlDocument, (string Name, string? Value)[]> Typed { get; init; } = (_, _) => [];

    /// <summary>Names that the endpoint takes and the page sends only when there is something to say.</summary>
    public string[] TakesToo { get; init; } = [];

    public (string Field, string Name, byte[] Bytes)? File { get; init; }

    /// <summary>Success is a page or a file, not the way to another page.</summary>
    public bool Shows { get; init; }

    /// <summary>Nothing of it is kept in the store.</summary>
    public bool KeepsNothing { get; init; }

    public string Name => Form.Split(' ')[1];

    public bool IsEndpoint => Form.StartsWith("POST ", StringComparison.Ordinal);

    public override string ToString() => Form;

    public IHtmlFormElement? FindOn(IHtmlDocument page) => page.Forms.FirstOrDefault(form => IsEndpoint
        ? System.Text.RegularExpressions.Regex.IsMatch(form.GetAttribute("action") ?? "", "^" + System.Text.RegularExpressions.Regex.Replace(Name.Replace(".", "\\.", StringComparison.Ordinal), "\\{[^}]*\\}", "[^/]+") + "$")
        : form.QuerySelector("input[name=_handler]")?.GetAttribute("value") is { } name && (Name.EndsWith('*') ? name.StartsWith(Name.TrimEnd('*'), StringComparison.Ordinal) : name == Name));

    /// <summary>Fills the form in as somebody who means it: what the page proposes, the first choice where it proposes none, the first button.</summary>
    public List<KeyValuePair<string, string>> Fill(IHtmlFormElement form, Stage stage, IHtmlDocument page)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
            switch (element)
            {
                case IHtmlInputElement { Name.Length: > 0, Type: "radio" or "checkbox" } input when input.IsChecked:
                case IHtmlInputElement { Name.Length: > 0, Type: not ("radio" or "checkbox" or "submit" or "button" or "file") }:
                    fields.Add(new(((IHtmlInputElement)element).Name!, ((IHtmlInputElement)element).Value));
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    fields.Add(new(select.Name!, select.Value is { Length: > 0 } chosen ? chosen : select.Options.FirstOrDefault(option => option.Value?.Length > 0)?.Value ?? ""));
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    fields.Add(new(area.Name!, area.Value));
                    break;
            }
        foreach (var radio in form.Elements.OfType<IHtmlInputElement>().Where(input => input.Type == "radio" && input.Name?.Length > 0))
            if (fields.All(field => field.Key != radio.Name))
                fields.Add(new(radio.Name!, radio.Value));
        if (form.Elements.OfType<IHtmlButtonElement>().FirstOrDefault(button => button.Name?.Length > 0) is { } first)
            fields.Add(new(first.Name!, first.Value));
        foreach (var typed in Typed(stage, page).GroupBy(one => one.Name))
        {
            fields.RemoveAll(field => field.Key == typed.Key);
            fields.AddRange(typed.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value!)));
        }
        return fields;
    }
}
