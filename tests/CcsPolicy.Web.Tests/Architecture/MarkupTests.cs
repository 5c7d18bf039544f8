using System.Reflection;
using System.Text.RegularExpressions;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Tests.Shell;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>Nothing but what the code itself spells becomes markup, script or a pattern; what comes from outside is encoded by whoever writes it out.</summary>
public sealed class MarkupTests
{
    private static readonly Assembly[] Product = [typeof(DomainError).Assembly, typeof(Data.PolicyDb).Assembly, typeof(Program).Assembly];

    /// <summary>What makes markup or code of a text in a browser.</summary>
    private static readonly string[] Unsafe = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "srcdoc", "setHTMLUnsafe", "createContextualFragment", "javascript:"];

    /// <summary>Where a script could leave something behind in a browser.</summary>
    private static readonly string[] Stores = ["localStorage", "sessionStorage", "indexedDB", "document.cookie", "cookieStore", "caches.", "serviceWorker"];

    [Fact]
    [Trait("ASVS", "V1.1.2"), Trait("ASVS", "V1.2.1")]
    public void Markup_is_spelled_by_the_code_or_is_the_one_picture_that_is_drawn() => Assert.Empty(Markup(typeof(Program).Assembly.Location));

    [Fact]
    public void Planted_markup_of_a_text_is_found() => Assert.Equal(2, Markup(typeof(MarkupTests).Assembly.Location).Count(offence => offence.Contains("TextAsMarkup", StringComparison.Ordinal)));

    [Fact]
    [Trait("ASVS", "V3.2.2"), Trait("ASVS", "V1.3.2")]
    public void Scripts_make_no_markup_and_no_code_of_a_text()
    {
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "src", "CcsPolicy.Web", "wwwroot", "js"), "*.js");
        Assert.True(scripts.Length > 3);
        Assert.All(scripts, script => Assert.DoesNotContain(Unsafe, word => File.ReadAllText(script).Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    [Trait("ASVS", "V14.3.3")]
    public void Scripts_keep_nothing_in_the_browser() =>
        Assert.All(Directory.GetFiles(Path.Combine(Repository.Root, "src", "CcsPolicy.Web", "wwwroot", "js"), "*.js"), script =>
            Assert.DoesNotContain(Stores, word => File.ReadAllText(script).Contains(word, StringComparison.Ordinal)));

    [Fact]
    [Trait("ASVS", "V1.2.9")]
    public void Every_pattern_is_spelled_by_the_code() => Assert.Empty(Product.SelectMany(assembly => Patterns(assembly.Location)));

    [Fact]
    public void A_planted_pattern_made_of_a_text_is_found() => Assert.Contains(Patterns(typeof(MarkupTests).Assembly.Location), offence => offence.Contains("TextAsPattern", StringComparison.Ordinal));

    [Fact]
    [Trait("ASVS", "V1.3.12")]
    public void No_pattern_takes_long_over_a_text_that_was_built_to_keep_it_busy()
    {
        var patterns = Product.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null).Select(method => (Regex)method.Invoke(null, null)!).ToList();
        Assert.True(patterns.Count >= 15, $"{patterns.Count} patterns");
        string[] pieces = ["a", " ", "　", "-", "1", "第一", "(", ")", "<!--", "-->", "<meta ", "<?xml ", "charset=", "display : ", "list-style", "\\s\\up(", "eq \\o(", "F+1", "{{F", "[", "\n ", "A1", "及び", "、", "0", "=", "\u3000\u3000("];
        foreach (var pattern in patterns)
            foreach (var piece in pieces)
            {
                var text = string.Concat(Enumerable.Repeat(piece, 50_000 / piece.Length)) + "!";
                Assert.True(EndsInTime(new Regex(pattern.ToString(), pattern.Options, TimeSpan.FromSeconds(10)), text), $"{pattern} on {piece}…");
            }
    }

    private static bool EndsInTime(Regex pattern, string text)
    {
        try
        {
            return pattern.Count(text) >= 0;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static List<string> Markup(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. from type in module.GetTypes()
               from method in type.Methods
               where method.HasBody
               from call in method.Body.Instructions
               let called = call.Operand as MethodReference
               where called is { Name: "AddMarkupContent" } && call.Previous.OpCode != OpCodes.Ldstr
                   || called?.DeclaringType.Name == "MarkupString" && called.Name is ".ctor" or "op_Explicit" && call.Previous.Operand is not MethodReference { Name: "Of", DeclaringType.Name: "QrImage" }
               select $"{type.FullName}: {method.Name} makes markup of a text",
        ];
    }

    private static List<string> Patterns(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return
        [
            .. from type in module.GetTypes()
               where !type.FullName.StartsWith("System.Text.RegularExpressions.Generated.", StringComparison.Ordinal)
               from method in type.Methods
               where method.HasBody
               from call in method.Body.Instructions
               where call.Operand is MethodReference { DeclaringType.FullName: "System.Text.RegularExpressions.Regex" } called
                   && (called.Name == ".ctor" && called.Parameters.Count > 0 || !called.HasThis && called.Name is not ("Escape" or "Unescape" or ".cctor"))
               select $"{type.FullName}: {method.Name} makes a pattern",
        ];
    }
}
