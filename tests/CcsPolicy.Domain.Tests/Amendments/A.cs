using System.Collections.Immutable;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Domain.Tests.Amendments;

/// <summary>Provisions and texts for tests, written as short as they can be read.</summary>
internal static class A
{
    public static ProvisionTree Text(params ReadOnlySpan<Provision> provisions) => new() { Title = "情報セキュリティ対策基準", Provisions = [.. provisions] };

    public static Provision Chapter(string label, string heading, params ReadOnlySpan<Provision> children) =>
        new() { Kind = ProvisionKind.Chapter, Label = label, Heading = heading, Children = [.. children] };

    public static Provision Article(string label, string? heading, string text, params ReadOnlySpan<Provision> children) =>
        new() { Kind = ProvisionKind.Article, Label = label, Heading = heading, HeadingPlace = heading is null ? HeadingPlace.SameLine : HeadingPlace.BracketedAbove, Text = text, Children = [.. children] };

    public static Provision Paragraph(string label, string text, params ReadOnlySpan<Provision> children) =>
        new() { Kind = ProvisionKind.Paragraph, Label = label, Text = text, Children = [.. children] };

    public static Provision Item(string label, string text, params ReadOnlySpan<Provision> children) =>
        new() { Kind = ProvisionKind.Item, Label = label, Text = text, Children = [.. children] };

    public static Provision Supplement(string text) => new() { Kind = ProvisionKind.SupplementaryProvision, Label = "附則", Text = text };

    /// <summary>Ids that come in the same order in each run.</summary>
    public static IdSource Ids(int seed = 1) => new CountedIds(seed);

    private sealed class CountedIds(int seed) : IdSource
    {
        private int count;

        public override Guid Next() => new(seed, 0, 0, [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(++count)]);

        public override byte[] NextBytes(int count) => new byte[count];
    }
}
