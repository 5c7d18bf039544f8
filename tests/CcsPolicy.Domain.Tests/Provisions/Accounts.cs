using System.Text;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Text;
using Xunit;

namespace CcsPolicy.Domain.Tests.Provisions;

/// <summary>The law that nothing is lost, checked without the reader's own help.</summary>
internal static class Accounts
{
    /// <summary>Signs around a number, a heading or a word that are layout: they lie in the provision's part and need not be in its words.</summary>
    private const string Layout = "()（）【】[]［］〔〕《》〈〉≪≫＜＞<〇-*•·・●■□◆◇▪‣➢►#、,，：:.．○◎◯>―—–‐‑‒−－─━";

    public static void AssertComplete(string text, ProvisionReading reading)
    {
        var at = 0;
        foreach (var part in reading.Parts)
        {
            Assert.True(part.Start >= at, $"Two parts at {part.Start}.");
            AssertBlank(text, at, part.Start);
            Assert.Equal(part.Place == TextPlace.Provision, part.Provision >= 0);
            at = part.Start + part.Length;
        }
        AssertBlank(text, at, text.Length);
        AssertKept(text, reading);
    }

    private static void AssertBlank(string text, int from, int to)
    {
        for (var i = from; i < to; i++)
            Assert.True(IsBlank(text[i]), $"Character {i} '{text[i]}' went nowhere.");
    }

    private static bool IsBlank(char sign) => char.IsWhiteSpace(sign) || sign is '\u200b' or '\u2060' or '\ufeff' or '\0';

    /// <summary>What the parts of a provision say is what it says, and the same for title, preamble and contents.</summary>
    private static void AssertKept(string text, ProvisionReading reading)
    {
        var said = reading.Tree.All().Select(unit => unit.Provision.Label + unit.Provision.Heading + unit.Provision.Text).ToList();
        var parts = said.Select(_ => new StringBuilder()).ToList();
        foreach (var part in reading.Parts.Where(part => part.Place == TextPlace.Provision))
            parts[part.Provision].Append(text, part.Start, part.Length);
        for (var i = 0; i < said.Count; i++)
            AssertSame(parts[i].ToString(), said[i], $"provision {i}");
        AssertSame(Joined(TextPlace.Title), reading.Tree.Title, "title");
        AssertSame(Joined(TextPlace.Preamble), string.Concat(reading.Tree.Preamble), "preamble");

        string Joined(TextPlace place) => string.Concat(reading.Parts.Where(part => part.Place == place).Select(part => text.Substring(part.Start, part.Length)));
    }

    private static void AssertSame(string source, string kept, string where)
    {
        var before = Count(source);
        var after = Count(kept);
        foreach (var (sign, count) in before)
            Assert.True(Layout.Contains(sign, StringComparison.Ordinal) || after.GetValueOrDefault(sign) >= count || sign == '#', $"{where} lost '{sign}'.");
        foreach (var (sign, count) in after)
            Assert.True(before.GetValueOrDefault(sign) >= count, $"{where} has a '{sign}' more than its source.");
    }

    private static Dictionary<char, int> Count(string text) => text.Where(sign => !IsBlank(sign)).GroupBy(sign => sign).ToDictionary(group => group.Key, group => group.Count());
}
