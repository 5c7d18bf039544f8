using System.Reflection;
using CcsPolicy.Data;
using CcsPolicy.Domain.Basics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

public sealed class HouseRulesTests
{
    private static readonly Assembly[] Product = [typeof(DomainError).Assembly, typeof(PolicyDb).Assembly, typeof(Program).Assembly];
    private static readonly CodeUses[] Code = [.. Product.Select(assembly => CodeUses.Of(assembly.Location))];
    private static readonly CodeUses Planted = CodeUses.Of(typeof(HouseRulesTests).Assembly.Location, owner => owner.Contains(".Planted.", StringComparison.Ordinal));

    [Fact]
    [Trait("ASVS", "V5.3.2")]
    public void Spaces_know_only_what_the_house_plan_allows() => Assert.Empty(Code.SelectMany(HouseRules.SpacesKept));

    [Fact]
    public void A_planted_export_that_knows_the_store_is_found() =>
        Assert.Contains(HouseRules.SpacesKept(Planted), offence => offence.Contains("KnowsTheStore", StringComparison.Ordinal));

    [Fact]
    public void Features_do_not_know_each_other() => Assert.Empty(Code.SelectMany(HouseRules.FeaturesApart));

    [Fact]
    public void A_planted_feature_that_knows_another_is_found() =>
        Assert.Contains(HouseRules.FeaturesApart(Planted), offence => offence.Contains("KnowsAnotherFeature", StringComparison.Ordinal));

    [Fact]
    [Trait("ASVS", "V1.2.4"), Trait("ASVS", "V1.2.5"), Trait("ASVS", "V1.3.2"), Trait("ASVS", "V1.3.6"), Trait("ASVS", "V1.3.7"), Trait("ASVS", "V1.3.11"), Trait("ASVS", "V1.5.1"), Trait("ASVS", "V1.5.2"), Trait("ASVS", "V1.5.3"), Trait("ASVS", "V5.3.3"), Trait("ASVS", "V13.2.4"), Trait("ASVS", "V13.2.5")]
    public void Banned_symbols_are_not_used() => Assert.Empty(Code.SelectMany(HouseRules.NothingBanned));

    [Fact]
    public void A_planted_look_at_the_clock_is_found() =>
        Assert.Contains(HouseRules.NothingBanned(Planted), offence => offence.Contains("LooksAtTheClock", StringComparison.Ordinal));

    [Fact]
    public void Every_page_states_an_ability_or_that_it_is_open() => Assert.Empty(PagesWithoutStatement(typeof(Program).Assembly));

    [Fact]
    public void A_planted_page_without_an_ability_is_found() =>
        Assert.Contains("StatesNoAbility", PagesWithoutStatement(typeof(HouseRulesTests).Assembly));

    [Fact]
    public void Pages_themselves_hold_no_MudBlazor() => Assert.Empty(PagesWithMud(typeof(Program).Assembly));

    [Fact]
    public void A_planted_page_with_MudBlazor_is_found() => Assert.Contains("PageWithMud", PagesWithMud(typeof(HouseRulesTests).Assembly));

    [Fact]
    public void Value_types_of_the_domain_cannot_be_changed() => Assert.Empty(ChangeableValues(typeof(DomainError).Assembly));

    [Fact]
    public void A_planted_value_that_can_be_changed_is_found() => Assert.Contains("CanBeChanged", ChangeableValues(typeof(HouseRulesTests).Assembly));

    private static List<string> PagesWithoutStatement(Assembly assembly) =>
    [
        .. from type in Pages(assembly)
           where type.GetCustomAttributes(true).All(attribute => attribute is not (IAuthorizeData or IAllowAnonymous))
           select type.Name,
    ];

    private static List<string> PagesWithMud(Assembly assembly)
    {
        var pages = Pages(assembly).Select(type => type.FullName!).ToHashSet(StringComparer.Ordinal);
        return [.. CodeUses.Of(assembly.Location, pages.Contains).All.Where(use => use.Uses.StartsWith("MudBlazor.", StringComparison.Ordinal)).Select(use => use.By.Split('.')[^1]).Distinct()];
    }

    private static IEnumerable<Type> Pages(Assembly assembly) => assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any());

    /// <summary>Structs with a setter that is neither init-only nor private.</summary>
    private static List<string> ChangeableValues(Assembly assembly) =>
    [
        .. from type in assembly.GetTypes()
           where type is { IsValueType: true, IsEnum: false, IsPrimitive: false } && type.Namespace?.StartsWith("CcsPolicy.Domain", StringComparison.Ordinal) == true
           from property in type.GetProperties()
           where property.SetMethod is { IsPublic: true } setter && setter.ReturnParameter.GetRequiredCustomModifiers().All(m => m.Name != "IsExternalInit")
           select type.Name,
    ];
}
