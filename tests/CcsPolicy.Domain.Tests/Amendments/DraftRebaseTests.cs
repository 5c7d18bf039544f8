using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Rebasing;
using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

public sealed class DraftRebaseTests
{
    private static readonly ProvisionTree Base = Lineage.Begin(
        A.Text(
            A.Article("第1条", "目的", "この基準は、情報資産の保護の目的を定める。"),
            A.Article("第2条", "点検", "管理者は、毎月、端末を点検する。", A.Item("(1)", "端末"), A.Item("(2)", "媒体")),
            A.Article("第3条", "義務", "職員は、守らなければならない。"),
            A.Supplement("この基準は、令和7年4月1日から施行する。")) with { Preamble = ["令和7年3月1日制定"] },
        A.Ids());

    private static readonly LineageKey[] Keys = [.. Lineage.KeysOf(Base)];

    [Fact]
    public void A_draft_carried_over_to_its_own_base_is_the_draft()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var (start, draft) = RandomDraft(seed, 12);
                var made = DraftRebase.Onto(start, draft, start);
                return made.IsWhole && made.Tree.Equals(draft) && Lineage.KeysOf(made.Tree).SequenceEqual(Lineage.KeysOf(draft));
            },
            iter: 300);
    }

    [Fact]
    public void A_draft_that_changes_nothing_becomes_the_other_edition_and_one_that_changes_the_same_alike_too()
    {
        Gen.UInt.Sample(
            seed =>
            {
                var (start, latest) = RandomDraft(seed, 12);
                var (nothing, same) = (DraftRebase.Onto(start, start, latest), DraftRebase.Onto(start, latest, latest));
                return nothing.IsWhole && nothing.Tree.Equals(latest) && same.Conflicts.All(told => told.Matter is RebaseMatter.Gone or RebaseMatter.Deleted or RebaseMatter.Place) && same.Tree.Equals(latest);
            },
            iter: 300);
    }

    [Fact]
    public void Whatever_both_did_keys_stay_unique_and_each_conflict_ends_with_a_choice()
    {
        var conflicts = 0;
        Gen.UInt.Sample(
            seed =>
            {
                var (start, draft) = RandomDraft(seed, 6);
                var latest = Changed(start, new RandomOperations(seed ^ 0x5bd1), 6, 300);
                foreach (var side in new[] { RebaseSide.Draft, RebaseSide.Latest })
                {
                    var choices = new List<RebaseChoice>();
                    RebaseOutcome made;
                    var rounds = 0;
                    while (!(made = DraftRebase.Onto(start, draft, latest, choices)).IsWhole && rounds++ < 30)
                    {
                        Interlocked.Add(ref conflicts, made.Conflicts.Length);
                        choices.AddRange(made.Conflicts.Select(told => new RebaseChoice(told.Matter, told.Key, told.Sides.Contains(side) ? side : told.Sides[^1], $"第{rounds}00{choices.Count}条")));
                    }
                    var keys = Lineage.KeysOf(made.Tree);
                    if (!made.IsWhole || keys.Distinct().Count() != keys.Length)
                        return false;
                }
                return true;
            },
            iter: 200);
        Assert.True(conflicts > 100, $"Only {conflicts} conflicts were met.");
    }

    [Fact]
    public void Different_words_of_one_provision_are_joined()
    {
        var draft = After(new DraftOperation.SetText(Keys[1], "管理者は、毎週、端末を点検する。"));
        var latest = After(new DraftOperation.SetText(Keys[1], "管理者は、毎月、端末及び媒体を点検する。"));
        var made = DraftRebase.Onto(Base, draft, latest);
        Assert.True(made.IsWhole);
        Assert.Equal("管理者は、毎週、端末及び媒体を点検する。", made.Tree.Provisions[1].Text);
    }

    [Fact]
    public void The_same_words_are_a_conflict_that_shows_all_three_and_takes_any_of_them_or_other_words()
    {
        var draft = After(new DraftOperation.SetText(Keys[1], "管理者は、毎週、端末を点検する。"));
        var latest = After(new DraftOperation.SetText(Keys[1], "管理者は、毎日、端末を点検する。"));
        var made = DraftRebase.Onto(Base, draft, latest);
        var told = Assert.Single(made.Conflicts);
        Assert.Equal((RebaseMatter.Words, Keys[1], Base.Provisions[1].Text, draft.Provisions[1].Text, latest.Provisions[1].Text), (told.Matter, told.Key, told.Was!, told.Draft!, told.Latest!));
        Assert.Equal(latest.Provisions[1].Text, made.Tree.Provisions[1].Text);
        string Decided(RebaseSide side) => DraftRebase.Onto(Base, draft, latest, [new(RebaseMatter.Words, Keys[1], side, "管理者は、随時点検する。")]) is { IsWhole: true } whole ? whole.Tree.Provisions[1].Text : "";
        Assert.Equal((draft.Provisions[1].Text, latest.Provisions[1].Text, "管理者は、随時点検する。"), (Decided(RebaseSide.Draft), Decided(RebaseSide.Latest), Decided(RebaseSide.Own)));
    }

    [Theory]
    [InlineData("管理者は、毎週、端末及び媒体を点検する。", "管理者は、毎日、端末を調べる。", "管理者は、毎週、端末及び媒体を調べる。", "管理者は、毎日、端末及び媒体を調べる。")]
    [InlineData("管理者は、毎週、端末を点検する。", "責任者は、毎日、端末を点検する。", "責任者は、毎週、端末を点検する。", "責任者は、毎日、端末を点検する。")]
    [InlineData("管理者は、端末を点検する。", "管理者は、毎日、端末及び媒体を点検する。", "管理者は、端末及び媒体を点検する。", "管理者は、毎日、端末及び媒体を点検する。")]
    public void What_only_one_side_changed_in_a_conflict_of_words_stands_whichever_side_is_taken(string ours, string other, string byDraft, string byLatest)
    {
        var (draft, latest) = (After(new DraftOperation.SetText(Keys[1], ours)), After(new DraftOperation.SetText(Keys[1], other)));
        string Decided(RebaseSide side) => DraftRebase.Onto(Base, draft, latest, [new(RebaseMatter.Words, Keys[1], side)]).Tree.Provisions[1].Text;
        var told = Assert.Single(DraftRebase.Onto(Base, draft, latest).Conflicts);
        Assert.Equal((byDraft, byLatest), (told.Draft!, told.Latest!));
        Assert.Equal((byDraft, byLatest), (Decided(RebaseSide.Draft), Decided(RebaseSide.Latest)));
    }

    [Fact]
    public void A_line_that_both_changed_is_asked_and_the_other_lines_stand_as_each_changed_them()
    {
        var start = Base with { Preamble = ["令和7年3月1日制定", "この基準の主管は総務課とする。", "内線10"] };
        var (draft, latest) = (start with { Preamble = ["令和7年3月1日制定", "この基準の主管は企画課とする。", "内線20"] }, start with { Preamble = ["令和7年3月1日制定", "この基準の主管は情報課とする。", "内線10", "別館"] });
        var told = Assert.Single(DraftRebase.Onto(start, draft, latest).Conflicts);
        Assert.Equal((RebaseMatter.Preamble, "令和7年3月1日制定\nこの基準の主管は企画課とする。\n内線20\n別館", "令和7年3月1日制定\nこの基準の主管は情報課とする。\n内線20\n別館"), (told.Matter, told.Draft!, told.Latest!));
        Assert.Equal(["令和7年3月1日制定", "この基準の主管は情報課とする。", "内線20", "別館"], DraftRebase.Onto(start, draft, latest, [new(RebaseMatter.Preamble, LineageKey.None, RebaseSide.Latest)]).Tree.Preamble);
    }

    [Fact]
    public void Both_add_a_line_of_amendment_and_a_supplement_and_the_earlier_day_stands_first()
    {
        var draft = After(new DraftOperation.SetPreamble(["令和7年3月1日制定", "令和8年7月1日改正"]), new DraftOperation.Insert(DraftPlace.LastIn(LineageKey.None), [New(A.Supplement("令和8年7月1日から施行する。"), 7)]));
        var latest = After(new DraftOperation.SetPreamble(["令和7年3月1日制定", "令和8年4月1日改正"]), new DraftOperation.Insert(DraftPlace.LastIn(LineageKey.None), [New(A.Supplement("令和8年4月1日から施行する。"), 8)]));
        var made = DraftRebase.Onto(Base, draft, latest);
        Assert.True(made.IsWhole);
        Assert.Equal(["令和7年3月1日制定", "令和8年4月1日改正", "令和8年7月1日改正"], made.Tree.Preamble);
        Assert.Equal(["令和8年4月1日から施行する。", "令和8年7月1日から施行する。"], made.Tree.Provisions[^2..].Select(one => one.Text));
    }

    [Fact]
    public void Records_of_both_stand_in_the_order_in_which_they_were_enacted_whichever_is_in_force_first()
    {
        var draft = After(new DraftOperation.SetPreamble(["令和7年3月1日制定", "改正　令和8年3月27日"]), new DraftOperation.Insert(DraftPlace.LastIn(LineageKey.None), [New(A.Supplement("令和9年4月1日から施行する。") with { Label = "附則（令和8年3月27日）" }, 7)]));
        var latest = After(new DraftOperation.SetPreamble(["令和7年3月1日制定", "改正　令和8年12月1日"]), new DraftOperation.Insert(DraftPlace.LastIn(LineageKey.None), [New(A.Supplement("令和8年12月15日から施行する。") with { Label = "附則（令和8年12月1日）" }, 8)]));
        var made = DraftRebase.Onto(Base, draft, latest);
        Assert.True(made.IsWhole);
        Assert.Equal(["令和7年3月1日制定", "改正　令和8年3月27日", "改正　令和8年12月1日"], made.Tree.Preamble);
        Assert.Equal(["附則（令和8年3月27日）", "附則（令和8年12月1日）"], made.Tree.Provisions[^2..].Select(one => one.Label));
    }

    [Fact]
    public void A_changed_provision_that_the_other_edition_deleted_stays_deleted_or_comes_back()
    {
        var draft = After(new DraftOperation.SetText(Keys[4], "職員等は、守らなければならない。"));
        var latest = After(new DraftOperation.Delete(Keys[4]));
        var told = Assert.Single(DraftRebase.Onto(Base, draft, latest).Conflicts);
        Assert.Equal((RebaseMatter.Gone, Keys[4]), (told.Matter, told.Key));
        Assert.Equal(latest, DraftRebase.Onto(Base, draft, latest, [new(RebaseMatter.Gone, Keys[4], RebaseSide.Latest)]).Tree);
        Assert.Equal(draft, DraftRebase.Onto(Base, draft, latest, [new(RebaseMatter.Gone, Keys[4], RebaseSide.Draft)]).Tree);
    }

    [Fact]
    public void A_deleted_provision_that_the_other_edition_changed_is_for_a_person_to_decide()
    {
        var draft = After(new DraftOperation.Delete(Keys[1]));
        var latest = After(new DraftOperation.SetText(Keys[2], "端末（持ち出すものに限る。）"));
        var told = Assert.Single(DraftRebase.Onto(Base, draft, latest).Conflicts);
        Assert.Equal((RebaseMatter.Deleted, Keys[1]), (told.Matter, told.Key));
        Assert.Contains("持ち出す", told.Latest);
        Assert.Equal(latest, DraftRebase.Onto(Base, draft, latest, [new(RebaseMatter.Deleted, Keys[1], RebaseSide.Latest)]).Tree);
        Assert.Equal(draft, DraftRebase.Onto(Base, draft, latest, [new(RebaseMatter.Deleted, Keys[1], RebaseSide.Draft)]).Tree);
    }

    [Fact]
    public void Two_new_articles_with_one_number_follow_one_another_that_of_the_other_edition_first()
    {
        var draft = After(new DraftOperation.Insert(DraftPlace.After(Keys[4]), [New(A.Article("第4条", "教育", "毎年教育を行う。"), 7)]));
        var latest = After(new DraftOperation.Insert(DraftPlace.After(Keys[4]), [New(A.Article("第4条", "監査", "毎年監査を行う。"), 8)]));
        var made = DraftRebase.Onto(Base, draft, latest);
        Assert.True(made.IsWhole);
        Assert.Equal(["第1条", "第2条", "第3条", "第4条", "第5条", "附則"], made.Tree.Provisions.Select(one => one.Label));
        Assert.Equal(["監査", "教育"], made.Tree.Provisions[3..5].Select(one => one.Heading));
    }

    private static ProvisionTree After(params DraftOperation[] operations) => Draft.Replay(Base, operations).Value;

    private static Provision New(Provision provision, int seed) => Lineage.Begin(new ProvisionTree { Provisions = [provision] }, A.Ids(seed)).Provisions[0];

    private static (ProvisionTree Start, ProvisionTree Draft) RandomDraft(uint seed, int most)
    {
        var random = new RandomOperations(seed);
        var start = random.Tree();
        return (start, Changed(start, random, most));
    }

    /// <summary>The text after some operations; whatever names a new provision gets keys of its own.</summary>
    private static ProvisionTree Changed(ProvisionTree start, RandomOperations random, int most, int offset = 0)
    {
        var made = start;
        for (var times = 0; times < most; times++)
            if (Draft.Apply(made, random.Next(made)) is { Succeeded: true } next)
                made = next.Value;
        return offset == 0 ? made : Fresh(made, start, offset);
    }

    private static ProvisionTree Fresh(ProvisionTree made, ProvisionTree start, int offset)
    {
        var (old, ids) = (Lineage.KeysOf(start).ToHashSet(), A.Ids(offset));
        Provision Renew(Provision one) => one with { Key = old.Contains(one.Key) ? one.Key : new(ids.Next()), Children = [.. one.Children.Select(Renew)] };
        return made with { Provisions = [.. made.Provisions.Select(Renew)] };
    }

    /// <summary>Both texts only count on: one inserts, the other deletes or inserts too.</summary>
    [Theory]
    [InlineData("1　甲\n2　新\n3　乙\n4　丙\n5　丁\n", "1　甲\n2　丙\n3　丁\n", "1　甲\n2　新\n3　丙\n4　丁\n")]
    [InlineData("1　甲\n2　新\n3　乙\n4　丙\n5　丁\n", "1　先\n2　甲\n3　乙\n4　丙\n5　丁\n", "1　先\n2　甲\n3　新\n4　乙\n5　丙\n6　丁\n")]
    [InlineData("1　甲\n2　丙\n3　丁\n", "1　甲\n2　丙\n3　丁\n", "1　甲\n2　丙\n3　丁\n")]
    [InlineData("1　甲\n2　新\n3　乙\n4　丙\n5　丁\n", "1　甲\n2　先\n3　乙\n4　丙\n5　丁\n", "1　甲\n2　先\n3　新\n4　乙\n5　丙\n6　丁\n")]
    [InlineData("1　甲\n2　丙\n3　丁\n", "1　乙\n2　丙\n3　丁\n", "1　丙\n2　丁\n")]
    public void Numbers_that_count_on_in_both_count_on_by_what_both_did(string draft, string latest, string expected)
    {
        var baseText = Lineage.Begin(ProvisionText.Read("方針\n1　甲\n2　乙\n3　丙\n4　丁\n").Tree, A.Ids());
        var (mine, other) = (Lineage.Carry(baseText, ProvisionText.Read("方針\n" + draft).Tree, A.Ids(100)), Lineage.Carry(baseText, ProvisionText.Read("方針\n" + latest).Tree, A.Ids(200)));
        var made = DraftRebase.Onto(baseText, mine, other);
        Assert.Equal("○方針\n" + expected, ProvisionText.Write(made.Tree));
        Assert.Empty(made.Conflicts);
    }

    [Fact]
    public void Two_provisions_of_one_number_are_no_whole_text_whatever_was_decided()
    {
        var baseText = Lineage.Begin(ProvisionText.Read("規程\n第1条　甲\n第3条　丁\n").Tree, A.Ids());
        var (mine, other) = (Lineage.Carry(baseText, ProvisionText.Read("規程\n第1条　甲\n第2条　新\n第3条　丁\n").Tree, A.Ids(100)), Lineage.Carry(baseText, ProvisionText.Read("規程\n第1条　甲\n第2条　先\n第3条　丁\n").Tree, A.Ids(200)));
        var (own, theirs) = (mine.Provisions[1].Key, other.Provisions[1].Key);
        Assert.Equal(["第2条　先", "第2条　新"], DraftRebase.Onto(baseText, mine, other).Conflicts.Select(told => told.At).Order(StringComparer.Ordinal));
        Assert.Equal([RebaseSide.Own], Assert.Single(DraftRebase.Onto(baseText, mine, other, [new(RebaseMatter.Number, own, RebaseSide.Draft), new(RebaseMatter.Number, theirs, RebaseSide.Latest)]).Conflicts).Sides);
        Assert.True(DraftRebase.Onto(baseText, mine, other, [new(RebaseMatter.Number, own, RebaseSide.Own, "第2条の2"), new(RebaseMatter.Number, theirs, RebaseSide.Latest)]).IsWhole);
    }
}
