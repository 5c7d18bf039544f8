using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using CcsPolicy.Testing.Web;
using CcsPolicy.Web.Features.Home;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Home;

public sealed class HomeViewTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_binds_the_reader_is_due_until_it_is_acknowledged()
    {
        await using var database = await TestDatabase.CreateAsync();
        var shelf = await Shelf.OpenAsync(database.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var edition = await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var person = await shelf.PersonAsync("青木 花");
        Assert.Equal([TestDatabase.Today], (await HomeAsync(database, shelf, person)).Due.Select(d => d.Due!.Since));
        await shelf.AcknowledgedAsync(edition, person);
        var home = await HomeAsync(database, shelf, person);
        Assert.Empty(home.Due);
        Assert.Equal(1, Assert.Single(home.Documents).ReadNumber);
    }

    [Fact]
    public async Task A_substantive_edition_is_due_again_and_an_editorial_one_is_only_told()
    {
        await using var database = await TestDatabase.CreateAsync();
        var shelf = await Shelf.OpenAsync(database.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var person = await shelf.PersonAsync("青木 花");
        await shelf.AcknowledgedAsync(await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2025, 4, 1)), person);
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る．\n", new(2025, 10, 1), EditionKind.PartialAmendment, Significance.Editorial);
        var home = await HomeAsync(database, shelf, person);
        Assert.Empty(home.Due);
        Assert.Equal((1, 2), Assert.Single(home.Changed.Select(d => (d.ReadNumber, d.Number))));
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        await shelf.EditionAsync(document, "対策基準\n\n1 目的\n必ず守る。\n", new(2026, 4, 1), EditionKind.PartialAmendment);
        home = await HomeAsync(database, shelf, person);
        Assert.Equal(document, Assert.Single(home.Due).Id);
        Assert.Empty(home.Changed);
    }

    [Fact]
    public async Task A_procedure_is_listed_for_whom_it_was_opened_and_is_not_there_for_others()
    {
        await using var database = await TestDatabase.CreateAsync();
        var shelf = await Shelf.OpenAsync(database.Databases);
        var procedure = await shelf.DocumentAsync(Tier.Procedure, "T-1", "手順");
        await shelf.EditionAsync(procedure, "手順\n\n1 目的\n守る。\n", new(2026, 4, 1));
        var (insider, outsider) = (await shelf.PersonAsync("青木 花"), await shelf.PersonAsync("外山 実"));
        await shelf.GrantAsync(procedure, insider);
        Assert.Equal(procedure, Assert.Single((await HomeAsync(database, shelf, insider)).Due).Id);
        Assert.Empty((await HomeAsync(database, shelf, outsider)).Documents);
        // Seeing the catalogue does not bind.
        Assert.Empty((await HomeAsync(database, shelf, shelf.Ciso)).Due);
    }

    [Fact]
    public async Task An_edition_to_come_is_told_with_its_date_and_asks_for_nothing_yet()
    {
        await using var database = await TestDatabase.CreateAsync();
        var shelf = await Shelf.OpenAsync(database.Databases);
        var document = await shelf.DocumentAsync(Tier.Standard, "K-1", "対策基準");
        var person = await shelf.PersonAsync("青木 花", EmploymentKind.Dispatched);
        await shelf.AcknowledgedAsync(await shelf.EditionAsync(document, "対策基準\n\n1 目的\n守る。\n", new(2025, 4, 1)), person);
        database.Clock.Advance(TimeSpan.FromMinutes(1));
        var coming = TestDatabase.Today.AddDays(3);
        await shelf.EditionAsync(document, "対策基準\n\n1 目的\n必ず守る。\n", coming, EditionKind.PartialAmendment);
        var home = await HomeAsync(database, shelf, person);
        Assert.Empty(home.Due);
        Assert.Equal(coming, Assert.Single(home.Documents).Coming);
        database.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Single((await HomeAsync(database, shelf, person)).Due);
    }

    private static async Task<HomeView> HomeAsync(TestDatabase database, Shelf shelf, PersonId person)
    {
        await using var db = database.OpenFor(await shelf.ReaderAsync(person));
        return await HomeView.OfAsync(db, database.Get<CcsPolicy.Data.Reading.Readers>(), database.Get<CcsPolicy.Data.Reading.KnownDocuments>(), database.Get<CcsPolicy.Data.Reading.OfficeCalendar>(), null, Ct);
    }
}
