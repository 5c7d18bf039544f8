using System.Net;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CcsPolicy.Testing.Web;
using Xunit;

namespace CcsPolicy.Web.Tests.Features.Custody;

public sealed class CustodyTests : IAsyncLifetime
{
    private readonly Portal portal = new();
    private PersonId ciso, officer, keeper, next, admin;
    private DocumentId procedure, standard;

    public async ValueTask InitializeAsync()
    {
        var department = await portal.AddDepartmentAsync("10", "総務課");
        ciso = await portal.AddPersonAsync("真壁 和代", Role.Ciso);
        officer = await portal.AddPersonAsync("担当 花子", Role.SecurityOfficer);
        keeper = await portal.AddPersonAsync("管理 太郎", []);
        next = await portal.AddPersonAsync("後任 次郎", []);
        admin = await portal.AddPersonAsync("情報 一郎", Role.SystemAdministrator);
        procedure = await portal.AddDocumentAsync(Tier.Procedure, "P-1", "鍵の管理手順", department, keeper);
        standard = await portal.AddDocumentAsync(Tier.Standard, "S-1", "対策基準", department, keeper);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task The_ciso_gives_a_procedure_to_somebody_else_who_sees_it_from_then_on_alone()
    {
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(ciso, "procedures", procedure, "T0004")).StatusCode);
        Assert.True((await portal.ReaderAsync(next)).Can(Ability.EditOwnProcedures));
        await using var before = portal.Open(await portal.ReaderAsync(keeper));
        Assert.Null(await before.Documents.FindAsync([procedure], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_officer_decides_for_standards_and_does_not_see_that_there_is_a_procedure()
    {
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(officer, "standards", standard, "T0004")).StatusCode);
        using var client = await portal.SignedInAsync(officer);
        var hidden = await client.PostFormAsync("/custody/standards", "custody", ("Document", procedure.ToString()), ("Number-" + procedure, "T0004"));
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/custody/procedures", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("T0001")]
    [InlineData("T0005")]
    [InlineData("T9999")]
    public async Task Neither_oneself_nor_an_administrator_nor_nobody_becomes_custodian_of_a_procedure(string number)
    {
        Assert.NotNull((await (await ChangeAsync(ciso, "procedures", procedure, number)).PageAsync()).QuerySelector(".error-summary"));
        Assert.True((await portal.ReaderAsync(keeper)).Can(Ability.EditOwnProcedures));
        Assert.False((await portal.ReaderAsync(admin)).Can(Ability.EditOwnProcedures));
    }

    private async Task<HttpResponseMessage> ChangeAsync(PersonId by, string page, DocumentId document, string number)
    {
        using var client = await portal.SignedInAsync(by);
        return await client.PostFormAsync("/custody/" + page, "custody", ("Document", document.ToString()), ("Number-" + document, number));
    }
}
