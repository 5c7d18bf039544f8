using CcsPolicy.Domain.Amendments;
using CcsPolicy.Web.Features.Drafting;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Drafting;

/// <summary>The changes of one editor, in whatever order they arrive.</summary>
public sealed class TabSavesTests
{
    private static readonly AmendmentId Draft = new(Guid.Parse("7f2d1f0e-0b53-4c8e-9a51-0d2f1c3a4b5c"));
    private readonly TabSaves saves = new();

    private static DraftAct Words(int known, int serial, string key = "k", int tab = 7) => new(known, "text", key, "文", tab, serial);

    [Fact]
    public async Task A_change_that_overtook_another_builds_upon_it_and_the_older_words_of_the_same_field_give_way()
    {
        using (var turn = await saves.TakeTurnAsync(Draft))
        {
            turn.Note(Words(4, 2), 5);
            // Sent before it, arrived after it.
            Assert.Equal(5, turn.Done(Words(4, 1)));
            // Of another provision: not done, and not somebody else's.
            Assert.Null(turn.Done(Words(4, 1, "other")));
            Assert.Equal(5, turn.UpToDate(Words(4, 1, "other")).Known);
            turn.Note(Words(5, 1, "other"), 6);
            Assert.Equal(6, turn.UpToDate(Words(4, 3)).Known);
        }
    }

    [Fact]
    public async Task What_was_saved_already_is_not_done_twice()
    {
        using var turn = await saves.TakeTurnAsync(Draft);
        var up = new DraftAct(2, "up", "k", null, 7, 1);
        Assert.Null(turn.Done(up));
        turn.Note(up, 3);
        Assert.Equal(3, turn.Done(up));
        Assert.Null(turn.Done(up with { Serial = 2 }));
    }

    [Fact]
    public async Task Between_two_editors_the_step_decides()
    {
        using var turn = await saves.TakeTurnAsync(Draft);
        turn.Note(Words(2, 1), 3);
        Assert.Equal(2, turn.UpToDate(Words(2, 1, tab: 8)).Known);
        Assert.Null(turn.Done(Words(2, 1, tab: 8)));
        turn.Note(Words(3, 1, tab: 8), 4);
        // What the first one knew lies before what the second saved.
        Assert.Equal(2, turn.UpToDate(Words(2, 2)).Known);
        Assert.Equal(2, turn.UpToDate(Words(2, 2, tab: 8)).Known);
    }

    [Fact]
    public async Task A_second_change_waits_for_its_turn()
    {
        var first = await saves.TakeTurnAsync(Draft);
        var second = saves.TakeTurnAsync(Draft);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }
}
