using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;

namespace CcsPolicy.Domain.Tests.Meaning;

/// <summary>Trees by hand, for tests of what a text means.</summary>
internal static class Trees
{
    public static Provision Node(ProvisionKind kind, string label, string text = "", params Provision[] children) =>
        new() { Kind = kind, Label = label, Text = text, Children = [.. children] };

    public static Provision Chapter(string label, params Provision[] children) => Node(ProvisionKind.Chapter, label, "", children);

    public static Provision Section(string label, params Provision[] children) => Node(ProvisionKind.Section, label, "", children);

    public static Provision Article(string label, string text = "", params Provision[] children) => Node(ProvisionKind.Article, label, text, children);

    public static Provision Paragraph(string label, string text = "", params Provision[] children) => Node(ProvisionKind.Paragraph, label, text, children);

    public static Provision Item(string label, string text = "", params Provision[] children) => Node(ProvisionKind.Item, label, text, children);

    public static Provision Sub(string label, string text = "", params Provision[] children) => Node(ProvisionKind.Subitem1, label, text, children);

    public static Provision Suppl(string text, params Provision[] children) => Node(ProvisionKind.SupplementaryProvision, "附則", text, children);

    public static Provision Headed(this Provision provision, string heading) => provision with { Heading = heading };

    public static ProvisionTree Tree(params Provision[] provisions) => new() { Title = "見本規程", Provisions = [.. provisions] };

    public static ProvisionTree Above(this ProvisionTree tree, params string[] preamble) => tree with { Preamble = [.. preamble] };

    public static ProvisionMeaning Read(params Provision[] provisions) => ProvisionMeaning.Of(Tree(provisions));

    public static string Iso(this DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The references as "written → targets", external ones with ※.</summary>
    public static IEnumerable<string> Links(this ProvisionMeaning meaning) =>
        meaning.References.Select(r => $"{r.Written}→{(r.External ? "※" : string.Join(' ', r.To.Select(t => t.Value)))}");
}
