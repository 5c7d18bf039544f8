using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

public sealed class SampleTests
{
    public static TheoryData<string> Names => SampleFiles.Names();

    [Theory, MemberData(nameof(Names))]
    public void A_text_is_read_as_a_person_reads_it(string name)
    {
        var (title, outline) = SampleFiles.Outline(name);
        var tree = ProvisionText.Read(SampleFiles.Text(name)).Tree;
        Assert.Equal(outline, tree.All().Select(unit => SampleFiles.OutlineLine(unit.Depth, unit.Provision.Label, unit.Provision.Heading)));
        if (title is not null)
            Assert.Equal(SampleFiles.Normal(title), SampleFiles.Normal(tree.Title));
    }

    public static TheoryData<string> DatedNames => SampleFiles.DatedNames();

    [Theory, MemberData(nameof(DatedNames))]
    public void Its_dates_are_told_apart(string name)
    {
        var history = ProvisionText.Read(SampleFiles.Text(name)).History;
        var (enacted, amended) = SampleFiles.Dates(name)!.Value;
        Assert.Equal(enacted, Day(history.Enacted?.Date));
        Assert.Equal(amended, string.Join(' ', history.Amendments.Select(date => Day(date.Date))));

        static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_lines_give_it_back_byte_for_byte(string name)
    {
        var text = SampleFiles.Text(name);
        Assert.Equal(text, ProvisionText.ReadLines(text).ToText());
    }

    [Theory, MemberData(nameof(Names))]
    public void Its_tree_written_in_the_usual_spelling_is_the_same_tree(string name)
    {
        var tree = ProvisionText.Read(SampleFiles.Text(name)).Tree;
        var written = ProvisionText.Write(tree);
        Assert.Equal(tree, ProvisionText.Read(written).Tree);
        Assert.False(ExplicitText.IsExplicit(written));
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_of_its_characters_went_to_one_place(string name)
    {
        var text = SampleFiles.Text(name);
        Accounts.AssertComplete(text, ProvisionText.Read(text));
    }

    [Theory, MemberData(nameof(Names))]
    public void Other_line_ends_and_a_byte_order_mark_change_nothing(string name)
    {
        var text = SampleFiles.Text(name);
        var tree = ProvisionText.Read(text).Tree;
        Assert.Equal(tree, ProvisionText.Read(text.Replace("\n", "\r\n", StringComparison.Ordinal)).Tree);
        Assert.Equal(tree, ProvisionText.Read("\ufeff" + text).Tree);
    }
}
