using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Access;

/// <summary>閲覧許可の欄。Which field of a form that grants an error stands at; null for none.</summary>
public static class GrantFields
{
    public static string? Of(DomainError error) =>
        error == GrantErrors.ReasonMissing || TypedWords.IsAboutWords(error) ? "reason"
        : error == GrantErrors.NobodyChosen || error == GrantErrors.NotEmployed || error == GrantErrors.Administrator || error == GrantErrors.Yourself || error == GrantErrors.AlreadyGiven ? "to"
        : error == GrantErrors.EndsBeforeItBegins || error == GrantErrors.EndMissing || error == GrantErrors.InThePast || error == GrantErrors.TooLong ? "until"
        : null;
}
