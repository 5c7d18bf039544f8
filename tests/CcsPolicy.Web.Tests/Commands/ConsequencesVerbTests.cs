using System.Text.Json;
using CcsPolicy.Web.Commands;
using Xunit;

namespace CcsPolicy.Web.Tests.Commands;

public sealed class ConsequencesVerbTests : IDisposable
{
    private const string Old = "管理規程\n\n第1条　目的を定める。\n第2条　対象を定める。\n第3条　前条の対象は、第1条による。\n";
    private const string New = "管理規程\n\n第1条　目的を定める。\n第2条　定義は、別に定める。\n第3条　対象を定める。\n第4条　前条の対象は、第1条による。\n";
    private const string Other = "実施手順\n\n第1条　管理規程第2条の対象は、別表による。\n第2条　第2条は、この手順のものである。\n別表　対象\n";
    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task References_of_the_text_and_of_others_are_told_with_their_wording()
    {
        var told = await ToldAsync("text");
        Assert.Equal("実施手順\n　第1条　「第2条」を「第3条」に　このままでは第2条を指します\n", told.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task As_json_every_text_has_its_list()
    {
        using var told = JsonDocument.Parse(await ToldAsync("json"));
        Assert.Equal(["管理規程", "実施手順"], told.RootElement.EnumerateArray().Select(document => document.GetProperty("title").GetString()));
        Assert.Empty(told.RootElement[0].GetProperty("references").EnumerateArray());
        var one = Assert.Single(told.RootElement[1].GetProperty("references").EnumerateArray());
        Assert.Equal(("elsewhere", "第2条", "第3条", 4), (one.GetProperty("kind").GetString(), one.GetProperty("written").GetString(), one.GetProperty("proposed").GetString(), one.GetProperty("start").GetInt32()));
    }

    [Fact]
    public async Task An_unknown_form_is_refused()
    {
        using var errors = new StringWriter();
        Assert.Equal(2, await ConsequencesCommand.RunAsync(VerbsTests.Call(ConsequencesCommand.Verb, "a", "b", "--as", "html"), GivenTexts.OnlyFiles, TextWriter.Null, errors));
        Assert.Contains("--as json|text", errors.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> ToldAsync(string form)
    {
        var names = new[] { ("old.txt", Old), ("new.txt", New), ("other.txt", Other) };
        foreach (var (name, words) in names)
            await File.WriteAllTextAsync(Path.Combine(folder, name), words, Ct);
        using var output = new StringWriter();
        Assert.Equal(0, await ConsequencesCommand.RunAsync(VerbsTests.Call(ConsequencesCommand.Verb, [.. names.Select(one => Path.Combine(folder, one.Item1)), "--as", form]), GivenTexts.OnlyFiles, output, TextWriter.Null));
        return output.ToString();
    }
}
