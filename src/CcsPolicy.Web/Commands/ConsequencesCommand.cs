using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Consequences;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.Commands;

/// <summary>
/// Verb <c>consequences OLD NEW [OTHER...] --as json|text</c>: writes the references that would point elsewhere or nowhere with the new text, in it and in
/// the others, each with a proposed wording. Without <c>--at</c> it runs without web host and database.
/// </summary>
internal static class ConsequencesCommand
{
    public const string Verb = "consequences";
    public const string As = "--as";

    /// <summary>How many other texts may be given.</summary>
    public const int MostOthers = 200;

    private static readonly JsonSerializerOptions Layout = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task<int> RunAsync(VerbCall call, GivenTexts given, TextWriter output, TextWriter errors)
    {
        var form = call.Value(As) ?? "text";
        if (form is not ("json" or "text"))
            return await call.RefuseAsync(errors);
        var texts = new List<ProvisionTree>();
        for (var place = 0; place < call.Words.Count; place++)
            if (await given.ReadTreeAsync(call, place, errors) is { } tree)
                texts.Add(tree);
            else
                return 1;
        var comparison = TreeComparison.Between(texts[0], texts[1]);
        var others = texts[2..];
        var found = ConsequentialChanges.Among(comparison, others.Select(other => new CitingText(other)));
        var documents = new[] { (texts[1].Title, Found: ConsequentialChanges.Within(comparison)) }.Concat(others.Zip(found, (other, of) => (other.Title, Found: of))).ToList();
        if (form == "json")
            await output.WriteLineAsync(JsonSerializer.Serialize(documents.Select(document => new { document.Title, References = document.Found.Select(Told) }), Layout));
        else
            foreach (var (title, of) in documents.Where(document => !document.Found.IsEmpty))
                await output.WriteLineAsync(Lines(title, of));
        return 0;
    }

    private static object Told(Consequence one) => new
    {
        At = one.At, Provision = one.Index, one.Start, one.Written, one.Proposed,
        Kind = JsonNamingPolicy.CamelCase.ConvertName(one.Kind.ToString()), one.Meant, one.Now, one.Around,
    };

    private static string Lines(string title, ImmutableArray<Consequence> found) => string.Join(Environment.NewLine, found.Select(Line).Prepend(title));

    private static string Line(Consequence one) => $"　{one.At}　「{one.Written}」" + one.Kind switch
    {
        ConsequenceKind.Gone => $"　{one.Meant}は削られています",
        ConsequenceKind.Contents => (one.Proposed is { } range ? $"を「{range}」に" : "を改める") + "　本文の番号と違うことになります",
        ConsequenceKind.WholeArticle => $"　項が加わっています。第1項だけを指すなら「{one.Proposed}」",
        _ => (one.Proposed is { } words ? $"を「{words}」に" : "を改める") + (one.Now is { } now ? $"　このままでは{now}を指します" : "　このままでは指す先がありません"),
    };
}
