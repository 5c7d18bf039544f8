using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments.Forms;

/// <summary>第3条中「甲」を「乙」に、「丙」を「丁」に改め、「戊」の次に「己」を加え、「庚」を削る。</summary>
internal sealed partial class WordsForm : AmendingForm
{
    public override string? Write(AmendingOperation operation, string place, InstrumentUsage usage)
    {
        if (operation is not AmendingOperation.ChangeWords change)
            return null;
        var text = new StringBuilder(place).Append('中');
        for (var i = 0; i < change.Changes.Length; i++)
        {
            var (was, becomes) = (change.Changes[i].Was, change.Changes[i].Becomes);
            var (verb, isFirst, isLast) = (Verb(change.Changes[i]), i == 0 || Verb(change.Changes[i - 1]) != Verb(change.Changes[i]), i == change.Changes.Length - 1 || Verb(change.Changes[i + 1]) != Verb(change.Changes[i]));
            // The verb stands once, behind the last of those that it is for.
            text.Append(verb switch
            {
                "加え" => $"「{was}」の{usage.AfterWords}「{becomes[was.Length..]}」を" + (isLast ? verb : ""),
                "改め" => $"「{was}」を「{becomes}」に" + (isLast ? verb : ""),
                _ => (isFirst ? "" : isLast ? "及び" : "、") + $"「{was}」" + (isLast ? "を" + verb : ""),
            });
            if (verb == "削" ? isLast && i < change.Changes.Length - 1 : i < change.Changes.Length - 1)
                text.Append(verb == "削" ? "り、" : "、");
        }
        return text.ToString();
    }

    private static string Verb(WordChange change) => change.IsAddition ? "加え" : change.Becomes.Length == 0 ? "削" : "改め";

    protected override Regex Pattern => Clause();

    protected override AmendingOperation? Read(Match clause, QuotedText sentence, SentenceFocus focus, string block)
    {
        var changes = ImmutableArray.CreateBuilder<WordChange>();
        foreach (Capture change in clause.Groups["change"].Captures)
        {
            var signs = Enumerable.Range(change.Index, change.Length).Where(at => sentence.Text[at] == QuotedText.Sign).Select(sentence.At).ToList();
            var side = change.Length > 2 && change.Value[1] == 'の' ? change.Value[2] : ' ';
            if (change.Value.Contains("を削", StringComparison.Ordinal))
                changes.AddRange(signs.Select(was => new WordChange(was, "")));
            else
                changes.Add(new(signs[0], side switch { ' ' => signs[1], '前' => signs[1] + signs[0], _ => signs[0] + signs[1] }));
        }
        return new AmendingOperation.ChangeWords(PlaceOf(clause, focus), changes.ToImmutable());
    }

    /// <summary>序文中「甲」を「乙」に: with words quoted, a division without a number can be told by its name.</summary>
    protected override bool IsPlace(string words) => base.IsPlace(words) || InstrumentAddress.IsName(words);

    /// <summary>第4条中「甲」を「乙」に、第5条中「丙」を「丁」に改める: the verb stands once, behind the last of several places.</summary>
    private const string Next = @"[^。、を\uE000]{1,60}中\uE000";

    [GeneratedRegex(@"\G(?<place>(?:[^。\uE000]|(?<=に限る|を含む)。(?=）))+?)中(?<change>\uE000(?:を\uE000に、(?=\uE000|" + Next + @")|を\uE000に改め(?:る。|、)|の(?:次|下|前|後)に\uE000を(?:、(?=\uE000|" + Next + @")|加え(?:る。|、))|(?:(?:、|及び|並びに)\uE000)*を削(?:る。|り、)))+")]
    private static partial Regex Clause();
}
