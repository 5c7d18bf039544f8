using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Finding;
using CsCheck;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Finding;

public sealed class FindProvisionsTests
{
    private const string Standard = """
        情報管理基準

        1 目的
        この基準は、情報を守るため、必要な事項を定める。
        2 バックアップ
        (1) 毎日、データのﾊﾞｯｸｱｯﾌﾟを取る。鍵は別に置く。
        (2) 鍵を金庫に置く。
        """;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_word_of_one_sign_is_found_and_the_hit_is_marked_in_its_sentence()
    {
        await using var world = await World.CreateAsync();
        await world.AddAsync(Tier.Standard, "K-1", "情報管理基準", Standard);
        var found = await world.FindAsync("鍵");
        Assert.Equal(2, found.Total);
        Assert.Equal(["鍵は別に置く。", "鍵を金庫に置く。"], found.Items.Select(item => string.Concat(item.Words.Select(w => w.Words))));
        Assert.Equal(["鍵", "鍵"], found.Items.SelectMany(item => item.Words.Where(w => w.Hit)).Select(w => w.Words));
        Assert.Equal("2.1", found.Items[0].Path.ToString());
        Assert.Equal("バックアップ", found.Items[0].Heading);
    }

    [Theory]
    [InlineData("バックアップ 鍵", 1)]
    [InlineData("ﾊﾞｯｸｱｯﾌﾟ", 2)]
    [InlineData("ばっくあっぷ", 2)]
    [InlineData("鍵　金庫", 1)]
    [InlineData("金庫 データ", 0)]
    [InlineData("   ", 0)]
    public async Task All_words_must_stand_in_one_provision_however_they_are_typed(string words, int hits)
    {
        await using var world = await World.CreateAsync();
        await world.AddAsync(Tier.Standard, "K-1", "情報管理基準", Standard);
        Assert.Equal(hits, (await world.FindAsync(words)).Total);
    }

    [Fact]
    public async Task A_hit_in_a_title_or_heading_goes_before_hits_in_sentences()
    {
        await using var world = await World.CreateAsync();
        await world.AddAsync(Tier.Standard, "K-1", "情報管理基準", Standard);
        Assert.Equal("2", (await world.FindAsync("バックアップ")).Items[0].Path.ToString());
        Assert.Equal("", (await world.FindAsync("管理 情報")).Items[0].Label);
    }

    [Fact]
    public async Task Only_the_edition_in_force_is_looked_through()
    {
        await using var world = await World.CreateAsync();
        var document = await world.AddAsync(Tier.Standard, "K-1", "情報管理基準", Standard);
        await world.Shelf.EditionAsync(document, "情報管理基準\n\n1 目的\n暗号を使う。\n", TestDatabase.Today.AddDays(1), EditionKind.FullRevision);
        Assert.Equal(0, (await world.FindAsync("暗号")).Total);
        world.Database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await world.FindAsync("暗号")).Total);
        Assert.Equal(0, (await world.FindAsync("金庫")).Total);
    }

    [Fact]
    public async Task A_second_page_goes_on_where_the_first_ended()
    {
        await using var world = await World.CreateAsync();
        var items = string.Join('\n', Enumerable.Range(1, 30).Select(n => $"({n}) 規則の{n}番"));
        await world.AddAsync(Tier.Standard, "K-1", "基準", "基準\n\n1 事項\n次のとおりとする。\n" + items + "\n");
        var (first, second) = (await world.FindAsync("規則"), await world.FindAsync("規則", page: 2));
        Assert.Equal((30, 30), (first.Total, second.Total));
        Assert.Equal(30, first.Items.Concat(second.Items).Select(item => item.Path).Distinct().Count());
    }

    /// <summary>Two worlds that differ only in what the reader may not know answer alike, whatever is asked.</summary>
    [Fact]
    public async Task What_is_found_never_depends_on_hidden_documents()
    {
        await using var open = await World.CreateAsync();
        await using var more = await World.CreateAsync();
        foreach (var world in new[] { open, more })
        {
            await world.AddAsync(Tier.Standard, "K-1", "情報管理基準", Standard);
            await world.AddAsync(Tier.BasicPolicy, "H-1", "基本方針", "基本方針\n\n1 目的\n情報を守る。鍵を使う。\n");
        }
        // Hidden ones come before, between and after what can be seen.
        foreach (var code in new[] { "A-1", "J-1", "Z-1" })
            await more.AddAsync(Tier.Procedure, code, "秘密の手順", "秘密の手順\n\n1 目的\n情報を守る。金庫の鍵とバックアップの手順。\n2 鍵\n鍵、鍵、鍵。\n");
        var words = new[] { "鍵", "情報", "目的", "金庫", "バックアップ", "手順", "秘密", "1", "。", "2", "を", "ない言葉" };
        await Gen.Int[0, words.Length - 1].Select(at => words[at]).Array[1, 3].Select(Gen.Int[1, 2]).SampleAsync(async question =>
        {
            var asked = string.Join(' ', question.Item1);
            var (one, two) = (await open.FindAsync(asked, question.Item2), await more.FindAsync(asked, question.Item2));
            Assert.Equal(Told(one), Told(two));
        }, iter: 100, threads: 1);
        // The words are there for whoever may know the document: the comparison above is not empty.
        Assert.True((await more.FindAsync("秘密", reader: more.Shelf.SeesAll)).Total > 0);
    }

    private static string Told(FoundPage page) => $"{page.Total} {page.Documents} " +
        string.Join('|', page.Items.Select(item => $"{item.Tier} {item.Title} {item.Path} {item.Label} {item.Heading} {string.Join('/', item.Words)}"));

    private sealed class World : IAsyncDisposable
    {
        private FindProvisions finding = null!;

        private Reader reader = null!;

        public required TestDatabase Database { get; init; }

        public Shelf Shelf { get; private set; } = null!;

        public static async Task<World> CreateAsync()
        {
            var world = new World { Database = await TestDatabase.CreateAsync() };
            world.Shelf = await Shelf.OpenAsync(world.Database.Databases);
            world.finding = new FindProvisions(world.Database.Clock);
            world.reader = await world.Shelf.ReaderAsync(await world.Shelf.PersonAsync("青木 花"));
            return world;
        }

        public async Task<DocumentId> AddAsync(Tier tier, string code, string title, string text)
        {
            var document = await Shelf.DocumentAsync(tier, code, title);
            await Shelf.EditionAsync(document, text, TestDatabase.Today.AddDays(-10));
            return document;
        }

        public async Task<FoundPage> FindAsync(string words, int page = 1, Reader? reader = null)
        {
            await using var db = Database.OpenFor(reader ?? this.reader);
            return await finding.FindAsync(db, FindQuestion.Of(words), page, Ct);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();
    }
}
