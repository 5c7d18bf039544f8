using System.Reflection;
using System.Text.RegularExpressions;
using CcsPolicy.Data;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Web.Tests.Shell;
using Mono.Cecil;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>Rules of writing code that no single test of behaviour can keep: types, scripts, locks, caches, and what leaves as JSON.</summary>
public sealed partial class CodeRulesTests
{
    private static readonly Assembly[] Product = [typeof(DomainError).Assembly, typeof(PolicyDb).Assembly, typeof(Program).Assembly];
    private static readonly List<(string By, string Uses)> Uses = [.. Product.SelectMany(assembly => CodeUses.Of(assembly.Location).All).Distinct()];
    private static readonly List<(string By, MethodReference Called)> Calls = [.. Product.SelectMany(assembly => CallsOf(assembly.Location))];

    private static List<string> Scripts => [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "CcsPolicy.Web", "wwwroot", "js"), "*.js").Select(File.ReadAllText)];

    [Fact]
    [Trait("ASVS", "V15.3.5")]
    public void No_type_is_guessed_while_the_program_runs_and_no_script_compares_loosely()
    {
        Assert.DoesNotContain(Uses, use => use.Uses.StartsWith("Microsoft.CSharp.RuntimeBinder", StringComparison.Ordinal));
        Assert.All(Scripts, script => Assert.DoesNotMatch(LooseComparison(), script));
        Assert.Matches(LooseComparison(), "if (a == b)");
        Assert.Matches(LooseComparison(), "a != null");
    }

    [Fact]
    [Trait("ASVS", "V15.3.6")]
    public void No_script_gives_a_property_the_name_that_a_text_has()
    {
        Assert.All(Scripts, script => Assert.DoesNotMatch(NameFromText(), script));
        foreach (var planted in new[] { "target[key] = value", "Object.assign(a, b)", "x.__proto__", "for (const k in o)" })
            Assert.Matches(NameFromText(), planted);
    }

    [Fact]
    [Trait("ASVS", "V15.4.3")]
    public void A_lock_is_held_where_it_is_kept_and_nobody_waits_for_one_without_an_end()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var fields = Product.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetFields(All)).Where(field => field.FieldType == typeof(Lock) || field.FieldType == typeof(SemaphoreSlim))
            .Where(field => !field.DeclaringType!.Name.StartsWith('<')).ToList();
        Assert.True(fields.Count >= 8, $"{fields.Count} locks");
        Assert.All(fields, field => Assert.True((field.IsPrivate && field.IsInitOnly && !field.Name.StartsWith('<')) || field.DeclaringType!.IsNestedPrivate || field.DeclaringType.IsNestedAssembly, $"{field.DeclaringType}.{field.Name}"));
        // The one lock that is kept in a part of its class is taken and given back by that class.
        Assert.Equal(["TabSaves"], Uses.Where(use => use.Uses.EndsWith("::get_Gate", StringComparison.Ordinal)).Select(use => use.By.Split('.')[^1]).Distinct());
        Assert.DoesNotContain(Uses, use => use.Uses.StartsWith("System.Threading.Monitor::", StringComparison.Ordinal) || use.Uses is "System.Threading.SemaphoreSlim::Wait" or "System.Threading.Mutex::.ctor");
        var waits = Calls.Where(call => call.Called is { Name: "WaitAsync", DeclaringType.FullName: "System.Threading.SemaphoreSlim" }).ToList();
        Assert.NotEmpty(waits);
        Assert.All(waits, wait => Assert.True(wait.Called.Parameters.Count > 0, $"{wait.By} waits for ever"));
    }

    /// <summary>The readable text of an edition or a draft is kept by two classes, within a size, and goes when nobody asked for it for a while; answers are kept by nobody.</summary>
    [Fact]
    [Trait("ASVS", "V14.2.2")]
    public void Only_two_classes_keep_text_and_both_let_it_go()
    {
        var caches = Uses.Where(use => Cache().IsMatch(use.Uses)).Select(use => use.By.Split('.')[^1]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["EditionTexts", "KeptDrafts"], caches);
        foreach (var part in new[] { "MemoryCacheOptions::set_SizeLimit", "MemoryCacheEntryOptions::set_SlidingExpiration" })
            Assert.Equal(["EditionTexts", "KeptDrafts"], Uses.Where(use => use.Uses.EndsWith(part, StringComparison.Ordinal)).Select(use => use.By.Split('.')[^1]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("ASVS", "V15.3.1")]
    public void No_row_of_the_store_leaves_as_JSON()
    {
        var rows = typeof(PolicyDb).GetProperties().Where(set => set.PropertyType.Name.StartsWith("DbSet", StringComparison.Ordinal)).Select(set => set.PropertyType.GenericTypeArguments[0].FullName).Append(typeof(Account).FullName).ToHashSet();
        Assert.True(rows.Count > 20);
        var written = Calls.Where(call => call.Called.Name is "Serialize" or "SerializeAsync" or "SerializeToUtf8Bytes" or "WriteAsJsonAsync" or "Json" or "Ok")
            .SelectMany(call => (call.Called as GenericInstanceMethod)?.GenericArguments.Select(argument => (call.By, Type: argument.FullName)) ?? []).ToList();
        Assert.NotEmpty(written);
        Assert.DoesNotContain(written, one => rows.Any(row => one.Type == row || one.Type.Contains($"<{row}>", StringComparison.Ordinal)) || one.Type == "System.Object");
    }

    [Fact]
    [Trait("ASVS", "V6.4.2")]
    public void An_account_has_no_hint_and_no_secret_question() =>
        Assert.DoesNotContain(Product.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.StartsWith("Account", StringComparison.Ordinal) || type.Namespace?.EndsWith("SigningIn", StringComparison.Ordinal) == true || type.Namespace?.EndsWith("Resetting", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetProperties()), property => SecretQuestion().IsMatch(property.Name));

    /// <summary>What lies at the root of a host has it for itself: no cookie, script or path is shared with another application.</summary>
    [Fact]
    [Trait("ASVS", "V3.5.4")]
    public void The_portal_has_a_host_name_of_its_own()
    {
        Assert.DoesNotContain(Uses, use => use.Uses.Contains("UsePathBase", StringComparison.Ordinal) || use.Uses.EndsWith("::set_PathBase", StringComparison.Ordinal) || use.Uses.EndsWith("CookieBuilder::set_Domain", StringComparison.Ordinal));
        Assert.Contains("ほかの業務システムと分けた、ポータルだけのホスト名", File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations", "install.md")), StringComparison.Ordinal);
    }

    private static List<(string By, MethodReference Called)> CallsOf(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return [.. from type in module.GetTypes() from method in type.Methods where method.HasBody from instruction in method.Body.Instructions let called = instruction.Operand as MethodReference where called is not null select (type.FullName, called)];
    }

    [GeneratedRegex(@"(?<![=!])[=!]=(?!=)")]
    private static partial Regex LooseComparison();

    [GeneratedRegex(@"[\w)\]]\[[^\]'""\d]+\]\s*=(?![=>])|Object\.(assign|setPrototypeOf|defineProperty)|__proto__|\.prototype\b|\(const \w+ in ")]
    private static partial Regex NameFromText();

    [GeneratedRegex("MemoryCache::.ctor|OutputCach|ResponseCaching|DistributedCache|HybridCache")]
    private static partial Regex Cache();

    [GeneratedRegex("Hint|Question|Answer|Mother|Birth", RegexOptions.IgnoreCase)]
    private static partial Regex SecretQuestion();
}
