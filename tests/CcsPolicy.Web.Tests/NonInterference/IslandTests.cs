using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Features.Drafting;
using CcsPolicy.Web.Shell.Circuits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CcsPolicy.Web.Tests.NonInterference;

/// <summary>What an island shows over its circuit, and what it tells the browser's script, is the same in both worlds, at the beginning and after each of its commands.</summary>
public sealed class IslandTests
{
    private const string Text = "点検基準\n第1章　総則\n（目的）\n第1条　この基準は、点検を定める。\n（定義）\n第2条　点検とは、年に一度の確認をいう。\n第2章　点検\n（実施）\n第3条　所属長は、点検する。\n";

    [Fact]
    public void The_editor_is_the_only_island()
    {
        Assert.Equal([nameof(DraftEditor)], Islands.Of(Forms.Product));
        Assert.Equal([nameof(EditPage)], typeof(Program).Assembly.GetTypes().Where(type => type.IsDefined(typeof(HostsIslandAttribute), false)).Select(type => type.Name));
    }

    [Fact]
    public async Task The_editor_shows_the_same_in_both_worlds_after_each_of_its_commands()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var worlds = await TwoWorlds.OpenAsync();
        var sequence = await worlds.BeginAsync(1, ct);
        AmendmentId draft = default;
        // An amendment of a text in force: a new text has no amending text to show.
        await sequence.InBothAsync(async world =>
        {
            var acts = new HiddenActs(world);
            draft = await acts.AmendAsync(Who.Officer, await acts.InForceAsync(Who.Officer, new NewTexts("SP-06", "点検基準", Tier.Standard, Openness.Internal, Audience.AllWorkers), Text), Text.Replace("年に一度", "年に二度", StringComparison.Ordinal));
        });
        var (reached, steps) = (new HashSet<Way>(), 0);
        foreach (var (what, call, prepare) in Steps(draft))
        {
            await sequence.HiddenAsync(ct);
            // In one world a custodian has an editor open on a procedure, and writes there. What was hidden just now may have taken one of the drafts away.
            var hidden = await HiddenDraftAsync(worlds.Secret, ct);
            await using var secret = hidden is { } open ? new IslandView(worlds.Secret, Who.Custodian, open) : null;
            if (hidden is { } written)
            {
                await new HiddenActs(worlds.Secret).EditAsync(Who.Custodian, written, $"（手順）\n第1条　鵺は第{reached.Count}号の籠に入れる。");
                worlds.Secret.Portal.Services.GetRequiredService<OpenDrafts>().Tell(written);
                steps++;
            }

            // What can be pressed here and was not before, each in an editor of its own.
            List<Way> commands = [];
            Same(await sequence.CompareAsync(what, async world =>
            {
                await using var view = await OpenAsync(world);
                commands = [.. view.Handlers().Select(handler => handler.Command).Where(command => !reached.Contains(command)).Distinct()];
                return view.Shown;
            }));
            if (call is not null)
                reached.Add(call.Value);
            foreach (var command in commands)
            {
                Same(await sequence.CompareAsync($"{what}, {command}", async world =>
                {
                    await using var view = await OpenAsync(world);
                    await view.PressAsync(view.Handlers().First(handler => handler.Command == command).Handler);
                    return view.Shown;
                }));
                reached.Add(command);
            }

            async Task<IslandView> OpenAsync(World world)
            {
                var view = new IslandView(world, Who.Officer, draft);
                await prepare(world, view);
                return view;
            }
        }
        var listed = Islands.CommandsOf(Forms.Product);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', listed));
        var faults = Coverage.Faults(listed, reached, new Dictionary<Way, string>());
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(reached.Except(listed));
        Assert.True(steps > 3, $"the custodian wrote {steps} times");
    }

    /// <summary>A draft of a procedure that its custodian can write to now; null when there is none.</summary>
    private static async Task<AmendmentId?> HiddenDraftAsync(World world, CancellationToken ct)
    {
        await using var db = await world.OpenAsync(Who.Custodian);
        var custodian = world.IdOf(Who.Custodian);
        var drafts = await db.Amendments.AsNoTracking().Include(a => a.Document).Where(a => a.Stage == AmendmentStage.Drafted && a.DraftedBy == custodian).OrderBy(a => a.Id).ToListAsync(ct);
        return drafts.Find(draft => db.Reader.MayEdit(draft.Document!))?.Id;
    }

    private static void Same(string? difference) => Assert.True(difference is null, difference);

    /// <summary>An editor brought to each of its states, by what the script may call.</summary>
    private static IEnumerable<(string What, Way? Call, Func<World, IslandView, Task> Prepare)> Steps(AmendmentId draft)
    {
        yield return ("opened", null, (_, _) => Task.CompletedTask);
        yield return ("an article", Call(nameof(DraftEditor.OpenAsync)), (world, view) => ChooseAsync(world, view, article: true));
        yield return ("a chapter", null, (world, view) => ChooseAsync(world, view, article: false));
        foreach (var act in new[] { "text", "insert", "title" })
            yield return ("refused " + act, Call(nameof(DraftEditor.RefusedAsync)), (world, view) => RefuseAsync(world, view, act, article: true));
        foreach (var act in new[] { "label", "heading" })
            yield return ("refused " + act, null, (world, view) => RefuseAsync(world, view, act, article: false));
        yield return ("mended", Call(nameof(DraftEditor.MendedAsync)), async (world, view) =>
        {
            await RefuseAsync(world, view, "text", article: true);
            var key = await KeyAsync(world, article: true);
            await view.CallAsync(editor => editor.MendedAsync("text", key));
        });
        yield return ("saved", Call(nameof(DraftEditor.SavedAsync)), async (world, view) =>
        {
            await new HiddenActs(world).EditAsync(Who.Officer, draft, "第1章　総則\n（目的）\n第1条　この基準は、点検を新たに定める。\n（定義）\n第2条　点検とは、年に一度の確認をいう。");
            await view.CallAsync(editor => editor.SavedAsync(1000));
        });
        yield return ("stopped", Call(nameof(DraftEditor.StoppedAsync)), (_, view) => view.CallAsync(editor => editor.StoppedAsync("ほかの人が先に保存しました。")));

        static Way Call(string name) => new("call", $"{nameof(DraftEditor)}.{name}");

        async Task<string> KeyAsync(World world, bool article)
        {
            var text = (await new SaveDraftHandler(world.As(Who.Officer), world.Portal.Services.GetRequiredService<CcsPolicy.Data.Drafting.KeptDrafts>()).ReadAsync(draft, CancellationToken.None)).Value.Text;
            return (article ? text.Tree.Provisions[0].Children[0] : text.Tree.Provisions[0]).Key.ToString();
        }

        async Task ChooseAsync(World world, IslandView view, bool article)
        {
            var key = await KeyAsync(world, article);
            await view.CallAsync(editor => editor.OpenAsync("text", key));
        }

        async Task RefuseAsync(World world, IslandView view, string act, bool article)
        {
            var key = act == "title" ? null : await KeyAsync(world, article);
            await view.CallAsync(editor => editor.OpenAsync(act, key));
            await view.CallAsync(editor => editor.RefusedAsync(act, key, "番号がありません。"));
        }
    }
}
