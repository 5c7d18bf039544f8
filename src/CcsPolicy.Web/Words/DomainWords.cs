using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Words;

/// <summary>用語の表示。How the closed lists of the domain read to people, in the language of the page: one resource for all features.</summary>
public sealed class DomainWords(IStringLocalizer<DomainText> text)
{
    /// <summary>The words for a value such as <c>EmploymentKind.Contract</c>.</summary>
    public string this[Enum value] => text[$"{value.GetType().Name}.{value}"];

    /// <summary>第n版 / Edition n; 載せ替え前の版 of one that counts no more, since another has taken its place.</summary>
    public string EditionNumber(int number) => number > 0 ? text["EditionNumber", number] : text["ReplacedEdition"];
}

/// <summary>Names the resource file of this folder.</summary>
public sealed class DomainText;
