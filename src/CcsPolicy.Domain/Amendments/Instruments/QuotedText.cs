using System.Text;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>A sentence in which each quotation 「…」 is one sign, so that what is quoted is never taken for the words of the instrument. Quotations may hold quotations.</summary>
internal sealed class QuotedText
{
    /// <summary>The sign that stands for a quotation.</summary>
    public const char Sign = '\uE000';

    private readonly List<string> quotations = [];
    private readonly List<int> places = [];

    private QuotedText(string text) => Text = text;

    /// <summary>The sentence with a sign for each quotation.</summary>
    public string Text { get; }

    /// <summary>Null when a bracket is not closed, or the sign itself is in the text.</summary>
    public static QuotedText? Of(string sentence)
    {
        var (text, quotations, places) = (new StringBuilder(sentence.Length), new List<string>(), new List<int>());
        for (var at = 0; at < sentence.Length; at++)
        {
            if (sentence[at] is Sign or '」')
                return null;
            if (sentence[at] != '「')
            {
                text.Append(sentence[at]);
                continue;
            }
            var (begin, open) = (at + 1, 1);
            while (open > 0)
            {
                if (++at >= sentence.Length)
                    return null;
                open += sentence[at] == '「' ? 1 : sentence[at] == '」' ? -1 : 0;
            }
            quotations.Add(sentence[begin..at]);
            places.Add(text.Length);
            text.Append(Sign);
        }
        var quoted = new QuotedText(text.ToString());
        quoted.quotations.AddRange(quotations);
        quoted.places.AddRange(places);
        return quoted;
    }

    /// <summary>The quotation whose sign stands there.</summary>
    public string At(int place) => quotations[places.BinarySearch(place)];

    /// <summary>Whether the words can stand between 「 and 」 and be read again.</summary>
    public static bool Holds(string words)
    {
        var open = 0;
        foreach (var sign in words)
        {
            open += sign == '「' ? 1 : sign == '」' ? -1 : 0;
            if (open < 0 || sign is Sign or '\n')
                return false;
        }
        return open == 0;
    }
}
