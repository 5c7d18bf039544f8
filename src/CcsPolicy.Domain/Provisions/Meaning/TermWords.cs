using System.Collections.Immutable;
using System.Text;
using CcsPolicy.Domain.Provisions.Text;

namespace CcsPolicy.Domain.Provisions.Meaning;

/// <summary>用語の照合。How terms and the words that define them are compared: width, case, gaps and marks apart.</summary>
public static class TermWords
{
    private const int LongestPointer = 160;

    private static readonly string[] Tails = ["のことをいう", "のことをいいます", "をいうものとする", "をいう", "をいいます", "をさす", "を指す"];

    /// <summary>基本方針に規定する…, 基準で定義する…: a name and then one of these.</summary>
    private static readonly string[] Pointing =
        ["に規定", "で規定", "において規定", "に定め", "で定め", "において定め", "に定義", "で定義", "において定義", "に掲げ", "における", "において使用", "で使用", "の例に", "と同じ", "に同じ", "にいう", "でいう", "による"];

    /// <summary>A term as terms are compared; as many signs as it was written with, so that places in a text stay.</summary>
    public static string KeyOf(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return string.Create(term.Length, term, (key, from) =>
        {
            Folding.Fold(from, key);
            for (var i = 0; i < key.Length; i++)
                if (char.IsAsciiLetterUpper(key[i]))
                    key[i] = char.ToLowerInvariant(key[i]);
        });
    }

    /// <summary>The words of a definition as they are compared.</summary>
    public static string Compared(string words)
    {
        var key = KeyOf(words);
        var kept = new StringBuilder(key.Length);
        foreach (var c in key)
            if (!char.IsWhiteSpace(c) && c is not ('、' or '，' or ',' or '。' or '「' or '」' or '・'))
                kept.Append(c);
        var made = kept.ToString();
        foreach (var tail in Tails)
            if (made.Length > tail.Length && made.EndsWith(tail, StringComparison.Ordinal))
                return made[..^tail.Length];
        return made;
    }

    /// <summary>The name before 第2条に規定する職員 and 2(1)で定める…; null where the words define by themselves.</summary>
    internal static string? PointedAt(string compared, int termLength)
    {
        if (compared.Length > LongestPointer)
            return null;
        var at = Pointing.Select(words => compared.IndexOf(words, StringComparison.Ordinal)).Where(place => place > 1).DefaultIfEmpty(-1).Min();
        // What follows is 定めるところによる or the term again; more than that defines.
        if (at < 0 || compared.Length - at > termLength + 24)
            return null;
        var name = compared.AsSpan(0, at);
        if (name.IndexOf('第') is > 1 and var numbered)
            name = name[..numbered];
        return name.TrimEnd("0123456789().の").TrimStart("この").ToString() is { Length: > 1 } written ? written : null;
    }

    /// <summary>Whether a name means the title: one is the end of the other, or an abbreviation that the text gives.</summary>
    internal static bool Names(string name, string title, ImmutableArray<Definition> given)
    {
        if (title.Length < 2)
            return false;
        if (title.EndsWith(name, StringComparison.Ordinal) || name.EndsWith(title, StringComparison.Ordinal))
            return true;
        foreach (var definition in given)
            if (Compared(definition.Term) == name)
            {
                var meaning = Compared(definition.Text);
                var bracket = meaning.IndexOf('(');
                if (bracket > 0)
                    meaning = meaning[..bracket];
                if (meaning.Length > 1 && (meaning.EndsWith(title, StringComparison.Ordinal) || title.EndsWith(meaning, StringComparison.Ordinal)))
                    return true;
            }
        return false;
    }
}

/// <summary>The whole words of a definition: what it says of 次のとおり stands below its provision.</summary>
internal static class DefinedWords
{
    private const int MostBelow = 60;

    public static string Of(GlossaryText text, Definition definition)
    {
        if (!(definition.Text.Contains('次') || definition.Text.Contains("以下の", StringComparison.Ordinal) || definition.Text.Contains("各号", StringComparison.Ordinal))
            || definition.At is not { } at || text.Paths.Find(at) is not { } placed || placed.End == placed.Index + 1)
            return definition.Text;
        var words = new StringBuilder(definition.Text);
        for (var i = placed.Index + 1; i < Math.Min(placed.End, placed.Index + 1 + MostBelow); i++)
        {
            var provision = text.Paths.All[i].Provision;
            words.Append('\n').Append(provision.Label).Append('　').Append(provision.Heading).Append(provision.Heading is { Length: > 0 } && provision.Text.Length > 0 ? "　" : "").Append(provision.Text);
        }
        return words.ToString();
    }
}
