using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Access;

/// <summary>非公開の条項。What is withheld is gone with all below it, nothing else is, and the decision says from whom.</summary>
public sealed class WithheldProvisionsTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly PersonId Someone = PersonId.From(new Guid(7, 0, 0, new byte[8]));
    private static readonly DocumentId Standard = DocumentId.From(new Guid(9, 0, 0, new byte[8]));
    private static readonly SealedText Ground = new(new byte[] { 1 });

    /// <summary>A tree of up to three levels in which the nth provision says 語n; and for some of its provisions whether they are withheld, and shown by number.</summary>
    private static readonly Gen<(ProvisionTree Tree, bool?[] Withheld)> Cases =
        from shape in Gen.Int[0, 3].Array[1, 5].Array[1, 5]
        from withheld in Gen.Int[0, 5].Array[1, 60]
        select (Tree(shape), withheld.Select(sign => sign switch { 0 => (bool?)true, 1 => false, _ => null }).ToArray());

    [Fact]
    public void What_is_withheld_is_gone_with_all_below_it_and_the_rest_stands_as_it_was() => Cases.Sample(c =>
    {
        var decisions = c.Tree.All().Select((placed, i) => (placed.Provision, Held: c.Withheld[i % c.Withheld.Length])).Where(one => one.Held is not null)
            .Select(one => Decision(one.Provision.Key, Openness.Internal, one.Held!.Value, 1)).ToList();
        var left = WithheldProvisions.From(Reader.Anonymous(Today), Standard, decisions).From(c.Tree);
        Assert.Equal(Expected(c.Tree.Provisions, decisions).ToList(), left.All().Select(placed => (placed.Provision.Label, placed.Provision.Text)).ToList());
        Assert.Empty(decisions.Count > 0 ? left.Contents : []);
    }, iter: 2_000);

    [Fact]
    public void Whoever_may_read_it_all_gets_the_very_text() => Cases.Sample(c =>
    {
        var decisions = c.Tree.All().Select(placed => Decision(placed.Provision.Key, Openness.AllStaff, false, 1)).ToList();
        Assert.Same(c.Tree, WithheldProvisions.From(Of(EmploymentKind.Contract), Standard, decisions).From(c.Tree));
    }, iter: 200);

    [Theory]
    [InlineData(Openness.Internal, null, true)]
    [InlineData(Openness.Internal, EmploymentKind.Employee, false)]
    [InlineData(Openness.Internal, EmploymentKind.Contractor, false)]
    [InlineData(Openness.AllStaff, null, true)]
    [InlineData(Openness.AllStaff, EmploymentKind.Contractor, true)]
    [InlineData(Openness.AllStaff, EmploymentKind.Dispatched, true)]
    [InlineData(Openness.AllStaff, EmploymentKind.Employee, false)]
    public void It_is_withheld_from_those_who_are_less_than_the_decision_asks(Openness readBy, EmploymentKind? employment, bool withheld)
    {
        var key = new LineageKey(new Guid(1, 0, 0, new byte[8]));
        var reader = employment is { } kind ? Of(kind) : Reader.Anonymous(Today);
        Assert.Equal(withheld, WithheldProvisions.From(reader, Standard, [Decision(key, readBy, true, 1)]).Holds(key));
    }

    [Fact]
    public void Of_several_decisions_the_latest_holds()
    {
        var key = new LineageKey(new Guid(1, 0, 0, new byte[8]));
        List<ProvisionOpenness> decisions = [Decision(key, Openness.Internal, true, 1), Decision(key, null, false, 3), Decision(key, Openness.AllStaff, true, 2)];
        Assert.True(WithheldProvisions.FromAnybody(decisions).IsNone);
        decisions.Add(Decision(key, Openness.Internal, false, 4));
        Assert.True(WithheldProvisions.From(Reader.Anonymous(Today), Standard, decisions).Holds(key));
        Assert.False(WithheldProvisions.From(Of(EmploymentKind.Contractor), Standard, decisions).Holds(key));
    }

    [Fact]
    public void Same_sets_have_the_same_signature_and_no_others() =>
        Gen.Select(Gen.Int[0, 4].Array[0, 4], Gen.Int[0, 4].Array[0, 4]).Sample((one, other) =>
        {
            var (first, second) = (Set(one), Set(other));
            Assert.Equal(one.ToHashSet().SetEquals(other), first.Signature == second.Signature);
            static WithheldProvisions Set(int[] keys) =>
                WithheldProvisions.FromAnybody(keys.Distinct().Select(key => Decision(new LineageKey(new Guid(key + 1, 0, 0, new byte[8])), Openness.Internal, key % 2 == 0, 1)));
        });

    [Theory]
    [InlineData(Tier.Procedure, Openness.NeedToKnow, Openness.AllStaff, "provision-openness.procedure")]
    [InlineData(Tier.Standard, Openness.Internal, Openness.Internal, "provision-openness.not-stricter")]
    [InlineData(Tier.Standard, Openness.Internal, Openness.Public, "provision-openness.not-stricter")]
    [InlineData(Tier.Standard, Openness.Public, Openness.NeedToKnow, "provision-openness.not-stricter")]
    [InlineData(Tier.Standard, Openness.Public, Openness.Internal, null)]
    [InlineData(Tier.BasicPolicy, Openness.Internal, Openness.AllStaff, null)]
    [InlineData(Tier.Standard, Openness.Internal, null, null)]
    public void A_provision_can_only_be_stricter_than_its_document_and_a_procedure_is_closed_as_a_whole(Tier tier, Openness openness, Openness? readBy, string? code) =>
        Assert.Equal(code, Decide(tier, openness, readBy, Ground).Error?.Code);

    [Fact]
    public void Without_a_ground_nothing_is_decided() =>
        Assert.Equal(DocumentErrors.GroundMissing, Decide(Tier.Standard, Openness.Public, Openness.Internal, default).Error);

    private static Result<ProvisionOpenness> Decide(Tier tier, Openness openness, Openness? readBy, SealedText ground) => ProvisionOpenness.Decide(
        new PolicyDocument
        {
            Id = Standard, Tier = tier, Code = Ground, Title = Ground, Instrument = InstrumentKind.Standard, OwnerDepartmentId = default, FirstCustodianId = Someone,
            Openness = openness, Audience = Audience.AllWorkers, CreatedAt = Now,
        }, new LineageKey(new Guid(1, 0, 0, new byte[8])), 1, readBy, true, ProvisionOpennessId.From(new Guid(3, 0, 0, new byte[8])), ground, Someone, Now);

    private static ProvisionOpenness Decision(LineageKey key, Openness? readBy, bool showsNumber, int hour) => new()
    {
        Id = ProvisionOpennessId.From(new Guid(hour, 0, 0, new byte[8])), DocumentId = Standard, Key = key.Value, Number = hour, ReadBy = readBy, ShowsNumber = showsNumber, Ground = Ground,
        DecidedBy = Someone, DecidedAt = Now.AddHours(hour),
    };

    private static Reader Of(EmploymentKind kind)
    {
        var person = new Person { Id = Someone, StaffNumber = "1", Name = "青木 花", Kana = "あおき はな" };
        return Reader.Of(person, [new Employment { Id = EmploymentId.From(new Guid(4, 0, 0, new byte[8])), PersonId = Someone, Kind = kind, From = Today.AddDays(-9), RecordedAt = Now }], [], [], [], Today);
    }

    private static ProvisionTree Tree(int[][] shape)
    {
        var count = 0;
        return new ProvisionTree
        {
            Title = "規程", Contents = ["目次", "第1章 総則"],
            Provisions =
            [
                .. shape.Select((articles, chapter) => Made(ProvisionKind.Chapter, $"第{chapter + 1}章",
                    [.. articles.Select((items, article) => Made(ProvisionKind.Article, $"第{article + 1}条", [.. Enumerable.Range(1, items).Select(item => Made(ProvisionKind.Item, $"({item})", []))]))])),
            ],
        };

        Provision Made(ProvisionKind kind, string label, Provision[] below) => new()
        {
            Kind = kind, Label = label, Heading = kind == ProvisionKind.Item ? null : $"見出し{++count}", Text = $"語{++count}", Children = [.. below],
            Key = new LineageKey(new Guid(count, 1, 0, new byte[8])),
        };
    }

    /// <summary>Label and text of what must be left, said without the code under test.</summary>
    private static IEnumerable<(string Label, string Text)> Expected(IEnumerable<Provision> provisions, List<ProvisionOpenness> decisions)
    {
        foreach (var provision in provisions)
        {
            var held = decisions.Find(decision => decision.Key == provision.Key.Value);
            if (held is null)
            {
                yield return (provision.Label, provision.Text);
                foreach (var below in Expected(provision.Children, decisions))
                    yield return below;
            }
            else if (held.ShowsNumber)
                yield return (provision.Label, "（非公開）");
        }
    }
}
