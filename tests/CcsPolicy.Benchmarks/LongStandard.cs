using System.Globalization;
using System.Text;
using CcsPolicy.Web.DemoData;

namespace CcsPolicy.Benchmarks;

/// <summary>計測用の長い基準。</summary>
internal static class LongStandard
{
    /// <summary>The generated standard with a ただし書 in each article, which brings it to the length of real ones: 670 bytes an article.</summary>
    public static string Of(int articles)
    {
        var text = new StringBuilder();
        var article = 0;
        foreach (var line in GeneratedStandard.Write("情報セキュリティ対策基準", articles, "令和7年3月14日", "令和7年4月1日", new SeededNumbers(1)).Split('\n'))
        {
            text.Append(line);
            if (line.StartsWith('第') && line.EndsWith('。'))
                text.Append(CultureInfo.InvariantCulture, $"ただし、第{Math.Max(1, article++ / 2)}条の規定により承認を得た場合であって、業務の遂行に支障があると認めるときは、この限りでなく、速やかにその旨を報告するものとする。");
            // A term in every tenth article: what is done for each term must not grow with their number times that of the articles.
            if (line.StartsWith('第') && line.EndsWith('。') && article % 10 == 0)
                text.Append(CultureInfo.InvariantCulture, $"この場合において、報告を受けた者（以下「第{article}報告受領者」という。）は、これを記録する。");
            text.Append('\n');
        }
        return text.ToString();
    }
}
