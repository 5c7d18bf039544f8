using System.Globalization;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Shell.Ui;

/// <summary>入力の誤り。One thing to mend: a sentence, and the field it is about (null when it is about the whole form).</summary>
/// <param name="Label">What the field is called where the same is said of several; null for its place among them.</param>
public sealed record FormError(string? Field, string Sentence, string? Label = null);

/// <summary>入力の誤りの一覧。What is wrong with a form; the summary links to the fields, each field shows its own.</summary>
public sealed class FormErrors
{
    private readonly List<FormError> all = [];

    public IReadOnlyList<FormError> All => all;

    public bool Any => all.Count > 0;

    /// <summary>What was sent was refused because whoever sent it may not do it.</summary>
    public bool NotAllowed { get; private set; }

    /// <summary>Something about one field, named by its id.</summary>
    public void Add(string field, string sentence) => all.Add(new(field, sentence));

    /// <summary>Something about the whole form.</summary>
    public void Add(string sentence) => all.Add(new(null, sentence));

    /// <summary>A refusal of the domain, in the language of the page.</summary>
    public void Add(DomainError error, string? field = null, string? label = null)
    {
        all.Add(new(field, error.In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), label));
        NotAllowed |= error.Code == "access.not-allowed";
    }

    /// <summary>The first sentence about the field, or null.</summary>
    public string? Of(string field) => all.Find(error => error.Field == field)?.Sentence;
}
