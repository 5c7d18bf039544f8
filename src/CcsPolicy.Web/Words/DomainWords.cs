using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Words;

/// <summary>用語の表示。How the closed lists of the domain read to people, in the language of the page: one resource for all features.</summary>
public sealed class DomainWords(IStringLocalizer<DomainText> text)
{
    /// <summary>The words for a value such as <c>EmploymentKind.Contract</c>.</summary>
    public string this[Enum value] => text[$"{value.GetType().Name}.{value}"];

    /// <summary>第n版 / Edition n.</summary>
    public string EditionNumber(int number) => text["EditionNumber", number];
}

/// <summary>Names the resource file of this folder.</summary>
public sealed class DomainText;
