using System.Globalization;
using System.Resources;
using System.Text;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Words;
using Xunit;

namespace CcsPolicy.Web.Tests.Access;

public sealed class AbilitiesPageTests
{
    private static readonly ResourceManager Words = new("CcsPolicy.Web.Words.DomainText", typeof(DomainText).Assembly);

    /// <summary>Written anew by <c>CCSPOLICY_WRITE_DOCS=1 dotnet test --project tests/CcsPolicy.Web.Tests --filter-class '*AbilitiesPageTests'</c>.</summary>
    [Fact]
    [Trait("ASVS", "V8.1.1")]
    public void The_page_on_abilities_is_the_table_that_authorization_uses()
    {
        var (path, page) = (Path.Combine(Root(), "docs", "reference", "abilities.md"), Page());
        if (Environment.GetEnvironmentVariable("CCSPOLICY_WRITE_DOCS") == "1")
            File.WriteAllText(path, page);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == page,
            "docs/reference/abilities.md differs from the table: run CCSPOLICY_WRITE_DOCS=1 dotnet test --project tests/CcsPolicy.Web.Tests --filter-class '*AbilitiesPageTests'");
    }

    private static string Page()
    {
        var roles = Enum.GetValues<Role>();
        var page = new StringBuilder("""
            # Abilities: who may do what

            Made from `CcsPolicy.Domain/Access/AbilityTable.cs`, which authorization and the tests of every endpoint use too; a test compares this page with it.
            A person has the abilities of all roles held on the day. Staff, department manager and custodian follow from employment, post and custody;
            the others are appointed by the CISO from a day until a day. An account gives none.


            """);
        page.Append("| |").AppendJoin('|', roles.Select(role => $" {Word(role)} ")).Append("|\n|---|").AppendJoin('|', roles.Select(_ => ":-:")).Append("|\n");
        foreach (var ability in Enum.GetValues<Ability>())
            page.Append(CultureInfo.InvariantCulture, $"| {Word(ability)} (`{ability}`) |").AppendJoin('|', roles.Select(role => AbilityTable.Of(role).Contains(ability) ? " ● " : " ")).Append("|\n");
        page.Append("\nA system administrator never has the following, whatever other role is held beside it: ")
            .AppendJoin(", ", Withheld().Select(ability => $"`{ability}`")).Append(". Nor does a system administrator ever see a procedure.\n");
        page.Append("\n## Addresses that ask for no ability\n\nFor everybody: ").AppendJoin(", ", ClosedLists.Anonymous.Select(path => $"`{path}`"))
            .Append(", and the files of the look.\n\nFor everybody who has signed in: ").AppendJoin(", ", ClosedLists.SignedIn.Select(path => $"`{path}`")).Append(".\n");
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<Ability> Withheld()
    {
        var all = AbilityTable.Of(Enum.GetValues<Role>());
        return Enum.GetValues<Ability>().Where(ability => !all.Contains(ability) && Enum.GetValues<Role>().Any(role => AbilityTable.Of(role).Contains(ability)));
    }

    private static string Word<T>(T value) where T : struct, Enum =>
        Words.GetString($"{typeof(T).Name}.{value}", CultureInfo.GetCultureInfo("ja")) ?? throw new InvalidOperationException($"No word for {value}");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CcsPolicy.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException();
    }
}
