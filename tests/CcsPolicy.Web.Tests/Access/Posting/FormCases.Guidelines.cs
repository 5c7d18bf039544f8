using CcsPolicy.Web.Tests.NonInterference;

namespace CcsPolicy.Web.Tests.Access.Posting;

internal static partial class FormCases
{
    private static IEnumerable<FormCase> Guidelines()
    {
        (string, string?)[] names = [("Title", "別の指針"), ("Code", "別指針"), ("Label", "初版"), ("Issued", "2026-03-28"), ("Pasted", "番号,見出し,本文\n1,端末,端末を守る。\n")];
        yield return new("ImportGuidelinePage guideline", Who.Officer, _ => "/guidelines/import") { Typed = (_, _) => names, Shows = true, KeepsNothing = true };
        yield return new("ImportGuidelinePage import-guideline", Who.Officer, _ => "/guidelines/import")
        {
            Open = async stage =>
            {
                var preview = new FormCase("ImportGuidelinePage guideline", Who.Officer, _ => "") { Typed = (_, _) => names };
                var page = await stage.Visitor.GetAsync("/guidelines/import") ?? throw new InvalidOperationException("no page to import");
                return await stage.Visitor.PostAsync("/guidelines/import", preview.Fill(preview.FindOn(page)!, stage, page), multipart: true);
            },
        };
        yield return new("NewCitationsPage cite", Who.Officer, at => $"/catalogue/{at.Document("SP-01")}/guidelines/new?edition={at.GuidelineEdition}")
        {
            Typed = (_, page) => [("Act", "cite"), ("Item", page.QuerySelectorAll("input[name=Item]")[^1].GetAttribute("value"))],
        };
        yield return new("CitationsPage withdraw", Who.Officer, at => $"/catalogue/{at.Document("SP-01")}/guidelines");
        yield return new("GapsPage review", Who.Officer, at => $"/guidelines/{at.GuidelineEdition}");
    }
}
