using System.Text.RegularExpressions;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Features.Reading;

/// <summary>参照の区分け。上記6、7及び8 points at three provisions: each number becomes a link of its own where the words can be told apart, else the whole leads to the first.</summary>
internal static partial class ReferenceParts
{
    public static List<(string Words, ProvisionPath? To)> Of(CrossReference reference)
    {
        var targets = reference.To;
        var pieces = Between().Split(reference.Written);
        var named = pieces.Where((piece, i) => i % 2 == 0).Count(piece => piece.Length > 0);
        // 第2条から第5条まで: the first and the last are named, those between are meant.
        var isRange = named == 2 && targets.Length > 2 && reference.Written.Contains("から", StringComparison.Ordinal);
        if (targets.Length == 1 || (named != targets.Length && !isRange))
            return [(reference.Written, targets[0])];
        var parts = new List<(string, ProvisionPath?)>(pieces.Length);
        var next = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].Length == 0)
                continue;
            if (i % 2 == 1)
                parts.Add((pieces[i], null));
            else
                parts.Add((pieces[i], isRange && next++ == 1 ? targets[^1] : targets[isRange ? 0 : next++]));
        }
        return parts;
    }

    [GeneratedRegex("(から|まで|及び|並びに|又は|若しくは|、|，|・)")]
    private static partial Regex Between();
}
