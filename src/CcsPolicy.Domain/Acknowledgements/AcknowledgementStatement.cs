using System.Globalization;
using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Domain.Acknowledgements;

/// <summary>確認の文。What a person agrees to: one form, which names the edition. It is kept in Japanese, the language of the text that it is about.</summary>
public static class AcknowledgementStatement
{
    private const string Begin = "私は、「";
    private const string AfterTitle = "」第";
    private const string Acknowledged = "これを守って職務を行います。";
    private const string Answered = "問いに答えて合格し、";
    private const string Pledged = "これを守り、職務上知り得た情報を正当な理由なく漏らさないことを誓約します。退職した後も同じです。";

    /// <summary>Stands where a title stood that its reader may not know any more.</summary>
    public const string TitleNotShown = "（名称は表示できません）";

    /// <param name="number">第n版</param>
    public static string Of(string title, int number, DateOnly effectiveFrom, CampaignAsk ask = CampaignAsk.ReadAll) =>
        $"{Begin}{title}{AfterTitle}{number}版（{EraDateText.InEra(effectiveFrom)}施行）を読み、{(ask == CampaignAsk.AnswerQuestions ? Answered : "")}その内容を理解しました。{(ask == CampaignAsk.Pledge ? Pledged : Acknowledged)}";

    /// <summary>Names the form of words that <see cref="Of"/> uses now. Whoever changes words there gives the form another number here.</summary>
    public static string VersionOf(CampaignAsk ask) => ask switch
    {
        CampaignAsk.Pledge => "pledge-1",
        CampaignAsk.AnswerQuestions => "answered-1",
        _ => "acknowledgement-1",
    };

    /// <summary>The title and number (第n版) that the statement names: what was read, as it was called when it was signed. Null when it has not this form.</summary>
    public static (string Title, int Number)? Named(string statement)
    {
        if (EndOfTitle(statement) is not { } end)
            return null;
        var begin = end + AfterTitle.Length;
        var digits = begin;
        while (digits < statement.Length && char.IsAsciiDigit(statement[digits]))
            digits++;
        return digits < statement.Length && statement[digits] == '版' && int.TryParse(statement.AsSpan(begin, digits - begin), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (statement[Begin.Length..end], number)
            : null;
    }

    /// <summary>The statement with its title taken out; null when it has not this form, so that nobody can say where in it the title stands.</summary>
    public static string? WithoutTitle(string statement) => EndOfTitle(statement) is { } end ? $"{Begin}{TitleNotShown}{statement[end..]}" : null;

    private static int? EndOfTitle(string statement)
    {
        // The last such mark: a title may itself hold one.
        var end = statement.LastIndexOf(AfterTitle, StringComparison.Ordinal);
        return statement.StartsWith(Begin, StringComparison.Ordinal) && end >= Begin.Length ? end : null;
    }
}
