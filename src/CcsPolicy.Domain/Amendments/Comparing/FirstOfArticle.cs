using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Comparing;

/// <summary>
/// 第1項の異同。The first 項 of an article has no number and is what the article says itself. Where another one comes before it, or it goes and 第2項 takes its place, what the article says is not that 項 with other words.
/// </summary>
internal static class FirstOfArticle
{
    /// <summary>So much two first 項 share that are one, though another is still more alike.</summary>
    private const double LeastOfOne = 0.3;

    private const double LeastElsewhere = 0.6;

    /// <summary>Whether the article begins with another 項 than it did: what was the first stands behind it now, or what stood behind it is the first.</summary>
    public static bool IsAnother(Provision was, Provision becomes)
    {
        if (was.Kind != ProvisionKind.Article || becomes.Kind != ProvisionKind.Article || was.Text == becomes.Text || was.Text.Length == 0 || becomes.Text.Length == 0)
            return false;
        var (like, likeness) = (LikenessOf(was.Text, becomes.Text), Math.Max(Nearest(was.Text, becomes), Nearest(becomes.Text, was)));
        return likeness > like && (likeness >= 1 || (likeness >= LeastElsewhere && like < LeastOfOne));
    }

    /// <summary>Whether a numbered 項 is what is, or was, the first one on the other side.</summary>
    public static bool IsFirstOf(Provision paragraph, Provision article) => paragraph.Kind == ProvisionKind.Paragraph && LikenessOf(paragraph.Text, article.Text) >= LeastElsewhere;

    private static double Nearest(string text, Provision article) =>
        article.Children.Where(child => child.Kind == ProvisionKind.Paragraph).Select(child => LikenessOf(text, child.Text)).DefaultIfEmpty().Max();

    /// <summary>How much two 項 say the same; 1 where they are one.</summary>
    public static double LikenessOf(string one, string other)
    {
        if (one == other)
            return 1;
        var likeness = new Likeness();
        likeness.Against(Likeness.Features([one]));
        return Math.Min(likeness.Of(Likeness.Features([other])), 0.99);
    }
}
