using CcsPolicy.Domain.Amendments.Drafting;
using CcsPolicy.Domain.Amendments.Instruments;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Tests.Provisions;
using Xunit;

namespace CcsPolicy.Domain.Tests.Amendments.Instruments;

/// <summary>Texts of real layouts, edited line by line: the instrument from the one to the other, applied to the one as it was typed, gives the other as it was typed.</summary>
public sealed class EditedTextsTests(ITestOutputHelper output)
{
    private static readonly int Edits = Environment.GetEnvironmentVariable("CCSPOLICY_TEST_LENGTH") == "nightly" ? 120 : 8;

    [Fact]
    public void What_is_written_of_two_texts_makes_the_one_of_the_other_to_the_letter_and_never_shows_how_texts_are_kept()
    {
        var counts = new Dictionary<bool, (int All, int Whole, int Apart)> { [true] = default, [false] = default };
        foreach (var (file, typed) in Texts())
            for (var seed = 0; seed < Edits; seed++)
            {
                var edits = new EditedTexts(seed);
                var becomes = edits.Of(typed);
                var (old, now) = (ProvisionText.Read(typed).Tree, ProvisionText.Read(becomes).Tree);
                if (old.Equals(now))
                    continue;
                var written = AmendingText.Between(old, now);
                Assert.DoesNotContain('⟦', written);
                var applied = AmendingText.Apply(old, written);
                var isWhole = applied.Instrument.Sentences.Any(sentence => sentence.Operations.Any(operation => operation is AmendingOperation.Rewrite { IsOfWhole: true }));
                var made = isWhole ? becomes : KeptSpelling.Write(applied.Tree, typed);
                Assert.True(applied.Succeeded && Words(becomes) == Words(made), $"{file} {seed}: {written}");
                var count = counts[edits.IsCounted];
                counts[edits.IsCounted] = (count.All + 1, count.Whole + (isWhole ? 1 : 0), count.Apart + (becomes == made ? 0 : 1));
            }
        output.WriteLine($"{counts[true]} where each number follows the one before it, {counts[false]} others: instruments, of them with the whole text anew, with other spaces");
        if (counts[true].All == 0)
            Assert.Skip("The texts beside the project (../shared) are not there.");
        // A new name of a division that has no number, and numbers that are read as words of what stands before them.
        Assert.InRange(counts[true].Whole, 0, counts[true].All * 2 / 100);
        Assert.InRange(counts[true].Apart, 0, counts[true].All / 200);
        // Where a number is left out or stands twice, what follows is read as words of the one before, and its empty lines are not told.
        Assert.InRange(counts[false].Whole, 0, counts[false].All * 10 / 100);
        Assert.InRange(counts[false].Apart, 0, counts[false].All * 25 / 100);
    }

    private static IEnumerable<(string File, string Typed)> Texts()
    {
        foreach (var folder in new[] { Path.Combine(SampleFiles.Corpus, "texts"), SampleFiles.Seed })
            if (Directory.Exists(folder))
                foreach (var file in Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
                    yield return (Path.GetFileName(file), File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    private static string Words(string text) => string.Concat(text.Where(sign => !char.IsWhiteSpace(sign)));
}
