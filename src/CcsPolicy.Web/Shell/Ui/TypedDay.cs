using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Shell.Ui;

/// <summary>A day as people type it: R8.4.1, 令和8年4月1日 or 2026-04-01.</summary>
internal static class TypedDay
{
    /// <summary>The day; null when nothing was typed, or something that is no day, which is then said at the field.</summary>
    /// <param name="tooFar">What a day after every day that the portal reads is told to be, where there is something nearer to say.</param>
    public static DateOnly? Read(string? typed, FormErrors errors, string field, DomainError? tooFar = null)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        var read = EraDateText.Parse(typed);
        if (read.Error is not { } refusal)
            return read.Value.Date;
        errors.Add(refusal == EraDateText.TooFar && tooFar is not null ? tooFar : refusal, field);
        return null;
    }

    /// <summary>What the portal understood, in both forms.</summary>
    public static string? Echo(string? typed) =>
        string.IsNullOrWhiteSpace(typed) || EraDateText.Parse(typed) is not { Succeeded: true } read ? null : EraDateText.InBoth(read.Value.Date);
}
