using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Texts;

/// <summary>実施手順の表示。What each printed page of a procedure says: how it is classified, who had it before the eyes, and when.</summary>
public static class ProcedureMarking
{
    /// <summary>The line; null for what is no procedure, which carries none.</summary>
    public static string? Of(Tier tier, Openness openness, Reader reader, DateTimeOffset now, IStringLocalizer<TextsText> text) => tier != Tier.Procedure
        ? null
        : $"{text[openness == Openness.NeedToKnow ? "Marking.NeedToKnow" : "Marking.AllStaff"]}　{text["Marking.Reader", reader.Name, ShownDate.At(now)]}";
}
