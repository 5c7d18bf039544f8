using CcsPolicy.Data.Drafting;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Features.Importing;
using CcsPolicy.Web.Features.Reviewing;
using CcsPolicy.Web.Shell;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Importing;

/// <summary>An amending text that somebody else wrote is taken in: as sentences or as a table.</summary>
public sealed class ImportInstrumentTests
{
    private const string Sentences = "情報セキュリティ対策基準の一部を改正する基準\n　情報セキュリティ対策基準の一部を次のように改正する。\n　第3条第1項中「毎年度」を「毎月」に改め、同条を第4条とし、第2条の次に次の1条を加える。\n　（持出し）\n第3条　端末は、所属長の許可なく持ち出してはならない。\n　　附　則\n　この基準は、令和9年4月1日から施行する。\n";
    private const string Table = "　情報セキュリティ対策基準の一部を次の表のように改正する。\n改正後\t改正前\n第1条・第2条　（略）\t第1条・第2条　（略）\n（持出し）\t（新設）\n第3条　端末は、所属長の許可なく持ち出してはならない。\t\n（管理）\t（管理）\n第4条　所属長は、端末の台数を毎月確かめる。\t第3条　所属長は、端末の台数を毎年度確かめる。\n2　（略）\t2　（略）\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Sentences)]
    [InlineData(Table)]
    public async Task It_is_applied_to_the_latest_edition_and_each_provision_keeps_its_lineage(string instrument)
    {
        var isTable = instrument == Table;
        await using var office = await AScenario.CreateAsync();
        var (document, edition) = await office.InForceAsync(SampleTexts.First);
        var id = AScenario.Value(await new ImportTextHandler(office.As(office.Officer)).HandleAsync(Asked(document, instrument) with { EnactedOn = new DateOnly(2027, 3, 1) }, Ct));
        await using var db = await office.OpenAsync(office.Officer);
        var draft = AScenario.Value(await db.ReadDraftAsync((await db.FindAmendmentAsync(id, Ct))!, Ct));
        // The instrument's own 附則 comes to stand in the text.
        var expected = ProvisionText.Read(SampleTexts.Second).Tree;
        Assert.Equal(expected.Provisions, draft.Tree.Provisions.Take(expected.Provisions.Length));
        Assert.Equal(isTable ? [] : ["この基準は、令和9年4月1日から施行する。"], draft.Tree.Provisions.Skip(expected.Provisions.Length).Select(provision => provision.Text));
        var before = await db.ReadTreeAsync(edition, Ct);
        Assert.Equal(before.All().Single(at => at.Provision.Label == "第3条").Provision.Key, draft.Tree.All().Single(at => at.Provision.Label == "第4条").Provision.Key);
    }

    [Fact]
    public async Task What_does_not_fit_is_told_and_nothing_is_kept()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.First);
        var import = new ImportTextHandler(office.As(office.Officer));
        var ask = Asked(document, "　情報セキュリティ対策基準の一部を次のように改正する。\n　第1条中「ない字句」を「字句」に改める。\n　第9条を削る。\n");
        Assert.Equal([(2, InstrumentErrors.WordsMissing), (3, InstrumentErrors.PlaceIsMissing)], AScenario.Value(await import.TryAsync(document, ask.Text, null, null, Ct)).Refusals.Select(refusal => (refusal.Line, refusal.Error)));
        Assert.Equal(InstrumentErrors.WordsMissing, (await import.HandleAsync(ask, Ct)).Error);
        await using var db = await office.OpenAsync(office.Officer);
        Assert.False(await db.Amendments.AnyAsync(a => a.DocumentId == document && a.Stage == AmendmentStage.Drafted, Ct));
    }

    [Theory]
    [InlineData("　　附　則\n　この基準は、令和9年4月1日から施行する。\n", "instrument.supplement-needs-date")]
    [InlineData("　　附　則\n　この基準は、令和9年4月1日から施行する。ただし、第1条の改正規定は、同年10月1日から施行する。\n", "instrument.dates-differ")]
    public async Task A_supplement_that_would_be_lost_is_told(string own, string code)
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.First);
        var ask = Asked(document, "　情報セキュリティ対策基準の一部を次のように改正する。\n　第1条中「情報資産」を「情報」に改める。\n　第3条第1項中「毎年度」を「毎月」に改める。\n" + own);
        var import = new ImportTextHandler(office.As(office.Officer));
        Assert.Equal(code, (await import.HandleAsync(ask, Ct)).Error?.Code);
        // It is told by the line on which the 附則 stands.
        Assert.Equal([(4, "附則", code)], AScenario.Value(await import.TryAsync(document, ask.Text, null, null, Ct)).Refusals.Select(refusal => (refusal.Line, refusal.Words, refusal.Error.Code)));
    }

    [Fact]
    public async Task What_is_in_force_part_by_part_becomes_an_edition_for_each_day()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.First);
        var ask = Asked(document, "　情報セキュリティ対策基準の一部を次のように改正する。\n　第1条中「情報資産」を「情報」に改める。\n　第3条第1項中「毎年度」を「毎月」に改める。\n　　附　則\n　この基準は、令和9年4月1日から施行する。ただし、第1条の改正規定は、同年10月1日から施行する。\n")
            with { EnactedOn = new DateOnly(2027, 4, 1) };
        var (first, second) = (ask with { EffectiveFrom = new(2027, 4, 1) }, ask with { EffectiveFrom = new(2027, 10, 1) });
        var import = new ImportTextHandler(office.As(office.Officer));
        Assert.Equal(InstrumentErrors.EarlierDatesFirst, (await import.HandleAsync(second, Ct)).Error);
        var april = await PublishedAsync(first);
        var october = await PublishedAsync(second);
        await using var db = await office.OpenAsync(office.Officer);
        var (before, after) = (ProvisionText.Write(await db.ReadTreeAsync(april, Ct)), ProvisionText.Write(await db.ReadTreeAsync(october, Ct)));
        Assert.Contains("毎月", before, StringComparison.Ordinal);
        Assert.Contains("情報資産", before, StringComparison.Ordinal);
        // Its 附則 and the line 改正 came with the first part and stand there once.
        Assert.Equal(before.Split('\n').Select(line => line.StartsWith("第1条", StringComparison.Ordinal) ? line.Replace("情報資産", "情報", StringComparison.Ordinal) : line), after.Split('\n'));

        async Task<EditionId> PublishedAsync(ImportText part)
        {
            var id = AScenario.Value(await import.HandleAsync(part with { Original = new("貼り付け.txt", "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(part.Text)) }, Ct));
            // Whoever decides on a part sees the whole instrument as it was given, and which part this is.
            var view = AScenario.Value(await new ShowAmendmentHandler(office.As(office.Officer), office.Readers).HandleAsync(id, Ct));
            Assert.Equal(part.Text.TrimEnd('\n'), view.Given?.Text);
            Assert.Equal(part.EffectiveFrom == first.EffectiveFrom ? ["第3条第1項"] : ["第1条"], view.Given!.On(view.EffectiveFrom)!.Places);
            return await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(id, part.EffectiveFrom, enacted: part.EnactedOn)));
        }
    }

    [Fact]
    public async Task A_draft_that_is_carried_over_shows_the_instrument_that_it_came_with()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.First);
        var ask = Asked(document, "　情報セキュリティ対策基準の一部を次のように改正する。\n　第1条中「情報資産」を「情報」に改める。\n　第3条第1項中「毎年度」を「毎月」に改める。\n　　附　則\n　この基準は、令和9年4月1日から施行する。ただし、第1条の改正規定は、同年10月1日から施行する。\n")
            with { EnactedOn = new DateOnly(2027, 4, 1), EffectiveFrom = new(2027, 4, 1) };
        ask = ask with { Original = new("貼り付け.txt", "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(ask.Text)) };
        var id = AScenario.Value(await new ImportTextHandler(office.As(office.Officer)).HandleAsync(ask, Ct));
        // Twice something urgent comes before it.
        var text = SampleTexts.First;
        foreach (var (was, becomes, day) in new[] { ("雇用される者", "勤務する者", new DateOnly(2026, 12, 1)), ("電子計算機", "電子機器", new DateOnly(2027, 1, 1)) })
        {
            text = text.Replace(was, becomes, StringComparison.Ordinal);
            await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, text), day)));
            id = AScenario.Value(await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(id, _ => [], Ct));
            var view = AScenario.Value(await new ShowAmendmentHandler(office.As(office.Officer), office.Readers).HandleAsync(id, Ct));
            Assert.Equal(ask.Text.TrimEnd('\n'), view.Given?.Text);
            Assert.Equal(["第3条第1項"], view.Given!.On(view.EffectiveFrom)!.Places);
        }
    }

    [Fact]
    public async Task Who_may_not_edit_the_document_learns_nothing_of_it()
    {
        await using var office = await AScenario.CreateAsync();
        var (document, _) = await office.InForceAsync(SampleTexts.First);
        foreach (var person in new[] { office.Manager, office.Ciso })
            Assert.Equal(DocumentErrors.NotFound, (await new ImportTextHandler(office.As(person)).TryAsync(document, Sentences, null, null, Ct)).Error);
    }

    [Fact]
    public async Task The_page_sees_that_a_text_amends_another_and_proposes_document_and_day()
    {
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準");
        await shelf.EditionAsync(document, SampleTexts.First, new(2024, 4, 1), title: "情報セキュリティ対策基準");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var read = await (await officer.PostFormAsync(SiteUrls.Import, "import", ("Form.Text", Sentences), ("Form.Act", "read"))).PageAsync();
        Assert.Equal("Instrument", read.QuerySelector("input[name='Form.Purpose'][checked]")!.GetAttribute("value"));
        Assert.Equal(document.ToString(), read.QuerySelector("select[name='Form.Document'] option[selected]")!.GetAttribute("value"));
        Assert.Equal("令和9年4月1日", read.QuerySelector("input[name='Form.EffectiveFrom']")!.GetAttribute("value"));

        // It is tried against the edition in force as soon as it is read.
        Assert.Equal("どの改正規定も、改正される版に合っています。", read.QuerySelector(".lined-notes > p.soft")!.TextContent);
        // Its own day is not known yet: nothing is made up for it.
        var main = read.QuerySelector("main")!.TextContent;
        Assert.Contains("制定・改正日が入っていないので", main, StringComparison.Ordinal);
        Assert.Contains("附則（令和　年　月　日）", main, StringComparison.Ordinal);
        var tried = await (await officer.PostFormAsync(read, SiteUrls.Import, "import", ("Form.Text", Sentences.Replace("「毎年度」", "「毎日」", StringComparison.Ordinal)), ("Form.Act", "read"))).PageAsync();
        Assert.Equal("3", Assert.Single(tried.QuerySelectorAll(".lined-list a")).GetAttribute("data-line"));
        Assert.Null(tried.QuerySelector(".error-summary"));
        var refused = await (await officer.PostFormAsync(read, SiteUrls.Import, "import", ("Form.Text", Sentences.Replace("「毎年度」", "「毎日」", StringComparison.Ordinal)), ("Form.Act", "save"))).PageAsync();
        Assert.Contains("3行目", refused.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("3", Assert.Single(refused.QuerySelectorAll(".lined-list a")).GetAttribute("data-line"));
        var saved = await officer.PostFormAsync(refused, SiteUrls.Import, "import", ("Form.Text", Sentences), ("Form.EnactedOn", "R9.3.1"), ("Form.Act", "save"));
        var draft = await officer.PageAsync(saved.Headers.Location!.ToString());
        Assert.Contains("端末は、所属長の許可なく持ち出してはならない。", draft.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // What is only to be looked at is told beside its line, and is no reason not to save.
        var noted = await (await officer.PostFormAsync(read, SiteUrls.Import, "import", ("Form.Text", Sentences.Replace("令和9年4月1日から施行する", "令和9年3月1日から施行し、令和9年4月1日から施行する", StringComparison.Ordinal)), ("Form.Act", "read"))).PageAsync();
        Assert.Contains("二度定めています", Assert.Single(noted.QuerySelectorAll(".lined-list .diagnostic-warning")).TextContent, StringComparison.Ordinal);

        // Of one that amends several texts none is taken before the person has said which.
        const string Several = "文書管理規程等の一部を改正する規程\n第1条　文書管理規程の一部を次のように改正する。\n　第1条中「ない字句」を「字句」に改める。\n　第3条の次に次の1条を加える。\n第3条の2　保存する。\n第2条　情報セキュリティ対策基準の一部を次のように改正する。\n　第3条第1項中「毎年度」を「毎月」に改める。\n　　附　則\n　この規程は、令和9年4月1日から施行する。\n";
        var open = await (await officer.PostFormAsync(SiteUrls.Import, "import", ("Form.Text", Several), ("Form.Act", "read"))).PageAsync();
        Assert.Contains("2本の規程を改めます：「文書管理規程」「情報セキュリティ対策基準」", open.QuerySelector(".notice-soon")!.TextContent, StringComparison.Ordinal);
        Assert.Null(open.QuerySelector("select[name='Form.Document'] option[selected]"));
        Assert.Equal(document.ToString(), Assert.Single(open.QuerySelectorAll("select[name='Form.Document'] optgroup:first-of-type option")).GetAttribute("value"));
        Assert.Equal("", open.QuerySelector("input[name='Form.EffectiveFrom']")!.GetAttribute("value") ?? "");
        var taken = await (await officer.PostFormAsync(open, SiteUrls.Import, "import", ("Form.Text", Several), ("Form.Document", document.ToString()), ("Form.Act", "read"))).PageAsync();
        Assert.Contains("「情報セキュリティ対策基準」を改める部分だけを取り込みます。", taken.QuerySelector(".notice-soon")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("どの改正規定も、改正される版に合っています。", taken.QuerySelector(".lined-notes > p.soft")!.TextContent);
        Assert.Equal("令和9年4月1日", taken.QuerySelector("input[name='Form.EffectiveFrom']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_repeal_and_a_full_revision_are_what_they_say_of_themselves()
    {
        const string Repeal = "情報セキュリティ対策基準を廃止する基準\n　情報セキュリティ対策基準（令和6年基準第1号）は、廃止する。\n　　附　則\n　この基準は、令和9年12月1日から施行する。\n";
        const string Whole = "○情報セキュリティ対策基準\n令和9年3月1日\n　情報セキュリティ対策基準（令和6年基準第1号）の全部を改正する。\n第1条　新しい目的を定める。\n附則\nこの基準は、令和9年4月1日から施行する。\n";
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準");
        await shelf.EditionAsync(document, SampleTexts.First, new(2024, 4, 1), title: "情報セキュリティ対策基準");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));

        var repeal = await ReadAsync(Repeal, "令和9年12月1日", "Repeal");
        Assert.Null(repeal.QuerySelector(".comparison"));
        var begun = await officer.PostFormAsync(repeal, SiteUrls.Import, "import", ("Form.EnactedOn", "R9.11.1"), ("Form.Act", "save"));
        var page = await officer.PageAsync(begun.Headers.Location!.OriginalString.Split('/').SkipWhile(part => part != "amendments").ElementAt(1) is var id ? "/amendments/" + id.Split('?')[0] : "");
        Assert.Contains("廃止", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        // Its sentence is what is decided on, here and on paper.
        Assert.Contains("情報セキュリティ対策基準は、廃止する。", page.QuerySelector(".instrument")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("この基準は、令和9年12月1日から施行する。", page.QuerySelector(".instrument")!.TextContent, StringComparison.Ordinal);

        var whole = await ReadAsync(Whole, "令和9年4月1日", "FullRevision");
        Assert.Contains("新しい目的", whole.QuerySelector(".comparison")!.TextContent, StringComparison.Ordinal);
        var revised = await officer.PostFormAsync(whole, SiteUrls.Import, "import", ("Form.Act", "save"));
        Assert.Contains("全部改正", (await officer.PageAsync(revised.Headers.Location!.OriginalString)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        // A text that says so of one that is not here is the text of a new document.
        var other = await (await officer.PostFormAsync(SiteUrls.Import, "import", ("Form.Text", Whole.Replace("情報セキュリティ対策基準", "文書基準", StringComparison.Ordinal)), ("Form.Act", "read"))).PageAsync();
        Assert.Equal("NewDocument", other.QuerySelector("input[name='Form.Purpose'][checked]")!.GetAttribute("value"));

        async Task<AngleSharp.Html.Dom.IHtmlDocument> ReadAsync(string text, string effective, string kind)
        {
            var read = await (await officer.PostFormAsync(SiteUrls.Import, "import", ("Form.Text", text), ("Form.Act", "read"))).PageAsync();
            Assert.Equal(("Instrument", document.ToString(), kind, effective), (read.QuerySelector("input[name='Form.Purpose'][checked]")!.GetAttribute("value"),
                read.QuerySelector("#document option[selected]")!.GetAttribute("value"), read.QuerySelector("#kind option[selected]")!.GetAttribute("value"), read.QuerySelector("#effective")!.GetAttribute("value")));
            return read;
        }
    }

    [Fact]
    public async Task A_text_that_was_once_revised_as_a_whole_comes_back_as_itself()
    {
        const string Own = "情報セキュリティ対策基準\n令和7年6月25日\n制定\n情報セキュリティ対策基準（平成29年3月27日制定）の全部を改正する。\n第1条　端末は、毎年度点検する。\n第2条　媒体は、施錠して保管する。\n第3条　記録は、5年保存する。\n";
        await using var portal = new Portal();
        var shelf = await Shelf.OpenAsync(portal.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "SP-01", "情報セキュリティ対策基準");
        await shelf.EditionAsync(document, Own, new(2025, 6, 25), title: "情報セキュリティ対策基準");
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        using var officer = await portal.SignedInAsync(await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer));
        var read = await (await officer.PostFormAsync(SiteUrls.Import, "import", ("Form.Text", Own.Replace("毎年度", "毎月", StringComparison.Ordinal)), ("Form.Document", document.ToString()), ("Form.Act", "read"))).PageAsync();
        Assert.Equal(("Amendment", "PartialAmendment"), (read.QuerySelector("input[name='Form.Purpose'][checked]")!.GetAttribute("value"), read.QuerySelector("#kind option[selected]")!.GetAttribute("value")));
        Assert.Equal(("追加：毎月点検する、追加終わり", "削除：毎年度点検する、削除終わり"), (Assert.Single(read.QuerySelectorAll(".comparison ins")).TextContent, Assert.Single(read.QuerySelectorAll(".comparison del")).TextContent));
    }

    private static ImportText Asked(DocumentId document, string instrument) => new(instrument, ImportPurpose.Instrument, document, null, EditionKind.PartialAmendment, null, null, null, null, null);
}
