using System.Text.Json;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>Texts kept beside the project: used when present, reported as skipped when not.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string, string> Texts()
    {
        var texts = new TheoryData<string, string>();
        foreach (var (folder, expected) in new[]
        {
            (Path.Combine(SampleFiles.Corpus, "texts"), Path.Combine(SampleFiles.Corpus, "expected")),
            (Path.Combine(SampleFiles.Corpus, "statutes", "texts"), Path.Combine(SampleFiles.Corpus, "statutes", "expected")),
            (SampleFiles.Seed, SampleFiles.Seed),
        })
            if (Directory.Exists(folder))
                foreach (var text in Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal))
                    texts.Add(text, Path.Combine(expected, Path.GetFileNameWithoutExtension(text) + ".json"));
        if (texts.Count == 0)
            texts.Add("", "");
        return texts;
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_text_of_the_corpus_is_read_as_its_outline_says(string file, string outline)
    {
        var (text, expected) = Load(file, outline);
        var reading = ProvisionText.Read(text);
        Assert.Equal(SampleFiles.Normal(expected.GetProperty("title").GetString()), SampleFiles.Normal(reading.Tree.Title));
        Assert.Equal(
            expected.GetProperty("nodes").EnumerateArray().Select(node => SampleFiles.OutlineLine(node.GetProperty("depth").GetInt32(), node.GetProperty("label").GetString()!, node.GetProperty("heading").GetString())),
            reading.Tree.All().Select(unit => SampleFiles.OutlineLine(unit.Depth, unit.Provision.Label, unit.Provision.Heading)));
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_text_of_the_corpus_obeys_the_laws(string file, string outline)
    {
        var (text, _) = Load(file, outline);
        var reading = ProvisionText.Read(text);
        Assert.Equal(text, ProvisionText.ReadLines(text).ToText());
        Assert.Equal(reading.Tree, ProvisionText.Read(ProvisionWriter.WritePlain(reading.Tree)).Tree);
        Accounts.AssertComplete(text, reading);
    }

    private static (string Text, JsonElement Expected) Load(string file, string outline)
    {
        if (file.Length == 0)
            Assert.Skip("The corpus beside the project (../shared/corpus) is not there.");
        return (File.ReadAllText(file), JsonDocument.Parse(File.ReadAllText(outline)).RootElement);
    }
}
