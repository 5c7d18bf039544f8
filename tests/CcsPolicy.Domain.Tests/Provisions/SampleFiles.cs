using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>Texts of real layouts with the outline a person read from them; those of the project, and where present those beside it.</summary>
internal static class SampleFiles
{
    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "tests", "CcsPolicy.Domain.Tests", "Provisions", "Samples");

    public static string Corpus { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "corpus"));

    public static string Seed { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "seed"));

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Folder, "*.txt").Order(StringComparer.Ordinal))
            names.Add(Path.GetFileNameWithoutExtension(file));
        return names;
    }

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".txt"));

    /// <summary>Lines "label | heading", two spaces a level; a line "# title" states the title, "% 制定 | 改正 改正" the dates.</summary>
    public static (string? Title, List<string> Lines) Outline(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, name + ".outline")).Where(line => line.Trim().Length > 0).ToList();
        var title = lines.Find(line => line.StartsWith('#'))?[1..].Trim();
        return (title, [.. lines.Where(line => line[0] is not ('#' or '%')).Select(line =>
        {
            var parts = line.Trim().Split(" | ");
            return OutlineLine(1 + (line.Length - line.TrimStart().Length) / 2, parts[0], parts.Length > 1 ? parts[1] : null);
        })]);
    }

    /// <summary>制定 and 改正 as the outline states them; null when it does not.</summary>
    public static (string Enacted, string Amended)? Dates(string name)
    {
        var line = File.ReadAllLines(Path.Combine(Folder, name + ".outline")).FirstOrDefault(line => line.StartsWith('%'));
        return line?[1..].Split('|') is [var enacted, var amended] ? (enacted.Trim(), amended.Trim()) : null;
    }

    public static TheoryData<string> DatedNames()
    {
        var names = new TheoryData<string>();
        foreach (var name in Names())
            if (Dates(name) is not null)
                names.Add(name.Data);
        return names;
    }

    public static string OutlineLine(int depth, string label, string? heading) =>
        new string(' ', (depth - 1) * 2) + Normal(label) + " | " + Normal(heading);

    public static string Normal(string? words) =>
        string.Concat((words ?? "").Normalize(System.Text.NormalizationForm.FormKC).Where(sign => !char.IsWhiteSpace(sign) && sign != '・')).Trim('.');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CcsPolicy.sln")))
                return folder.FullName;
        throw new FileNotFoundException("CcsPolicy.sln was not found above the tests.");
    }
}
