using System.Text.Json;
using System.Xml.Linq;
using CcsPolicy.Data;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Tests.Shell;
using Xunit;

namespace CcsPolicy.Web.Tests.Architecture;

/// <summary>What the pages promise of passwords, packages and connections, against the code and its build.</summary>
public sealed class DocumentedRulesTests
{
    private const string Handler = "System.Net.Http.SocketsHttpHandler::";

    [Fact]
    [Trait("ASVS", "V6.1.2")]
    public void The_page_on_accounts_lists_the_words_of_the_office_that_make_no_password() =>
        Assert.Contains(": " + string.Join(", ", GuessablePasswords.WordsOfTheOffice.Select(word => $"`{word}`")) + ".", Page("reference", "accounts.md"), StringComparison.Ordinal);

    [Fact]
    [Trait("ASVS", "V15.1.1")]
    public void A_known_fault_of_a_package_stops_the_build_and_the_page_says_by_when_it_is_mended()
    {
        var build = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props"));
        Assert.Equal(("true", "all", "low"), (Value("NuGetAudit"), Value("NuGetAuditMode"), Value("NuGetAuditLevel")));
        Assert.All(new[] { "NU1901", "NU1902", "NU1903", "NU1904" }, fault => Assert.Contains(fault, Value("WarningsAsErrors").Split(';')));
        var page = Page("security.md");
        Assert.Contains("(NU1901 to NU1904)", page, StringComparison.Ordinal);
        Assert.Contains("*critical* or *high* is mended or worked around within 14 days of its notice, others with the next version, 90 days at most", page, StringComparison.Ordinal);

        string Value(string name) => build.Descendants(name).Single().Value;
    }

    [Theory]
    [InlineData("Domain"), InlineData("Data"), InlineData("Web")]
    [Trait("ASVS", "V15.2.4")]
    public void Every_package_also_one_that_others_bring_is_held_to_the_hash_of_its_content(string project)
    {
        Assert.Equal("true", XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("RestorePackagesWithLockFile").Single().Value);
        using var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", $"CcsPolicy.{project}", "packages.lock.json")));
        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()).Where(package => package.Value.GetProperty("type").GetString() != "Project");
        Assert.All(packages, package => Assert.Equal(64, Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!).Length));
    }

    [Fact]
    [Trait("ASVS", "V15.3.2")]
    public void Whoever_asks_another_host_says_whether_to_follow_where_it_leads()
    {
        var uses = new[] { typeof(PolicyDb), typeof(Program) }.SelectMany(type => CodeUses.Of(type.Assembly.Location).All).ToList();
        var makes = By(Handler + ".ctor");
        Assert.NotEmpty(makes);
        Assert.Equal(makes, By(Handler + "set_AllowAutoRedirect"));
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(typeof(Program).Assembly.Location);
        var set = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).Where(one => one.Operand is Mono.Cecil.MethodReference { Name: "set_AllowAutoRedirect" }).ToList();
        Assert.NotEmpty(set);
        Assert.All(set, one => Assert.Equal(Mono.Cecil.Cil.Code.Ldc_I4_0, one.Previous.OpCode.Code));

        List<string> By(string symbol) => [.. uses.Where(use => use.Uses == symbol).Select(use => use.By).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string Page(params string[] path) => File.ReadAllText(Path.Combine([Repository.Root, "docs", .. path]));
}
