using System.Text.RegularExpressions;
using CcsPolicy.Domain.Provisions.Numbering;
using CcsPolicy.Domain.Provisions.Text;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>The tables of docs/reference/provision-text.md are the test data: form, label as written, number read, next label.</summary>
public sealed partial class NumberingTests
{
    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        var page = File.ReadAllText(Path.Combine(SampleFiles.Root, "docs", "reference", "provision-text.md"));
        foreach (Match row in Row().Matches(page))
            rows.Add(row.Groups["form"].Value, row.Groups["label"].Value, row.Groups["number"].Value, row.Groups["next"].Value.Trim().Trim('`'));
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_label_of_the_reference_is_read_and_followed_as_it_says(string form, string label, string number, string next)
    {
        var numbering = Form(form);
        var folded = Folding.FoldString(label);
        Assert.True(numbering.TryRead(folded, out var reading), $"{label} is not read as {form}.");
        Assert.Equal(label.Length, reading.Length);
        Assert.Equal(number, reading.Number.Equals(reading.Through) ? Show(reading.Number) : $"{Show(reading.Number)}–{Show(reading.Through)}");
        var after = numbering.Next(reading.Through);
        if (next == "なし")
            Assert.Null(after is { } value ? numbering.Write(value, Numerals.Half) : null);
        else
            Assert.Contains(next, new[] { Numerals.Half, Numerals.Full, Numerals.Kanji }.Select(numerals => numbering.Write(after!.Value, numerals)));
    }

    [Fact]
    public void Each_form_has_a_row_in_the_reference()
    {
        var shown = Rows().Select(row => Form(row.Data.Item1)).ToHashSet();
        Assert.Empty(Numberings.All.Where(form => form is not (DecimalNumbering { Depth: > 3 } or CompoundNumbering { Depth: > 2 }) && !shown.Contains(form)).Select(form => form.Name));
    }

    [Theory, MemberData(nameof(Rows))]
    public void A_line_that_begins_with_the_label_offers_its_form(string form, string label, string number, string next)
    {
        Assert.NotEmpty(number + next);
        var text = label + " 甲";
        var line = LineScanner.Scan(TextLines.Read(text), Folding.FoldString(text).ToCharArray()).Single();
        Assert.Contains(line.Marks, mark => mark.Form == Form(form));
    }

    [Fact]
    public void What_a_form_writes_it_reads_as_the_same_number() =>
        Gen.Select(Gen.Int[0, Numberings.All.Length - 1], Gen.Int[1, 120], Gen.Int[2, 9], Gen.Bool, Gen.Enum<Numerals>()).Sample((at, main, branch, branched, numerals) =>
        {
            var form = Numberings.All[at];
            var number = form is LayeredNumbering layered ? new ProvisionNumber([.. Enumerable.Repeat(branch, layered.Depth - 1), main])
                : branched && form.HasBranches ? new ProvisionNumber([main, branch]) : ProvisionNumber.Of(main);
            if (form.Write(number, numerals) is not { } label)
                return;
            Assert.True(form.TryRead(Folding.FoldString(label), out var reading), $"{form.Name} does not read {label}");
            Assert.Equal(label.Length, reading.Length);
            if (form is not SupplementaryNumbering)
                Assert.Equal(number, reading.Number);
        }, iter: 20000);

    [Theory]
    [InlineData("第1条の規定により")]
    [InlineData("第二条第一項の")]
    [InlineData("1、2及び3は")]
    [InlineData("(1)、(2)のいずれか")]
    [InlineData("アクセス制御")]
    [InlineData("一般職の職員")]
    [InlineData("Access control")]
    [InlineData("別表第1に掲げる")]
    [InlineData("2020年4月1日")]
    public void Running_text_is_not_a_label(string line)
    {
        var tree = CcsPolicy.Domain.Provisions.ProvisionText.Read("○規程\n第1条 甲は、乙とする。\n" + line + "定める。\n").Tree;
        Assert.Equal(["第1条"], tree.All().Select(unit => unit.Provision.Label));
    }

    private static NumberingForm Form(string name) => Numberings.All.Single(form => form.Name == name);

    private static string Show(ProvisionNumber number) => number.IsNone ? "―" : string.Join('.', number.Parts);

    [GeneratedRegex(@"^\| (?<form>[^|`]+?) \| `(?<label>[^`]+)` \| (?<number>[^|]+?) \| (?<next>[^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
