using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.Extensions.Localization;

namespace CcsPolicy.Web.Texts;

/// <summary>規程の登録票。The fields with which a document is registered, as they were typed: bound from a form, then turned into what the store takes.</summary>
public sealed class DocumentForm
{
    public const int LongestCode = 40;
    public const int LongestTitle = 200;

    public string? Tier { get; set; }

    public string? Code { get; set; }

    public string? Title { get; set; }

    public string? Instrument { get; set; }

    public string? Owner { get; set; }

    public string? Custodian { get; set; }

    public string? Openness { get; set; }

    /// <summary>The document, or null with the reasons in <paramref name="errors"/>.</summary>
    public NewDocument? Read(FormErrors errors, IStringLocalizer<TextsText> text)
    {
        var (tier, instrument, openness) = (Choice<Tier>(Tier), Choice<InstrumentKind>(Instrument), Choice<Openness>(Openness));
        var (owner, custodian) = (PublicId.TryParse<DepartmentId>(Owner), PublicId.TryParse<PersonId>(Custodian));
        if (tier is null)
            errors.Add("tier", text["TierMissing"]);
        if (Code?.Trim() is not { Length: > 0 and <= LongestCode })
            errors.Add("code", text[string.IsNullOrWhiteSpace(Code) ? "CodeMissing" : "CodeTooLong", LongestCode]);
        if (Title?.Trim() is not { Length: > 0 and <= LongestTitle })
            errors.Add("title", text[string.IsNullOrWhiteSpace(Title) ? "TitleMissing" : "TitleTooLong", LongestTitle]);
        if (instrument is null)
            errors.Add("instrument", text["InstrumentMissing"]);
        if (owner is null)
            errors.Add("owner", text["OwnerMissing"]);
        if (custodian is null)
            errors.Add("custodian", text["CustodianMissing"]);
        var kept = tier == Domain.Documents.Tier.Procedure ? Domain.Documents.Openness.NeedToKnow : openness;
        if (kept is null || (kept == Domain.Documents.Openness.NeedToKnow && tier != Domain.Documents.Tier.Procedure))
            errors.Add("openness", text["OpennessMissing"]);
        return errors.Any ? null : new NewDocument(tier!.Value, Code!.Trim(), Title!.Trim(), instrument!.Value, owner!.Value, custodian!.Value, kept!.Value, PolicyDocument.AudienceOf(kept.Value));
    }

    /// <summary>The field at which a refusal stands; null for none.</summary>
    public static string? FieldOf(DomainError refusal) =>
        refusal == DocumentErrors.CodeMissing || refusal == DocumentErrors.CodeTaken || refusal == DocumentErrors.CodeUnusable ? "code"
        : refusal == TypedWords.UnseenSigns ? "title"
        : refusal == DocumentErrors.InstrumentDoesNotFit ? "instrument"
        : refusal == DocumentErrors.NoSuchDepartment || refusal == DocumentErrors.OwnerInReview ? "owner"
        : refusal == DocumentErrors.NoSuchCustodian ? "custodian"
        : null;

    private static TEnum? Choice<TEnum>(string? name) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(name, out var value) && Enum.IsDefined(value) ? value : null;
}
