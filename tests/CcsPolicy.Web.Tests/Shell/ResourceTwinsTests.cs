using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace CcsPolicy.Web.Tests.Shell;

/// <summary>Every word of the portal stands in Japanese and in English.</summary>
public sealed partial class ResourceTwinsTests
{
    [Fact]
    public void Every_word_has_a_twin_in_the_other_language_with_the_same_places_for_values()
    {
        var folder = Path.Combine(Repository.Root, "src", "CcsPolicy.Web");
        var files = Directory.GetFiles(folder, "*Text.resx", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => Faults(Read(file), Read(Path.ChangeExtension(file, ".en.resx"))).Select(fault => $"{Path.GetFileName(file)}: {fault}")));
    }

    [Fact]
    public void A_missing_word_and_a_missing_place_are_found()
    {
        var japanese = new Dictionary<string, string> { ["A"] = "あ", ["B"] = "{0} 件" };
        var english = new Dictionary<string, string> { ["B"] = "items", ["C"] = "c" };
        Assert.Equal(["A has no English", "C has no Japanese", "B takes other values in English"], Faults(japanese, english));
    }

    private static IEnumerable<string> Faults(Dictionary<string, string> japanese, Dictionary<string, string> english) =>
        japanese.Keys.Except(english.Keys).Select(key => $"{key} has no English")
            .Concat(english.Keys.Except(japanese.Keys).Select(key => $"{key} has no Japanese"))
            .Concat(japanese.Keys.Intersect(english.Keys).Where(key => !Places(japanese[key]).SetEquals(Places(english[key]))).Select(key => $"{key} takes other values in English"));

    private static HashSet<string> Places(string sentence) => [.. Place().Matches(sentence).Select(match => match.Groups[1].Value)];

    private static Dictionary<string, string> Read(string file) => File.Exists(file)
        ? XDocument.Load(file).Root!.Elements("data").ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!)
        : [];

    [GeneratedRegex(@"\{(\d)[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
