using System.Text;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第3条の次に次の2条を加える。第3条に第1号として次の1号を加える。第3条に次の各号を加える。第3条に次の1項を加える。本則に次の1条を加える。(2)の次に次のように加える。第3条の前に次の章名を付する。</summary>
internal sealed partial class AddForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage)
    {
        if (operation is not AmendingOperation.Add added)
            return null;
        var side = added.Side switch { AddedSide.After => "の次に", AddedSide.Before => "の前に", AddedSide.First => $"に{added.As}として", _ => "に" };
        return place + side + added.Unit switch
        {
            null => "次のように加え",
            InstrumentAddress.Contents => "次の目次を付",
            [_, '名'] => $"次の{added.Unit}を付",
            // 附則の次に次の別表を, 附則の次に別表として次の2表を, 別表第1の次に次の1表を
            "別表" when place.StartsWith("別表", StringComparison.Ordinal) || place == "同表" => $"次の{usage.Count(added.Count)}表を加え",
            "別表" => added.Count > 1 ? $"別表として次の{usage.Count(added.Count)}表を加え" : "次の別表を加え",
            var unit => $"次の{usage.Count(added.Count)}{unit}を加え",
        };
    }

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block)
    {
        var side = clause.Groups["as"].Success ? AddedSide.First : clause.Groups["side"].Value switch { "の次に" => AddedSide.After, "の前に" => AddedSide.Before, _ => AddedSide.In };
        var at = 0;
        var count = EraNumeral.TryRead(clause.Groups["count"].Value.Normalize(NormalizationForm.FormKC), ref at, out var said) ? said : 0;
        return new AmendingOperation.Add(PlaceOf(clause, focus), side, block) { Unit = clause.Groups["whole"].Success ? "別表" : clause.Groups["unit"].Success ? clause.Groups["unit"].Value : null, Count = count, As = clause.Groups["as"].Value };
    }

    [GeneratedRegex(@"\G(?:(?<place>題名)(?<side>の次に)次の(?<unit>目次)を(?:付(?:する。|し、)|加え(?:る。|、))|" + Place + "(?<side>の前に)次の(?<unit>[編章節款目]名)を(?:付(?:する。|し、)|加え(?:る。|、))|" + Place + "(?<side>の次に|の前に|に(?:(?<as>第[0-9０-９一二三四五六七八九十]{1,4}[項号]|[ア-ヶ]|[（(][0-9０-９ア-ヶa-zａ-ｚ]{1,3}[)）]|[①-⑳]|[a-zａ-ｚ])として)?)(?:(?<whole>別表として)|様式として)?次の(?:(?:見出し及び)?(?:各|(?<count>[0-9０-９一二三四五六七八九十]*))(?<unit>編|章|節|款|目|条|項|号|別表|表|様式|附則)を|ように)加え(?:る。|、))")]
    private static partial Regex Clause();
}
