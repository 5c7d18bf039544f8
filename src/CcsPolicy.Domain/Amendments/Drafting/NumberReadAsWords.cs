using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Amendments.Drafting;

/// <summary>
/// 文に入った番号。A line that begins with the number of a provision and is words of another one, because that number stands elsewhere in the text as well: after an edit of the text it may be a provision that was lost.
/// </summary>
/// <param name="Line">The line as it stands in the words of <paramref name="Within"/>.</param>
public sealed record NumberReadAsWords(string Number, string Line, Provision Within)
{
    /// <summary>Those that came with the changes from one text to the next; what the old text has among its words stays unsaid.</summary>
    public static ImmutableArray<NumberReadAsWords> Between(ProvisionTree old, ProvisionTree now)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(now);
        var numbers = NumbersOf(old);
        numbers.IntersectWith(NumbersOf(now));
        var known = old.All().SelectMany(at => LinesOf(at.Provision)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. now.All().SelectMany(at => LinesOf(at.Provision).Where(line => !known.Contains(line)).Select(line => new NumberReadAsWords(Beginning(line), line, at.Provision))).Where(one => numbers.Contains(one.Number)),
        ];
    }

    private static HashSet<string> NumbersOf(ProvisionTree tree) => tree.All().Select(at => at.Provision.Label).Where(label => label.Length > 0).ToHashSet(StringComparer.Ordinal);

    /// <summary>The lines of its words that stand at the beginning of a line of the text: not the one behind its own number.</summary>
    private static IEnumerable<string> LinesOf(Provision provision)
    {
        var isBehindNumber = provision.Heading is null || provision.HeadingPlace is HeadingPlace.BracketedAbove or HeadingPlace.BracketedAfter or HeadingPlace.PlainAbove or HeadingPlace.Shared;
        return provision.Text.Split('\n').Skip(isBehindNumber ? 1 : 0).Select(line => line.Trim());
    }

    private static string Beginning(string line) => line.IndexOfAny([' ', '　', '\t']) is > 0 and var end ? line[..end] : "";
}
