using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Texts;

/// <summary>条項の表示。How a provision of a draft stands on a page: its class, its anchor, its caption.</summary>
public static class ShownProvision
{
    /// <summary>The class of reading.css.</summary>
    public static string ClassOf(ProvisionKind kind) => kind switch
    {
        ProvisionKind.Part => "pv-part",
        ProvisionKind.Chapter => "pv-chapter",
        ProvisionKind.Section or ProvisionKind.Subsection or ProvisionKind.Division => "pv-section",
        ProvisionKind.Article => "pv-article",
        ProvisionKind.Paragraph => "pv-paragraph",
        ProvisionKind.Item => "pv-item",
        ProvisionKind.Subitem1 => "pv-sub1",
        ProvisionKind.Subitem2 => "pv-sub2",
        ProvisionKind.Subitem3 => "pv-sub3",
        ProvisionKind.SupplementaryProvision => "pv-supplement",
        ProvisionKind.Appendix => "pv-appendix",
        ProvisionKind.Form => "pv-form",
    };

    /// <summary>A unit that has a heading of its own and no sentence beside its number.</summary>
    public static bool IsHeading(Provision provision) =>
        provision.Kind is <= ProvisionKind.Division or ProvisionKind.SupplementaryProvision or ProvisionKind.Appendix or ProvisionKind.Form;

    /// <summary>Anchor of a provision of a draft: its lineage key, or its place where it has none yet.</summary>
    public static string Anchor(Provision provision, int ordinal) => provision.Key.IsNone ? $"p{ordinal}" : $"k{provision.Key}";

    /// <summary>The caption as it stands above its article; null where the heading stands on the line of the number.</summary>
    public static string? CaptionAbove(Provision provision) => provision.Heading is not { Length: > 0 } heading || IsHeading(provision) ? null : provision.HeadingPlace switch
    {
        HeadingPlace.BracketedAbove or HeadingPlace.BracketedAfter => $"（{heading}）",
        HeadingPlace.PlainAbove or HeadingPlace.PlainBelow => heading,
        _ => null,
    };

    /// <summary>The words after the number: those of a chapter, or of a policy's numbered heading.</summary>
    public static string? HeadingBeside(Provision provision) =>
        provision.Heading is { Length: > 0 } heading && CaptionAbove(provision) is null && provision.HeadingPlace != HeadingPlace.Shared ? heading : null;

    /// <summary>One line that tells the provision in a list: number and heading, else the beginning of its sentence.</summary>
    public static string Brief(Provision provision, int longest = 40)
    {
        var words = provision.Heading is { Length: > 0 } heading ? heading : provision.Text.ReplaceLineEndings(" ");
        return words.Length > longest ? words[..longest] + "…" : words;
    }
}
