using System.Globalization;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Features.Targeting;

/// <summary>What was sent of rules, as it was typed: it stands on the form again where it was refused.</summary>
/// <param name="Off">Ordinals of the rules to take off.</param>
/// <param name="Number">Of the decision that was looked at.</param>
public sealed record SentRules(IReadOnlyList<int> Off, int Number, string Department, string Post, string Employment, IReadOnlyList<string> Systems)
{
    public static SentRules Read(IFormCollection form) => new(
        [.. form["Off"].Select(typed => int.TryParse(typed, CultureInfo.InvariantCulture, out var ordinal) ? ordinal : 0)], int.TryParse(form["Number"], CultureInfo.InvariantCulture, out var number) ? number : -1,
        form["Department"].ToString(), form["Post"].ToString(), form["Employment"].ToString(), [.. form["System"].Select(typed => typed ?? "").Distinct(StringComparer.Ordinal)]);

    /// <summary>The rules to add: one for each of the systems that were chosen, none where nothing of a rule was.</summary>
    public Result<IReadOnlyList<NewRule>> Added()
    {
        if (Department.Length == 0)
            return Post.Length + Employment.Length + Systems.Count == 0 ? Array.Empty<NewRule>() : TargetErrors.NoDepartmentChosen;
        var rule = new NewRule(
            Department == "*" ? null : PublicId.TryParse<DepartmentId>(Department) ?? new DepartmentId(Guid.Empty),
            Post.Length == 0 ? null : PublicId.TryParse<PostId>(Post) ?? new PostId(Guid.Empty),
            Enum.TryParse<EmploymentKind>(Employment, out var kind) && Enum.IsDefined(kind) ? kind : null, null);
        return Systems.Count == 0 ? new[] { rule } : Systems.Select(typed => rule with { System = PublicId.TryParse<InformationSystemId>(typed) ?? new InformationSystemId(Guid.Empty) }).ToArray();
    }

    /// <summary>As it stands on the form again: what was ticked belongs to rules that hold no longer, where somebody else has changed them.</summary>
    public SentRules After(DomainError refusal) => refusal == TargetErrors.ChangedMeanwhile ? this with { Off = [] } : this;

    /// <summary>The field that the refusal is about; null where it is about none of a rule.</summary>
    public static string? FieldOf(DomainError refusal) =>
        refusal == TargetErrors.NoSuchSystem ? "systems" : refusal == TargetErrors.NoSuchPlace || refusal == TargetErrors.Unchanged || refusal == TargetErrors.NoDepartmentChosen ? "department" : null;
}
