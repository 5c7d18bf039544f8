using System.Text;
using CcsPolicy.Web.Commands;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

/// <summary>新旧対照表方式 at the command line: a table that was written, whatever its form, is applied as an instrument.</summary>
public sealed class AmendingTableVerbTests : IDisposable
{
    private const string Old = "○情報管理規程\n（目的）\n第1条　目的を定める。\n（義務）\n第2条　職員は、資産を守る。\n2　毎年点検する。\n（記録）\n第3条　記録を残す。\n附則\nこの規程は、令和6年4月1日から施行する。\n別表\n区分\t期間\n紙\t5年\n";
    private const string New = "○情報管理規程\n（目的）\n第1条　目的を定める。\n（義務）\n第2条　職員は、機器を守る。\n2　毎年点検する。\n（公表）\n第3条　結果を公表する。\n（記録）\n第4条　記録を残す。\n附則\nこの規程は、令和6年4月1日から施行する。\n別表\n区分\t期間\n紙\t10年\n";

    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-table-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("text")]
    [InlineData("html")]
    [InlineData("docx")]
    public async Task A_table_of_two_texts_makes_the_new_one_of_the_old(string form)
    {
        using var table = new MemoryStream();
        Assert.Equal(0, await CompareCommand.RunAsync(VerbsTests.Call(CompareCommand.Verb, Given("old.txt", Old), Given("new.txt", New), "--as", form), GivenTexts.OnlyFiles, table, TextWriter.Null));
        var file = Path.Combine(folder, "table." + (form == "text" ? "txt" : form));
        await File.WriteAllBytesAsync(file, table.ToArray(), Ct);
        Assert.Equal(New, await AmendedAsync(file));
    }

    [Fact]
    public async Task The_instrument_is_written_as_a_table_with_its_own_supplementary_provision()
    {
        using var output = new StringWriter();
        Assert.Equal(0, await AmendmentCommand.RunAsync(VerbsTests.Call(AmendmentCommand.Verb, Given("old.txt", Old), Given("new.txt", New), AmendmentCommand.Table, AmendmentCommand.Effective, "2027-04-01"), GivenTexts.OnlyFiles, output, TextWriter.Null));
        Assert.Contains("の一部を次の表のように改正する。\n改正後\t改正前\n", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("　　附　則\n　この規程は、令和9年4月1日から施行する。\n", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(New, await AmendedAsync(Given("table.txt", output.ToString())));
    }

    private async Task<string> AmendedAsync(string instrument)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await AmendCommand.RunAsync(VerbsTests.Call(AmendCommand.Verb, Given("old.txt", Old), instrument), GivenTexts.OnlyFiles, output, TextWriter.Null));
        return output.ToString();
    }

    private string Given(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text, Encoding.UTF8);
        return path;
    }
}
