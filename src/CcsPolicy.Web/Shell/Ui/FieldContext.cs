namespace CcsPolicy.Web.Shell.Ui;

/// <summary>欄の手がかり。What a control of a form needs to be tied to its label, hint and error.</summary>
public sealed record FieldContext(string Id, bool HasHint, bool IsInvalid)
{
    /// <summary>Value of aria-describedby; null when there is neither hint nor error.</summary>
    public string? DescribedBy => (HasHint, IsInvalid) switch
    {
        (true, true) => $"{Id}-hint {Id}-error",
        (true, false) => $"{Id}-hint",
        (false, true) => $"{Id}-error",
        _ => null,
    };

    /// <summary>Value of aria-invalid; null when the field is in order.</summary>
    public string? Invalid => IsInvalid ? "true" : null;
}
