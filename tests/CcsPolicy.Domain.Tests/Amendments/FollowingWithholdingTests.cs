using System.Collections.Immutable;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments;

/// <summary>非公開の引継ぎ。Whatever is done to a text, what is withheld becomes visible to nobody from whom it was withheld, until a person says so.</summary>
public sealed class FollowingWithholdingTests
{
    private const int Length = 80;

    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly DocumentId Standard = DocumentId.From(new Guid(9, 0, 0, new byte[8]));

    private readonly IdSource ids = A.Ids(70);

    [Fact]
    public void No_sign_of_a_withheld_text_becomes_visible_by_corrections_of_pairings_moves_splits_mergers_and_texts_written_anew() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var (random, made) = (new Random(seed), A.Ids(seed));
            var old = Text(random, made);
            List<ProvisionOpenness> decisions =
            [
                .. old.All().Where(_ => random.Next(4) == 0).Select(at => Decision(at.Provision.Key, random.Next(2) == 0 ? Openness.Internal : Openness.AllStaff, random.Next(2) == 0)),
            ];
            var (draft, said) = (old, new List<RekeyedStep>());
            for (var times = random.Next(1, 9); times > 0; times--)
                if (Some(random, old, draft, made) is { } operation && Draft.Apply(draft, operation) is { Succeeded: true } next)
                {
                    draft = next.Value;
                    if (operation is DraftOperation.Rekey rekeyed)
                        said.Add(new RekeyedStep(rekeyed.Keys, IsOwn: true));
                }
            var all = With(decisions, FollowingWithholding.Of([old], [old], [draft], decisions, said));
            foreach (var reader in new[] { Reader.Anonymous(Today), Contractor() })
            {
                var secret = SignsOf(old).Except(SignsOf(Left(reader, decisions, old))).ToHashSet();
                Assert.Empty(StretchesOf(Left(reader, all, draft), secret));
                // And the editions before tell no more than they did.
                Assert.Subset(SignsOf(Left(reader, decisions, old)), SignsOf(Left(reader, all, old)));
            }
        }, iter: 400);

    [Fact]
    public void What_holds_nothing_withheld_stays_readable()
    {
        var old = Keyed(A.Text(A.Article("第1条", "（目的）", "この基準は、情報資産を守るために必要な事項を定める。"), A.Article("第2条", "（鍵）", "機器室の鍵は、北棟二階の青い箱の中に置くものとする。")));
        var draft = old with { Provisions = old.Provisions.Add(A.Article("第3条", "（記録）", "鍵を使った者は、その日時を記録するものとする。") with { Key = new(ids.Next()) }) };
        Assert.Empty(FollowingWithholding.Of([old], [old], [draft], [Decision(old.Provisions[1].Key, Openness.AllStaff, true)]));
    }

    [Fact]
    public void A_provision_that_was_parted_from_a_withheld_one_is_withheld_as_it_was_though_every_word_is_new()
    {
        var old = Keyed(A.Text(A.Article("第1条", null, "この基準は、情報資産を守る。"), A.Article("第2条", null, "鍵は、青い箱に置く。")));
        var (held, other) = (old.Provisions[1].Key, new LineageKey(ids.Next()));
        var draft = old with { Provisions = old.Provisions.SetItem(1, old.Provisions[1] with { Key = other, Text = "窓の下" }) };
        var decisions = new[] { Decision(held, Openness.AllStaff, true) };
        var followed = Assert.Single(FollowingWithholding.Of([old], [old], [draft], decisions, [new RekeyedStep([new(held, other)], IsOwn: false)]));
        Assert.Equal(new FollowedProvision(other, Openness.AllStaff, true, held), followed);
    }

    [Fact]
    public void Of_what_another_draft_said_only_new_provisions_are_withheld_and_what_it_said_of_readable_ones_counts_in_that_draft_alone()
    {
        var old = Keyed(A.Text(A.Article("第1条", null, "この基準は、情報資産を守る。"), A.Article("第2条", null, "鍵は、青い箱に置く。")));
        var (open, held) = (old.Provisions[0].Key, old.Provisions[1].Key);
        var decisions = new[] { Decision(held, Openness.AllStaff, false) };
        RekeyedStep Said(bool own) => new([new(held, open)], own);
        Assert.Empty(FollowingWithholding.Of([old], [old], [old], decisions, [Said(own: false)]));
        Assert.Equal(open, Assert.Single(FollowingWithholding.Of([old], [old], [old], decisions, [Said(own: true)])).Key);
    }

    [Fact]
    public void What_a_person_has_opened_is_not_withheld_again()
    {
        var old = Keyed(A.Text(A.Article("第1条", null, "機器室の鍵は、北棟二階の青い箱の中に置くものとする。")));
        var next = Keyed(A.Text(A.Article("第1条", null, "機器室の鍵は、北棟二階の青い箱の中に置くものとする。")));
        var (held, other) = (old.Provisions[0].Key, next.Provisions[0].Key);
        var decisions = new[] { Decision(held, Openness.AllStaff, false), Decision(other, Openness.AllStaff, false), Decision(other, null, false, 2) };
        var copied = Keyed(A.Text(A.Article("第1条", null, "機器室の鍵は、北棟二階の青い箱の中に置くものとする。予備も同じとする。")));
        Assert.Empty(FollowingWithholding.Of([old, next], [old, next], [next, copied], decisions, [new RekeyedStep([new(held, other)], IsOwn: false)]));
    }

    [Fact]
    public void What_is_decided_by_one_edition_is_withheld_in_the_others_where_the_words_stand_in_another_provision()
    {
        var words = "機器室の鍵は、北棟二階の青い箱の中に置くものとする。";
        var (before, seen) = (Keyed(A.Text(A.Article("第1条", null, "この基準は、情報資産を守る。"), A.Article("第2条", null, words))), Keyed(A.Text(A.Article("第5条", null, words))));
        var followed = Assert.Single(FollowingWithholding.Of([before, seen], [seen], [before, seen], [Decision(seen.Provisions[0].Key, Openness.Internal, false)]));
        Assert.Equal(before.Provisions[1].Key, followed.Key);
    }

    private static DraftOperation? Some(Random random, ProvisionTree old, ProvisionTree draft, IdSource ids)
    {
        var (inDraft, inOld) = (draft.All().Select(at => at.Provision).ToList(), old.All().Select(at => at.Provision).ToList());
        if (inDraft.Count == 0)
            return null;
        Provision Any(List<Provision> provisions) => provisions[random.Next(provisions.Count)];
        var (one, other) = (Any(inDraft), Any(inDraft));
        switch (random.Next(8))
        {
            case 0 or 1:
                return Of(PairingCorrections.Of(old, draft, new(one.Key, LineageKey.None), ids));
            case 2:
                var (gone, come) = (inOld.FindAll(at => !inDraft.Exists(now => now.Key == at.Key)), inDraft.FindAll(at => !inOld.Exists(was => was.Key == at.Key)));
                return gone.Count == 0 || come.Count == 0 ? null : Of(PairingCorrections.Of(old, draft, new(Any(gone).Key, Any(come).Key), ids));
            case 3:
                return new DraftOperation.Move(one.Key, DraftPlace.After(other.Key));
            case 4 when one.Text.Length >= Length / 4:
                // Split: half of it goes into a provision of its own.
                return new DraftOperation.Replace(one.Key, [one with { Text = one.Text[..(one.Text.Length / 2)] }, A.Article("第9条", null, one.Text[(one.Text.Length / 2)..]) with { Key = new(ids.Next()) }]);
            case 5:
                return new DraftOperation.SetText(other.Key, other.Text + one.Text);
            case 6:
                return new DraftOperation.Delete(one.Key);
            default:
                return new DraftOperation.ReplaceText(Lineage.Carry(draft, Lineage.WithKeys(draft, [.. inDraft.Select(_ => LineageKey.None)]) with { Provisions = Stripped(draft.Provisions, random) }, ids));
        }

        static DraftOperation? Of(Result<DraftOperation> operation) => operation.Succeeded ? operation.Value : null;
    }

    /// <summary>As typed anew: without keys, in another order, with words before the words.</summary>
    private static ImmutableArray<Provision> Stripped(ImmutableArray<Provision> provisions, Random random) =>
    [
        .. provisions.OrderBy(_ => random.Next()).Select(one => one with { Key = LineageKey.None, Text = (random.Next(3) == 0 ? "なお、" : "") + one.Text, Children = Stripped(one.Children, random) }),
    ];

    /// <summary>Articles with paragraphs, in which no sign stands twice.</summary>
    private static ProvisionTree Text(Random random, IdSource ids)
    {
        var next = 0x4E00;
        string Words(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)next++));
        Provision With(Provision provision) => provision with { Key = new(ids.Next()) };
        return A.Text([.. Enumerable.Range(1, random.Next(1, 7)).Select(article => With(A.Article($"第{article}条", Words(6), Words(Length),
            [.. Enumerable.Range(2, random.Next(0, 4)).Select(paragraph => With(A.Paragraph($"{paragraph}", Words(Length))))])))]);
    }

    private ProvisionTree Keyed(ProvisionTree tree) => Lineage.Begin(tree, ids);

    private static ProvisionTree Left(Reader reader, IEnumerable<ProvisionOpenness> decisions, ProvisionTree tree) => WithheldProvisions.From(reader, Standard, decisions).From(tree);

    private static HashSet<char> SignsOf(ProvisionTree tree) => [.. tree.All().SelectMany(at => at.Provision.Text + at.Provision.Heading).Where(sign => sign is >= '\u4e00' and < '\u9000' and not ('非' or '公' or '開'))];

    /// <summary>Secret signs in a row that are enough to be told from words that stand anywhere: ten, or a whole text of four. A split may leave fewer beside the words of others.</summary>
    private static IEnumerable<string> StretchesOf(ProvisionTree tree, HashSet<char> secret) =>
        from at in tree.All()
        from words in new[] { at.Provision.Text, at.Provision.Heading ?? "" }
        from stretch in string.Concat(words.Select(sign => secret.Contains(sign) ? sign : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where stretch.Length >= 10 || (stretch.Length >= 4 && stretch.Length == words.Length)
        select stretch;

    private static List<ProvisionOpenness> With(List<ProvisionOpenness> decisions, ImmutableArray<FollowedProvision> followed) =>
        [.. decisions, .. followed.Select(one => Decision(one.Key, one.ReadBy, one.ShowsNumber, 5))];

    private static ProvisionOpenness Decision(LineageKey key, Openness? readBy, bool showsNumber, int number = 1) => new()
    {
        Id = ProvisionOpennessId.From(new Guid(number, 0, 0, new byte[8])), DocumentId = Standard, Key = key.Value, Number = number, ReadBy = readBy, ShowsNumber = showsNumber, Ground = new(new byte[] { 1 }),
        DecidedBy = PersonId.From(new Guid(7, 0, 0, new byte[8])), DecidedAt = Now,
    };

    private static Reader Contractor()
    {
        var person = new Person { Id = PersonId.From(new Guid(8, 0, 0, new byte[8])), StaffNumber = "1", Name = "青木 花", Kana = "あおき はな" };
        return Reader.Of(person, [new Employment { Id = EmploymentId.From(new Guid(4, 0, 0, new byte[8])), PersonId = person.Id, Kind = EmploymentKind.Contractor, From = Today.AddDays(-9), RecordedAt = Now }], [], [], [], Today);
    }
}
