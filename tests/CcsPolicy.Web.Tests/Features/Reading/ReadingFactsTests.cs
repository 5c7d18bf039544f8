using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Features.Reading;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Reading;

/// <summary>The instrument of an edition is the one that was decided, whatever came before it afterwards.</summary>
public sealed class ReadingFactsTests
{
    private static readonly DateTimeOffset Recorded = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private static EditionId Id(int number) => EditionId.From(new Guid(number, 0, 0, new byte[8]));

    private static EditionFact Edition(int number, int month, int? @base = null, int? from = null, bool isCarried = false) => new(
        new(Id(number), @base is null ? EditionKind.Enactment : EditionKind.PartialAmendment, Significance.Substantive, new(2026, 4, 1), new(2026, month, 1), Recorded.AddDays(number),
            @base is { } one ? Id(one) : null, from is { } other ? Id(other) : null), "規程", default, null, null, isCarried, null);

    private static ReadingFacts Facts(params EditionFact[] editions) =>
        new(default, Tier.Standard, AmendingMethod.Instrument, Openness.AllStaff, Audience.AllStaff, "K-1", false, false, [.. editions], WithheldProvisions.None, WithheldProvisions.None, new(Tier.Standard, Audience.AllStaff, []));

    [Fact]
    public void An_edition_that_follows_its_own_base_is_as_it_was_decided() =>
        Assert.Null(Facts(Edition(1, 4), Edition(2, 6, @base: 1)).DecidedWith(Id(2)));

    [Fact]
    public void One_that_was_carried_on_behind_an_urgent_one_keeps_what_was_decided() =>
        Assert.Equal((Id(1), Id(2)), Facts(Edition(1, 4), Edition(2, 8, @base: 1), Edition(3, 6, @base: 1), Edition(4, 8, @base: 3, from: 2, isCarried: true)).DecidedWith(Id(4)));

    [Fact]
    public void One_that_still_stands_behind_an_urgent_one_was_decided_on_its_own_base() =>
        Assert.Equal((Id(1), Id(2)), Facts(Edition(1, 4), Edition(2, 8, @base: 1), Edition(3, 6, @base: 1)).DecidedWith(Id(2)));

    [Fact]
    public void One_that_was_carried_over_by_an_amendment_of_its_own_was_decided_anew() =>
        Assert.Null(Facts(Edition(1, 4), Edition(2, 8, @base: 1), Edition(3, 6, @base: 1), Edition(4, 8, @base: 3, from: 2)).DecidedWith(Id(4)));
}
