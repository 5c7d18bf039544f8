using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Access;

public sealed class NeedToKnowTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<Case> Cases =
        from employment in Gen.Int[-1, 5].Select(kind => kind < 0 ? (EmploymentKind?)null : (EmploymentKind)kind)
        from roles in Gen.Int[(int)Role.SecurityOfficer, (int)Role.SystemAdministrator].Select(role => (Role)role).Array[0, 2]
        from tier in Gen.Enum<Tier>()
        from openness in Gen.Enum<Openness>()
        from custody in Gen.Int[0, 4]
        from kind in Gen.Int[0, 3]
        from days in Gen.Select(Gen.Int[-2, 2], Gen.Int[-2, 3])
        from ended in Gen.Int[0, 4]
        from stay in Gen.Int[-2, 2]
        from confirmed in Gen.Bool
        select Case.Of(employment, roles, tier, openness, custody == 0, kind, days.Item1, days.Item2, ended == 0, stay, confirmed);

    [Fact]
    public void A_procedure_is_known_only_to_the_catalogue_its_custodian_grantees_and_staff_if_opened_to_them() => Cases.Sample(c =>
    {
        if (c.Document.Tier != Tier.Procedure || c.Document.Openness is Openness.Public or Openness.Internal)
            return;
        var ground = c.Reader.SeesCatalogue || c.Document.FirstCustodianId == c.Reader.PersonId || c.GrantOpens
            || (c.Document.Openness == Openness.AllStaff && c.Reader.IsStaff);
        Assert.Equal(c.Reader.IsWorker && !c.Reader.IsAdministrator && ground, c.Reader.MayKnow(c.Document, c.Grants));
    }, iter: 20_000);

    [Fact]
    public void An_administrator_knows_no_procedure_whatever_else_is_held() => Cases.Sample(c =>
        Assert.False(c.Reader.IsAdministrator && c.Document.Tier == Tier.Procedure && c.Reader.MayKnow(c.Document, c.Grants)), iter: 20_000);

    [Fact]
    public void A_grant_never_takes_away_what_is_known_without_it() => Cases.Sample(c =>
        Assert.True(!c.Reader.MayKnow(c.Document, []) || c.Reader.MayKnow(c.Document, c.Grants)), iter: 20_000);

    [Fact]
    public void Whoever_does_not_work_here_knows_public_texts_at_most() => Cases.Sample(c =>
        Assert.True(c.Reader.IsWorker || c.Document.Openness == Openness.Public || !c.Reader.MayKnow(c.Document, c.Grants)), iter: 20_000);

    [Fact]
    public void Nobody_knows_nothing_and_a_passer_by_knows_public_texts() => Cases.Sample(c =>
    {
        Assert.False(Reader.Nobody.MayKnow(c.Document, c.Grants));
        Assert.Equal(c.Document.Openness == Openness.Public, Reader.Anonymous(Today).MayKnow(c.Document, c.Grants));
    }, iter: 5_000);

    [Fact]
    public void What_a_reader_carries_as_opened_is_what_the_grants_open_and_answers_alike() => Cases.Sample(c =>
    {
        var carrying = c.Reader.With(c.Grants);
        Assert.Equal(c.GrantOpens, carrying.Opened.Contains(c.Document.Id));
        Assert.Equal(c.Reader.MayKnow(c.Document, c.Grants), carrying.MayKnow(c.Document));
    }, iter: 20_000);

    [Fact]
    public void The_first_grant_is_given_from_the_catalogue_and_later_ones_by_the_custodian_too_and_by_nobody_else() => Cases.Sample(c =>
    {
        if (c.Document.Tier != Tier.Procedure)
            return;
        Assert.Equal(c.Reader.SeesCatalogue, c.Document.MayBeGrantedBy(c.Reader, wasGranted: false));
        Assert.Equal(c.Reader.SeesCatalogue || (c.Reader.Keeps(c.Document.Id) && !c.Reader.IsAdministrator && c.Reader.IsWorker), c.Document.MayBeGrantedBy(c.Reader, wasGranted: true));
    }, iter: 20_000);

    [Fact]
    public void What_the_store_asks_for_is_what_is_in_own_custody_and_what_grants_open() => Cases.Sample(c =>
    {
        var carrying = c.Reader.With(c.Grants);
        Assert.Equal(carrying.InCustody.Concat(carrying.Opened).ToHashSet(), carrying.Reached.ToHashSet());
        Assert.Equal(c.Reader.InCustody, c.Reader.Reached);
    }, iter: 5_000);

    [Fact]
    public void A_grant_on_one_document_opens_no_other() => Cases.Sample(c =>
    {
        var other = Case.DocumentOf(Tier.Procedure, Openness.NeedToKnow, new PersonId(Guid.NewGuid()));
        Assert.Equal(c.Reader.SeesCatalogue && !c.Reader.IsAdministrator, c.Reader.MayKnow(other, c.Grants));
    }, iter: 5_000);

    private sealed record Case(Reader Reader, PolicyDocument Document, NeedToKnowGrant[] Grants, bool GrantOpens)
    {
        public static Case Of(EmploymentKind? employment, Role[] roles, Tier tier, Openness openness, bool custodian, int grantKind, int from, int until, bool ended, int stayUntil, bool confirmed)
        {
            var person = new Person { Id = new PersonId(Guid.NewGuid()), StaffNumber = "1", Name = "職員", Kana = "しょくいん" };
            var document = DocumentOf(tier, openness, custodian ? person.Id : new PersonId(Guid.NewGuid()));
            var department = new DepartmentId(Guid.NewGuid());
            var stay = AssignmentOf(person, null, stayUntil) with { Department = department };
            var assignments = roles.Select(role => AssignmentOf(person, role, 100).Row()).Append(stay.Row()).ToList();
            var employments = employment is { } kind
                ? new[] { new Employment { Id = new EmploymentId(Guid.NewGuid()), PersonId = person.Id, Kind = kind, From = Today.AddDays(-100), RecordedAt = Now } }
                : [];
            var reader = Reader.Of(person, employments, assignments, [], custodian ? [document.Id] : [], Today);
            if (grantKind == 0)
                return new Case(reader, document, [], false);
            var grant = new NeedToKnowGrant
            {
                Id = new GrantId(Guid.NewGuid()), DocumentId = document.Id, PersonId = grantKind == 1 ? person.Id : null, DepartmentId = grantKind == 2 ? department : null,
                PostId = grantKind == 3 ? new PostId(Guid.NewGuid()) : null, Reason = SealedText.Empty, From = Today.AddDays(from),
                Until = Today.AddDays(until), GrantedBy = person.Id, GrantedAt = Now,
            };
            if (grantKind == 2 && confirmed)
                grant.Confirmations.Add(new GrantConfirmation { Id = new ConfirmationId(Guid.NewGuid()), GrantId = grant.Id, AssignmentId = stay.Id, ConfirmedBy = person.Id, ConfirmedAt = Now });
            if (ended)
                grant.End(person.Id, Now, SealedText.Empty);
            var holds = !ended && from <= 0 && until >= 0;
            var reaches = grantKind == 1 || (grantKind == 2 && confirmed && stayUntil >= 0);
            return new Case(reader, document, [grant], employment is not null && holds && reaches);
        }

        public static PolicyDocument DocumentOf(Tier tier, Openness openness, PersonId custodian) => new()
        {
            Id = new DocumentId(Guid.NewGuid()), Tier = tier, Openness = openness, Code = SealedText.Empty, Title = SealedText.Empty, Instrument = InstrumentKind.Manual,
            OwnerDepartmentId = new DepartmentId(Guid.NewGuid()), FirstCustodianId = custodian, Audience = Audience.Granted, CreatedAt = Now,
        };

        private static PlannedStay AssignmentOf(Person person, Role? role, int until) => new(new AssignmentId(Guid.NewGuid()), person.Id, role, null, until);
    }

    private sealed record PlannedStay(AssignmentId Id, PersonId Person, Role? Role, DepartmentId? Department, int Until)
    {
        public Assignment Row() => new()
        {
            Id = Id, PersonId = Person, Role = Role, DepartmentId = Department, From = Today.AddDays(-50), Until = Today.AddDays(Until), RecordedAt = Now,
        };
    }
}
