using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Comparing.Tables;
using CcsPolicy.Web.Exports.Comparing;

namespace CcsPolicy.Web.Commands;

/// <summary>Verb <c>compare OLD NEW --as json|text|html|docx</c>: writes the table of both texts side by side to standard output. Without <c>--at</c> it runs without web host and database.</summary>
internal static class CompareCommand
{
    public const string Verb = "compare";
    public const string As = "--as";
    public const string Whole = "--whole";

    public static async Task<int> RunAsync(VerbCall call, GivenTexts texts, Stream output, TextWriter errors)
    {
        var form = call.Value(As) ?? "text";
        if (form is not ("json" or "text" or "html" or "docx"))
            return await call.RefuseAsync(errors);
        if (await texts.ReadTreeAsync(call, 0, errors) is not { } old || await texts.ReadTreeAsync(call, 1, errors) is not { } @new)
            return 1;
        var comparison = TreeComparison.Between(old, @new);
        var table = ComparisonTable.Of(comparison, ComparisonTableUsage.Usual with { IsWhole = call.Has(Whole) });
        var title = $"{(@new.Title.Length > 0 ? @new.Title : old.Title)}　新旧対照表".TrimStart('　');
        using var made = new MemoryStream();
        if (form == "docx")
            ComparisonDocx.Write(made, table, title);
        else
        {
            await using var words = new StreamWriter(made, leaveOpen: true);
            if (form == "json")
                ComparisonJson.Write(words, comparison, table);
            else if (form == "html")
                ComparisonHtml.WritePage(words, table, title);
            else
                ComparisonText.Write(words, table);
        }
        made.Position = 0;
        await made.CopyToAsync(output);
        return 0;
    }
}
