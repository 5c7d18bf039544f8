using System.Collections.Immutable;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

public sealed class RoundTripTests
{
    public static TheoryData<string> Schemes => [.. RandomTrees.SchemeNames];

    [Theory, MemberData(nameof(Schemes))]
    public void A_tree_in_the_usual_spelling_is_read_as_the_same_tree(string scheme) =>
        RandomTrees.Of(scheme).Sample(tree => Assert.Equal(Show(tree), Show(ProvisionReader.Read(ProvisionWriter.WritePlain(tree)).Tree)), iter: 150);

    [Fact]
    public void Any_tree_whatever_is_written_so_that_it_is_read_as_the_same_tree() =>
        AnyTree.Sample(tree => ProvisionText.Read(ProvisionText.Write(tree)).Tree.Equals(tree), iter: 1500);

    [Fact]
    public void The_tree_of_any_text_is_written_so_that_it_is_read_as_the_same_tree() =>
        RandomTexts.Soup.Sample(text =>
        {
            var tree = ProvisionReader.Read(text).Tree;
            return ProvisionReader.Read(ProvisionText.Write(tree)).Tree.Equals(tree);
        }, iter: 1500);

    [Fact]
    public void A_text_that_looks_like_a_number_stays_text()
    {
        var tree = new ProvisionTree { Title = "規程", Provisions = [new() { Kind = ProvisionKind.Article, Label = "第1条", Text = "次のとおり。\n(1) これは文である。" }] };
        Assert.NotEqual(tree, ProvisionText.Read(ProvisionWriter.WritePlain(tree)).Tree);
        Assert.Equal(tree, ProvisionText.Read(ProvisionText.Write(tree)).Tree);
    }

    [Fact]
    public void A_damaged_explicit_text_still_gives_a_tree_and_says_which_line_was_left_out()
    {
        var reading = ProvisionText.Read(ExplicitText.Marker + "\nT\t題名\nU\t1\t5\t0\t第1条\n?? 何か\nU\t9\t5\t0\t第2条\n");
        Assert.Equal("題名", reading.Tree.Title);
        Assert.Equal(["第1条"], reading.Tree.All().Select(unit => unit.Provision.Label));
        Assert.Equal([4, 5], reading.Diagnostics.Where(finding => finding.Code == "text.unplaced").Select(finding => finding.Line));
    }

    private static readonly Gen<string> AnyWords = Gen.OneOf(
        Gen.Const(""), Gen.Const("第1条"), Gen.Const("（目的）"), Gen.Const("(1) あ\n2 い"), Gen.Const("附則"), Gen.Const(" 　"), Gen.Const("目次"), Gen.Const("a\tb\\u0041\r\n\u2028"), Gen.String);

    private static readonly Gen<ProvisionTree> AnyTree =
        from title in AnyWords
        from preamble in AnyWords.Array[0, 3]
        from contents in AnyWords.Array[0, 3]
        from units in Unit(3).Array[0, 4]
        select new ProvisionTree { Title = title, Preamble = [.. preamble], Contents = [.. contents], Provisions = [.. units] };

    private static Gen<Provision> Unit(int deeper) =>
        from kind in Gen.Enum<ProvisionKind>()
        from place in Gen.Enum<HeadingPlace>()
        from label in AnyWords
        from heading in AnyWords
        from hasHeading in Gen.Bool
        from text in AnyWords
        from children in deeper == 0 ? Gen.Const(Array.Empty<Provision>()) : Unit(deeper - 1).Array[0, 3]
        select new Provision
        {
            Kind = kind,
            HeadingPlace = place,
            Label = label,
            Heading = hasHeading ? heading : null,
            Text = text,
            Children = children.ToImmutableArray(),
        };

    private static string Show(ProvisionTree tree) => string.Join('\n',
        [tree.Title, .. tree.Preamble, .. tree.Contents, .. tree.All().Select(unit =>
            $"{new string(' ', unit.Depth)}{unit.Provision.Kind} {unit.Provision.Label} [{unit.Provision.HeadingPlace} {unit.Provision.Heading}] {unit.Provision.Text}")]);
}
