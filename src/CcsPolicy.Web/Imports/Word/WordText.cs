using System.Xml.Linq;
using CcsPolicy.Domain.Amendments.Instruments;

namespace CcsPolicy.Web.Imports.Word;

/// <summary>Word の本文の組み立て。Paragraphs and tables in their order become lines; what has no place in a line becomes a remark.</summary>
internal sealed class WordText(WordNumbering numbering, Dictionary<string, XElement> footnotes, Dictionary<string, XElement> endnotes)
{
    private readonly List<string> lines = [];
    private readonly List<SourceRemark> remarks = [];
    private readonly WordLosses losses = new();
    private string carried = "";

    public void AddBlock(XElement block)
    {
        switch (block.Name.LocalName)
        {
            case "p":
                AddParagraph(block, lines);
                break;
            case "tbl":
                AddTable(block, lines);
                break;
            case "altChunk":
                losses.Embedded++;
                break;
        }
    }

    public SourceText Finish()
    {
        if (carried.Length > 0)
            lines.Add(carried);
        remarks.AddRange(losses.ToRemarks());
        return new SourceText(string.Concat(lines.Select(line => line + "\n")), SourceFormat.Word, "UTF-8", remarks);
    }

    private void AddParagraph(XElement paragraph, List<string> into)
    {
        var properties = paragraph.Child("pPr");
        var inline = new WordInline(losses);
        inline.Add(paragraph);
        var text = carried + inline.Text;
        carried = "";
        var mark = properties.Child("rPr");
        if (mark.Child("del") is not null || mark.Child("moveFrom") is not null)
        {
            // The end of this paragraph is deleted: what is left of it belongs to the next, which also gives the number.
            carried = text;
        }
        else
        {
            var label = numbering.Next(properties);
            into.AddRange(text.Length == 0 ? [label.TrimEnd()] : (label + text).Split('\n'));
        }
        foreach (var (name, id) in inline.NoteReferences)
            AddNote(name, id, into);
        foreach (var box in inline.TextBoxes)
            AddBlocks(box, into);
    }

    private void AddBlocks(XElement container, List<string> into)
    {
        foreach (var element in container.Elements())
        {
            switch (element.Name.LocalName)
            {
                case "p":
                    AddParagraph(element, into);
                    break;
                case "tbl":
                    AddTable(element, into);
                    break;
                case "sdt" or "sdtContent" or "ins" or "moveTo" or "customXml":
                    AddBlocks(element, into);
                    break;
            }
        }
    }

    private void AddNote(string name, string id, List<string> into)
    {
        if (!(name == "footnoteReference" ? footnotes : endnotes).TryGetValue(id, out var note))
            return;
        var text = new List<string>();
        AddBlocks(note, text);
        var words = string.Join(' ', text).Trim();
        remarks.Add(new("import.footnote", ReferenceEquals(into, lines) ? lines.Count : lines.Count + 1,
            $"脚注は本文に入れていません：{words}", $"The footnote is not in the text: {words}"));
    }

    /// <summary>A row is written as its cells, each followed by a bar; a table of one column is only a frame around paragraphs.</summary>
    private void AddTable(XElement table, List<string> into)
    {
        var rows = Within(table, "tr").Where(row => row.Child("trPr").Child("del") is null)
            .Select(row => Within(row, "tc").ToList()).ToList();
        if (rows.All(row => row.Count <= 1))
        {
            foreach (var cell in rows.SelectMany(row => row))
                AddBlocks(cell, into);
            return;
        }
        // Of a 新旧対照表 the lines of a cell stay apart; a row with its title may stand above its head.
        var head = rows.Take(2).ToList().FindIndex(row => AmendingText.IsHeadOfTable([.. row.Select(cell => string.Concat(cell.Descendants().Where(e => e.Name.LocalName == "t").Select(e => e.Value)))]));
        if (head == 1 && rows[0].Count > 1)
            head = -1;
        foreach (var line in rows.Take(head).SelectMany(row => row).SelectMany(CellLines))
            into.Add(line);
        if (head >= 0)
            foreach (var row in rows.Skip(head).Where(row => row.Count > 0))
                into.AddRange(AmendingText.RowOfTable([.. row.SelectMany(cell => Enumerable.Repeat(CellLines(cell), Math.Clamp(cell.Child("tcPr").Child("gridSpan").Number() ?? 1, 1, 4)))]));
        else
            foreach (var row in rows)
                into.Add(string.Join(' ', row.Select(cell => $"{CellText(cell)} |")).TrimStart());
    }

    private List<string> CellLines(XElement cell)
    {
        var text = new List<string>();
        AddBlocks(cell, text);
        return text;
    }

    private string CellText(XElement cell) => string.Join(' ', CellLines(cell).Select(line => line.Trim()).Where(line => line.Length > 0));

    /// <summary>Rows of a table or cells of a row, through the wrappers that may stand around them.</summary>
    private static IEnumerable<XElement> Within(XElement container, string name)
    {
        foreach (var element in container.Elements())
        {
            if (element.Name.LocalName == name)
            {
                yield return element;
            }
            else if (element.Name.LocalName is "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo")
            {
                foreach (var inner in Within(element, name))
                    yield return inner;
            }
        }
    }
}
