using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using Microsoft.AspNetCore.DataProtection;

namespace CcsPolicy.Web.Features.Acknowledging;

/// <summary>What the page of an acknowledgement has shown to one person by now.</summary>
/// <param name="Seen">What stood for the text.</param>
/// <param name="Since">The edition against which changes were shown; null where the person had acknowledged none.</param>
/// <param name="Step">How many of the changes were shown, one by one.</param>
/// <param name="IsAll">Everything that there is to show was shown.</param>
internal sealed record ShownStep(PersonId Person, EditionId Edition, ContentHash Seen, ShownText Shown, EditionId? Since, int Step, bool IsAll);

/// <summary>示した印。Written by the page into its links and its form, and understood by the portal alone: that a change was shown is told by the page that showed it, and by nobody else.</summary>
internal sealed class ShownSteps(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("CcsPolicy.Acknowledging.Shown.v1");

    public string Write(ShownStep step) => protector.Protect(string.Join(' ', step.Person, step.Edition, step.Seen, step.Shown, step.Since?.ToString() ?? "-", step.Step, step.IsAll));

    /// <summary>What the mark tells; null when it is none, or another's.</summary>
    public ShownStep? Read(string? mark, PersonId person, EditionId edition, ContentHash seen)
    {
        if (mark is not { Length: > 0 and < 2_000 })
            return null;
        try
        {
            return protector.Unprotect(mark).Split(' ') is [var who, var what, var hash, var shown, var since, var step, var isAll]
                && who == person.ToString() && what == edition.ToString() && hash == seen.ToString() && Enum.TryParse<ShownText>(shown, out var kind)
                ? new ShownStep(person, edition, seen, kind, PublicId.TryParse<EditionId>(since), int.Parse(step, System.Globalization.CultureInfo.InvariantCulture), bool.Parse(isAll)) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
