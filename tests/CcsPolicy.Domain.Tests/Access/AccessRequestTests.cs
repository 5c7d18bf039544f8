using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.People;
using CsCheck;
using Xunit;

namespace CcsPolicy.Domain.Tests.Access;

/// <summary>Who reads that somebody needs a procedure: the asker the words, the catalogue all, a custodian what was passed on. Nobody else.</summary>
public sealed class AccessRequestTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
    private static readonly DocumentId[] Procedures = [.. Enumerable.Range(0, 3).Select(_ => new DocumentId(Guid.NewGuid()))];

    private static readonly Gen<(RequestStepKind Kind, int Document)[]> Steps =
        Gen.Select(Gen.Enum<RequestStepKind>(), Gen.Int[0, 2]).Array[0, 5];

    private static readonly Gen<(Role[] Roles, int Custody, bool Asked, bool Works)> Readers =
        Gen.Select(Gen.Int[(int)Role.SecurityOfficer, (int)Role.SystemAdministrator].Select(role => (Role)role).Array[0, 2], Gen.Int[-1, 2], Gen.Bool, Gen.Bool);

    [Fact]
    public void A_request_is_read_by_its_asker_the_catalogue_and_the_custodian_to_whom_it_was_passed_and_by_nobody_else() => Gen.Select(Readers, Steps).Sample((who, planned) =>
    {
        var reader = ReaderOf(who);
        var request = RequestOf(who.Asked ? reader.PersonId!.Value : new PersonId(Guid.NewGuid()));
        var steps = StepsOf(request, planned);
        var custodian = who.Works && !reader.IsAdministrator && who.Custody >= 0;
        var passed = custodian && planned.Any(step => step == (RequestStepKind.PassedOn, who.Custody));
        Assert.Equal(who.Asked || reader.SeesCatalogue || passed, reader.MayRead(request, steps));
    }, iter: 10_000);

    [Fact]
    public void What_became_of_it_is_never_told_to_the_asker_for_having_asked() => Gen.Select(Readers, Steps).Sample((who, planned) =>
    {
        var reader = ReaderOf(who);
        foreach (var step in StepsOf(RequestOf(reader.PersonId!.Value), planned))
            Assert.Equal(reader.SeesCatalogue || (who.Works && !reader.IsAdministrator && who.Custody >= 0 && step.DocumentId == Procedures[who.Custody]), reader.MayRead(step));
    }, iter: 10_000);

    [Fact]
    public void The_last_step_says_whose_it_is() => Steps.Sample(planned =>
    {
        var steps = StepsOf(RequestOf(default), planned);
        var last = planned.Length == 0 ? ((RequestStepKind Kind, int Document)?)null : planned[^1];
        Assert.Equal(planned.Length, AccessRequests.LastOf(steps.Reverse()));
        Assert.Equal(last is null or { Kind: RequestStepKind.PassedOn or RequestStepKind.HandedBack }, AccessRequests.IsOpen(steps.Reverse()));
        Assert.Equal(last is { Kind: RequestStepKind.PassedOn } passed ? Procedures[passed.Document] : null, AccessRequests.WithCustodianOf(steps.Reverse()));
    }, iter: 2_000);

    [Theory]
    [InlineData("", 0, "request.words-missing")]
    [InlineData("　 ", 0, "request.words-missing")]
    [InlineData("。", 0, "request.words-missing")]
    [InlineData("鍵。", 0, "words.too-short")]
    [InlineData("鍵の\u202e手順", 0, "words.unseen-signs")]
    [InlineData("鍵の手順\u0007", 0, "words.unseen-signs")]
    [InlineData("鍵の手順", 1, "request.asked-already")]
    [InlineData("錠の手順", AccessRequest.MostOnADay, "request.too-often")]
    [InlineData("錠の\r\n手順", AccessRequest.MostOnADay - 1, null)]
    public void What_may_not_be_asked_is_refused_by_the_words_and_what_was_asked_today_alone(string words, int before, string? code) =>
        Assert.Equal(code, AccessRequest.Refusal(words, [.. Enumerable.Range(1, before).Select(number => number == 1 ? "鍵の手順" : $"手順その{number}")])?.Code);

    [Fact]
    public void The_limit_is_the_one_that_its_sentence_names() => Assert.Contains($"一日に{AccessRequest.MostOnADay}件まで", RequestErrors.TooOften.Japanese, StringComparison.Ordinal);

    private static Reader ReaderOf((Role[] Roles, int Custody, bool Asked, bool Works) who)
    {
        var person = new Person { Id = new PersonId(Guid.NewGuid()), StaffNumber = "1", Name = "職員", Kana = "しょくいん" };
        Employment[] employments = who.Works ? [new() { Id = default, PersonId = person.Id, Kind = EmploymentKind.Employee, From = Today.AddDays(-9), RecordedAt = Now }] : [];
        var roles = who.Roles.Select(role => new Assignment { Id = default, PersonId = person.Id, Role = role, From = Today.AddDays(-9), RecordedAt = Now });
        return Reader.Of(person, employments, roles, [], who.Custody < 0 ? [] : [Procedures[who.Custody]], Today);
    }

    private static AccessRequest RequestOf(PersonId asker) => new() { Id = new AccessRequestId(Guid.NewGuid()), AskedBy = asker, Words = SealedText.Empty, AskedAt = Now };

    private static AccessRequestStep[] StepsOf(AccessRequest request, (RequestStepKind Kind, int Document)[] planned) => [.. planned.Select((step, index) => new AccessRequestStep
    {
        Id = default, RequestId = request.Id, Number = index + 1, Kind = step.Kind, DocumentId = Procedures[step.Document], TakenBy = default, TakenAt = Now,
    })];
}
