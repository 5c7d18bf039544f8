using CcsPolicy.Data.Reading;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Data;
using Xunit;

namespace CcsPolicy.Data.Tests;

public sealed class BoardOfProceduresTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_holds_a_grant_is_told_to_whoever_keeps_the_grants_and_an_administrator_owes_no_procedure()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var arranged = new AnOrganisation(database);
        var (officer, other, administrator, ciso) = (arranged.Person(), arranged.Person(), arranged.Person(), arranged.Person());
        arranged.Appoint(officer, Role.SecurityOfficer);
        arranged.Appoint(administrator, Role.SystemAdministrator);
        arranged.Appoint(ciso, Role.Ciso);
        var procedure = arranged.Document(Tier.Procedure, Openness.NeedToKnow, audience: Audience.Granted);
        arranged.Edition(procedure);
        foreach (var person in new[] { officer, other, administrator })
            arranged.Grant(procedure, person: person);
        await arranged.SaveAsync(Ct);

        Assert.Equal([officer.Id], await BoundAsync(officer));
        Assert.Equal([other.Id], await BoundAsync(other));
        Assert.Equal(new[] { officer.Id, other.Id }.OrderBy(id => id.Value), (await BoundAsync(ciso)).OrderBy(id => id.Value));
        Assert.Empty(await BoundAsync(administrator));

        async Task<List<PersonId>> BoundAsync(Person reader)
        {
            await using var db = database.OpenFor(await arranged.ReaderAsync(reader, Ct));
            var board = await db.BoardAsync(TestDatabase.Today, Ct);
            return board.Rows(new BoardQuestion(procedure.Id)).Select(row => row.Person.Id).ToList();
        }
    }
}
