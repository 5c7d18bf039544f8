using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using CcsPolicy.Domain.Amendments.Instruments;

namespace CcsPolicy.Web.Imports.Html;

/// <summary>HTML の本文の組み立て。Tags and characters become lines: a block is a line, an item has its number, a table row is its cells with bars, ruby is its base.</summary>
internal sealed class HtmlText
{
    private const int DeepestTable = 40;

    private static readonly FrozenSet<string> Blocks = FrozenSet.Create(StringComparer.Ordinal,
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header", "footer", "aside", "address", "blockquote", "center",
        "dl", "dt", "dd", "figure", "figcaption", "fieldset", "legend", "form", "details", "summary", "hr", "body", "html", "caption", "hgroup", "noscript");

    private readonly HtmlLine line = new();
    private readonly List<string> lines = [];
    private readonly Stack<HtmlList> lists = new();
    private readonly Stack<HtmlTable> tables = new();
    private string label = "";
    private int preformatted;
    private bool insideRubyText;
    private bool insideScript;

    public int Pictures { get; private set; }

    /// <summary>Whether it stands in a row of a 新旧対照表 below its head, whose old side has what is struck out.</summary>
    public bool IsInComparison => Table is { HasRows: true, IsComparison: true };

    private List<string> Target => tables.TryPeek(out var table) ? table.Cell : lines;

    public void AddCharacters(string characters)
    {
        if (insideScript || insideRubyText)
            return;
        if (preformatted == 0)
        {
            line.Add(characters, IsInComparison);
            return;
        }
        var rows = characters.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < rows.Length; i++)
        {
            if (i > 0)
                Flush(keepEmpty: true);
            line.AddExactly(rows[i]);
        }
    }

    public void Open(string name, Func<string, string?> attribute)
    {
        switch (name)
        {
            case "br":
                Flush(keepEmpty: true);
                break;
            case "script" or "style" or "textarea" or "iframe" or "title" or "noembed" or "noframes":
                insideScript = true;
                break;
            case "rt" or "rp" or "rtc":
                insideRubyText = true;
                break;
            case "rb" or "ruby":
                insideRubyText = false;
                break;
            case "img" or "embed":
                Pictures++;
                break;
            case "pre" or "xmp" or "plaintext" or "listing":
                Flush();
                preformatted++;
                break;
            case "ol" or "ul" or "menu" or "dir":
                Flush();
                lists.Push(new HtmlList(name == "ol", attribute("type"), attribute("style"), attribute("start")));
                break;
            case "li":
                Flush();
                label = lists.TryPeek(out var list) ? list.Next(attribute("value")) : "・";
                break;
            case "table":
                Flush();
                OpenTable();
                break;
            case "tr":
                CloseCell();
                Table?.OpenRow();
                break;
            case "td" or "th":
                CloseCell();
                Table?.OpenCell(int.TryParse(attribute("colspan"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) ? columns : 1);
                break;
            case var block when Blocks.Contains(block):
                Flush();
                break;
        }
    }

    public void Close(string name)
    {
        switch (name)
        {
            case "script" or "style" or "textarea" or "iframe" or "title" or "noembed" or "noframes":
                insideScript = false;
                break;
            case "rt" or "rp" or "rtc" or "ruby":
                insideRubyText = false;
                break;
            case "pre" or "xmp" or "plaintext" or "listing":
                Flush();
                preformatted = Math.Max(0, preformatted - 1);
                break;
            case "ol" or "ul" or "menu" or "dir":
                Flush();
                label = "";
                lists.TryPop(out _);
                break;
            case "td" or "th" or "tr":
                CloseCell();
                break;
            case "table":
                CloseTable();
                break;
            case "li":
            case var block when Blocks.Contains(block):
                Flush();
                break;
        }
    }

    public string Finish()
    {
        Flush();
        while (tables.Count > 0)
            CloseTable();
        return string.Concat(lines.Select(finished => finished + "\n"));
    }

    private HtmlTable? Table => tables.TryPeek(out var table) ? table : null;

    private void OpenTable()
    {
        // Deeper tables are layout or mischief: their cells become plain lines of the table around them.
        if (tables.Count < DeepestTable)
            tables.Push(new HtmlTable());
        else
            tables.Peek().Extra++;
    }

    private void CloseTable()
    {
        CloseCell();
        if (tables.TryPeek(out var outer) && outer.Extra > 0)
        {
            outer.Extra--;
            return;
        }
        if (!tables.TryPop(out var table))
            return;
        if (tables.TryPeek(out var around))
            around.IsLayout = true;
        Target.AddRange(table.ToLines());
    }

    private void CloseCell() => Flush();

    private void Flush(bool keepEmpty = false)
    {
        var text = line.Take(preformatted > 0);
        if (text.Length == 0)
        {
            if (keepEmpty && label.Length == 0)
                Target.Add("");
            return;
        }
        Target.Add(label.Length > 0 && !HtmlList.HasOwnLabel(text) ? label + text : text);
        label = "";
    }
}

/// <summary>HTML の行。Characters of one line with white space as a browser shows it: runs become one space, and a line end between two full-width characters nothing.</summary>
internal sealed class HtmlLine
{
    private readonly StringBuilder text = new();
    private bool space;
    private bool lineEnd;
    private int tabs;

    /// <param name="keepsTabs">Whether tabs divide the cells of a table within a cell; not those by which the source of the page is indented.</param>
    public void Add(string characters, bool keepsTabs = false)
    {
        foreach (var c in characters)
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                space = true;
                lineEnd |= c is '\n' or '\r';
                tabs += keepsTabs && c == '\t' ? 1 : 0;
                continue;
            }
            if (tabs > 0 && !lineEnd)
                text.Append('\t', tabs);
            else if (space && text.Length > 0 && !(lineEnd && IsWide(text[^1]) && IsWide(c)))
                text.Append(' ');
            Begin();
            text.Append(c == '\u00A0' ? ' ' : c);
        }
    }

    public void AddExactly(string characters) => text.Append(characters);

    public string Take(bool exactly)
    {
        if (!lineEnd)
            text.Append('\t', tabs);
        var taken = exactly ? text.ToString() : text.ToString().TrimEnd(' ');
        text.Clear();
        Begin();
        return string.IsNullOrWhiteSpace(taken) ? "" : taken;
    }

    private void Begin() => (space, lineEnd, tabs) = (false, false, 0);

    private static bool IsWide(char c) => c >= '\u2E80';
}

/// <summary>HTML の表。Rows of cells, or only a layout when a cell holds a table or a long text of its own.</summary>
internal sealed class HtmlTable
{
    private const int LongestCell = 10;

    /// <summary>The names of the sides of a comparison are shorter.</summary>
    private const int LongestName = 30;

    /// <summary>Where the head of a comparison may stand: in the first row, or below a title of its own.</summary>
    private const int LatestHead = 1;

    /// <summary>More columns no comparison has.</summary>
    private const int MostColumns = 12;

    private int? head;

    private readonly List<List<List<string>>> rows = [];
    private readonly List<string> outside = [];

    public bool IsLayout { get; set; }

    /// <summary>Tables nested deeper than is kept apart.</summary>
    public int Extra { get; set; }

    public List<string> Cell => rows is [.., [.., var cell]] ? cell : outside;

    /// <summary>Whether it names the sides of a 新旧対照表 in the first row, or in the one below a title.</summary>
    public bool IsComparison => Head >= 0;

    /// <summary>Whether more than its head was begun.</summary>
    public bool HasRows => rows.Count > Math.Max(Head, 0) + 1;

    private int Head => rows.Count > LatestHead + 1 ? head ??= FindHead() : FindHead();

    private int FindHead() => IsHead(0) ? 0 : rows is [{ Count: <= 1 }, ..] && IsHead(LatestHead) ? LatestHead : -1;

    private bool IsHead(int row) => row < rows.Count && rows[row].Count <= MostColumns && rows[row].TrueForAll(cell => cell.Sum(line => line.Length) < LongestName) && AmendingText.IsHeadOfTable([.. rows[row].Select(cell => string.Concat(cell))]);

    public void OpenRow()
    {
        if (rows is not [.., []])
            rows.Add([]);
    }

    /// <param name="columns">How many columns it goes over: in a comparison it says the same in each.</param>
    public void OpenCell(int columns)
    {
        if (rows.Count == 0)
            rows.Add([]);
        var cell = new List<string>();
        for (var times = IsComparison ? Math.Clamp(columns, 1, 4) : 1; times > 0; times--)
            rows[^1].Add(cell);
    }

    public IEnumerable<string> ToLines()
    {
        if (IsComparison)
            return outside.Concat(rows.Take(Head).SelectMany(row => row).SelectMany(cell => cell)).Concat(rows.Skip(Head).Where(row => row.Count > 0).SelectMany(AmendingText.RowOfTable));
        var flat = IsLayout || rows.All(row => row.Count <= 1) || rows.Any(row => row.Any(cell => cell.Count > LongestCell));
        var body = flat
            ? rows.SelectMany(row => row).SelectMany(cell => cell)
            : rows.Where(row => row.Count > 0).Select(row => string.Join(' ', row.Select(CellText)).TrimStart());
        return outside.Concat(body);
    }

    private static string CellText(List<string> cell) => $"{string.Join(' ', cell.Where(line => line.Length > 0))} |";
}
