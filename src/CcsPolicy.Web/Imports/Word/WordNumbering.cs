using System.Text;
using System.Xml.Linq;

namespace CcsPolicy.Web.Imports.Word;

/// <summary>
/// Word の自動番号。Counts the lists of a document in the order of its paragraphs and writes each number as text,
/// because the number of an automatically numbered article stands nowhere in the paragraph.
/// </summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    private readonly WordStyles styles;
    private readonly Dictionary<int, Series> seriesById = [];
    private readonly Dictionary<int, ListUse> lists = [];

    public WordNumbering(XDocument? part, WordStyles styles)
    {
        this.styles = styles;
        var root = part?.Root;
        var links = new Dictionary<int, string>();
        foreach (var element in root.Children("abstractNum"))
        {
            if (element.Number("abstractNumId") is not { } id)
                continue;
            seriesById[id] = new Series(element.Children("lvl"));
            if (element.Child("numStyleLink").Value() is { } link)
                links[id] = link;
        }
        foreach (var element in root.Children("num"))
        {
            if (element.Number("numId") is { } id && element.Child("abstractNumId").Number() is { } series && seriesById.TryGetValue(series, out var found))
                lists[id] = new ListUse(found, element.Children("lvlOverride"));
        }
        // A list that only names a numbering style is that style's list.
        foreach (var (id, link) in links)
        {
            if (styles.NumberingOf(link) is { } target && lists.TryGetValue(target.ListId, out var real))
            {
                foreach (var list in lists.Values.Where(l => l.Series == seriesById[id]).ToList())
                    list.Series = real.Series;
            }
        }
    }

    /// <summary>The label of this paragraph with what separates it from the text, and the count moved on; empty when it has none.</summary>
    public string Next(XElement? paragraphProperties)
    {
        if (Place(paragraphProperties) is not var (list, at) || list.LevelAt(at) is not { } level)
            return "";
        var series = list.Series;
        series.Advance(at, list);
        var label = level.IsBullet ? level.BulletSign : Written(list, level);
        return label.Length == 0 ? "" : label + level.Separator;
    }

    private (ListUse List, int Level)? Place(XElement? properties)
    {
        var direct = properties.Child("numPr");
        var listId = direct.Child("numId").Number();
        var level = direct.Child("ilvl").Number();
        int? styleLevel = null;
        IReadOnlyList<string> styleIds = [];
        if (listId is null)
        {
            if (styles.NumberingOf(properties.Child("pStyle").Value()) is not { } inherited)
                return null;
            listId = inherited.ListId;
            styleIds = inherited.StyleIds;
            styleLevel = inherited.Level;
        }
        if (!lists.TryGetValue(listId.Value, out var list))
            return null;
        var at = level ?? list.LevelOfStyle(styleIds) ?? styleLevel ?? 0;
        return at is >= 0 and < Levels ? (list, at) : null;
    }

    private static string Written(ListUse list, Level level)
    {
        var label = new StringBuilder();
        for (var i = 0; i < level.Text.Length; i++)
        {
            if (level.Text[i] == '%' && i + 1 < level.Text.Length && level.Text[i + 1] is >= '1' and <= '9')
            {
                var at = level.Text[++i] - '1';
                label.Append(WordNumberFormat.Write(list.Series.ValueAt(at, list), level.IsLegal ? "decimal" : list.LevelAt(at)?.Format ?? "decimal"));
            }
            else
            {
                label.Append(level.Text[i]);
            }
        }
        return label.ToString();
    }

    /// <summary>番号の系列。The levels of a list and where each stands; lists of one series count on together.</summary>
    private sealed class Series
    {
        private readonly Level?[] levels = new Level?[Levels];
        private readonly int?[] values = new int?[Levels];

        public Series(IEnumerable<XElement> elements)
        {
            foreach (var element in elements)
            {
                if (element.Number("ilvl") is >= 0 and < Levels and { } at)
                    levels[at] = new Level(element);
            }
        }

        public Level? this[int at] => levels[at];

        public void Advance(int at, ListUse list)
        {
            values[at] = list.TakeStart(at) ?? values[at] + 1 ?? list.LevelAt(at)?.Start ?? 1;
            for (var below = at + 1; below < Levels; below++)
            {
                if (at < (list.LevelAt(below)?.RestartAfter ?? below))
                    values[below] = null;
            }
        }

        public int ValueAt(int at, ListUse list) => values[at] ?? list.LevelAt(at)?.Start ?? 1;
    }

    /// <summary>番号の使用。One use of a series, which may start its levels anew or write them differently.</summary>
    private sealed class ListUse
    {
        private readonly Level?[] own = new Level?[Levels];
        private readonly int?[] starts = new int?[Levels];

        public ListUse(Series series, IEnumerable<XElement> overrides)
        {
            Series = series;
            foreach (var element in overrides)
            {
                if (element.Number("ilvl") is not (>= 0 and < Levels and { } at))
                    continue;
                if (element.Child("lvl") is { } level)
                    own[at] = new Level(level);
                starts[at] = element.Child("startOverride").Number();
            }
        }

        public Series Series { get; set; }

        public Level? LevelAt(int at) => own[at] ?? Series[at];

        public int? LevelOfStyle(IReadOnlyList<string> styleIds)
        {
            foreach (var id in styleIds)
            {
                for (var at = 0; at < Levels; at++)
                {
                    if (LevelAt(at)?.StyleId == id)
                        return at;
                }
            }
            return null;
        }

        /// <summary>The new start of a level, given out once: at the first paragraph of this use.</summary>
        public int? TakeStart(int at)
        {
            var start = starts[at];
            starts[at] = null;
            return start;
        }
    }

    /// <summary>番号の段階。How one level of a list is written.</summary>
    private sealed class Level
    {
        public Level(XElement element)
        {
            // A custom format stands beside a plain one for programs that do not know it.
            var format = element.Child("numFmt") ?? element.Child("AlternateContent").Child("Fallback").Child("numFmt");
            Format = format.Value() ?? "decimal";
            Start = element.Child("start").Number() ?? 0;
            RestartAfter = element.Child("lvlRestart").Number();
            Text = element.Child("lvlText").Value() ?? "";
            IsLegal = element.Child("isLgl").IsOn();
            StyleId = element.Child("pStyle").Value();
            Separator = element.Child("suff").Value() switch { "space" => " ", "nothing" => "", _ => "　" };
            var font = element.Child("rPr").Child("rFonts").Value("ascii") ?? "";
            BulletSign = Text.Length == 0 ? "" : IsSymbolic(font, Text) ? "・" : Text;
        }

        public string Format { get; }

        public int Start { get; }

        public int? RestartAfter { get; }

        public string Text { get; }

        public bool IsLegal { get; }

        public string? StyleId { get; }

        public string Separator { get; }

        public string BulletSign { get; }

        public bool IsBullet => Format == "bullet";

        /// <summary>Signs of symbol fonts are letters or private characters elsewhere; a middle dot says the same.</summary>
        private static bool IsSymbolic(string font, string text) =>
            text.Any(c => c is >= '\uE000' and <= '\uF8FF') || font is "Wingdings" or "Wingdings 2" or "Wingdings 3" or "Symbol" or "Webdings";
    }
}
