using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using CcsPolicy.Web.Commands;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

public sealed class CompareVerbTests : IDisposable
{
    private const string Old = "○規程\n（目的）\n第1条　目的を定める。\n（義務）\n第2条　職員は、資産を守る。\n2　毎年点検する。\n附則\nこの規程は、令和6年4月1日から施行する。\n";
    private const string New = "○規程\n（目的）\n第1条　目的を定める。\n（義務）\n第2条　職員は、機器を守る。\n2　毎年点検する。\n附則\nこの規程は、令和6年4月1日から施行する。\n";

    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-compare-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task As_text_each_row_is_a_line_with_both_sides() => Assert.Equal(
        "改正後\t改正前\n第1条　（略）\t第1条　（略）\n（義務）\t（義務）\n第2条　職員は、{+機器+}を守る。\t第2条　職員は、{-資産-}を守る。\n2　（略）\t2　（略）\n附則　（略）\t附則　（略）\n",
        Encoding.UTF8.GetString(await MadeAsync("text")));

    [Fact]
    public async Task As_html_changes_are_told_in_words_too_and_nothing_is_fetched()
    {
        var page = await new HtmlParser().ParseDocumentAsync(Encoding.UTF8.GetString(await MadeAsync("html")), Ct);
        Assert.Equal("規程　新旧対照表", page.Title);
        Assert.Equal(["改正後", "改正前"], page.QuerySelectorAll("thead th[scope=col]").Select(head => head.TextContent));
        Assert.Equal("追加：機器、追加終わり", Assert.Single(page.QuerySelectorAll("ins")).TextContent);
        Assert.Equal("削除：資産、削除終わり", Assert.Single(page.QuerySelectorAll("del")).TextContent);
        Assert.Empty(page.QuerySelectorAll("script, link, img, [src], [style]"));
    }

    [Fact]
    public async Task As_json_it_tells_what_happened_to_each_provision()
    {
        using var json = JsonDocument.Parse(await MadeAsync("json"));
        var change = Assert.Single(json.RootElement.GetProperty("changes").EnumerateArray().ToList());
        Assert.Equal(("article", "textChanged", "第2条"), (change.GetProperty("kind").GetString(), change.GetProperty("change")[0].GetString(), change.GetProperty("new").GetProperty("label").GetString()));
        Assert.Equal(["kept", "deleted", "inserted", "kept"], change.GetProperty("text").EnumerateArray().Select(stretch => stretch.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task As_docx_it_is_a_table_on_a_lying_sheet_with_a_head_on_each_page_and_holds_both_texts()
    {
        Assert.Equal(await MadeAsync("docx", CompareCommand.Whole), await MadeAsync("docx", CompareCommand.Whole));
        using var file = new MemoryStream(await MadeAsync("docx", CompareCommand.Whole));
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document, Ct).Select(fault => fault.Description));
        var body = document.MainDocumentPart!.Document!.Body!;
        var page = Assert.Single(body.Descendants<PageSize>());
        Assert.Equal((16_838u, 11_906u, PageOrientationValues.Landscape), (page.Width!.Value, page.Height!.Value, page.Orient!.Value));
        var rows = Assert.Single(body.Descendants<Table>()).Elements<TableRow>().ToList();
        Assert.NotNull(rows[0].Descendants<TableHeader>().Single());
        Assert.Equal((New, Old), (Column(0), Column(1)));
        Assert.Equal(["機器", "資産"], body.Descendants<Run>().Where(run => run.RunProperties?.Underline is not null).Select(run => run.InnerText));

        string Column(int at) => string.Concat(rows.Skip(1).Select(row => row.Elements<TableCell>().ElementAt(at).InnerText + "\n"));
    }

    [Fact]
    public async Task An_unknown_form_is_refused()
    {
        using var errors = new StringWriter();
        Assert.Equal(2, await CompareCommand.RunAsync(VerbsTests.Call(CompareCommand.Verb, "a", "b", "--as", "pdf"), GivenTexts.OnlyFiles, Stream.Null, errors));
        Assert.Contains("--as json|text|html|docx", errors.ToString(), StringComparison.Ordinal);
    }

    private async Task<byte[]> MadeAsync(string form, params string[] more)
    {
        var (old, @new) = (Path.Combine(folder, "old.txt"), Path.Combine(folder, "new.txt"));
        await File.WriteAllTextAsync(old, Old, Ct);
        await File.WriteAllTextAsync(@new, New, Ct);
        using var output = new MemoryStream();
        Assert.Equal(0, await CompareCommand.RunAsync(VerbsTests.Call(CompareCommand.Verb, [old, @new, "--as", form, .. more]), GivenTexts.OnlyFiles, output, TextWriter.Null));
        return output.ToArray();
    }
}
