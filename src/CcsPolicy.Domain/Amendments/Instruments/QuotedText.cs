using System.Text;
using System.Text.RegularExpressions;

namespace CcsPolicy.Domain.Amendments.Instruments;

/// <summary>A sentence in which each quotation 「…」 is one sign, so that what is quoted is never taken for the words of the instrument. Quotations may hold quotations.</summary>
internal sealed partial class QuotedText
{
    /// <summary>The sign that stands for a quotation.</summary>
    public const char Sign = '\uE000';

    private readonly List<string> quotations = [];
    private readonly List<int> places = [];

    private QuotedText(string text) => Text = text;

    /// <summary>The sentence with a sign for each quotation.</summary>
    public string Text { get; }

    /// <summary>Null when a bracket is not closed, or the sign itself is in the text.</summary>
    public static QuotedText? Of(string sentence) => Of(sentence, Closing);

    /// <summary>
    /// A sentence that quotes half of a pair: 「…（以下「甲」を「乙」に改める. A quotation begins where a clause has one, and ends at the first 」 after which the words of a clause go on.
    /// Null when that is nowhere.
    /// </summary>
    public static QuotedText? OfHalves(string sentence) => Of(sentence, (words, begin) => GoingOn().Match(words, begin) is { Success: true } end ? end.Index : -1);

    /// <param name="endOf">Where the quotation ends of which the words begin there: the place of its 」; −1 when it has none.</param>
    private static QuotedText? Of(string sentence, Func<string, int, int> endOf)
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
            var end = endOf(sentence, at + 1);
            if (end < 0)
                return null;
            quotations.Add(sentence[(at + 1)..end]);
            places.Add(text.Length);
            text.Append(Sign);
            at = end;
        }
        var quoted = new QuotedText(text.ToString());
        quoted.quotations.AddRange(quotations);
        quoted.places.AddRange(places);
        return quoted;
    }

    /// <summary>The bracket that closes the one before the place, quotations within it passed over.</summary>
    private static int Closing(string sentence, int begin)
    {
        for (var (at, open) = (begin, 1); at < sentence.Length; at++)
        {
            open += sentence[at] == '「' ? 1 : sentence[at] == '」' ? -1 : 0;
            if (open == 0)
                return at;
        }
        return -1;
    }

    /// <summary>The quotation whose sign stands there.</summary>
    public string At(int place) => quotations[places.BinarySearch(place)];

    [GeneratedRegex("」(?=を「|に、「|に改め|の[次下前後]に「|を加え|を、「|を削|を付)")]
    private static partial Regex GoingOn();

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
