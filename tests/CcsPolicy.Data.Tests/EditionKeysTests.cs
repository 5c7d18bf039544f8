using CcsPolicy.Data.Texts;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Provisions;
using Xunit;

namespace CcsPolicy.Data.Tests;

/// <summary>Lineage keys beside a stored text, also when a later release reads that text in another way.</summary>
public sealed class EditionKeysTests
{
    private const string Stored = "規程\n第1条 甲\n第2条 乙\n１ 丙\n２ 丁\n第3条 戊\n";

    private static readonly ProvisionTree Keyed = Lineage.Begin(ProvisionText.Read(Stored).Tree, IdSource.Random);

    [Fact]
    public void A_text_that_is_read_as_it_was_stored_has_its_keys()
    {
        var read = ProvisionText.Read(ProvisionText.Write(Keyed)).Tree;
        Assert.Equal(Lineage.KeysOf(Keyed), Lineage.KeysOf(EditionKeys.Put(read, EditionKeys.Write(Keyed, ProvisionText.Write(Keyed)))));
    }

    [Fact]
    public void What_a_later_reader_begins_on_the_same_line_keeps_its_key_and_what_it_begins_elsewhere_gets_one_that_stays()
    {
        var text = ProvisionText.Write(Keyed);
        var stored = EditionKeys.Write(Keyed, text);
        var read = ProvisionText.Read(text).Tree;
        // As if the reader now took 第2条 for text of 第1条, and cut 第3条 in two.
        var (first, second, third) = (read.Provisions[0], read.Provisions[1], read.Provisions[2]);
        var later = read with
        {
            Provisions = [first with { Children = second.Children }, third, third with { Label = "一", Line = third.Line + 1 }],
        };

        var keys = Lineage.KeysOf(EditionKeys.Put(later, stored));

        var before = Lineage.KeysOf(Keyed);
        Assert.Equal([before[0], before[2], before[3], before[4]], keys[..4]);
        Assert.DoesNotContain(keys[4], before);
        Assert.Equal(keys, Lineage.KeysOf(EditionKeys.Put(later, stored)));
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Two_that_begin_on_one_line_are_told_apart_by_their_order()
    {
        var text = ProvisionText.Write(Keyed);
        var read = ProvisionText.Read(text).Tree;
        var twice = read with { Provisions = [.. read.Provisions, read.Provisions[^1]] };

        var keys = Lineage.KeysOf(EditionKeys.Put(twice, EditionKeys.Write(Keyed, text)));

        Assert.Equal(Lineage.KeysOf(Keyed), keys[..^1]);
        Assert.NotEqual(keys[^2], keys[^1]);
    }

    [Fact]
    public void Bytes_that_are_no_entries_are_refused() =>
        Assert.Throws<InvalidDataException>(() => EditionKeys.Put(Keyed, new byte[16]));
}
