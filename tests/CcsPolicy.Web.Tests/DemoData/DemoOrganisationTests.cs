using CcsPolicy.Data;
using CcsPolicy.Data.Preparing;
using CcsPolicy.Data.Protection;
using CcsPolicy.Data.Reading;
using CcsPolicy.Data.Texts;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments.Comparing;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Web.DemoData;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Web.Tests.DemoData;

/// <summary>The demo organisation, loaded once into SQLite.</summary>
public sealed class LoadedDemo : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ccspolicy-demo-").FullName;

    public PolicyDbFactory Databases { get; private set; } = default!;

    public Readers Readers { get; private set; } = default!;

    internal DemoLoaded Loaded { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        var keys = new DocumentKeys(MasterKeys.Of(new MasterKey(new byte[32])), IdSource.Random);
        Databases = new PolicyDbFactory(new PolicyDbSetup(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, "demo.db")};Pooling=False", keys, IdSource.Random, clock));
        await new DatabasePreparation(Databases).RunAsync(TestContext.Current.CancellationToken);
        Loaded = await new DemoOrganisation(Databases, new PasswordHasher<Account>()).LoadAsync(new DemoSize(), "a password of the test", TestContext.Current.CancellationToken);
        Readers = new Readers(Databases);
    }

    public async Task<Reader> ReaderOfAsync(string account)
    {
        await using var db = Databases.OpenFor(Reader.Nobody);
        var person = await db.Users.Where(a => a.UserName == account).Select(a => a.PersonId).SingleAsync();
        return await Readers.TodayAsync(person, CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

public sealed class DemoOrganisationTests(LoadedDemo demo) : IClassFixture<LoadedDemo>
{
    [Theory]
    [InlineData("staff", Role.Staff)]
    [InlineData("officer", Role.SecurityOfficer)]
    [InlineData("manager", Role.DepartmentManager)]
    [InlineData("custodian", Role.Custodian)]
    [InlineData("ciso", Role.Ciso)]
    [InlineData("deputy", Role.CisoDeputy)]
    [InlineData("auditor", Role.Auditor)]
    [InlineData("admin", Role.SystemAdministrator)]
    public async Task Each_demo_account_holds_its_role(string account, Role role) =>
        Assert.Contains(role, (await demo.ReaderOfAsync(account)).Roles);

    [Theory]
    [InlineData("staff", 1)]
    [InlineData("officer", 5)]
    [InlineData("manager", 2)]
    [InlineData("custodian", 5)]
    [InlineData("ciso", 5)]
    [InlineData("deputy", 5)]
    [InlineData("auditor", 0)]
    [InlineData("admin", 0)]
    [InlineData("contractor", 0)]
    public async Task Each_demo_account_knows_so_many_procedures(string account, int procedures)
    {
        await using var db = demo.Databases.OpenFor(await demo.ReaderOfAsync(account));
        Assert.Equal(procedures, await db.Documents.CountAsync(d => d.Tier == Tier.Procedure, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("ciso", 14)]
    [InlineData("auditor", 9)]
    public async Task The_nine_chapters_carry_out_measures_of_the_policy_and_each_procedure_a_chapter_as_far_as_both_may_be_known(string account, int links)
    {
        await using var db = demo.Databases.OpenFor(await demo.ReaderOfAsync(account));
        var found = await db.ImplementsLinks.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(links, found.Count);
        var keys = (await db.Editions.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).SelectMany(e => EditionKeys.Read(e.Keys)).Select(key => key.Value).ToHashSet();
        Assert.All(found, link => Assert.True(keys.Contains(link.BelowKey) && keys.Contains(link.AboveKey!.Value)));
    }

    [Fact]
    public async Task Every_edition_reads_back_to_its_text_with_as_many_keys_as_provisions()
    {
        await using var db = demo.Databases.OpenFor(await demo.ReaderOfAsync("ciso"));
        foreach (var edition in await db.Editions.AsNoTracking().Include(e => e.Document).ToListAsync(TestContext.Current.CancellationToken))
        {
            var text = db.Open(edition.DocumentId, edition.Text);
            Assert.Equal(edition.Hash, db.HasherOf(edition.Document!).Of(text));
            var tree = ProvisionText.Read(text).Tree;
            Assert.Equal(text, ProvisionText.Write(tree));
            Assert.Equal(EditionKeys.Read(edition.Keys), Lineage.KeysOf(EditionKeys.Put(tree, edition.Keys)));
        }
    }

    [Fact]
    public async Task Most_provisions_of_a_policy_keep_their_lineage_through_an_amendment()
    {
        await using var db = demo.Databases.OpenFor(await demo.ReaderOfAsync("officer"));
        var editions = (await db.Editions.AsNoTracking().Where(e => e.Document!.Tier == Tier.BasicPolicy).ToListAsync(TestContext.Current.CancellationToken)).OrderBy(e => e.EffectiveFrom).ToList();
        Assert.Equal(3, editions.Count);
        var (before, after) = (KeysOf(editions[1]), KeysOf(editions[2]));
        Assert.InRange(before.Intersect(after).Count(), before.Count * 8 / 10, before.Count);
    }

    [Fact]
    public async Task The_board_shows_people_who_have_and_people_who_have_not()
    {
        await using var db = demo.Databases.OpenFor(await demo.ReaderOfAsync("auditor"));
        var board = await db.BoardAsync(db.Reader.Day, TestContext.Current.CancellationToken);
        var figures = board.FiguresOf(new BoardQuestion());
        Assert.Equal(3, board.Documents.Length);
        Assert.InRange(figures.All.Acknowledged, figures.All.Bound / 2, figures.All.Bound - 1);
        Assert.True(demo.Loaded.Acknowledgements > 100);
    }

    [Fact]
    public async Task Procedures_stand_apart_from_the_figures_of_the_policy_unless_one_is_asked_for()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var db = demo.Databases.OpenFor(await demo.ReaderOfAsync("ciso"));
        var board = await db.BoardAsync(db.Reader.Day, ct);
        var procedures = board.Documents.Where(d => d.Tier == Tier.Procedure).ToList();
        Assert.NotEmpty(procedures);

        var all = board.FiguresOf(new BoardQuestion());
        Assert.Equal(board.Documents.Except(procedures).Sum(d => all.Of(d.Id).Bound), all.All.Bound);
        Assert.Equal(all.All.Bound, board.People.Select(p => p.Employment).Distinct().Sum(kind => all.Of(kind).Bound));

        var bound = procedures.First(d => all.Of(d.Id).Bound > 0);
        Assert.Equal(all.Of(bound.Id), board.FiguresOf(new BoardQuestion(bound.Id)).All);
    }

    private static HashSet<LineageKey> KeysOf(Edition edition) => [.. EditionKeys.Read(edition.Keys)];
}
