using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第5条を削る。第5条及び第6条を削り、…</summary>
internal sealed partial class DeleteForm : AmendingForm
{
    private const string CaptionAndNumber = "の見出し及び項番号";

    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage) => operation is AmendingOperation.Delete ? $"{WithNumber().Replace(WithCaption().Replace(place, "${article}の前の見出し及び同条"), "${paragraph}" + CaptionAndNumber)}を削" : null;

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block) => new AmendingOperation.Delete(InFull(PlaceOf(clause, focus)));

    protected override bool IsPlace(string words) => base.IsPlace(InFull(words));

    /// <summary>附則第1項の見出し及び項番号: both are of the same paragraph.</summary>
    private static string InFull(string words) => words.EndsWith(CaptionAndNumber, StringComparison.Ordinal) && words[..^CaptionAndNumber.Length] is var paragraph ? $"{paragraph}の見出し及び{paragraph}{InstrumentAddress.ItsNumber}" : words;

    /// <summary>附則第1項の見出し及び項番号: the only paragraph that is left goes on as what the 附則 says.</summary>
    [GeneratedRegex("^(?<paragraph>[^。、]{1,60}?)の見出し及び\\k<paragraph>の項番号$")]
    private static partial Regex WithNumber();

    /// <summary>第4条の前の見出し及び同条: an article that goes with the caption that it shares with others.</summary>
    [GeneratedRegex("^(?<article>第[^。、]{1,40}?)の前の見出し及び\\k<article>$")]
    private static partial Regex WithCaption();

    [GeneratedRegex(@"\G" + Place + "を削(?:る。|り、)")]
    private static partial Regex Clause();
}
