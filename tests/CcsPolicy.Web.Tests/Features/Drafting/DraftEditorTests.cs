using System.Globalization;
using Bunit;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Scenarios;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Circuits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

/// <summary>The island of the editor on a real database, with the script's part played by the test: it saves by the handler and says so.</summary>
public sealed class DraftEditorTests : BunitContext, IAsyncLifetime
{
    private const int Patience = 60_000;
    private readonly OpenDrafts open = new(IdSource.Random);
    private readonly BunitJSModuleInterop script;
    private AScenario office = default!;

    public DraftEditorTests()
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ja");
        DefaultWaitTimeout = TimeSpan.FromSeconds(10);
        Services.AddLocalization();
        Services.AddMudServices();
        AddAuthorization().SetAuthorized("officer");
        Services.AddSingleton(open);
        Services.AddSingleton<OpenCircuits>();
        Services.AddScoped<CircuitAllowance>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        script = JSInterop.SetupModule("/js/drafting.js");
        script.Mode = JSRuntimeMode.Loose;
        ComponentFactories.Add<Virtualize<OutlineRow>, AllRows>();
    }

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await AScenario.CreateAsync();

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await office.DisposeAsync();
    }

    private SaveDraftHandler Drafts(PersonId person) => office.Drafts(person);

    private Task<IRenderedComponent<DraftEditor>> EditorAsync(AmendmentId id, CancellationToken ct) => EditorAsync(id, office.Officer, ct);

    private async Task<IRenderedComponent<DraftEditor>> EditorAsync(AmendmentId id, PersonId by, CancellationToken ct)
    {
        Services.AddSingleton(Drafts(by));
        Services.AddSingleton(new CorrectReferencesHandler(office.As(by), office.Kept));
        var editor = Render<DraftEditor>(parameters => parameters.Add(part => part.Amendment, id.ToString()));
        await editor.WaitForAssertionAsync(() => Assert.DoesNotContain("読み込んでいます", editor.Markup, StringComparison.Ordinal)).WaitAsync(ct);
        return editor;
    }

    private async Task<string> KeyAsync(AmendmentId id, string label) =>
        AScenario.Value(await Drafts(office.Officer).ReadAsync(id, Ct)).Text.Tree.All().First(at => at.Provision.Label == label).Provision.Key.ToString();

    private static Task ChooseAsync(IRenderedComponent<DraftEditor> editor, string label) =>
        PressAsync(editor, () => editor.FindAll(".editor-row").First(row => row.QuerySelector(".pv-label")!.TextContent == label));

    /// <summary>Found and pressed in one turn: what is checked beside the work may draw the editor anew at any moment between.</summary>
    private static Task PressAsync(IRenderedComponent<DraftEditor> editor, Func<AngleSharp.Dom.IElement> found) => editor.InvokeAsync(() => found().ClickAsync(new()));

    private static string? Typed(IRenderedComponent<DraftEditor> editor) => editor.Find("#draft-words").GetAttribute("value");

    [Fact(Timeout = Patience)]
    public async Task The_list_shows_chapters_and_articles_with_their_depth_and_nothing_below_them()
    {
        var editor = await EditorAsync(await office.DraftedAsync("規程\n第1章　総則\n（目的）\n第1条　文。\n(1)　号。\n第2条　文。\n第2章　管理\n第3条　文。\n"), Xunit.TestContext.Current.CancellationToken);
        var rows = editor.FindAll(".editor-row");
        Assert.Equal(["第1章", "第1条", "第2条", "第2章", "第3条"], rows.Select(row => row.QuerySelector(".pv-label")!.TextContent));
        Assert.Equal([1, 2, 2, 1, 2], rows.Select(row => row.ClassList.Single(name => name.StartsWith("editor-depth-", StringComparison.Ordinal))[^1] - '0'));
    }

    [Fact(Timeout = Patience)]
    public async Task Choosing_a_row_shows_its_words_with_all_below_it()
    {
        var editor = await EditorAsync(await office.DraftedAsync(), Xunit.TestContext.Current.CancellationToken);
        Assert.Empty(editor.FindAll("#draft-words"));
        await ChooseAsync(editor, "第2条");
        Assert.StartsWith("（定義）\n第2条", Typed(editor), StringComparison.Ordinal);
        Assert.Contains("(2)　端末", Typed(editor), StringComparison.Ordinal);
        Assert.Equal("true", editor.FindAll(".editor-row")[1].GetAttribute("aria-current"));
        Assert.NotEmpty(script.Invocations["flush"]);
    }

    [Fact(Timeout = Patience)]
    public async Task A_saved_step_moves_the_list_and_the_text_on()
    {
        var id = await office.DraftedAsync();
        var editor = await EditorAsync(id, Xunit.TestContext.Current.CancellationToken);
        AScenario.Value(await Drafts(office.Officer).SaveAsync(id, new DraftAct(1, "insert", await KeyAsync(id, "第1条"), "（適用範囲）\n第2条　全ての職員に適用する。"), Ct));
        await editor.InvokeAsync(() => editor.Instance.SavedAsync(2));
        Assert.Equal(["第1条", "第2条", "第2条", "第3条"], editor.FindAll(".editor-row .pv-label").Select(label => label.TextContent));
        // The number stands twice now: the text has been checked beside the work when that is said.
        await editor.WaitForAssertionAsync(() => Assert.NotEmpty(editor.FindAll(".editor-diagnostics li")));
        await PressAsync(editor, () => editor.FindAll(".editor-row")[1]);
        Assert.Equal("（適用範囲）\n第2条　全ての職員に適用する。", Typed(editor));
    }

    [Fact(Timeout = Patience)]
    public async Task The_amending_text_stands_beside_the_draft_when_asked_for_and_follows_each_save()
    {
        var (document, _) = await office.InForceAsync();
        var id = await office.AmendedAsync(document, SampleTexts.First.Replace("情報資産", "情報", StringComparison.Ordinal));
        var editor = await EditorAsync(id, Xunit.TestContext.Current.CancellationToken);
        Assert.Empty(editor.FindAll("#draft-amends"));
        await PressAsync(editor, () => editor.Find(".editor-switch button"));
        await editor.WaitForAssertionAsync(() => Assert.Contains("第1条中「資産」を削る。", editor.Find("#draft-amends .instrument").TextContent, StringComparison.Ordinal));
        var known = AScenario.Value(await Drafts(office.Officer).ReadAsync(id, Xunit.TestContext.Current.CancellationToken)).Text.Sequence;
        AScenario.Value(await Drafts(office.Officer).SaveAsync(id, new DraftAct(known, "delete", await KeyAsync(id, "第3条"), null), Xunit.TestContext.Current.CancellationToken));
        await editor.InvokeAsync(() => editor.Instance.SavedAsync(known + 1));
        await editor.WaitForAssertionAsync(() => Assert.Contains("第3条を削る。", editor.Find("#draft-amends .instrument").TextContent, StringComparison.Ordinal));
        await PressAsync(editor, () => editor.Find(".editor-switch button"));
        Assert.Empty(editor.FindAll("#draft-amends"));
    }

    [Fact(Timeout = Patience)]
    public async Task References_that_the_draft_leaves_behind_stand_beside_it_and_follow_each_save()
    {
        var ct = Xunit.TestContext.Current.CancellationToken;
        var (document, _) = await office.InForceAsync(SampleTexts.Referring, office.ADocument(code: "SP-07", title: "点検実施基準"));
        var id = await office.AmendedAsync(document, SampleTexts.ReferringMoved);
        var editor = await EditorAsync(id, ct);
        await PressAsync(editor, () => editor.Find(".editor-switch button"));
        await editor.WaitForAssertionAsync(() => Assert.Equal(["第4条「第2条」", "第5条「第2条」"], editor.FindAll(".editor-left-list li > span:first-child").Select(one => one.TextContent)));
        Assert.Equal("2件", editor.Find("#editor-left span").TextContent);
        Assert.Equal(SiteUrls.ReferencesOf(id), editor.Find(".editor-left a").GetAttribute("href"));
        AScenario.Value(await new CorrectReferencesHandler(office.As(office.Officer), office.Kept).PutInAsync(id, 1, null, ct));
        await editor.InvokeAsync(() => editor.Instance.SavedAsync(3));
        await editor.WaitForAssertionAsync(() => Assert.Contains("直すべき参照はありません。", editor.Find(".editor-left").TextContent, StringComparison.Ordinal));
    }

    [Fact(Timeout = Patience)]
    public async Task A_text_that_is_new_amends_nothing_and_has_no_amending_text() =>
        Assert.Empty((await EditorAsync(await office.DraftedAsync(), Xunit.TestContext.Current.CancellationToken)).FindAll(".editor-switch"));

    [Fact(Timeout = Patience)]
    public async Task A_refusal_stands_at_its_own_row_whenever_that_is_shown_until_it_is_mended()
    {
        var id = await office.DraftedAsync();
        var editor = await EditorAsync(id, Xunit.TestContext.Current.CancellationToken);
        var key = await KeyAsync(id, "第1条");
        await ChooseAsync(editor, "第1条");
        await editor.InvokeAsync(() => editor.Instance.RefusedAsync("text", key, "番号がありません。"));
        Assert.Equal("番号がありません。", editor.Find("[role=alert]").TextContent);
        await ChooseAsync(editor, "第3条");
        Assert.Empty(editor.FindAll("[role=alert]"));
        await ChooseAsync(editor, "第1条");
        Assert.Equal("番号がありません。", editor.Find("[role=alert]").TextContent);
        // Each time the fields are drawn, the script is asked to put unsaved words back; it is never told to give any up.
        Assert.Equal(4, script.Invocations["restore"].Count);
        Assert.Empty(script.Invocations["discard"]);
        await editor.InvokeAsync(() => editor.Instance.MendedAsync("text", key));
        Assert.Empty(editor.FindAll("[role=alert]"));
    }

    [Fact(Timeout = Patience)]
    public async Task Refused_words_are_given_up_by_a_button_only()
    {
        var id = await office.DraftedAsync();
        var editor = await EditorAsync(id, Xunit.TestContext.Current.CancellationToken);
        var key = await KeyAsync(id, "第1条");
        await ChooseAsync(editor, "第1条");
        await editor.InvokeAsync(() => editor.Instance.RefusedAsync("text", key, "番号がありません。"));
        await PressAsync(editor, () => editor.Find(".editor-discard"));
        Assert.Equal(["text", key], script.Invocations["discard"].Single().Arguments.Cast<string>());
        Assert.Empty(editor.FindAll("[role=alert]"));
        Assert.StartsWith("（目的）\n第1条", Typed(editor), StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task Once_stopped_nothing_can_be_done_until_the_latest_text_is_loaded()
    {
        var id = await office.DraftedAsync();
        var editor = await EditorAsync(id, Xunit.TestContext.Current.CancellationToken);
        var key = await KeyAsync(id, "第1条");
        await ChooseAsync(editor, "第1条");
        AScenario.Value(await Drafts(office.OtherOfficer).SaveAsync(id, new DraftAct(1, "text", key, "（目的）\n第1条　別の人の文。"), Ct));
        await editor.InvokeAsync(() => editor.Instance.StoppedAsync("先に保存されました。"));
        Assert.True(editor.Find("#draft-words").HasAttribute("disabled"));
        Assert.True(editor.Find("#draft-title").HasAttribute("disabled"));
        Assert.All(editor.FindAll(".editor-tools button"), button => Assert.True(button.HasAttribute("disabled")));
        await PressAsync(editor, () => editor.Find("[role=alert] button"));
        Assert.Equal("（目的）\n第1条　別の人の文。", Typed(editor));
        Assert.False(editor.Find("#draft-words").HasAttribute("disabled"));
        Assert.Equal(2, script.Invocations["resume"].Single().Arguments.Single());
    }

    [Fact(Timeout = Patience)]
    public async Task A_second_editor_hears_at_once_that_the_first_has_saved_and_the_first_goes_on()
    {
        var id = await office.DraftedAsync();
        var editor = await EditorAsync(id, Xunit.TestContext.Current.CancellationToken);
        AScenario.Value(await Drafts(office.Officer).SaveAsync(id, new DraftAct(1, "title", null, "別の題名"), Ct));
        var own = System.Text.Json.JsonSerializer.SerializeToElement(script.Invocations["start"].Single().Arguments[1]).GetProperty("tab").GetInt32();
        open.Tell(id, own);
        Assert.Empty(script.Invocations["halt"]);
        open.Tell(id, own ^ 1);
        await editor.WaitForAssertionAsync(() => Assert.Equal(AmendmentErrors.SavedElsewhere.Japanese, editor.Find("[role=alert] p").TextContent));
        Assert.Equal(AmendmentErrors.SavedElsewhere.Japanese, script.Invocations["halt"].Single().Arguments.Single());
    }

    [Fact(Timeout = Patience)]
    public async Task An_open_editor_hears_that_its_draft_was_submitted_elsewhere()
    {
        var id = await office.DraftedAsync();
        var editor = await EditorAsync(id, Xunit.TestContext.Current.CancellationToken);
        await office.InReviewAsync(id);
        open.Tell(id);
        await editor.WaitForAssertionAsync(() => Assert.Equal(AmendmentErrors.NotInDraft.Japanese, editor.Find("[role=alert] p").TextContent));
    }

    [Fact(Timeout = Patience)]
    public async Task An_open_editor_hears_that_its_draft_goes_on_as_another_amendment_and_shows_the_way_there()
    {
        var (document, _) = await office.InForceAsync();
        var draft = await office.AmendedAsync(document, SampleTexts.FirstWithOtherPurpose, office.OtherOfficer);
        await office.PublishedAsync(await office.ApprovedAsync(await office.InReviewAsync(await office.AmendedAsync(document, SampleTexts.Second))));
        var editor = await EditorAsync(draft, Xunit.TestContext.Current.CancellationToken);
        var next = AScenario.Value(await new RebaseAmendmentHandler(office.As(office.Officer)).HandleAsync(draft, _ => [], Ct));
        open.TellMoved(draft, next);
        await editor.WaitForAssertionAsync(() => Assert.Equal(DraftErrors.Rebased.Japanese, editor.Find("[role=alert] p").TextContent));
        Assert.Equal(SiteUrls.EditDraft(next), editor.Find("[role=alert] a").GetAttribute("href"));
        Assert.Equal(DraftErrors.Rebased.Japanese, script.Invocations["halt"].Single().Arguments.Single());
    }

    [Fact(Timeout = Patience)]
    public async Task An_amendment_that_is_not_the_readers_shows_nothing_of_it()
    {
        var id = await office.DraftedAsync();
        var editor = await EditorAsync(id, office.Staff, Xunit.TestContext.Current.CancellationToken);
        Assert.Empty(editor.FindAll(".editor"));
        Assert.DoesNotContain("対策基準", editor.Markup, StringComparison.Ordinal);
        Assert.Empty(JSInterop.Invocations["import"]);
    }

    /// <summary>In place of the list that draws only what is seen: there is no window here.</summary>
    [Fact]
    public void The_number_of_an_editor_does_not_tell_how_many_others_were_opened()
    {
        var ids = new SeededIds(1);
        var editors = new OpenDrafts(ids);
        var first = editors.NextTab();
        Assert.NotEqual(first + 1, editors.NextTab());
        ids.Restart(1);
        Assert.Equal(first, editors.NextTab());
        Assert.True(first > 0);
    }

    internal sealed class AllRows : ComponentBase
    {
        [Parameter] public ICollection<OutlineRow> Items { get; set; } = [];

        [Parameter] public float ItemSize { get; set; }

        [Parameter] public int OverscanCount { get; set; }

        [Parameter] public RenderFragment<OutlineRow> ChildContent { get; set; } = default!;

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            foreach (var row in Items)
                builder.AddContent(0, ChildContent(row));
        }
    }
}
