using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell.Ui;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>尋ねられた日。A day on which somebody wants to read a document as it was in force then.</summary>
/// <param name="Typed">What was typed, as it was.</param>
/// <param name="Day">The day; null when what was typed is none.</param>
/// <param name="Errors">Why it is none.</param>
internal sealed record AskedDay(string Typed, DateOnly? Day, FormErrors Errors)
{
    /// <summary>The name and the id of the field.</summary>
    public const string Field = "on";

    public const string FieldId = "asked-day";

    /// <summary>Null when nothing was typed: then the document is read as it is today.</summary>
    public static AskedDay? Of(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        var errors = new FormErrors();
        return new AskedDay(typed, TypedDay.Read(typed, errors, FieldId), errors);
    }

    /// <summary>The edition in force on the day; null when none was, or there is no such day.</summary>
    public EditionDates? InForce(EditionOrder order) => Day is { } day ? order.InForceOn(day) : null;
}
