using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class DraftTests
{
    private static readonly ProvisionTree Base = Lineage.Begin(
        A.Text(
            A.Article("第1条", "目的", "目的を定める。"),
            A.Article("第2条", "定義", "用語を定める。", A.Item("(1)", "端末"), A.Item("(2)", "媒体")),
            A.Article("第3条", "義務", "守らなければならない。")),
        A.Ids());

    private static readonly LineageKey[] Keys = [.. Lineage.KeysOf(Base)];

    [Fact]
    public void Whatever_is_done_keys_stay_unique_and_what_was_stored_makes_the_same_text_again()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var random = new RandomOperations(seed);
                var start = random.Tree();
                var live = start;
                var stored = new List<string>();
                for (var times = 0; times < 20; times++)
                {
                    var operation = random.Next(live);
                    if (Draft.Apply(live, operation) is not { Succeeded: true } next)
                        continue;
                    live = next.Value;
                    stored.Add(operation.Write());
                    var keys = Lineage.KeysOf(live);
                    Assert.Equal(keys.Length, keys.Distinct().Count());
                    Assert.DoesNotContain(LineageKey.None, keys);
                }
                var again = Draft.Replay(start, stored.Select(text => DraftOperation.Read(text).Value)).Value;
                return again.Equals(live) && Lineage.KeysOf(again).SequenceEqual(Lineage.KeysOf(live));
            },
            iter: 500);
    }

    [Fact]
    public void The_stored_form_of_what_was_read_is_the_stored_form()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var random = new RandomOperations(seed);
                var stored = random.Next(random.Tree()).Write();
                return DraftOperation.Read(stored).Value.Write() == stored;
            },
            iter: 500);
    }

    [Fact]
    public void Operations_on_different_provisions_may_come_in_any_order()
    {
        var compared = 0;
        Gen.UInt.Sample(
            seed =>
            {
                var random = new RandomOperations(seed);
                var tree = random.Tree();
                var (one, other) = (random.Next(tree), random.Next(tree));
                if (Touched(tree, one) is not { } first || Touched(tree, other) is not { } second || first.Overlaps(second))
                    return true;
                Interlocked.Increment(ref compared);
                var forth = Draft.Replay(tree, [one, other]);
                var back = Draft.Replay(tree, [other, one]);
                return forth.Succeeded == back.Succeeded
                    && (!forth.Succeeded || (forth.Value.Equals(back.Value) && Lineage.KeysOf(forth.Value).SequenceEqual(Lineage.KeysOf(back.Value))));
            },
            iter: 2_000);
        Assert.True(compared > 300, $"Only {compared} pairs were independent.");
    }

    [Fact]
    public void An_operation_on_a_provision_that_is_gone_is_refused()
    {
        var without = Draft.Apply(Base, new DraftOperation.Delete(Keys[1])).Value;
        Assert.Equal(["第1条", "第3条"], without.Provisions.Select(article => article.Label));
        foreach (var gone in new[] { Keys[1], Keys[2], LineageKey.None })
        {
            Assert.Equal(DraftErrors.UnknownProvision, Draft.Apply(without, new DraftOperation.SetText(gone, "改める。")).Error);
            Assert.Equal(DraftErrors.UnknownProvision, Draft.Apply(without, new DraftOperation.Insert(DraftPlace.After(gone), [A.Item("(3)", "印刷物") with { Key = new(Guid.NewGuid()) }])).Error);
            Assert.Equal(DraftErrors.UnknownProvision, Draft.Apply(without, new DraftOperation.Renumber([new(Keys[0], "第9条"), new(gone, "第10条")])).Error);
        }
    }

    [Fact]
    public void A_provision_cannot_be_moved_into_itself()
    {
        Assert.Equal(DraftErrors.MovesIntoItself, Draft.Apply(Base, new DraftOperation.Move(Keys[1], DraftPlace.LastIn(Keys[1]))).Error);
        Assert.Equal(DraftErrors.MovesIntoItself, Draft.Apply(Base, new DraftOperation.Move(Keys[1], DraftPlace.After(Keys[3]))).Error);
    }

    [Fact]
    public void The_same_insertion_sent_twice_is_refused_the_second_time()
    {
        var insert = new DraftOperation.Insert(DraftPlace.LastIn(Keys[1]), [A.Item("(3)", "印刷物") with { Key = new(Guid.NewGuid()) }]);
        var once = Draft.Apply(Base, insert).Value;
        Assert.Equal(["(1)", "(2)", "(3)"], once.Provisions[1].Children.Select(item => item.Label));
        Assert.Equal(DraftErrors.KeysAreNotNew, Draft.Apply(once, insert).Error);
        Assert.Equal(DraftErrors.KeysAreNotNew, Draft.Apply(Base, new DraftOperation.Insert(DraftPlace.LastIn(Keys[1]), [A.Item("(3)", "印刷物")])).Error);
        Assert.Equal(DraftErrors.NothingToPut, Draft.Apply(Base, new DraftOperation.Insert(DraftPlace.LastIn(Keys[1]), [])).Error);
    }

    [Fact]
    public void A_replaced_provision_may_keep_keys_that_were_below_it_and_no_others()
    {
        var article = Base.Provisions[1];
        var changed = article with { Text = "用語を次のように定める。", Children = [article.Children[1] with { Label = "(1)" }] };
        var made = Draft.Apply(Base, new DraftOperation.Replace(Keys[1], [changed])).Value;
        Assert.Equal([Keys[0], Keys[1], Keys[3], Keys[4]], Lineage.KeysOf(made));
        Assert.Equal(DraftErrors.KeysAreNotNew, Draft.Apply(Base, new DraftOperation.Replace(Keys[1], [changed with { Key = Keys[4] }])).Error);
    }

    [Fact]
    public void A_moved_provision_takes_along_what_is_below_it() =>
        Assert.Equal(
            [Keys[0], Keys[4], Keys[1], Keys[2], Keys[3]],
            Lineage.KeysOf(Draft.Apply(Base, new DraftOperation.Move(Keys[1], DraftPlace.LastIn(LineageKey.None))).Value));

    [Fact]
    public void What_is_typed_is_kept_in_the_form_of_texts()
    {
        Assert.Equal("一行目\n二行目", Draft.Apply(Base, new DraftOperation.SetText(Keys[0], "一行目\r\n二行目\r\n\n")).Value.Provisions[0].Text);
        Assert.Equal("題 名", Draft.Apply(Base, new DraftOperation.SetTitle("題\n名")).Value.Title);
        Assert.Equal("\ufffd野", Draft.Apply(Base, new DraftOperation.SetText(Keys[0], "\ud842野")).Value.Provisions[0].Text);
    }

    [Fact]
    public void The_stored_form_is_plain_and_names_its_version()
    {
        var key = new LineageKey(Guid.Parse("0123456789abcdef0123456789abcdef"));
        Assert.Equal("""{"v":1,"op":"set-text","key":"0123456789abcdef0123456789abcdef","text":"「端末」を<除く>。"}""", new DraftOperation.SetText(key, "「端末」を<除く>。").Write());
        Assert.Equal(
            """{"v":1,"op":"insert","at":"After","by":"0123456789abcdef0123456789abcdef","provisions":[{"depth":1,"kind":"Item","label":"(1)","text":"端末","key":"0123456789abcdef0123456789abcdef"}]}""",
            new DraftOperation.Insert(DraftPlace.After(key), [A.Item("(1)", "端末") with { Key = key }]).Write());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"v":2,"op":"delete","key":"0123456789abcdef0123456789abcdef"}""")]
    [InlineData("""{"v":1,"op":"explode","key":"0123456789abcdef0123456789abcdef"}""")]
    [InlineData("""{"v":1,"op":"delete","key":"0123"}""")]
    [InlineData("""{"v":1,"op":"set-heading","key":"0123456789abcdef0123456789abcdef","place":"Nowhere"}""")]
    [InlineData("""{"v":1,"op":"replace","key":"0123456789abcdef0123456789abcdef","provisions":[{"depth":2,"kind":"Item","label":"","key":"0123456789abcdef0123456789abcdef"}]}""")]
    public void A_stored_form_that_is_not_known_is_refused(string stored) => Assert.Equal(DraftErrors.Unreadable, DraftOperation.Read(stored).Error);

    /// <summary>The keys that an operation reads or writes; null for one that concerns the whole text or a part without a key.</summary>
    private static HashSet<LineageKey>? Touched(ProvisionTree tree, DraftOperation operation)
    {
        return operation switch
        {
            DraftOperation.SetText change => [change.Key],
            DraftOperation.SetHeading change => [change.Key],
            DraftOperation.SetLabel change => [change.Key],
            DraftOperation.Renumber change => [.. change.Labels.Select(label => label.Key)],
            DraftOperation.Delete change => Below(change.Key),
            DraftOperation.Replace change => Below(change.Key),
            DraftOperation.Insert change => [change.Place.Key],
            DraftOperation.Move change => [.. Below(change.Key), change.Place.Key, .. Above(change.Place.Key)],
            _ => null,
        };

        HashSet<LineageKey> Below(LineageKey key) =>
            [key, .. tree.All().Where(at => at.Provision.Key == key).SelectMany(at => at.Provision.WithDescendants()).Select(at => at.Provision.Key)];

        IEnumerable<LineageKey> Above(LineageKey key) =>
            tree.All().Where(at => at.Provision.WithDescendants().Any(below => below.Provision.Key == key)).Select(at => at.Provision.Key);
    }
}
