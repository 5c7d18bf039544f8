using System.Text;

namespace CcsPolicy.Domain.Provisions.Text;

/// <summary>
/// 本文の書出し。Writes a tree the way an officer would type it. Where that spelling would be read as another tree (a text that itself looks
/// like a number, say), the <see cref="ExplicitText"/> is written instead, so that a tree written and read is always the same tree.
/// </summary>
internal static class ProvisionWriter
{
    public static string Write(ProvisionTree tree)
    {
        var plain = WritePlain(tree);
        if (ProvisionReader.Read(plain).Tree.Equals(tree))
            return plain;
        // Lists that nest in themselves show their levels by nothing but the indent.
        var indented = WritePlain(tree, "  ");
        return ProvisionReader.Read(indented).Tree.Equals(tree) ? indented : ExplicitText.Write(tree);
    }

    public static string WritePlain(ProvisionTree tree, string indent = "")
    {
        var text = new StringBuilder();
        if (tree.Title.Length > 0)
            text.Append('○').Append(tree.Title).Append('\n');
        foreach (var line in tree.Preamble)
            text.Append(line).Append('\n');
        if (!tree.Contents.IsEmpty)
        {
            text.Append("目次\n");
            foreach (var line in tree.Contents)
                text.Append(line).Append('\n');
        }
        foreach (var (provision, depth) in tree.All())
        {
            if (indent.Length > 0 && provision.HeadingPlace is not (HeadingPlace.BracketedAbove or HeadingPlace.PlainAbove))
                for (var level = 1; level < depth; level++)
                    text.Append(indent);
            WriteOne(text, provision);
        }
        return text.ToString();
    }

    /// <summary>The lines of one provision without what is below it.</summary>
    public static List<string> LinesOf(Provision provision)
    {
        var text = new StringBuilder();
        WriteOne(text, provision);
        return [.. text.ToString().Trim('\n').Split('\n')];
    }

    private static void WriteOne(StringBuilder text, Provision provision)
    {
        if (provision.HeadingPlace == HeadingPlace.BracketedAbove)
            text.Append('（').Append(provision.Heading).Append("）\n");
        else if (provision.HeadingPlace == HeadingPlace.PlainAbove)
            text.Append('\n').Append(provision.Heading).Append('\n');
        text.Append(provision.Label);
        if (provision.Heading is not null && provision.HeadingPlace == HeadingPlace.BracketedAfter)
            text.Append('（').Append(provision.Heading).Append('）');
        else if (provision.Heading is not null && provision.HeadingPlace == HeadingPlace.SameLine)
            text.Append('　').Append(provision.Heading);
        else if (provision.Heading is not null && provision.HeadingPlace == HeadingPlace.PlainBelow)
            text.Append('\n').Append(provision.Heading);
        if (provision.Text.Length > 0)
            text.Append(Divider(provision)).Append(provision.Text);
        text.Append('\n');
    }

    /// <summary>What stands between the label's line and the text.</summary>
    internal static string Divider(Provision provision)
    {
        if (provision.Kind == ProvisionKind.SupplementaryProvision)
            return provision.Text.StartsWith('抄') && provision.Heading is not null ? "" : "\n";
        if (provision.Kind is ProvisionKind.Appendix or ProvisionKind.Form)
            return provision.Heading is null && provision.Text is ['(' or '（', ..] ? "" : "\n";
        if (provision.Kind < ProvisionKind.Article)
            return provision.Heading is null && provision.Text.StartsWith("削除", StringComparison.Ordinal) ? "　" : "\n";
        return provision.Heading is not null && provision.HeadingPlace is HeadingPlace.SameLine or HeadingPlace.PlainBelow ? "\n" : "　";
    }
}
